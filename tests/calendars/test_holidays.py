"""Public holidays by country and by its parts."""

from datetime import date

import pytest

from touchbase.calendars.holidays import public_holidays
from touchbase.errors import BadInput, Exit

FIRST, LAST = date(2026, 12, 1), date(2027, 1, 31)


@pytest.mark.parametrize(
    ("code", "days", "why"),
    [
        ("", [], "none is none"),
        ("  ", [], "blank is none"),
        ("GB", [(2026, 12, 25), (2026, 12, 26), (2026, 12, 28), (2027, 1, 1)], "with the day in lieu"),
        ("de", [(2026, 12, 25), (2026, 12, 26), (2027, 1, 1)], "in small letters"),
        ("DE-BY", [(2026, 12, 25), (2026, 12, 26), (2027, 1, 1), (2027, 1, 6)], "a part has more"),
    ],
)
def test_holidays(code: str, days: list[tuple[int, int, int]], why: str) -> None:
    assert sorted(public_holidays(code, FIRST, LAST)) == [date(*day) for day in days], why


def test_both_ends_are_included() -> None:
    assert public_holidays("DE", date(2026, 12, 25), date(2026, 12, 26)) == {date(2026, 12, 25), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("code", "cure"),
    [("XX", "two-letter"), ("Britain", "two-letter"), ("DE-ZZ", "DE-BY"), ("SG-01", "Write SG alone")],
)
def test_an_unknown_code_is_told_with_its_cure(code: str, cure: str) -> None:
    with pytest.raises(BadInput, match=cure) as caught:
        public_holidays(code, FIRST, LAST)
    assert caught.value.exit_code is Exit.CONFIG
    assert code in caught.value.sentence
