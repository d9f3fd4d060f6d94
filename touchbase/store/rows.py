"""Values to rows and back; a row is a tuple in the order of its table's columns."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Occurrence, Series
from touchbase.domain.hours import Hours
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.store.database import Row


def text_of(moment: datetime) -> str:
    """UTC in one width, so that the order of texts is the order of time; ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment}")
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_text(moment: datetime | None) -> str | None:
    return None if moment is None else text_of(moment)


def maybe_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def json_of(value: object) -> str:
    """Compact, and with every letter as it is, so that a name can be found again."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _hours(hours: tuple[Hours, ...]) -> str:
    return json_of([[stretch.start, stretch.end] for stretch in hours])


def _week(text: str) -> tuple[Hours, ...]:
    return tuple(Hours(start, end) for start, end in json.loads(text))


def stakeholder_row(owner: str, position: int, s: Stakeholder) -> Row:
    return (
        owner, s.id, position, s.name, s.email, s.category, s.priority, s.cadence.every, s.cadence.unit, s.zone,
        json_of(s.addresses), s.minutes, _hours(s.working_hours), _hours(s.preferred), s.free_busy,
        s.added and s.added.isoformat(), json_of(s.tags), s.intent, s.state,
        s.paused_until and s.paused_until.isoformat(),
    )  # fmt: skip


def stakeholder_reader() -> Callable[[Row], Stakeholder]:
    """Makes stakeholders; what many of them share (a cadence, office hours) is parsed once."""
    cadences: dict[tuple[int, Any], Cadence] = {}
    weeks: dict[str, tuple[Hours, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}

    def read(row: Row) -> Stakeholder:
        (_, id, _, name, email, category, priority, every, unit, zone, addresses, minutes, hours, preferred, free_busy,
         added, tags, intent, state, paused_until) = row  # fmt: skip
        if (cadence := cadences.get((every, unit))) is None:
            cadence = cadences[every, unit] = Cadence(every, unit)
        for text in (hours, preferred):
            if text not in weeks:
                weeks[text] = _week(text)
        for text in (addresses, tags):
            if text not in words:
                words[text] = tuple(json.loads(text))
        return Stakeholder(
            id, name, email, category, priority, cadence, zone, words[addresses], minutes, weeks[hours],
            weeks[preferred], free_busy, _day(added), words[tags], intent, state, _day(paused_until),
        )  # fmt: skip

    return read


def booking_row(owner: str, booking: Booking) -> Row:
    series, rule = booking.series, booking.series.recurrence
    return (
        owner, series.uid, series.stakeholder, series.generation, rule.first.isoformat(), rule.at.isoformat(),
        rule.zone, rule.cadence.every, rule.cadence.unit, rule.minutes, rule.last and rule.last.isoformat(),
        series.summary, series.description, series.guest_name, series.guest_email, int(series.conference),
        booking.standing, int(booking.pinned), maybe_text(booking.parked_since), maybe_text(booking.since),
    )  # fmt: skip


def booking_of(row: Row, exceptions: dict[datetime, DateChange]) -> Booking:
    (_, uid, stakeholder, generation, first, at, zone, every, unit, minutes, last, summary, description, guest_name,
     guest_email, conference, standing, pinned, parked_since, since) = row  # fmt: skip
    rule = Recurrence(
        date.fromisoformat(first), time.fromisoformat(at), zone, Cadence(every, unit), minutes, _day(last)
    )
    series = Series(uid, stakeholder, generation, rule, summary, description, guest_name, guest_email, bool(conference))
    return Booking(series, standing, bool(pinned), exceptions, maybe_moment(parked_since), maybe_moment(since))


def change_row(owner: str, uid: str, original_start: datetime, change: DateChange) -> Row:
    period = change.period
    starts, ends = (text_of(period.start), text_of(period.end)) if period else (None, None)
    return (owner, uid, text_of(original_start), starts, ends, change.by)


def change_of(row: Row) -> tuple[str, datetime, DateChange]:
    """The series' uid, the original start, and what became of that date."""
    _, uid, original_start, starts, ends, by = row
    period = None if starts is None else Period(moment_of(starts), moment_of(ends))
    return uid, moment_of(original_start), DateChange(period, by)


def date_row(owner: str, stakeholder: str, when: Occurrence) -> Row:
    starts, ends = text_of(when.period.start), text_of(when.period.end)
    return (owner, when.uid, text_of(when.original_start), stakeholder, starts, ends, int(when.cancelled))


def touchbase_row(owner: str, t: Touchbase, standing: bool = True) -> Row:
    return (
        owner, t.stakeholder, t.id, text_of(t.start), t.minutes, t.kind, t.judgement.verdict,
        json_of(t.judgement.reasons), t.source, t.uid, maybe_text(t.original_start), t.note, int(t.moves_clock),
        int(standing),
    )  # fmt: skip


def touchbase_of(row: Row) -> Touchbase:
    (_, stakeholder, id, starts, minutes, kind, verdict, reasons, source, uid, original_start, note, moves_clock,
     _) = row  # fmt: skip
    judgement = Judgement(verdict, tuple(json.loads(reasons)))
    original = maybe_moment(original_start)
    return Touchbase(
        id, stakeholder, moment_of(starts), minutes, kind, judgement, source, uid, original, note, bool(moves_clock)
    )


def operation_row(owner: str, op: Operation) -> Row:
    return (
        owner, op.id, op.run, op.kind, op.stakeholder, op.uid, op.facts, op.outcome, text_of(op.at), int(op.notified),
    )  # fmt: skip


def operation_of(row: Row) -> Operation:
    _, id, run, kind, stakeholder, uid, facts, outcome, at, notified = row
    return Operation(id, run, kind, stakeholder, uid, facts, outcome, moment_of(at), bool(notified))
