"""Hours of the day and the working time they make, on the nights the clocks change too."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.zones import all_zones
from touchbase.domain.availability import working_periods
from touchbase.domain.hours import MIDNIGHT, OFFICE, Hours, workweek
from touchbase.domain.period import Period
from touchbase.domain.zone import local


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["09:00-12:30", " 9:00 - 12:30 ", "09:00–12:30"])
def test_what_people_write(text: str) -> None:
    assert Hours.parse(text) == Hours(540, 750)
    assert str(Hours.parse(text)) == "09:00-12:30"


def test_a_day_may_last_until_midnight() -> None:
    assert Hours.parse("22:00-24:00") == Hours(22 * 60, MIDNIGHT)


@pytest.mark.parametrize(
    "text", ["", "9-12", "12:00-09:00", "09:00-09:00", "09:60-10:00", "09:00-10:60", "09:00-24:01", "09:00 12:00"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a stretch of one day: write it as 09:00-12:30"):
        Hours.parse(text)


@given(st.integers(0, MIDNIGHT - 1), st.integers(1, MIDNIGHT))
def test_what_is_said_can_be_read_again(start: int, length: int) -> None:
    hours = Hours(start, min(start + length, MIDNIGHT))
    assert Hours.parse(str(hours)) == hours


def test_a_workweek_is_monday_to_friday() -> None:
    assert workweek() == (OFFICE,) * 5 + ((), ())
    days = [period.start.date() for period in working_periods(workweek(), "UTC", date(2026, 3, 6), date(2026, 3, 10))]
    assert days == [date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)]


NIGHT = ((Hours(60, 180), Hours(23 * 60, MIDNIGHT)),) * 7
NIGHTS = [
    ("2026-03-28", [("2026-03-28 01:00", "2026-03-28 03:00"), ("2026-03-28 23:00", "2026-03-29 00:00")], "plain"),
    (
        "2026-03-29",
        [("2026-03-29 01:00", "2026-03-29 02:00"), ("2026-03-29 22:00", "2026-03-29 23:00")],
        "an hour less",
    ),
    (
        "2026-10-25",
        [("2026-10-25 00:00", "2026-10-25 03:00"), ("2026-10-25 23:00", "2026-10-26 00:00")],
        "an hour more",
    ),
]


@pytest.mark.parametrize(("day", "expected", "_why"), NIGHTS, ids=[row[2] for row in NIGHTS])
def test_the_night_the_clocks_change(day: str, expected: list[tuple[str, str]], _why: str) -> None:
    found = working_periods(NIGHT, "Europe/London", date.fromisoformat(day), date.fromisoformat(day))
    assert found == tuple(Period(utc(start), utc(end)) for start, end in expected)


def test_hours_that_the_gap_swallows_are_empty_and_not_negative() -> None:
    gap = ((Hours(60, 90), Hours(105, 121)),) * 7
    (first, second) = working_periods(gap, "Europe/London", date(2026, 3, 29), date(2026, 3, 29))
    assert first.minutes == 30, "both ends lie in the gap, an hour later on the wall"
    assert second.minutes == 0


@given(st.sampled_from(all_zones()), st.dates(date(2024, 1, 1), date(2035, 12, 1)))
def test_office_hours_begin_at_nine_on_every_wall_of_the_world(name: str, day: date) -> None:
    periods = working_periods((OFFICE,) * 7, name, day, day)
    assert [(local(p.start, name).hour, local(p.end, name).hour) for p in periods] == [(9, 17)]


def test_no_day_is_no_time() -> None:
    assert working_periods(workweek(), "UTC", date(2026, 3, 7), date(2026, 3, 8)) == ()
    assert working_periods(workweek(), "UTC", date(2026, 3, 10), date(2026, 3, 9)) == ()
