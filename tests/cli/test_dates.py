"""Dates as people type them; 3 June 2026 is a Wednesday."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.cli.dates import Side, parse_day, parse_moment
from touchbase.errors import UsageError

TODAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("text", "side", "day", "because"),
    [
        ("2027-01-10", "near", "2027-01-10", "ISO is taken as it stands"),
        ("20270110", "near", "2027-01-10", "ISO without dashes too"),
        ("today", "near", "2026-06-03", "today is the owner's day"),
        ("Tomorrow", "near", "2026-06-04", "capitals do not matter"),
        (" yesterday ", "near", "2026-06-02", "nor do spaces around"),
        ("last friday", "near", "2026-05-29", "the last one before today"),
        ("next friday", "near", "2026-06-05", "the first one after today"),
        ("this friday", "near", "2026-06-05", "this one is still to come"),
        ("last wednesday", "near", "2026-05-27", "on a Wednesday the last one is a week ago"),
        ("next wednesday", "near", "2026-06-10", "and the next one a week ahead"),
        ("friday", "past", "2026-05-29", "a bare weekday in the past"),
        ("friday", "future", "2026-06-05", "a bare weekday in the future"),
        ("mon", "past", "2026-06-01", "short names will do"),
        ("3 days ago", "near", "2026-05-31", "a distance back"),
        ("in 2 weeks", "near", "2026-06-17", "a distance ahead"),
        ("a week ago", "near", "2026-05-27", "one in words"),
        ("in three months", "near", "2026-09-03", "months keep the day"),
        ("next month", "near", "2026-07-03", "the same day of the next month"),
        ("last year", "near", "2025-06-03", "the same day of the last year"),
        ("10 jan", "future", "2027-01-10", "the next tenth of January"),
        ("10 jan", "past", "2026-01-10", "the last tenth of January"),
        ("10 nov", "near", "2026-11-10", "the nearest tenth of November"),
        ("Jan 10", "past", "2026-01-10", "month first"),
        ("10th of january", "past", None, "`of` is not understood, and said so"),
        ("1st March 2024", "near", "2024-03-01", "with a year"),
        ("march 1, 2024", "near", "2024-03-01", "with a comma"),
        ("3 jun", "past", "2026-06-03", "today is on both sides"),
        ("29 feb", "past", None, "no 29 February within a year"),
        ("2026-02-30", "near", None, "no such day"),
        ("30 feb 2026", "near", None, "no such day in words"),
        ("in 3 days ago", "near", None, "both directions at once"),
        ("3 days", "near", None, "no direction"),
        ("in umpteen days", "near", None, "no number"),
        ("soon", "near", None, "not a date"),
        ("12 smarch", "near", None, "not a month"),
        ("", "near", None, "nothing"),
        ("in 999 years", "near", "3025-06-03", "far but real"),
    ],
)  # fmt: skip
def test_days(text: str, side: Side, day: str | None, because: str) -> None:
    if day is None:
        with pytest.raises(UsageError) as error:
            parse_day(text, TODAY, side)
        assert "last friday" in error.value.remedy, because
    else:
        assert parse_day(text, TODAY, side).isoformat() == day, because


def test_a_month_too_short_takes_its_last_day() -> None:
    assert parse_day("in 1 month", date(2026, 1, 31)) == date(2026, 2, 28)


def test_a_distance_beyond_the_calendar_is_no_day() -> None:
    with pytest.raises(UsageError, match="no such day"):
        parse_day("in 999 years", date(9500, 1, 1))


@given(st.text(max_size=30))
def test_anything_typed_is_a_day_or_wrong_usage(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(parse_day(text, TODAY), date)


NOW = datetime.fromisoformat("2026-06-03T11:00:30+00:00")


@pytest.mark.parametrize(
    ("text", "moment", "because"),
    [
        ("yesterday 15:30", "2026-06-02T14:30+00:00", "a time on the owner's wall clock, in UTC"),
        ("2026-01-05T09:00", "2026-01-05T09:00+00:00", "ISO with a T, in winter"),
        ("last friday at 9:15", "2026-05-29T08:15+00:00", "with `at`"),
        ("yesterday", "2026-06-02T11:00+00:00", "noon when no time is said"),
        ("today", "2026-06-03T11:00+00:00", "today is now, to the minute"),
        ("today 08:00", "2026-06-03T07:00+00:00", "today with a time"),
    ],
)
def test_moments(text: str, moment: str, because: str) -> None:
    assert parse_moment(text, NOW, "Europe/London") == datetime.fromisoformat(moment), because


def test_a_time_that_does_not_exist_is_said() -> None:
    with pytest.raises(UsageError, match="no such time"):
        parse_moment("today 25:00", NOW, "Europe/London")
