"""Memos for the tests of what to talk about, each with as few words as it needs."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from touchbase.domain.memo import Memo, MemoKind

NOW = datetime(2026, 6, 3, 11, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 6, 3)
LONDON = "Europe/London"
_numbers = count()


def memo(
    kind: MemoKind,
    text: str = "something",
    who: str = "ana",
    *,
    days_ago: int = 0,
    due_in: int | None = None,
    state: str = "open",
    closed_days_ago: int | None = None,
    other: str = "",
    about: str = "",
    id: str = "",
    **details: str,
) -> Memo:
    """Written so many days ago; due or closed relative to today."""
    closed = None if closed_days_ago is None else NOW - timedelta(days=closed_days_ago)
    if state != "open" and closed is None:
        closed = NOW
    day = None if due_in is None else TODAY + timedelta(days=due_in)
    written = NOW - timedelta(days=days_ago)
    return Memo(id or f"m{next(_numbers):09}", kind, who, written, text, day, state, closed, other, about, details)
