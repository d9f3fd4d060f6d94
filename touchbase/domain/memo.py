"""One thing worth remembering about a relationship: a note, a promise, a goal. Private; it never reaches a calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

MemoKind = Literal[
    "note", "promise", "ask", "gave", "share", "introduction", "thanks", "suggestion", "goal", "step", "question",
    "trade", "snooze", "pulse", "measure", "campaign",
]  # fmt: skip
KINDS: tuple[MemoKind, ...] = (
    "note", "promise", "ask", "gave", "share", "introduction", "thanks", "suggestion", "goal", "step", "question",
    "trade", "snooze", "pulse", "measure", "campaign",
)  # fmt: skip
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Memo:
    """`stakeholder` is an id, "" for what concerns the whole list. Moments in UTC, `day` in the owner's zone.

    `day` is when it falls due or comes back; `state` begins as "open", and `closed` says when it left that; `other`
    is a second stakeholder's id; `about` the memo it hangs on (a step's goal). `details` holds what only its kind has.
    """

    id: str
    kind: MemoKind
    stakeholder: str
    written: datetime
    text: str
    day: date | None = None
    state: str = OPEN
    closed: datetime | None = None
    other: str = ""
    about: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    def overdue(self, today: date) -> bool:
        """Open, and its day is behind us."""
        return self.is_open and self.day is not None and self.day < today


def of_kind(memos: Iterable[Memo], *kinds: MemoKind) -> tuple[Memo, ...]:
    """Those of these kinds, in their order."""
    return tuple(memo for memo in memos if memo.kind in kinds)
