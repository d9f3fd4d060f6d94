"""Suggestions people made: heard, used or declined with a reason, and whether they were told what became of them."""

from collections.abc import Iterable

from touchbase.domain.memo import Memo, of_kind

SETTLED = ("used", "declined")
TOLD = "told"


def told(memo: Memo) -> bool:
    """They know what became of it."""
    return TOLD in memo.details


def to_tell(memos: Iterable[Memo], stakeholder: str | None = None) -> tuple[Memo, ...]:
    """Settled ones whose giver does not know it yet: the next touchbase is the place."""
    return tuple(memo for memo in _of(memos, stakeholder) if memo.state in SETTLED and not told(memo))


def unanswered(memos: Iterable[Memo], stakeholder: str | None = None) -> tuple[Memo, ...]:
    """Heard, and neither used nor declined so far."""
    return tuple(memo for memo in _of(memos, stakeholder) if memo.is_open)


def _of(memos: Iterable[Memo], stakeholder: str | None) -> Iterable[Memo]:
    return (memo for memo in of_kind(memos, "suggestion") if stakeholder in (None, memo.stakeholder))
