"""Cadences as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.domain.cadence import CADENCES, Cadence, longer

WRITTEN = [
    ("weekly", 1, "week", "weekly"),
    ("every week", 1, "week", "weekly"),
    ("Every  1 Week", 1, "week", "weekly"),
    ("fortnightly", 2, "week", "fortnightly"),
    ("biweekly", 2, "week", "fortnightly"),
    ("every 2 weeks", 2, "week", "fortnightly"),
    ("every 3 weeks", 3, "week", "every 3 weeks"),
    ("every 52 weeks", 52, "week", "every 52 weeks"),
    (" MONTHLY ", 1, "month", "monthly"),
    ("every month", 1, "month", "monthly"),
    ("every 2 months", 2, "month", "every 2 months"),
    ("quarterly", 3, "month", "quarterly"),
    ("every quarter", 3, "month", "quarterly"),
    ("twice a year", 6, "month", "twice a year"),
    ("half-yearly", 6, "month", "twice a year"),
    ("yearly", 12, "month", "yearly"),
    ("annually", 12, "month", "yearly"),
    ("every 12 months", 12, "month", "yearly"),
]


@pytest.mark.parametrize(("text", "every", "unit", "name"), WRITTEN)
def test_what_people_write(text: str, every: int, unit: str, name: str) -> None:
    cadence = Cadence.parse(text)
    assert (cadence.every, cadence.unit, str(cadence)) == (every, unit, name)


WRONG = ["", "daily", "every", "every weeks", "every 0 weeks", "every -1 weeks", "every 53 weeks", "every 13 months",
         "every 1.5 weeks", "every 9999 weeks", "weekly\n2", "every 2 days", "monthly;"]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_anything_else_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a cadence: write weekly|is between a week and a year"):
        Cadence.parse(text)


def test_days_are_the_mean_of_the_calendar() -> None:
    assert [Cadence.parse(name).days for name in CADENCES] == [7, 14, 30.4375, 91.3125, 182.625, 365.25]


@given(st.integers(1, 52), st.integers(1, 12), st.booleans())
def test_what_is_said_can_be_read_again(weeks: int, months: int, by_week: bool) -> None:
    cadence = Cadence(weeks, "week") if by_week else Cadence(months, "month")
    assert Cadence.parse(str(cadence)) == cadence


@pytest.mark.parametrize(
    ("cadence", "following"),
    [
        ("weekly", "fortnightly monthly quarterly twice a year yearly"),
        ("every 3 weeks", "monthly quarterly twice a year yearly"),
        ("every 2 months", "quarterly twice a year yearly"),
        ("yearly", ""),
    ],
)
def test_the_longer_ones_come_in_order(cadence: str, following: str) -> None:
    assert " ".join(map(str, longer(Cadence.parse(cadence)))) == following
