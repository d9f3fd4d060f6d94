"""One look at everything: history, our series, the calendar, both sides' busy time. Writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from touchbase.calendars.port import Calendar
from touchbase.domain.booking import Booking
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import loads
from touchbase.domain.zone import local_date
from touchbase.errors import CalendarRefused
from touchbase.planning.churn import DAY
from touchbase.planning.dates import FURTHEST_MOVE
from touchbase.planning.resolve import Resolved, resolve
from touchbase.store.port import Store
from touchbase.sync.refusals import refusals
from touchbase.sync.world import LAST_SYNC, World

LOOK_BACK = timedelta(days=14)
LOOK_BACK_AT_MOST = timedelta(weeks=13)
LEFT_OUT = ("All of your calendar",)
"""What was not read when a list lacked a series that stands."""
A_MOMENT = timedelta(seconds=1)  # periods are half-open


@dataclass(frozen=True)
class Gathered:
    """The snapshot, what open writes turned out to be, and how many look-ups it took."""

    snapshot: Snapshot
    resolved: Resolved
    calls: int


def gather(world: World, stakeholders: Sequence[Stakeholder]) -> Gathered:
    """One look at everything; writes nothing."""
    window = Period(world.now - _look_back(world), world.horizon.end + FURTHEST_MOVE)
    reading = world.calendar.read(window)
    ledger, operations = world.store.bookings(), open_operations(world.store)
    expected = {booking.uid for booking in ledger if booking.stands} | {loads(op.facts).uid for op in operations}
    missing = sorted(expected - {series.uid for series in reading.series})
    reading = _looked_up(world.calendar, reading, missing, ledger)
    resolved = resolve(operations, ledger, reading, missing)
    known = world.store.known_list()
    snapshot = Snapshot(
        now=world.now,
        owner=world.owner,
        rules=world.rules,
        stakeholders=tuple(stakeholders),
        reading=reading,
        bookings=resolved.bookings,
        free_busy=world.calendar.free_busy(stakeholders, window),
        histories=world.store.histories(world.now),
        judged=world.store.judged(_of_all_dates(window, reading)),
        holidays=_holidays(world, window),
        known_ids=frozenset(who.id for who in known.stakeholders) if known else frozenset(),
        mails=world.calendar.mails,
        looked_up=frozenset(missing),
        refused=refusals(world.store),
        recent=world.store.operations(since=world.now - DAY),
        last_run=_last_run(world),
        known=known.stakeholders if known else (),
    )
    return Gathered(snapshot, resolved, 2 + len(missing))


def _last_run(world: World) -> datetime | None:
    said = world.store.get(LAST_SYNC)
    return None if said is None else datetime.fromisoformat(said)


def _of_all_dates(window: Period, reading: Reading) -> Period:
    """The window, and the original starts of dates that were moved into it: verdicts are kept under those."""
    starts = [evidence.original_start for evidence in reading.evidence]
    return Period(min([window.start, *starts]), max([window.end, *(start + A_MOMENT for start in starts)]))


def open_operations(store: Store) -> tuple[Operation, ...]:
    """The writes whose outcome is not known."""
    return store.operations("intended") + store.operations("unknown")


def _look_back(world: World) -> timedelta:
    """Far enough to judge every date since the last run, were it weeks ago."""
    last = _last_run(world)
    since = world.now - last + timedelta(days=1) if last else LOOK_BACK
    return min(max(LOOK_BACK, since), LOOK_BACK_AT_MOST)


def _looked_up(calendar: Calendar, reading: Reading, missing: Sequence[str], ledger: Iterable[Booking]) -> Reading:
    """Absence is not deletion: a series we expect and did not see is asked for by its id.

    One that stands there was left out of the list, and who knows what else was: the owner's time counts as unread. One
    that cannot be read stands as we last knew it, and keeps nobody else from being looked after.
    """
    known = {booking.uid: booking for booking in ledger}
    found: list[SeenSeries] = []
    unread = reading.unread
    for uid in missing:
        try:
            series = calendar.find(uid)
            unread = unread or (LEFT_OUT if series and not (series.cancelled or series.handed_over) else ())
        except CalendarRefused:
            series = _as_known(known[uid]) if uid in known else None
        found += [series] if series else []
    return replace(reading, series=(*reading.series, *found), unread=unread)


def _as_known(booking: Booking) -> SeenSeries:
    series = booking.series
    return SeenSeries(
        series.uid,
        series.stakeholder,
        series.generation,
        series.recurrence,
        series.summary,
        series.description,
        series.guest_email,
        "declined" if booking.standing == "declined" else "needs_action",
    )


def _holidays(world: World, window: Period) -> frozenset[date]:
    zone_name = world.owner.zone
    return world.holidays(world.owner.holidays, local_date(window.start, zone_name), local_date(window.end, zone_name))
