"""What the last run wrote, taken back: a plan of its own, carried out like any other."""

from dataclasses import replace

from touchbase.domain.adoption import Release
from touchbase.domain.booking import DateChange
from touchbase.domain.change import Change, End, MoveOccurrence
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.step import AdoptSeries, CreateSeries, MoveDate, SkipDate, Step, loads
from touchbase.sync.apply import Application
from touchbase.sync.gather import gather
from touchbase.sync.waiting import keep, noting, refuse_early
from touchbase.sync.world import Outcome, World


def undoing(world: World, run: int) -> Plan:
    """New series end, adopted ones are their owner's again, moved and skipped dates go back where the rule has them.

    Ends and renewals stay, and so does a guest's new address.
    """
    done = [operation for operation in world.store.operations("done") if operation.run == run]
    steps = [(operation.stakeholder, loads(operation.facts)) for operation in done]
    made = {step.uid for _, step in steps if isinstance(step, CreateSeries)}
    changes = [change for who, step in steps for change in _opposite(world, who, step, made)]
    return Plan(changes=tuple(sorted(changes, key=Change.sort_key)))


def take_back(world: World, run: int) -> Outcome:
    """Carry that plan out. A series taken back is not made anew until `resume`."""
    outcome = Outcome(undoing(world, run))
    refuse_early(world)
    with noting(world):
        snapshot = gather(world, ()).snapshot
    _as_asked(world, outcome.plan)
    Application(world, snapshot, outcome, lambda *_: None).carry_out()
    keep(world, outcome.stopped)
    _as_asked(world, replace(outcome.plan, changes=tuple(outcome.applied)))
    world.calendar.publish()
    return outcome


def _as_asked(world: World, plan: Plan) -> None:
    """Our side of it, also before the calls: whatever becomes of an answer, a person wanted these gone or back.

    What turns out to stand all the same is found to be back on the calendar by the next run.
    """
    ends = {change.uid for change in plan.changes if isinstance(change, End)}
    back = [change for change in plan.changes if isinstance(change, MoveOccurrence)]
    with world.store.transaction():
        for booking in world.store.bookings():
            if booking.uid in ends:
                world.store.save_booking(replace(booking, standing="paused_by_user"))
            placed = {one.original_start: DateChange(one.period, "human") for one in back if one.uid == booking.uid}
            if placed:
                world.store.save_booking(replace(booking, exceptions={**booking.exceptions, **placed}))


def _opposite(world: World, who: str, step: Step, made: set[str]) -> list[Change]:
    why = ("you took the last run back",)
    match step:
        case CreateSeries():
            return [
                End(stakeholder=who, uid=step.uid, after=world.now, why=why, notifies=world.calendar.mails, asked=True)
            ]
        case AdoptSeries():
            return [Release(stakeholder=who, uid=step.uid, why=why)]
        case MoveDate() | SkipDate() if step.uid not in made:
            return [_back(world, who, step, why)]
        case _:
            return []


def _back(world: World, who: str, step: MoveDate | SkipDate, why: tuple[str, ...]) -> MoveOccurrence:
    minutes = next(b.series.recurrence.minutes for b in world.store.bookings() if b.uid == step.uid)
    return MoveOccurrence(
        stakeholder=who,
        uid=step.uid,
        original_start=step.original_start,
        period=Period.lasting(step.original_start, minutes),
        zone=world.owner.zone,
        why=why,
        notifies=world.calendar.mails,
    )
