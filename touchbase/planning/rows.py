"""The rows of the model by number: each concrete quarter, each day, each week, and the hours there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from touchbase.planning.diary import Diary
from touchbase.planning.grid import PER_DAY


@dataclass(frozen=True)
class Rows:
    """A quarter is numbered as on the grid; behind the quarters come the days, then the weeks, then the hours a week.

    After the grid's last midnight the quarters go on for a day: a buffer may reach there.
    """

    diary: Diary
    hours: float

    @property
    def day(self) -> int:
        """The row of the first day."""
        return (self.diary.grid.days + 1) * PER_DAY

    @property
    def week(self) -> int:
        """The row of the first week."""
        return self.day + self.diary.grid.days + 1

    @property
    def total(self) -> int:
        """The row of the hours a week, which is the last."""
        return self.week + self.diary.grid.days // 7

    def limits(self) -> Iterator[float]:
        """How much of each row there is, less what touchbases that already stand take of it."""
        diary, rules = self.diary, self.diary.rules
        yield from [1.0] * self.day
        yield from (max(0.0, rules.max_per_day - diary.on_day(n)) for n in range(self.week - self.day))
        yield from (max(0.0, rules.max_per_week - diary.in_week(n)) for n in range(self.total - self.week))
        yield self.hours
