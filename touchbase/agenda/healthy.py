"""What healthy relationships look like to the owner, over all: one text at a time."""

from collections.abc import Iterable

from touchbase.domain.memo import Memo, of_kind


def standing(memos: Iterable[Memo]) -> Memo | None:
    """The words that hold now, None before any were said."""
    still = [memo for memo in of_kind(memos, "healthy") if memo.is_open]
    return still[-1] if still else None
