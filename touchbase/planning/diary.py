"""The owner's own touchbases as they are being placed: no two overlap, none exceeds the caps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from touchbase.domain.owner import Rules
from touchbase.domain.period import Period
from touchbase.planning.grid import PER_DAY, Grid, slots_of


@dataclass
class Diary:
    """Fills up while a plan is made; `open_starts` says what is still allowed."""

    grid: Grid
    rules: Rules
    taken: dict[int, list[Period]] = field(default_factory=dict)
    _by_day: Counter[int] = field(default_factory=Counter)
    _by_week: Counter[int] = field(default_factory=Counter)
    _full: int = 0
    _clear: dict[int, int] = field(default_factory=dict)

    def take(self, period: Period) -> None:
        """Put a touchbase where it stands, whether or not the caps would allow it."""
        day = self._day(period)
        self.taken.setdefault(day, []).append(period)
        self._by_day[day] += 1
        self._by_week[day // 7] += 1
        if self._by_day[day] >= self.rules.max_per_day:
            self._full |= self.grid.day_bits(day)
        if self._by_week[day // 7] >= self.rules.max_per_week:
            self._full |= self.grid.day_bits(day // 7 * 7, 7)
        for minutes in self._clear:
            self._clear[minutes] &= self._clear_of([period], minutes)

    def drop(self, period: Period) -> None:
        """Take a touchbase off again."""
        day = self._day(period)
        self.taken[day].remove(period)
        self._by_day[day] -= 1
        self._by_week[day // 7] -= 1
        self._full = self._full & ~self.grid.day_bits(day // 7 * 7, 7) | self._full_in(day // 7)
        around = self.grid.day_bits(day - 1, 3)
        near = [other for n in range(day - 2, day + 3) for other in self.taken.get(n, ())]
        for minutes, clear in self._clear.items():
            self._clear[minutes] = clear & ~around | self._clear_of(near, minutes) & around

    def take_starts(self, starts: int, minutes: int) -> None:
        """Take every date of a lane."""
        for slot in slots_of(starts):
            self.take(Period.lasting(self.grid.moment(slot), minutes))

    def open_starts(self, minutes: int) -> int:
        """The starts that keep the buffer to every touchbase and are on no full day or week."""
        if minutes not in self._clear:
            everything = [period for periods in self.taken.values() for period in periods]
            self._clear[minutes] = self._clear_of(everything, minutes)
        return self._clear[minutes] & ~self._full

    def clear(self, period: Period) -> bool:
        """True when a touchbase there, on the quarter grid or not, would keep the buffer to every other one."""
        day, wide = self._day(period), period.padded(self.rules.buffer_minutes)
        near = (self.taken.get(n, []) for n in (day - 1, day, day + 1))
        return not any(wide.overlaps(other) for periods in near for other in periods)

    def allows(self, starts: int, minutes: int, days: Iterable[int] | None = None) -> bool:
        """True when these starts, at most one a day, can be taken together and their weeks have room for all `days`.

        `days` are those of the starts where nothing else is said.
        """
        if starts & ~self.open_starts(minutes):
            return False
        weeks = Counter(day // 7 for day in days or (slot // PER_DAY for slot in slots_of(starts)))
        return all(self._by_week[week] + dates <= self.rules.max_per_week for week, dates in weeks.items())

    def expect(self, day: int) -> None:
        """Keep room in its week for a date that will have to be moved."""
        self._by_week[day // 7] += 1

    def on_day(self, day: int) -> int:
        """How many touchbases stand on the day of that index."""
        return self._by_day[day]

    def in_week(self, week: int) -> int:
        """How many touchbases stand in the week of that index."""
        return self._by_week[week]

    def _full_in(self, week: int) -> int:
        """The days of a week that are full, or all of it."""
        if self._by_week[week] >= self.rules.max_per_week:
            return self.grid.day_bits(week * 7, 7)
        days = (day for day in range(week * 7, week * 7 + 7) if self._by_day[day] >= self.rules.max_per_day)
        return sum(self.grid.day_bits(day) for day in days)

    def _day(self, period: Period) -> int:
        return self.grid.minute(period.start) // (24 * 60)

    def _clear_of(self, periods: Iterable[Period], minutes: int) -> int:
        return self.grid.starts_clear_of(periods, minutes, self.rules.buffer_minutes)
