"""Periods: half-open, in UTC, and the algebra of few disjoint ones."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.domain.period import Period, merged

ZERO = datetime(2026, 3, 3, tzinfo=UTC)


def between(start: int, end: int) -> Period:
    return Period(ZERO + timedelta(hours=start), ZERO + timedelta(hours=end))


OVERLAPS = [
    ((0, 2), (2, 4), False, "touching ends share nothing"),
    ((0, 3), (2, 4), True, "a shared hour"),
    ((0, 5), (2, 4), True, "one inside the other"),
    ((0, 2), (3, 4), False, "apart"),
    ((1, 1), (0, 4), True, "an instant inside lies on it"),
    ((0, 0), (0, 4), False, "an instant on the edge does not"),
]


@pytest.mark.parametrize(("one", "other", "expected", "_why"), OVERLAPS, ids=[row[3] for row in OVERLAPS])
def test_overlap(one: tuple[int, int], other: tuple[int, int], expected: bool, _why: str) -> None:
    assert between(*one).overlaps(between(*other)) is expected
    assert between(*other).overlaps(between(*one)) is expected


CONTAINS = [((0, 4), (0, 4), True), ((0, 4), (1, 4), True), ((0, 4), (0, 5), False), ((1, 4), (0, 2), False)]


@pytest.mark.parametrize(("outer", "inner", "expected"), CONTAINS)
def test_contains(outer: tuple[int, int], inner: tuple[int, int], expected: bool) -> None:
    assert between(*outer).contains(between(*inner)) is expected


CLIPS = [((0, 4), (2, 6), (2, 4)), ((2, 3), (0, 6), (2, 3)), ((0, 6), (2, 3), (2, 3)), ((0, 2), (2, 4), None)]


@pytest.mark.parametrize(("one", "window", "expected"), CLIPS)
def test_clipped(one: tuple[int, int], window: tuple[int, int], expected: tuple[int, int] | None) -> None:
    assert between(*one).clipped(between(*window)) == (None if expected is None else between(*expected))


def test_times_are_kept_in_utc_so_that_the_night_the_clocks_change_has_its_true_length() -> None:
    london = ZoneInfo("Europe/London")
    night = Period(datetime(2026, 3, 29, 0, tzinfo=london), datetime(2026, 3, 29, 3, tzinfo=london))
    assert night.minutes == 120
    assert night.start.tzinfo is night.end.tzinfo is UTC
    assert Period.lasting(datetime(2026, 3, 29, 0, 30, tzinfo=london), 90) == Period(
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC)
    )


def test_wall_time_without_a_zone_and_an_end_before_the_start_are_refused() -> None:
    naive = ZERO.replace(tzinfo=None)
    for start, end in ((naive, ZERO), (ZERO, naive)):
        with pytest.raises(ValueError, match="needs times with a zone"):
            Period(start, end)
    with pytest.raises(ValueError, match="cannot end before it starts"):
        between(2, 1)


def test_padded_grows_on_both_sides() -> None:
    assert between(1, 2).padded(60) == between(0, 3)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda p: between(p[0], p[0] + p[1])), max_size=9)


def hours(periods: tuple[Period, ...] | list[Period]) -> set[int]:
    return {hour for hour in range(40) if any(p.overlaps(between(hour, hour + 1)) for p in periods if p.minutes)}


@given(SPANS)
def test_merged_is_the_same_time_in_few_ordered_disjoint_pieces(periods: list[Period]) -> None:
    result = merged(periods)
    assert hours(result) == hours(periods)
    assert all(one.end < other.start for one, other in pairwise(result))
    assert all(one.minutes > 0 for one in result)
    assert merged(result) == result == merged(reversed(periods))
