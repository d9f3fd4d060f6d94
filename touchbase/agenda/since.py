"""What changed between the two of you since the last touchbase: noted, given, settled, on both sides."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from touchbase.agenda.promises import MINE, THEIRS, by
from touchbase.agenda.recall import light
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder

SETTLED = ("promise", "ask", "suggestion", "share", "thanks", "item", "benefit", "introduction")


class Since(NamedTuple):
    """Oldest first: what was noted, what each side gave, and what left the state it was in."""

    noted: tuple[Memo, ...] = ()
    i_gave: tuple[Memo, ...] = ()
    they_gave: tuple[Memo, ...] = ()
    settled: tuple[Memo, ...] = ()

    @property
    def all(self) -> tuple[Memo, ...]:
        return (*self.noted, *self.i_gave, *self.they_gave, *self.settled)


def since(person: Stakeholder, memos: Iterable[Memo], moment: datetime | None) -> Since:
    """After that moment, which is the last held touchbase; nothing before there was one.

    Personal notes stay silent for somebody who keeps work and home apart.
    """
    if moment is None:
        return Since()
    memos = tuple(memos)
    fresh = [memo for memo in memos if memo.written > moment]
    gave = of_kind(fresh, "gave")
    return Since(
        tuple(memo for memo in of_kind(fresh, "note") if not (light(memo) and person.profile.boundary == "work_only")),
        tuple(memo for memo in gave if by(memo) == MINE),
        tuple(memo for memo in gave if by(memo) == THEIRS),
        tuple(memo for memo in memos if memo.kind in SETTLED and memo.closed is not None and memo.closed > moment),
    )
