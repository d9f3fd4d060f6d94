"""Free, busy, and the third thing: unknown."""

from datetime import UTC, datetime, timedelta

import pytest

from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.period import Period

ZERO = datetime(2026, 3, 3, tzinfo=UTC)


def between(start: int, end: int) -> Period:
    return Period(ZERO + timedelta(hours=start), ZERO + timedelta(hours=end))


KNOWN = FreeBusy.of([between(4, 5), between(2, 4)], covers=between(0, 8))
ASKED = [
    ((2, 3), True, "inside busy time"),
    ((1, 3), True, "half of it is busy"),
    ((5, 6), False, "touching the end is free"),
    ((0, 2), False, "from the very edge of what is known"),
    ((7, 9), None, "half of it is beyond what is known"),
    ((9, 10), None, "all of it is"),
    ((4, 12), True, "busy is busy, wherever the rest lies"),
]


@pytest.mark.parametrize(("asked", "expected", "_why"), ASKED, ids=[row[2] for row in ASKED])
def test_busy_or_free_or_unknown(asked: tuple[int, int], expected: bool | None, _why: str) -> None:
    assert KNOWN.is_busy(between(*asked)) is expected


def test_busy_time_is_kept_in_few_pieces() -> None:
    assert KNOWN.busy == (between(2, 5),)
    assert KNOWN.known


def test_unknown_is_never_free() -> None:
    assert UNKNOWN.is_busy(between(1, 2)) is None
    assert not UNKNOWN.known
