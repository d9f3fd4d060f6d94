"""The candidates of one stakeholder: every recurring slot they could have, and what each would cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import LAST_MONTHLY_DAY, Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import LOWEST_PRIORITY, Stakeholder
from touchbase.domain.zone import local_date
from touchbase.planning.dates import dates_of
from touchbase.planning.fairness import fairness_points, far_apart, preference_points
from touchbase.planning.grid import DAY_BITS, PER_DAY, QUARTER, Grid, slots_of
from touchbase.planning.openings import Openings

# Points; those for hours outside the preferred part of the day are in fairness.py.
CLASH = 10  # for each date that clashes and would have to be moved
STUCK = 20  # more for each of these that nothing near it could take
LATE = 6  # at most, for a first date a whole cadence after it is owed
KEPT = 3  # taken off for the slot a series had before
UNPLACED = 25
UNPLACED_DATE = 12
SERIES_DAYS = 365


@dataclass(frozen=True, slots=True)
class Lane:
    """One recurring slot on the grid. `free` holds the starts of its dates that suit both sides.

    Of the others, `clashes`, some are `stuck`: no other time near them is free for both.
    `ours` and `theirs` count those of `free` outside the preferred part of the owner's, and of the stakeholder's, day.
    `outside`, `unfair`, `late` and `kept` are points; the last is taken off.
    """

    cost: int
    first: int
    days: tuple[int, ...]
    free: int
    clashes: int
    stuck: int
    ours: int
    theirs: int
    outside: int
    unfair: int
    late: int
    kept: int


@dataclass(frozen=True, slots=True)
class Request:
    """One stakeholder who needs a series: when the first date is owed, from when it may be, all lanes best first."""

    stakeholder: Stakeholder
    owed: date
    earliest: date
    lanes: tuple[Lane, ...]
    unplaced_cost: int

    @property
    def weight(self) -> int:
        return weight(self.stakeholder.priority)

    @property
    def hours_per_week(self) -> float:
        return weekly_hours(self.stakeholder.minutes, self.stakeholder.cadence)


def weight(priority: int) -> int:
    """How much a point counts for somebody: 9 at priority 1, 1 at priority 9."""
    return LOWEST_PRIORITY + 1 - priority


def weekly_hours(minutes: int, cadence: Cadence) -> float:
    """The hours a week a series takes on average."""
    return minutes / 60 * 7 / cadence.days


def owed_on(snapshot: Snapshot, stakeholder: Stakeholder) -> date:
    """The day the next touchbase is owed: a cadence after the last one held, today for somebody never met."""
    last = snapshot.history(stakeholder.id).last_held
    if last is None:
        return snapshot.today
    return local_date(last, snapshot.owner.zone) + timedelta(days=round(stakeholder.cadence.days))


def request(
    snapshot: Snapshot, openings: Openings, stakeholder: Stakeholder, kept: Recurrence | None = None
) -> Request:
    """All that may be chosen for somebody; `kept` is the slot of a series that has to move."""
    owed = owed_on(snapshot, stakeholder)
    earliest = _earliest(snapshot, stakeholder, owed)
    open_starts = openings.for_both(stakeholder) & openings.grid.starts_between(_allowed(snapshot))
    patterns = _patterns(openings.grid, stakeholder.cadence, earliest, snapshot)
    far = far_apart(snapshot.now, snapshot.owner.zone, stakeholder.zone)
    made = _Lanes(openings.grid, stakeholder, open_starts, openings.preferred(stakeholder), far, owed, kept)
    lanes = sorted((lane for days in patterns for lane in made.on(days)), key=_best_first)
    dates = max((len(lane.days) for lane in lanes), default=1)
    return Request(
        stakeholder, owed, earliest, tuple(lanes), weight(stakeholder.priority) * (UNPLACED_DATE * dates + UNPLACED)
    )


def _best_first(lane: Lane) -> tuple[int, int]:
    return (lane.cost, lane.first)


def recurrence_of(lane: Lane, grid: Grid, stakeholder: Stakeholder) -> Recurrence:
    """The series a lane stands for: a year of it, in the owner's zone."""
    first = grid.day_of(lane.first)
    last = first + timedelta(days=SERIES_DAYS)
    return Recurrence(first, grid.at(lane.first), grid.zone, stakeholder.cadence, stakeholder.minutes, last)


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Makes the lanes of one stakeholder; the bits asked for again and again are worked out once."""

    grid: Grid
    stakeholder: Stakeholder
    open_starts: int
    preferred: tuple[int, int]
    far: bool
    owed: date
    kept: Recurrence | None

    def on(self, days: tuple[int, ...]) -> Iterator[Lane]:
        """The lanes on these days whose first date suits and at most half of whose dates clash."""
        base = sum(1 << day * PER_DAY for day in days)
        first = self.grid.first + timedelta(days=days[0])
        late, kept = self._late(first), self._kept_quarter(first)
        for quarter in slots_of(self.open_starts >> days[0] * PER_DAY & DAY_BITS):
            free = self.open_starts & base << quarter
            if 2 * free.bit_count() >= len(days):
                yield self._lane(quarter, days, free, late, KEPT if quarter == kept else 0)

    def _lane(self, quarter: int, days: tuple[int, ...], free: int, late: int, kept: int) -> Lane:
        suiting, (our_part, their_part) = free.bit_count(), self.preferred
        clashes = len(days) - suiting
        stuck = self._stuck(quarter, days, free) if clashes else 0
        ours, theirs = suiting - (free & our_part).bit_count(), suiting - (free & their_part).bit_count()
        outside = preference_points(ours, theirs, suiting)
        unfair = fairness_points(ours, theirs, suiting, far=self.far)
        points = CLASH * clashes + STUCK * stuck + outside + unfair + late
        kept = min(kept, points)
        cost = weight(self.stakeholder.priority) * (points - kept)
        first = days[0] * PER_DAY + quarter
        return Lane(cost, first, days, free, clashes, stuck, ours, theirs, outside, unfair, late, kept)

    def _stuck(self, quarter: int, days: tuple[int, ...], free: int) -> int:
        """How many of the dates that clash find no open start within a week, half a cadence from their neighbours."""
        half = int(self.stakeholder.cadence.days / 2 * PER_DAY)
        stuck = 0
        for day in days:
            slot, monday = day * PER_DAY + quarter, day // 7 * 7
            if not free >> slot & 1:
                first = max(0, (monday - 7) * PER_DAY, slot - half)
                end = min((monday + 14) * PER_DAY, slot + half + 1)
                stuck += not self.open_starts >> first & ((1 << end - first) - 1)
        return stuck

    def _late(self, first: date) -> int:
        """0 on the day it is owed, 6 a cadence or more away from it; a day early counts half."""
        days = (first - self.owed).days
        share = (days if days > 0 else -days / 2) / self.stakeholder.cadence.days
        return min(LATE, round(LATE * share))

    def _kept_quarter(self, first: date) -> int | None:
        """The quarter of the day the series had before, on its weekday; None on other days and off the grid."""
        if self.kept is None or self.kept.first.weekday() != first.weekday():
            return None
        quarter, over = divmod(self.kept.at.hour * 60 + self.kept.at.minute, QUARTER)
        return None if over else quarter


def _earliest(snapshot: Snapshot, stakeholder: Stakeholder, owed: date) -> date:
    """Not before the notice is over, nor within half a cadence of the last one held or of one that still stands."""
    half = timedelta(days=round(stakeholder.cadence.days / 2))
    days = [local_date(_allowed(snapshot).start, snapshot.owner.zone)]
    if snapshot.history(stakeholder.id).last_held is not None:
        days.append(owed - half)
    days += [local_date(start, snapshot.owner.zone) + half for start in _frozen_starts(snapshot, stakeholder)]
    return max(days)


def _frozen_starts(snapshot: Snapshot, stakeholder: Stakeholder) -> list[datetime]:
    """The starts inside the freeze of a series of theirs that ends or moves now: they still take place."""
    freeze = Period.lasting(snapshot.now, snapshot.rules.freeze_hours * 60)
    bookings = [booking for booking in snapshot.bookings if booking.series.stakeholder == stakeholder.id]
    return [date.period.start for booking in bookings for date in dates_of(booking, snapshot.reading, freeze)]


def _allowed(snapshot: Snapshot) -> Period:
    start = snapshot.now + timedelta(hours=max(snapshot.rules.notice_hours, snapshot.rules.freeze_hours))
    return Period(start, max(start, snapshot.horizon.end))


def _patterns(grid: Grid, cadence: Cadence, earliest: date, snapshot: Snapshot) -> Iterator[tuple[int, ...]]:
    """The days of every possible series, as day indexes: one pattern for each possible first day."""
    end = grid.day_index(local_date(snapshot.horizon.end, grid.zone))
    first = max(0, grid.day_index(earliest))
    for day in range(first, min(first + _first_days(cadence), end)):
        weekday_works = snapshot.rules.working_hours[(grid.first + timedelta(days=day)).weekday()]
        if weekday_works and not (
            cadence.unit == "month" and (grid.first + timedelta(days=day)).day > LAST_MONTHLY_DAY
        ):
            yield _days_from(grid, cadence, day, end)


def _first_days(cadence: Cadence) -> int:
    """How many days to try as the first one: a whole cadence."""
    return int(cadence.days) + 1


def _days_from(grid: Grid, cadence: Cadence, day: int, end: int) -> tuple[int, ...]:
    start = grid.first + timedelta(days=day)
    if cadence.unit == "week":
        return tuple(range(day, end, 7 * cadence.every))
    indexes = (grid.day_index(date_) for date_ in Recurrence(start, grid.at(0), grid.zone, cadence).days())
    return tuple(takewhile(lambda index: index < end, indexes))
