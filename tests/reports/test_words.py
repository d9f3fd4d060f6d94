"""How dates, rhythms and ages are said."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.recurrence import Recurrence
from touchbase.reports.words import age_words, day_words, hours_words, moment_words, rhythm_words

TODAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("day", "words", "because"),
    [
        (date(2026, 6, 3), "3 Jun", "this year needs no year"),
        (date(2026, 11, 30), "30 Nov", "nor does what is near"),
        (date(2027, 1, 4), "4 Jan 2027", "what is far does"),
        (date(2025, 6, 3), "3 Jun 2025", "and what is long ago"),
    ],
)
def test_days(day: date, words: str, because: str) -> None:
    assert day_words(day, TODAY) == words, because


def test_a_moment_is_on_the_wall_clock_of_its_zone() -> None:
    moment = datetime(2026, 6, 3, 23, 30, tzinfo=UTC)
    assert moment_words(moment, "Europe/London", TODAY) == "Thu 4 Jun 00:30"


@pytest.mark.parametrize(
    ("cadence", "first", "zone", "words", "because"),
    [
        ("weekly", date(2026, 6, 9), "Europe/London", "weekly on Tuesday at 10:00", "a weekday"),
        ("monthly", date(2026, 6, 9), "Europe/London", "monthly on the 2nd Tuesday at 10:00", "the nth weekday"),
        ("every 2 weeks", date(2026, 6, 9), "Asia/Tokyo", "fortnightly on Tuesday at 02:00", "at the reader's time"),
    ],
)
def test_rhythms(cadence: str, first: date, zone: str, words: str, because: str) -> None:
    recurrence = Recurrence(first, time(10), zone, Cadence.parse(cadence))
    assert rhythm_words(recurrence, "Europe/London") == words, because


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "just now"), (65, "1 minute ago"), (7200, "2 hours ago"), (86400 * 3, "3 days ago"), (-60, "just now")],
)
def test_ages(seconds: int, words: str) -> None:
    assert age_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(("hours", "words"), [(3.0, "3 h"), (0.61, "0.6 h"), (2.5, "2.5 h")])
def test_hours(hours: float, words: str) -> None:
    assert hours_words(hours) == words
