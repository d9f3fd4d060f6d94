"""Questions asked and their answers, as rows and as JSON."""

from collections.abc import Iterable
from datetime import date

from touchbase.agenda.bank import Question
from touchbase.agenda.questions import asked_text
from touchbase.domain.change import Json
from touchbase.domain.memo import Memo
from touchbase.domain.zone import local_date
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words

COLUMNS = (Column("When"), Column("You asked", shrink=True), Column("They said", shrink=True))


def questions_json(following: Question | None, memos: Iterable[Memo]) -> Json:
    """The next one, None when all of them rest, and what was asked so far, oldest first."""
    return {
        "next": following and {"id": following.id, "text": following.text},
        "asked": [
            {
                "question": memo.details.get("question", ""),
                "text": asked_text(memo),
                "at": memo.written.isoformat(),
                "answer": memo.text if memo.state == "answered" else None,
            }
            for memo in memos
        ],
    }


def questions_table(asked: Iterable[tuple[str, Memo]], zone: str, today: date) -> Table:
    """The newest first; each with the words of its question."""
    rows = [
        Row((day_words(local_date(memo.written, zone), today), text, memo.text if memo.state == "answered" else ""))
        for text, memo in asked
    ]
    return Table("", COLUMNS, rows[::-1])
