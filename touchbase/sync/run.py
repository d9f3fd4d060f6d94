"""A preview and a run, decided by the same code; the preview is the run less its last step."""

from collections.abc import Sequence

from touchbase.domain.event import Reading
from touchbase.domain.plan import Plan
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import KnownList, Stakeholder
from touchbase.planning.dates import dates_of
from touchbase.planning.decide import decide
from touchbase.planning.explain import Explanation, explain
from touchbase.planning.words import counted
from touchbase.sync.apply import Application
from touchbase.sync.gather import Gathered, gather
from touchbase.sync.refuse import approves, refuse, settle
from touchbase.sync.waiting import keep, noting, refuse_early
from touchbase.sync.world import LAST_SYNC, SYNC_RUN, Outcome, Progress, World


def preview(world: World, stakeholders: Sequence[Stakeholder]) -> Plan:
    """What a run would do now, decided the same way; writes nothing, on the calendar or on disk."""
    return decide(gather(world, stakeholders).snapshot)


def explained(world: World, stakeholders: Sequence[Stakeholder], who: Stakeholder) -> tuple[Plan, Explanation]:
    """What a run would do now, and why one person gets what they get; writes nothing."""
    snapshot = gather(world, stakeholders).snapshot
    plan = decide(snapshot)
    return plan, explain(snapshot, plan, who)


def run(
    world: World,
    stakeholders: Sequence[Stakeholder],
    fingerprint: str,
    *,
    approve: str = "",
    progress: Progress = lambda *_: None,
) -> Outcome:
    """Carry out the plan of this moment. RefusedPlan when the guard trips and `approve` is not the plan's hash.

    `fingerprint` is the sha256 of the list's file; with it `status` knows that the list has not changed since.
    """
    refuse_early(world)
    with noting(world):
        gathered = gather(world, stakeholders)
    plan = decide(gathered.snapshot)
    outcome = Outcome(plan, calls_read=gathered.calls, warnings=_warnings(world, gathered, plan))
    if not plan.guard.ok and not approves(approve, plan):
        outcome.reminder = refuse(world, plan, approve)
        return outcome
    _resolve_operations(world, gathered)
    Application(world, gathered.snapshot, outcome, progress).carry_out()
    keep(world, outcome.stopped)
    world.calendar.publish()
    if outcome.applied:
        summary = f"the last sync's {counted(len(outcome.applied), 'change')} on the calendar"
        world.store.act(world.now, SYNC_RUN, summary, "", str(outcome.run))
    _remember(world, KnownList(fingerprint, tuple(stakeholders)), gathered.snapshot.reading)
    return outcome


def _warnings(world: World, gathered: Gathered, plan: Plan) -> tuple[Problem, ...]:
    alone = (Problem("calendar", sentence, severity="warning") for sentence in plan.left_alone)
    return (*gathered.snapshot.reading.warnings, *world.calendar.warnings(), *alone)


def _resolve_operations(world: World, gathered: Gathered) -> None:
    with world.store.transaction():
        for id, result in gathered.resolved.outcomes.items():
            world.store.finish(id, result, world.now)
        for booking in gathered.resolved.bookings:
            world.store.save_booking(booking)


def _remember(world: World, known: KnownList, reading: Reading) -> None:
    """The last good list, the dates to come (for `status` without a network), and that a run took place."""
    with world.store.transaction():
        settle(world.store)
        world.store.remember_list(known)
        for booking in world.store.bookings():
            dates = dates_of(booking, reading, world.horizon)
            world.store.save_dates(booking.uid, booking.series.stakeholder, dates, world.horizon)
        world.store.set(LAST_SYNC, world.now.isoformat())
