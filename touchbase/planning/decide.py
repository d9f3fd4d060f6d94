"""Snapshot -> Plan: what people did is respected first, then what stands is tended, then what is missing is placed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from touchbase.domain.change import Change, Create, MoveOccurrence, MoveSeries
from touchbase.domain.period import Period
from touchbase.domain.plan import Capacity, ExpectedMiss, Plan
from touchbase.domain.proposal import Proposal
from touchbase.domain.snapshot import Snapshot
from touchbase.planning import by_hand
from touchbase.planning.addresses import readdressed
from touchbase.planning.adopt import adopt
from touchbase.planning.arrange import Arrangement, arrange
from touchbase.planning.asked import asked
from touchbase.planning.capacity import capacity
from touchbase.planning.churn import calmed
from touchbase.planning.doubles import doubles_ended
from touchbase.planning.gone import reachable, unreachable
from touchbase.planning.guard import guard
from touchbase.planning.invited import uninvited, without_reinvitations
from touchbase.planning.makeup import proposals
from touchbase.planning.openings import Openings
from touchbase.planning.place import Placement
from touchbase.planning.remembering import remembering
from touchbase.planning.repair import ClashingDate
from touchbase.planning.unread import held
from touchbase.planning.verdict import judge_dates


def decide(snapshot: Snapshot) -> Plan:
    """The whole decision. The same snapshot gives the same plan; once that is carried out, nothing is left to do."""
    adopted = adopt(snapshot)
    snapshot = replace(snapshot, bookings=adopted.bookings)
    judged = judge_dates(snapshot)
    snapshot = remembering(snapshot, judged)
    served = by_hand.served(snapshot)
    rest = by_hand.without(snapshot, served)
    made = arrange(rest, Openings.of(rest))
    moves = [_move(fix.date, fix.period, snapshot) for fix in made.repairs if fix.period is not None]
    unmoved = [_missed(fix.date, snapshot) for fix in made.repairs if fix.period is None]
    changes = [*adopted.records, *judged, *made.changes, *_new_series(made.placement, snapshot), *moves]
    doubles = tuple(doubles_ended(adopted, snapshot))
    changes += [*doubles, *readdressed(snapshot, changes)]
    there = reachable(without_reinvitations(changes, snapshot), snapshot)
    safe = held(there.changes, snapshot)
    calm = calmed(safe.changes, snapshot)
    kept, deferred = _within_mail_cap(calm.changes, snapshot)
    plan = Plan(
        changes=tuple(sorted(kept, key=Change.sort_key)),
        unplaced=(*made.unplaced, *there.unplaced, *safe.unplaced, *calm.unplaced),
        expected_misses=(*unmoved, *safe.waiting, *calm.waiting, *deferred),
        capacity=_capacity(snapshot, made, served),
        objective=made.placement.assignment.objective,
        bound=made.placement.assignment.bound,
        gap=made.placement.assignment.gap,
        notices=(*(() if doubles else adopted.notices), *uninvited(snapshot), *unreachable(snapshot)),
        proposals=(*asked(snapshot), *by_hand.told(served, snapshot.owner.zone), *_make_ups(rest, kept)),
        left_alone=calm.left_alone,
    )
    return plan.guarded(guard(snapshot, plan))


def _make_ups(snapshot: Snapshot, changes: Sequence[Change]) -> tuple[Proposal, ...]:
    """None while a calendar of the owner's is unread: nobody knows which time is free."""
    return () if snapshot.reading.unread else proposals(snapshot, changes)


def _capacity(snapshot: Snapshot, made: Arrangement, served: Container[str]) -> Capacity:
    """Hours needed against hours there are; under the best plan, who starves, and what would make all fit."""
    by_hours = capacity(snapshot.stakeholders, snapshot.rules, snapshot.today)
    starved = tuple(who for who in made.placement.starved or by_hours.starved if who not in served)
    return replace(by_hours, starved=starved, cheapest_fix=made.fixes or by_hours.cheapest_fix)


def _new_series(placement: Placement, snapshot: Snapshot) -> Iterator[Change]:
    for one in placement.placed:
        if one.replaces is None:
            yield Create(stakeholder=one.series.stakeholder, series=one.series, why=one.why, notifies=snapshot.mails)
        else:
            yield MoveSeries(
                stakeholder=one.series.stakeholder,
                uid=one.replaces.uid,
                after=snapshot.now + timedelta(hours=snapshot.rules.freeze_hours),
                series=one.series,
                why=one.why,
                notifies=snapshot.mails,
            )


def _missed(date: ClashingDate, snapshot: Snapshot) -> ExpectedMiss:
    why = "and no other time near it is free for both"
    if snapshot.rules.policy == "create-only":
        why = 'and under the policy "create-only" nothing is moved'
    return ExpectedMiss(date.stakeholder.id, date.original_start, f"{date.why}, {why}")


def _move(date: ClashingDate, period: Period, snapshot: Snapshot) -> MoveOccurrence:
    return MoveOccurrence(
        stakeholder=date.stakeholder.id,
        uid=date.uid,
        original_start=date.original_start,
        period=period,
        zone=snapshot.owner.zone,
        why=(date.why,),
        notifies=snapshot.mails,
    )


def _within_mail_cap(changes: Sequence[Change], snapshot: Snapshot) -> tuple[list[Change], list[ExpectedMiss]]:
    """Moves of single dates beyond the mail cap wait for a later run, the latest dates first."""
    cap = snapshot.rules.max_mails_per_run
    others = [change for change in changes if not isinstance(change, MoveOccurrence)]
    moves = sorted((c for c in changes if isinstance(c, MoveOccurrence)), key=lambda move: move.original_start)
    room = max(0, cap - sum(change.mails for change in others)) if snapshot.mails else len(moves)
    why = f"clashes; its move waits for a later run: at most {cap} mails a run"
    waiting = [ExpectedMiss(move.stakeholder, move.original_start, why) for move in moves[room:]]
    return [*others, *moves[:room]], waiting
