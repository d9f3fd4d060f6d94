"""Hours of a day and the week they make: when a person works or would rather meet (a small RFC 7953 VAVAILABILITY)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from touchbase.domain.period import Period
from touchbase.domain.zone import instant

MIDNIGHT = 24 * 60
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")  # people paste an en dash


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From `start` up to `end`, in minutes after midnight on the wall clock."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MIDNIGHT:
            raise ValueError(f"{self} is not a stretch of one day: write it as 09:00-12:30")

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """`09:00-12:30`; ValueError for anything else, and for an end that is not after the start."""
        match = _HOURS.fullmatch(text.strip())
        if match is None or int(match[2]) > 59 or int(match[4]) > 59:
            raise ValueError(f"{text!r} is not a stretch of one day: write it as 09:00-12:30")
        return cls(int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4]))

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"


Week = tuple[tuple[Hours, ...], ...]  # seven days, Monday first

OFFICE = (Hours(9 * 60, 17 * 60),)


def workweek(hours: tuple[Hours, ...] = OFFICE) -> Week:
    """The same hours Monday to Friday."""
    return (hours,) * 5 + ((),) * 2


def working_periods(week: Week, zone_name: str, first: date, last: date) -> tuple[Period, ...]:
    """The working time of the local days `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_period(day, hours, zone_name) for day in days for hours in week[day.weekday()])


def _period(day: date, hours: Hours, zone_name: str) -> Period:
    start = _wall(day, hours.start, zone_name)
    return Period(start, max(start, _wall(day, hours.end, zone_name)))


def _wall(day: date, minute: int, zone_name: str) -> datetime:
    if minute == MIDNIGHT:
        return instant(day + timedelta(days=1), time(0), zone_name)
    return instant(day, time(minute // 60, minute % 60), zone_name)
