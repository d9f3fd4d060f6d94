"""What is remembered of relationships, as rows and as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date

from touchbase.domain.change import Json
from touchbase.domain.memo import Memo
from touchbase.domain.zone import local_date
from touchbase.reports.table import Column, Row, Table, Tone
from touchbase.reports.words import day_words

COLUMNS = (
    Column("Id"),
    Column("Who", shrink=True),
    Column("What", shrink=True),
    Column("When"),
    Column("State"),
)


def memo_json(memo: Memo) -> Json:
    """All of it; private, so for the user's own eyes."""
    return {
        "id": memo.id,
        "kind": memo.kind,
        "stakeholder": memo.stakeholder,
        "written": memo.written.isoformat(),
        "text": memo.text,
        "day": memo.day and memo.day.isoformat(),
        "state": memo.state,
        "closed": memo.closed and memo.closed.isoformat(),
        "other": memo.other,
        "about": memo.about,
        "details": dict(memo.details),
    }


def memo_table(memos: Iterable[Memo], names: Mapping[str, str], title: str, zone: str, today: date) -> Table:
    """One row a memo, in the order given; `names` by id."""
    return Table(title, COLUMNS, tuple(_row(memo, names, zone, today) for memo in memos))


def _row(memo: Memo, names: Mapping[str, str], zone: str, today: date) -> Row:
    who = names.get(memo.stakeholder, memo.stakeholder)
    if memo.other:
        who += f" and {names.get(memo.other, memo.other)}"
    day = memo.day or local_date(memo.written, zone)
    words = day_words(day, today)
    late = memo.overdue(today)
    state = "overdue" if late else memo.state.replace("_", " ")
    return Row((memo.id, who, memo.text, words, state), _tone(memo, late))


def _tone(memo: Memo, late: bool) -> Tone:
    if late:
        return "bad"
    return "" if memo.is_open else "dim"
