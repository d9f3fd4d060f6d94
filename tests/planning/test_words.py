"""Dates, slots and numbers as people say them."""

from datetime import UTC, date, datetime, time

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.words import counted, day_words, slot_words, time_words


def test_a_day_has_its_year_only_when_it_is_another() -> None:
    assert day_words(date(2026, 3, 3), date(2026, 12, 31)) == "3 March"
    assert day_words(date(2025, 3, 3), date(2026, 3, 3)) == "3 March 2025"


def test_a_time_is_on_that_zones_wall_clock() -> None:
    moment = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert time_words(moment, "Europe/London") == "Wed 1 July 23:05"
    assert time_words(moment, "Asia/Kathmandu") == "Thu 2 July 03:50"


SLOTS = [
    (Cadence(2, "week"), date(2026, 3, 4), "fortnightly on Wednesday at 09:15 (Europe/London)"),
    (Cadence(1, "month"), date(2026, 3, 24), "monthly on the fourth Tuesday at 09:15 (Europe/London)"),
    (Cadence(5, "month"), date(2026, 3, 1), "every 5 months on the first Sunday at 09:15 (Europe/London)"),
]


@pytest.mark.parametrize(("cadence", "first", "said"), SLOTS)
def test_a_slot_is_cadence_day_time_and_zone(cadence: Cadence, first: date, said: str) -> None:
    assert slot_words(Recurrence(first, time(9, 15), "Europe/London", cadence)) == said


def test_one_is_not_many() -> None:
    assert [counted(n, "date") for n in (0, 1, 2)] == ["0 dates", "1 date", "2 dates"]
