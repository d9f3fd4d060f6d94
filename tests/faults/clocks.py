"""An oracle of clocks, written apart from the product: when they change, and the instant of a wall time, by hand.

The changes are found by looking at the offset every few days and halving; a wall time becomes an instant by the two
rules of RFC 5545 3.3.5 (the offset before a gap; the first of a fold), on the table of changes alone.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule  # type: ignore[import-untyped]

from touchbase.domain.cadence import Cadence

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
BEFORE, AFTER = datetime(2022, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)  # series reach beyond
LOOK = timedelta(days=4)  # no clock changes twice within it
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """At that instant the offset goes from one to the other: forward leaves a gap, back makes a fold."""

    at: datetime
    old: timedelta
    new: timedelta

    @property
    def forward(self) -> bool:
        return self.new > self.old

    @property
    def first_wall(self) -> datetime:
        """The naive wall time at which the gap or the fold begins."""
        return _naive(self.at) + min(self.old, self.new)

    @property
    def last_wall(self) -> datetime:
        """The naive wall time at which it is over."""
        return _naive(self.at) + max(self.old, self.new)


@cache
def changes(name: str) -> tuple[Change, ...]:
    """Every change of that zone, from a while before 2024 to a while after 2035."""
    clock, found = ZoneInfo(name), []
    moment, old = BEFORE, _offset(clock, BEFORE)
    while moment < AFTER:
        then, new = moment + LOOK, _offset(clock, moment + LOOK)
        if new != old:
            found.append(Change(_halve(clock, moment, then), old, new))
        moment, old = then, new
    return tuple(found)


def within(name: str) -> Iterator[Change]:
    """Those of the years 2024 to 2035."""
    return (one for one in changes(name) if FIRST <= one.at < LAST)


@cache
def zones() -> tuple[str, ...]:
    """Every name this machine has: places, links and the old names without a place; not the machine's own."""
    return tuple(sorted(available_timezones() - {"localtime"}))


@cache
def alike() -> dict[tuple[object, ...], tuple[str, ...]]:
    """The zones whose clocks do the same from 2022 to 2038, by what they do."""
    kinds: dict[tuple[object, ...], list[str]] = {}
    for name in zones():
        kinds.setdefault((_offset(ZoneInfo(name), BEFORE), changes(name)), []).append(name)
    return {kind: tuple(names) for kind, names in kinds.items()}


def instant_by_hand(wall: datetime, name: str) -> datetime:
    """The UTC instant of a naive wall time between BEFORE and AFTER."""
    table = changes(name)
    offsets = (_offset(ZoneInfo(name), BEFORE), *(one.new for one in table))
    after = bisect_right(table, wall, key=lambda one: one.first_wall)  # changes whose gap or fold has begun
    if after and table[after - 1].forward and wall < table[after - 1].last_wall:
        after -= 1  # in the gap: the offset before it
    elif after and not table[after - 1].forward and wall < table[after - 1].last_wall:
        after -= 1  # in the fold: its first one
    return (wall - offsets[after]).replace(tzinfo=UTC)


@cache
def days_by_dateutil(cadence: Cadence, first: date, count: int) -> tuple[date, ...]:
    """The dates of such a series: the weekday of the first, weekly or as the nth one of its month."""
    start = datetime.combine(first, time())
    if cadence.unit == "week":
        rule = rrule(WEEKLY, interval=cadence.every, dtstart=start, byweekday=first.weekday(), count=count)
    else:
        nth = (first.day + 6) // 7
        weekday = (MO, TU, WE, TH, FR, SA, SU)[first.weekday()]
        rule = rrule(MONTHLY, interval=cadence.every, dtstart=start, byweekday=weekday(nth), count=count)
    return tuple(day.date() for day in rule)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _offset(clock: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(clock).utcoffset()
    assert offset is not None
    return offset


def _halve(clock: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first second with the offset of `late`."""
    old = _offset(clock, early)
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        early, late = (middle, late) if _offset(clock, middle) == old else (early, middle)
    return late
