"""The constraints of the assignment as rows: each concrete quarter, each day, each week, and the hours there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from touchbase.planning.diary import Diary
from touchbase.planning.grid import PER_DAY, QUARTER, slots_of
from touchbase.planning.lanes import Lane, Request

DAY, WEEK = "day", "week"
Row = int | tuple[str, int]
"""A quarter of the grid by its number, or a day or a week by its index, or the hours (week -1)."""

HOURS: Row = (WEEK, -1)


@dataclass(frozen=True, slots=True)
class Uses:
    """What a lane takes of each row."""

    rows: tuple[Row, ...]
    hours: float


def uses(wanted: Request, lane: Lane, diary: Diary) -> Uses:
    """The quarters from each free start to the end of the buffer, its days, and the weeks of all dates.

    Of all, because a date that clashes will be moved inside its week and needs room there.
    """
    length = -(-(wanted.stakeholder.minutes + diary.rules.buffer_minutes) // QUARTER)
    weeks: list[Row] = [(WEEK, day // 7) for day in lane.days]
    return Uses((*_rows(slots_of(lane.free), length), *weeks), wanted.hours_per_week)


def limit(row: Row, diary: Diary, hours: float) -> float:
    """How much of a row there is, less what touchbases that already stand take of it."""
    if isinstance(row, int):
        return 1.0
    if row == HOURS:
        return hours
    kind, index = row
    if kind == DAY:
        return float(max(0, diary.rules.max_per_day - diary.on_day(index)))
    return float(max(0, diary.rules.max_per_week - diary.in_week(index)))


def _rows(slots: list[int], length: int) -> Iterator[Row]:
    for slot in slots:
        yield from range(slot, slot + length)
        yield (DAY, slot // PER_DAY)
