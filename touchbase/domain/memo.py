"""One thing worth remembering about a relationship: a note, a promise, a goal. Private; it never reaches a calendar."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal

MemoKind = Literal[
    "note", "promise", "ask", "gave", "share", "introduction", "thanks", "suggestion", "goal", "step", "question",
    "trade", "snooze", "pulse", "measure", "item", "check", "benefit", "healthy",
]  # fmt: skip
KINDS: tuple[MemoKind, ...] = (
    "note", "promise", "ask", "gave", "share", "introduction", "thanks", "suggestion", "goal", "step", "question",
    "trade", "snooze", "pulse", "measure", "item", "check", "benefit", "healthy",
)  # fmt: skip
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Memo:
    """`stakeholder` is an id, "" for what concerns the whole list. Moments in UTC, `day` in the owner's zone.

    `day` is when it falls due or comes back; `state` begins as "open", and `closed` says when it left that; `other`
    is a second stakeholder's id; `about` the memo it hangs on (the goal of a step or check). `details` holds what only
    its kind has.
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


def dumps(memos: Iterable[Memo]) -> str:
    """Memos as one text of JSON."""
    return json.dumps([_plain(memo) for memo in memos], ensure_ascii=False, sort_keys=True)


def loads(text: str) -> tuple[Memo, ...]:
    """The memos that `dumps` wrote; "" is none."""
    return tuple(_memo(values) for values in json.loads(text or "[]"))


def _plain(memo: Memo) -> dict[str, object]:
    values = {field.name: getattr(memo, field.name) for field in fields(memo)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _memo(values: dict[str, Any]) -> Memo:
    day, closed = values["day"], values["closed"]
    read = {
        "written": datetime.fromisoformat(values["written"]),
        "day": None if day is None else date.fromisoformat(day),
        "closed": None if closed is None else datetime.fromisoformat(closed),
    }
    return Memo(**values | read)
