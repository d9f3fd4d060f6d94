"""The owner's own touchbases as they fill a diary."""

from datetime import date

import pytest

from tests.planning.builders import LONDON, rules, span, utc
from touchbase.domain.period import Period
from touchbase.planning.diary import Diary
from touchbase.planning.grid import PER_DAY, Grid

GRID = Grid(date(2026, 3, 2), 14, LONDON)


def slot(day: int, hour: int, minute: int = 0) -> int:
    return GRID.slot(utc(3, day, hour, minute))


def diary(*taken: Period, **caps: int) -> Diary:
    book = Diary(GRID, rules(**caps))
    for period in taken:
        book.take(period)
    return book


@pytest.mark.parametrize(
    ("taken", "at", "expected", "sentence"),
    [
        ([], (3, 10, 0), True, "an empty diary"),
        ([span(utc(3, 3))], (3, 10, 0), False, "the same time"),
        ([span(utc(3, 3))], (3, 10, 30), False, "within the buffer after"),
        ([span(utc(3, 3))], (3, 10, 45), True, "past the buffer"),
        ([span(utc(3, 3)), span(utc(3, 3, 14))], (3, 16, 0), False, "the day is full"),
        ([span(utc(3, 3)), span(utc(3, 3, 14))], (4, 16, 0), True, "the next one is not"),
        ([span(utc(3, day)) for day in (2, 4, 5)], (6, 10, 0), False, "the week is full"),
        ([span(utc(3, day)) for day in (2, 4, 5)], (9, 10, 0), True, "the next one is not"),
    ],
)
def test_what_is_still_open(taken: list[Period], at: tuple[int, int, int], expected: bool, sentence: str) -> None:
    book = diary(*taken, max_per_week=3)
    bit = 1 << slot(*at)
    assert (book.open_starts(30) & bit != 0) is expected, sentence
    assert book.allows(bit, 30) is expected, sentence


def test_what_is_taken_later_counts_for_lengths_asked_before() -> None:
    book = diary()
    assert book.open_starts(45) >> slot(3, 9, 30) & 1
    book.take(span(utc(3, 3)))
    assert not book.open_starts(45) >> slot(3, 9, 30) & 1
    assert book.open_starts(15) >> slot(3, 9, 30) & 1


def test_a_week_that_a_lane_alone_would_overfill() -> None:
    three = sum(1 << slot(day, 10) for day in (3, 4, 5))
    assert diary(max_per_week=3).allows(three, 30)
    assert not diary(span(utc(3, 6)), max_per_week=3).allows(three, 30)
    assert diary(span(utc(3, 9)), max_per_week=3).allows(three, 30)


def test_a_lane_is_taken_whole() -> None:
    book = diary()
    book.take_starts(1 << slot(3, 10) | 1 << slot(10, 10), 30)
    assert book.taken == {1: [span(utc(3, 3))], 8: [span(utc(3, 10))]}
    assert (book.on_day(1), book.on_day(2), book.in_week(0), book.in_week(1)) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    ("period", "expected", "sentence"),
    [
        (span(utc(3, 3, 10, 34)), False, "a minute inside the buffer, off the grid"),
        (span(utc(3, 3, 10, 35)), True, "at its end"),
        (span(utc(3, 3, 9, 25)), True, "before it"),
        (span(utc(3, 3, 9, 26)), False, "a minute into it"),
        (span(utc(3, 4, 0)), False, "one that reaches over midnight"),
        (span(utc(3, 9)), True, "another day"),
    ],
)
def test_clear_of_others_by_the_minute(period: Period, expected: bool, sentence: str) -> None:
    assert diary(span(utc(3, 3)), span(utc(3, 3, 23, 45))).clear(period) is expected, sentence


def test_one_day_is_a_run_of_quarters() -> None:
    assert slot(3, 0) == PER_DAY


@pytest.mark.parametrize("caps", [{}, {"max_per_day": 1}, {"max_per_week": 2}, {"max_per_week": 3}])
def test_what_is_dropped_was_never_there(caps: dict[str, int]) -> None:
    others = [span(utc(3, 3)), span(utc(3, 4, 23, 50)), span(utc(3, 10))]
    for gone in (span(utc(3, 3, 10, 40)), span(utc(3, 3, 23, 50)), span(utc(3, 5, 0, 25)), span(utc(3, 2, 0))):
        book, plain = diary(*others, **caps), diary(*others, **caps)
        before = [book.open_starts(minutes) for minutes in (30, 45)]
        book.take(gone)
        assert not book.allows(1 << GRID.slot(gone.start), 30)
        book.drop(gone)
        assert [book.open_starts(minutes) for minutes in (30, 45)] == before
        assert [book.on_day(n) for n in range(14)] == [plain.on_day(n) for n in range(14)]
        assert book.in_week(0) == plain.in_week(0)
