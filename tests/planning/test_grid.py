"""The quarter grid: wall time as bits, and the nights the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.planning.builders import KATHMANDU, LONDON, LORD_HOWE, NEW_YORK, on, span, utc, wall
from touchbase.domain.period import Period
from touchbase.planning.grid import DAY_BITS, PER_DAY, Grid, slots_of

WEEK = Grid(date(2026, 3, 2), 7, LONDON)


@pytest.mark.parametrize(
    ("start", "end", "first", "days", "sentence"),
    [
        (utc(3, 2), utc(3, 8), date(2026, 3, 2), 7, "from Monday to Sunday is one week"),
        (utc(3, 4), utc(3, 9, 0), date(2026, 3, 2), 14, "a Monday belongs to the week it begins"),
        (utc(3, 1, 23), utc(3, 2), date(2026, 2, 23), 14, "a Sunday drags its whole week in"),
    ],
)
def test_the_grid_holds_whole_weeks(start: datetime, end: datetime, first: date, days: int, sentence: str) -> None:
    grid = Grid.over(Period(start, end), LONDON)
    assert (grid.first, grid.days, grid.last) == (first, days, first + timedelta(days - 1)), sentence


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK, KATHMANDU, LORD_HOWE])
def test_a_slot_begins_where_the_wall_clock_says(zone: str) -> None:
    grid = Grid(date(2026, 3, 2), 7, zone)
    slot = 2 * PER_DAY + 41
    assert wall(grid.moment(slot), zone) == "Wed 2026-03-04 10:15"
    assert (grid.day_of(slot), grid.at(slot), grid.day_index(date(2026, 3, 4))) == (date(2026, 3, 4), time(10, 15), 2)
    assert grid.slot(grid.moment(slot) + timedelta(minutes=14)) == slot


def test_a_started_minute_counts_as_gone_where_that_is_the_safe_side() -> None:
    assert WEEK.minute(utc(3, 2) + timedelta(seconds=59)) == 600
    assert WEEK.minute_after(utc(3, 2) + timedelta(microseconds=1)) == 601
    assert WEEK.minute_after(utc(3, 2)) == 600


def starts(bits: int) -> str:
    return " ".join(f"{WEEK.at(slot):%H:%M}" for slot in slots_of(bits & DAY_BITS))


def near_ten(bits: int) -> str:
    return starts(bits & WEEK.span(37, 47))


@pytest.mark.parametrize(
    ("busy", "minutes", "buffer", "open_starts", "sentence"),
    [
        (span(utc(3, 2)), 30, 0, "09:15 09:30 10:30 10:45 11:00 11:15 11:30", "touching ends do not overlap"),
        (span(utc(3, 2)), 30, 5, "09:15 10:45 11:00 11:15 11:30", "five minutes cost a quarter on both sides"),
        (span(utc(3, 2)), 30, 15, "09:15 10:45 11:00 11:15 11:30", "so do fifteen"),
        (span(utc(3, 2)), 15, 15, "09:15 09:30 10:45 11:00 11:15 11:30", "a shorter one fits before"),
        (span(utc(3, 2, 10, 5), 20), 30, 5, "09:15 09:30 10:30 10:45 11:00 11:15 11:30", "a buffer that just fits"),
        (span(utc(3, 2, 10, 4), 20), 30, 5, "09:15 10:30 10:45 11:00 11:15 11:30", "a minute less does not"),
        (Period(utc(3, 2), utc(3, 2, 10, 30) + timedelta(seconds=1)), 30, 0, "09:15 09:30 10:45 11:00 11:15 11:30",
         "a second over is over"),
        (Period(utc(2, 1), utc(5, 1)), 30, 0, "", "busy from before the grid to after it leaves nothing"),
    ],
)  # fmt: skip
def test_starts_clear_of_what_is_taken(
    busy: Period, minutes: int, buffer: int, open_starts: str, sentence: str
) -> None:
    assert near_ten(WEEK.starts_clear_of([busy], minutes, buffer)) == open_starts, sentence


@pytest.mark.parametrize(
    ("allowed", "minutes", "open_starts", "sentence"),
    [
        (span(utc(3, 2), 60), 30, "10:00 10:15 10:30", "the last one ends with the hour"),
        (span(utc(3, 2, 10, 10), 50), 30, "10:15 10:30", "hours that begin off the grid begin at the next quarter"),
        (span(utc(3, 2), 60), 75, "", "too long for the hour"),
        (Period(utc(3, 2) + timedelta(seconds=1), utc(3, 2, 11)), 45, "10:15", "a second late is a quarter late"),
    ],
)
def test_starts_inside_what_is_allowed(allowed: Period, minutes: int, open_starts: str, sentence: str) -> None:
    assert starts(WEEK.starts_inside([allowed], minutes)) == open_starts, sentence


def test_starts_between_take_the_first_moment_and_leave_the_last() -> None:
    assert starts(WEEK.starts_between(span(utc(3, 2), 30))) == "10:00 10:15"
    assert starts(WEEK.starts_between(span(utc(3, 2, 9, 50), 25))) == "10:00"
    assert WEEK.starts_between(Period(utc(1, 1), utc(5, 1))) == WEEK.everything


def test_days_are_runs_of_bits_and_what_is_off_the_grid_is_nothing() -> None:
    assert WEEK.day_bits(1) == DAY_BITS << PER_DAY
    assert WEEK.day_bits(-1, 2) == DAY_BITS
    assert WEEK.day_bits(7) == 0
    assert slots_of(0b1010010) == [1, 4, 6]


@pytest.mark.parametrize(
    ("zone", "monday", "blocked", "sentence"),
    [
        (LONDON, date(2026, 3, 23), "Sat 22:00 Sun 03:45", "forward at one: from three hours before to three after"),
        (LONDON, date(2026, 10, 19), "Sat 23:00 Sun 04:45", "back at two"),
        (NEW_YORK, date(2026, 3, 2), "Sat 23:00 Sun 04:45", "forward at two, a week of its own"),
        (LORD_HOWE, date(2026, 3, 30), "Sat 23:00 Sun 04:45", "back by half an hour"),
        (LORD_HOWE, date(2026, 9, 28), "Sat 23:00 Sun 04:45", "forward by half an hour"),
        ("Africa/Cairo", date(2026, 4, 20), "Thu 21:00 Fri 02:45", "forward at midnight is told by the day before"),
        ("Africa/Cairo", date(2026, 10, 26), "Thu 21:00 Fri 02:45", "back at midnight: from 24:00 to 23:00"),
        (KATHMANDU, date(2026, 3, 23), "", "no change in Kathmandu"),
    ],
)
def test_nobody_is_asked_to_meet_around_a_clock_change(zone: str, monday: date, blocked: str, sentence: str) -> None:
    grid = Grid(monday, 7, zone)
    found = slots_of(grid.clock_changes())
    edges = [f"{grid.day_of(n):%a} {grid.at(n):%H:%M}" for n in (found[0], found[-1])] if found else []
    assert " ".join(edges) == blocked, sentence


@pytest.mark.parametrize(("zone", "monday"), [(LONDON, date(2026, 3, 23)), (LORD_HOWE, date(2026, 3, 30))])
def test_outside_those_nights_wall_minutes_are_elapsed_minutes(zone: str, monday: date) -> None:
    grid = Grid(monday, 7, zone)
    for slot in slots_of(grid.everything & ~grid.clock_changes()):
        moment = grid.moment(slot)
        assert grid.slot(moment) == slot
        assert grid.minute(moment + timedelta(minutes=60)) == 15 * slot + 60


def test_a_wall_time_in_the_gap_is_an_hour_later() -> None:
    grid = Grid(date(2026, 3, 23), 7, LONDON)
    gap = 6 * PER_DAY + 6
    assert grid.moment(gap) == on(date(2026, 3, 29), "01:30") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert f"{grid.moment(gap).astimezone(ZoneInfo(LONDON)):%H:%M}" == "02:30"
