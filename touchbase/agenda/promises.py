"""Promises both ways, and requests nobody has answered: what is open, what is overdue, what is getting old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.zone import local_date

HANGING = timedelta(days=7)  # a request older than this leaves a person hanging
MINE, THEIRS = "me", "them"


@dataclass(frozen=True, slots=True)
class Promises:
    """Open ones: mine, theirs, and what they asked of me, each with the most pressing first."""

    mine: tuple[Memo, ...] = ()
    theirs: tuple[Memo, ...] = ()
    requests: tuple[Memo, ...] = ()

    def overdue(self, today: date) -> tuple[Memo, ...]:
        """What I promised and is late: this outranks new meetings."""
        return tuple(memo for memo in self.mine if memo.overdue(today))

    def hanging(self, today: date, zone: str) -> tuple[Memo, ...]:
        """What they asked for so long ago that silence has become an answer."""
        return tuple(memo for memo in self.requests if today - local_date(memo.written, zone) > HANGING)

    @property
    def any(self) -> bool:
        return bool(self.mine or self.theirs or self.requests)


def by(memo: Memo) -> str:
    """Whose it is: a promise says who gave it, a request who made it."""
    return memo.details.get("by", MINE)


def open_promises(memos: Iterable[Memo], stakeholder: str | None = None) -> Promises:
    """Those still open, of one person or of all."""
    still = [memo for memo in memos if memo.is_open and stakeholder in (None, memo.stakeholder)]
    promises, asks = of_kind(still, "promise"), of_kind(still, "ask")
    return Promises(
        _pressing(memo for memo in promises if by(memo) == MINE),
        _pressing(memo for memo in promises if by(memo) == THEIRS),
        _pressing(memo for memo in asks if by(memo) == THEIRS),
    )


def kept_rate(memos: Iterable[Memo], since: date, today: date, zone: str) -> tuple[int, int]:
    """Of the promises of mine that fell due or were closed since then: how many were kept, and how many there were.

    One declined with an explanation counts as kept: it left nobody hanging.
    """
    ours = [memo for memo in of_kind(memos, "promise") if by(memo) == MINE]
    settled = [memo for memo in ours if memo.closed and local_date(memo.closed, zone) >= since]
    broken = [memo for memo in ours if memo.overdue(today) and memo.day is not None and memo.day >= since]
    return len(settled), len(settled) + len(broken)


def _pressing(memos: Iterable[Memo]) -> tuple[Memo, ...]:
    return tuple(sorted(memos, key=lambda memo: (memo.day or date.max, memo.written, memo.id)))
