"""What is remembered about relationships: notes, promises, goals and the like."""

import json
from collections.abc import Iterable

from touchbase.domain.memo import Memo, MemoKind
from touchbase.store.columns import json_of, maybe_day, maybe_moment, maybe_text, moment_of, text_of
from touchbase.store.database import Room, Row
from touchbase.store.tables import MEMO


class Memos(Room):
    """Memos by id; one that changes is written anew under its id."""

    def memos(self, *kinds: MemoKind, stakeholder: str | None = None) -> tuple[Memo, ...]:
        where, params = "owner = ?", [self.owner]
        if kinds:
            where += f" AND kind IN ({', '.join('?' * len(kinds))})"
            params += kinds
        if stakeholder is not None:
            where += " AND (stakeholder = ? OR other = ?)"
            params += [stakeholder, stakeholder]
        return tuple(self.database.values(memo_of, f"{MEMO.select} WHERE {where} ORDER BY written, id", params))

    def save_memos(self, memos: Iterable[Memo]) -> int:
        with self.database.transaction():
            return sum(self.database.put(MEMO, memo_row(self.owner, memo)) for memo in memos)

    def drop_memos(self, ids: Iterable[str]) -> int:
        with self.database.transaction():
            return sum(self.database.run(MEMO.delete, (self.owner, id)) for id in ids)


def memo_row(owner: str, memo: Memo) -> Row:
    return (
        owner, memo.id, memo.kind, memo.stakeholder, text_of(memo.written), memo.text,
        memo.day and memo.day.isoformat(), memo.state, maybe_text(memo.closed), memo.other, memo.about,
        json_of(dict(sorted(memo.details.items()))),
    )  # fmt: skip


def memo_of(row: Row) -> Memo:
    _, id, kind, stakeholder, written, text, day, state, closed, other, about, details = row
    return Memo(
        id, kind, stakeholder, moment_of(written), text, maybe_day(day), state, maybe_moment(closed), other, about,
        json.loads(details),
    )  # fmt: skip
