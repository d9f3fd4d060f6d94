"""The owner's wall calendar as bits: one bit a quarter of an hour, one integer a set of possible starts."""

# Scoring a slot over a quarter of a year is then one AND and one popcount; zones and clock changes are only bits.

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from touchbase.domain.period import Period
from touchbase.domain.zone import local, zone

QUARTER = 15
PER_DAY = 24 * 60 // QUARTER
DAY_BITS = (1 << PER_DAY) - 1
AROUND_CLOCK_CHANGE = 3 * 60  # minutes on both sides in which nobody is asked to meet


@dataclass(frozen=True, slots=True)
class Grid:
    """`days` days from the Monday `first`; bit n is the nth quarter after that midnight by the clock of `zone`."""

    first: date
    days: int
    zone: str

    @classmethod
    def over(cls, window: Period, zone_name: str) -> "Grid":
        """The whole weeks that hold the window."""
        start, end = local(window.start, zone_name).date(), local(window.end, zone_name).date()
        monday = start - timedelta(days=start.weekday())
        return cls(monday, ((end - monday).days // 7 + 1) * 7, zone_name)

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def everything(self) -> int:
        return (1 << self.days * PER_DAY) - 1

    def day_index(self, day: date) -> int:
        return (day - self.first).days

    def minute(self, moment: datetime) -> int:
        """Wall minutes from the first midnight to an instant; a started minute counts as not yet begun."""
        wall = local(moment, self.zone)
        return (wall.date() - self.first).days * 24 * 60 + wall.hour * 60 + wall.minute

    def day_of(self, slot: int) -> date:
        return self.first + timedelta(days=slot // PER_DAY)

    def at(self, slot: int) -> time:
        """The wall time of a slot."""
        minute = slot % PER_DAY * QUARTER
        return time(minute // 60, minute % 60)

    def moment(self, slot: int) -> datetime:
        """The UTC instant a slot begins at."""
        return datetime.combine(self.day_of(slot), self.at(slot), zone(self.zone)).astimezone(UTC)

    def slot(self, moment: datetime) -> int:
        """The slot a moment falls into."""
        return self.minute(moment) // QUARTER

    def starts_clear_of(self, taken: Iterable[Period], minutes: int, buffer: int) -> int:
        """The starts from which a touchbase of so many minutes keeps the buffer to all of `taken`."""
        blocked = 0
        for period in taken:
            after = self.minute(period.start) - minutes - buffer
            before = self.minute_after(period.end) + buffer
            blocked |= self.span(after // QUARTER + 1, -(-before // QUARTER))
        return self.everything & ~blocked

    def starts_inside(self, allowed: Iterable[Period], minutes: int) -> int:
        """The starts from which a touchbase of so many minutes stays inside one of `allowed`."""
        fits = 0
        for period in allowed:
            earliest, latest = self.minute_after(period.start), self.minute(period.end) - minutes
            fits |= self.span(-(-earliest // QUARTER), latest // QUARTER + 1)
        return fits

    def starts_between(self, window: Period) -> int:
        """The starts at or after the window's start and before its end."""
        earliest, end = self.minute_after(window.start), self.minute_after(window.end)
        return self.span(-(-earliest // QUARTER), -(-end // QUARTER))

    def day_bits(self, first: int, count: int = 1) -> int:
        """Every slot of `count` days from the day of that index."""
        return self.span(first * PER_DAY, (first + count) * PER_DAY)

    def clock_changes(self) -> int:
        """The starts around the nights the clocks change, where a wall time may not exist or exist twice."""
        bits = 0
        for n in range(self.days):
            change = self._change_on(self.first + timedelta(days=n))
            if change is not None:
                middle = n * 24 * 60 + change
                bits |= self.span((middle - AROUND_CLOCK_CHANGE) // QUARTER, (middle + AROUND_CLOCK_CHANGE) // QUARTER)
        return bits

    def minute_after(self, moment: datetime) -> int:
        """As `minute`, but a started minute counts as gone."""
        return self.minute(moment) + (1 if moment.second or moment.microsecond else 0)

    def span(self, first: int, end: int) -> int:
        """The bits `first` up to, not including, `end`, as far as they are on the grid."""
        first, end = max(first, 0), min(end, self.days * PER_DAY)
        return (1 << end) - (1 << first) if first < end else 0

    def _change_on(self, day: date) -> int | None:
        """The wall minute at which the offset changes on a local day, or None."""
        rules = zone(self.zone)
        midnight = datetime.combine(day, time(0), rules).astimezone(UTC)
        walls = [(midnight + timedelta(hours=n)).astimezone(rules) for n in (0, 26)]
        if walls[0].utcoffset() == walls[1].utcoffset():
            return None
        walls = [(midnight + timedelta(hours=n)).astimezone(rules) for n in range(26)]
        for before, after in pairwise(walls):
            if before.utcoffset() != after.utcoffset() and before.date() == day:
                return before.hour * 60 + 60
        return None


def slots_of(bits: int) -> list[int]:
    """The numbers of the bits that are set, lowest first."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
