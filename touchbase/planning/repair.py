"""Single dates that clash are moved inside their window; what cannot be moved is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date
from touchbase.planning.diary import Diary
from touchbase.planning.grid import PER_DAY, slots_of
from touchbase.planning.openings import Openings

WEEKS_AWAY = 1  # how far from its own week a date may be moved

Positions = Mapping[str, Mapping[datetime, datetime]]
"""By series uid: where each date stands now (start), by its original start; with neighbours outside the horizon."""


@dataclass(frozen=True, slots=True)
class ClashingDate:
    """One date that has to go elsewhere, and why."""

    stakeholder: Stakeholder
    uid: str
    original_start: datetime
    why: str


Standing = dict[str, dict[datetime, datetime]]
Moved = dict[ClashingDate, Period]


@dataclass(frozen=True, slots=True)
class Repair:
    """Where a clashing date goes, or None when nothing fits."""

    date: ClashingDate
    period: Period | None


def repair(dates: Iterable[ClashingDate], positions: Positions, openings: Openings, diary: Diary) -> tuple[Repair, ...]:
    """Every clashing date to its best free start, by priority and then by date; the diary fills up on the way.

    All are tried in their own week before any may take room in another. Each sees the moves made before it, so two
    neighbours never drift towards each other. A move may give a neighbour more room, so those that found none are tried
    again until nothing moves: a second run has nothing left to do. At last those moved make room for the others,
    where they find another place themselves.
    """
    standing = {uid: dict(starts) for uid, starts in positions.items()}
    moved: dict[ClashingDate, Period] = {}
    waiting, before, weeks = sorted(dates, key=_urgency), -1, 0
    while waiting and (len(waiting) != before or weeks < WEEKS_AWAY):
        weeks = weeks if len(waiting) != before else weeks + 1
        before = len(waiting)
        waiting = [date for date in waiting if not _moves(date, moved, standing[date.uid], openings, diary, weeks)]
    before = -1
    while len(waiting) != before:
        before = len(waiting)
        waiting = [date for date in waiting if not _fits_in(date, moved, standing, openings, diary)]
    repaired = [Repair(date, period) for date, period in moved.items()]
    return (*repaired, *(Repair(date, None) for date in waiting))


def _moves(
    date: ClashingDate, moved: Moved, starts: dict[datetime, datetime], openings: Openings, diary: Diary, weeks: int
) -> bool:
    """True when the date found a place, which then is in `moved`, in the diary and among the starts."""
    period = _place(date, _window(date, starts, openings, weeks), openings, diary)
    if period is not None:
        diary.take(period)
        starts[date.original_start] = period.start
        moved[date] = period
    return period is not None


def _fits_in(date: ClashingDate, moved: Moved, standing: Standing, openings: Openings, diary: Diary) -> bool:
    """True when there was room after all, or one of those moved already made room."""
    if _moves(date, moved, standing[date.uid], openings, diary, WEEKS_AWAY):
        return True
    window = _window(date, standing[date.uid], openings, WEEKS_AWAY)
    places = openings.for_both(date.stakeholder) & openings.grid.starts_between(window)
    others = [other for other, period in moved.items() if places & openings.grid.day_bits(_day(period.start, openings))]
    return any(_swap(date, other, moved, standing, openings, diary) for other in others)


def _swap(
    date: ClashingDate, other: ClashingDate, moved: Moved, standing: Standing, openings: Openings, diary: Diary
) -> bool:
    """True when the date found a place without the other, and the other another; else all is as it was."""
    was, before = moved[other], dict(standing[date.uid])
    diary.drop(was)
    if _moves(date, moved, standing[date.uid], openings, diary, WEEKS_AWAY):
        if _moves(other, moved, standing[other.uid], openings, diary, WEEKS_AWAY):
            return True
        diary.drop(moved.pop(date))
        standing[date.uid] = before
    diary.take(was)
    return False


def _urgency(date: ClashingDate) -> tuple[int, datetime, str]:
    return (date.stakeholder.priority, date.original_start, date.stakeholder.id)


def _place(date: ClashingDate, window: Period, openings: Openings, diary: Diary) -> Period | None:
    minutes = date.stakeholder.minutes
    starts = openings.for_both(date.stakeholder) & diary.open_starts(minutes)
    best = _best(starts & openings.grid.starts_between(window), date, openings)
    return None if best is None else Period.lasting(openings.grid.moment(best), minutes)


def _window(date: ClashingDate, starts: Mapping[datetime, datetime], openings: Openings, weeks: int) -> Period:
    """The week of the date and `weeks` on each side, half a cadence from its neighbours, strictly between their days.

    Strictly between, because Outlook refuses a date moved onto or past a neighbour's day.
    """
    snapshot, grid = openings.snapshot, openings.grid
    half = timedelta(days=date.stakeholder.cadence.days / 2)
    monday = _day(date.original_start, openings) // 7 * 7
    notice = timedelta(hours=max(snapshot.rules.notice_hours, snapshot.rules.freeze_hours))
    earliest = [snapshot.now + notice, grid.moment((monday - 7 * weeks) * PER_DAY)]
    latest = [snapshot.horizon.end, grid.moment((monday + 7 + 7 * weeks) * PER_DAY)]
    before = max((original for original in starts if original < date.original_start), default=None)
    after = min((original for original in starts if original > date.original_start), default=None)
    if before is not None:
        neighbour = starts[before]
        earliest += [neighbour + half, grid.moment((_day(neighbour, openings) + 1) * PER_DAY)]
    if after is not None:
        neighbour = starts[after]
        latest += [neighbour - half + timedelta(seconds=1), grid.moment(_day(neighbour, openings) * PER_DAY)]
    start = max(earliest)
    return Period(start, max(start, min(latest)))


def _day(moment: datetime, openings: Openings) -> int:
    return openings.grid.day_index(local_date(moment, openings.grid.zone))


def _best(starts: int, date: ClashingDate, openings: Openings) -> int | None:
    """Its own place first, then the same week, the nearest day, the preferred hours, the nearest hour, the earlier."""
    here = openings.grid.slot(date.original_start)
    ours, theirs = openings.preferred(date.stakeholder)

    def cost(slot: int) -> tuple[int, ...]:
        days = abs(slot // PER_DAY - here // PER_DAY)
        other_week = slot // PER_DAY // 7 != here // PER_DAY // 7
        outside = (not ours >> slot & 1) + (not theirs >> slot & 1)
        return (slot != here, other_week, days + outside, abs(slot % PER_DAY - here % PER_DAY), slot)

    return min(slots_of(starts), key=cost, default=None)
