"""The weekly digest: at most three people, one line each of why and what to do, and this week's dates."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from touchbase.agenda.promises import open_promises
from touchbase.domain.change import Json
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.zone import local_date
from touchbase.planning.words import counted, time_words
from touchbase.reports.attention import WELCOME, Attention
from touchbase.reports.document import Document, Section, filled
from touchbase.reports.status import Line
from touchbase.reports.words import day_words

AT_MOST = 3
A_WEEK = timedelta(days=7)


def digest(
    found: Attention, lines: Sequence[Line], memos: Sequence[Memo], now: datetime, today: date, zone: str
) -> Document:
    """Few asks: three people at most; whoever is snoozed, paused or let go is not among them."""
    few = found.concerns[:AT_MOST]
    names = {line.person.id: line.person.name for line in lines}
    late = open_promises(memos).overdue(today)
    thanks = [memo for memo in of_kind(memos, "thanks") if memo.is_open and memo.stakeholder in names]
    lapsed = any(one.line.health.state in ("lapsed", "dormant") for one in few)
    return Document(
        f"Your relationships, {day_words(today, today)}",
        _lead(found, lines),
        filled(
            Section("Attend to", tuple(f"{one.line.person.name}: {one.why}. {one.action}" for one in few), "warn"),
            Section("Promises of yours that are overdue", _told(late, names)),
            Section("This week", _this_week(lines, now, today, zone)),
            Section("Say thank you", _told(thanks[:AT_MOST], names)),
        ),
        (WELCOME,) if lapsed else (),
    )


def digest_json(document: Document, found: Attention) -> Json:
    """What it says, and the ids of the people it names."""
    return {
        "title": document.title,
        "lead": document.lead,
        "people": [one.line.person.id for one in found.concerns[:AT_MOST]],
        "sections": [{"title": section.title, "lines": list(section.lines)} for section in document.sections],
        "notes": list(document.notes),
    }


def _lead(found: Attention, lines: Sequence[Line]) -> str:
    number = len(found.concerns)
    if not number:
        return f"All is well: nobody of {counted(len(lines), 'relationship')} needs attention this week."
    more = f"; {number - AT_MOST} more can wait" if number > AT_MOST else ""
    return f"{counted(min(number, AT_MOST), 'person')} to attend to{more}.".replace("persons", "people")


def _told(memos: Sequence[Memo], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{names.get(memo.stakeholder, memo.stakeholder)}: {memo.text}" for memo in memos)


def _this_week(lines: Sequence[Line], now: datetime, today: date, zone: str) -> tuple[str, ...]:
    coming = sorted((line.history.next, line.person.name) for line in lines if line.history.next)
    end = today + A_WEEK
    return tuple(f"{time_words(at, zone)}: {name}" for at, name in coming if at >= now and local_date(at, zone) < end)
