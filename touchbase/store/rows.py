"""Values to rows and back; a row is a tuple in the order of its table's columns."""

import json
from datetime import date, datetime, time

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Occurrence, Series
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.store.columns import json_of, maybe_day, maybe_moment, maybe_text, moment_of, text_of
from touchbase.store.database import Row


def booking_row(owner: str, booking: Booking) -> Row:
    series, rule = booking.series, booking.series.recurrence
    return (
        owner, series.uid, series.stakeholder, series.generation, rule.first.isoformat(), rule.at.isoformat(),
        rule.zone, rule.cadence.every, rule.cadence.unit, rule.minutes, rule.last and rule.last.isoformat(),
        series.summary, series.description, series.guest_name, series.guest_email, int(series.conference),
        booking.standing, int(booking.pinned), maybe_text(booking.parked_since), maybe_text(booking.since),
        int(booking.last_by_hand),
    )  # fmt: skip


def booking_of(row: Row, exceptions: dict[datetime, DateChange]) -> Booking:
    (_, uid, stakeholder, generation, first, at, zone, every, unit, minutes, last, summary, description, guest_name,
     guest_email, conference, standing, pinned, parked_since, since, last_by_hand) = row  # fmt: skip
    rule = Recurrence(
        date.fromisoformat(first), time.fromisoformat(at), zone, Cadence(every, unit), minutes, maybe_day(last)
    )
    series = Series(uid, stakeholder, generation, rule, summary, description, guest_name, guest_email, bool(conference))
    return Booking(
        series, standing, bool(pinned), exceptions, maybe_moment(parked_since), maybe_moment(since), bool(last_by_hand)
    )


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
        op.mail,
    )  # fmt: skip


def operation_of(row: Row) -> Operation:
    _, id, run, kind, stakeholder, uid, facts, outcome, at, notified, _ = row
    return Operation(id, run, kind, stakeholder, uid, facts, outcome, moment_of(at), bool(notified))
