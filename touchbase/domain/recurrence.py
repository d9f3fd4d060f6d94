"""The recurring slot of a touchbase and its dates: weekly, or the 1st to 4th weekday of a month (RFC 5545 RRULE)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, takewhile

from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.zone import instant, local_date

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = timedelta(days=7)
LAST_MONTHLY_DAY = 28  # the fourth weekday: later ones do not exist every month


@dataclass(frozen=True, slots=True)
class Recurrence:
    """DTSTART and RRULE of our own series: from `first` at wall time `at` in `zone`, every `cadence`, until `last`.

    `last` is the latest day a date may fall on; None means without end. For a monthly cadence `first` gives the
    weekday and which of the month it is (first to fourth, so never after day 28).
    """

    first: date
    at: time
    zone: str
    cadence: Cadence
    minutes: int = 30
    last: date | None = None

    def __post_init__(self) -> None:
        if self.cadence.unit == "month" and self.first.day > LAST_MONTHLY_DAY:
            raise ValueError(
                f"a monthly series cannot start on day {self.first.day}: that weekday is missing in some months"
            )

    @property
    def nth(self) -> int:
        """Which one of its weekday in the month the first date is, 1 to 4."""
        return (self.first.day - 1) // 7 + 1

    def days(self) -> Iterator[date]:
        """The local dates in order, endless when `last` is None."""
        step = self._weekly() if self.cadence.unit == "week" else self._monthly()
        return step if self.last is None else takewhile(self._not_after_last, step)

    def starts(self, window: Period) -> Iterator[datetime]:
        """The UTC starts at or after window.start and before window.end."""
        for day in self._days_from(window.start.date() - timedelta(days=2)):
            start = instant(day, self.at, self.zone)
            if start >= window.end:
                return
            if start >= window.start:
                yield start

    def period(self, start: datetime) -> Period:
        return Period.lasting(start, self.minutes)

    def rrule(self) -> str:
        """The RRULE value; UNTIL is in UTC as RFC 5545 3.3.10 wants for a start with a zone."""
        weekday = WEEKDAYS[self.first.weekday()]
        if self.cadence.unit == "week":
            rule = f"FREQ=WEEKLY;INTERVAL={self.cadence.every};BYDAY={weekday}"
        else:
            rule = f"FREQ=MONTHLY;INTERVAL={self.cadence.every};BYDAY={self.nth}{weekday}"
        return rule if self.last is None else f"{rule};UNTIL={self._until(self.last):%Y%m%dT%H%M%SZ}"

    @classmethod
    def from_rrule(cls, rule: str, start: datetime, zone_name: str, minutes: int) -> "Recurrence | None":
        """Our recurrence for a rule read from a calendar, or None when a person or program wrote one we never make.

        `start` is the naive wall time of DTSTART.
        """
        parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
        unit = {"WEEKLY": "week", "MONTHLY": "month"}.get(parts.get("FREQ", ""))
        if unit is None or not set(parts) <= {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"}:
            return None
        try:
            cadence = Cadence(int(parts.get("INTERVAL", "1")), "week" if unit == "week" else "month")
            last = _until_day(parts["UNTIL"], zone_name, start.time()) if "UNTIL" in parts else None
            made = cls(start.date(), start.time(), zone_name, cadence, minutes, last)
        except ValueError:
            return None
        weekday = WEEKDAYS[start.weekday()]
        expected = weekday if unit == "week" else f"{made.nth}{weekday}"
        return made if parts.get("BYDAY", expected if unit == "week" else "") == expected else None

    def ending(self, last: date | None) -> "Recurrence":
        """The same slot with another last day."""
        return replace(self, last=last)

    def _until(self, last: date) -> datetime:
        return instant(last, time(23, 59, 59), self.zone)

    def _not_after_last(self, day: date) -> bool:
        return self.last is None or day <= self.last

    def _days_from(self, day: date) -> Iterator[date]:
        """As `days`, without walking the dates before `day` one by one."""
        if day <= self.first:
            return self.days()
        skipped = int((day - self.first).days / self.cadence.days)
        step = self._weekly(max(0, skipped - 1)) if self.cadence.unit == "week" else self._monthly(max(0, skipped - 1))
        return takewhile(self._not_after_last, step)

    def _weekly(self, skip: int = 0) -> Iterator[date]:
        for n in count(skip):
            try:
                yield self.first + n * self.cadence.every * WEEK
            except OverflowError:
                return

    def _monthly(self, skip: int = 0) -> Iterator[date]:
        for n in count(skip):
            months = self.first.year * 12 + self.first.month - 1 + n * self.cadence.every
            if months // 12 > date.max.year:
                return
            yield nth_weekday(months // 12, months % 12 + 1, self.nth, self.first.weekday())


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth (1 to 4) given weekday (Monday is 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _until_day(until: str, zone_name: str, at: time) -> date:
    """The last local day on which a date at that wall time may fall, from an UNTIL that is a date or a UTC time."""
    if len(until) == len("YYYYMMDD"):
        return date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    day = local_date(moment, zone_name)
    return day if instant(day, at, zone_name) <= moment else day - timedelta(days=1)
