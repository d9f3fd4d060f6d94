"""A series made by hand, taken over when a person asks for it: the write protocol of any run, and then its entry."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.adopt import adopt
from touchbase.planning.by_hand import ByHand, by_hand
from touchbase.planning.dates import dates_of
from touchbase.sync.apply import Application
from touchbase.sync.gather import gather
from touchbase.sync.refusals import keep, refusals
from touchbase.sync.waiting import refuse_early
from touchbase.sync.world import SYNC_RUN, Outcome, World


@dataclass(frozen=True)
class ByHandNow:
    """What one look found: the recurring 1:1s made by hand, best first for each person."""

    snapshot: Snapshot
    meetings: tuple[ByHand, ...]

    def of(self, stakeholder: str) -> tuple[ByHand, ...]:
        return tuple(one for one in self.meetings if one.who.id == stakeholder)


def look_by_hand(world: World, stakeholders: Sequence[Stakeholder]) -> ByHandNow:
    """One look at the calendar; writes nothing."""
    refuse_early(world)
    snapshot = gather(world, stakeholders).snapshot
    snapshot = replace(snapshot, bookings=adopt(snapshot).bookings)
    return ByHandNow(snapshot, by_hand(snapshot))


def take_over(world: World, found: ByHandNow, plan: Plan, summary: str) -> Outcome:
    """Carry out an adoption; then what was read anew is our entry. `undo` takes it back under this summary."""
    outcome = Outcome(plan)
    Application(world, found.snapshot, outcome, lambda *_: None).carry_out()
    world.calendar.publish()
    if outcome.applied:
        wanted = {change.stakeholder for change in outcome.applied}
        _enter(world, found.snapshot.stakeholders, wanted)
        keep(world.store, (pair for pair in refusals(world.store) if pair[0] not in wanted))
        world.store.act(world.now, SYNC_RUN, summary, "", str(outcome.run))
    return outcome


def _enter(world: World, stakeholders: Sequence[Stakeholder], wanted: Collection[str]) -> None:
    """What the next sync would find and keep of these people, kept now, so that `status` knows the next date."""
    snapshot = gather(world, stakeholders).snapshot
    with world.store.transaction():
        for booking in adopt(snapshot).bookings:
            if booking.series.stakeholder in wanted and booking.stands:
                world.store.save_booking(booking)
                dates = dates_of(booking, snapshot.reading, world.horizon)
                world.store.save_dates(booking.uid, booking.series.stakeholder, dates, world.horizon)
