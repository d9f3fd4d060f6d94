"""Steps carried out one after another, for providers that have no batch."""

from collections.abc import Sequence

from touchbase.calendars.port import Calendar
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    OfADate,
    OfTheTag,
    ReleaseSeries,
    RenewSeries,
    SkipDate,
    Step,
)
from touchbase.errors import TouchbaseError


def one_by_one(calendar: Calendar, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
    """The answer to each step; a failed one does not keep the next from being tried."""
    return tuple(_answer(calendar, step) for step in steps)


def _answer(calendar: Calendar, step: Step) -> TouchbaseError | None:
    try:
        _carry_out(calendar, step)
    except TouchbaseError as error:
        return error
    return None


def _carry_out(calendar: Calendar, step: Step) -> None:
    match step:
        case CreateSeries(series):
            calendar.create(series)
        case EndSeries(uid, after):
            calendar.end(uid, after)
        case RenewSeries(uid, recurrence):
            calendar.renew(uid, recurrence)
        case ChangeGuest(uid, name, email):
            calendar.change_guest(uid, name, email)
        case AdoptSeries() | ReleaseSeries():
            _retag(calendar, step)
        case _:
            _change_date(calendar, step)


def _retag(calendar: Calendar, step: OfTheTag) -> None:
    if isinstance(step, AdoptSeries):
        calendar.adopt(step.uid, step.stakeholder, step.generation)
    else:
        calendar.release(step.uid)


def _change_date(calendar: Calendar, step: OfADate) -> None:
    match step:
        case MoveDate(uid, original_start, period):
            calendar.move_date(uid, original_start, period)
        case SkipDate(uid, original_start):
            calendar.skip_date(uid, original_start)
        case _:
            calendar.restore_date(step.uid, step.original_start)
