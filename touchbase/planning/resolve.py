"""Writes whose outcome nobody saw (killed, timed out) are answered by looking, never by repeating."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchbase.domain.booking import Booking
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    OfADate,
    ReleaseSeries,
    RenewSeries,
    SkipDate,
    Step,
    loads,
)
from touchbase.planning.dates import ended
from touchbase.planning.ledger import changed

NEED_NO_ENTRY = (CreateSeries, AdoptSeries, ReleaseSeries)


@dataclass(frozen=True)
class Resolved:
    """The ledger as it should have been, and what became of each open operation."""

    bookings: tuple[Booking, ...]
    outcomes: Mapping[str, Outcome]


def resolve(
    operations: Iterable[Operation],
    bookings: Sequence[Booking],
    reading: Reading,
    looked_up: Collection[str] = (),
) -> Resolved:
    """An open operation is done when the calendar shows its effect, failed when it does not (and is planned anew)."""
    ledger = {booking.uid: booking for booking in bookings}
    outcomes: dict[str, Outcome] = {}
    for operation in operations:
        step = loads(operation.facts)
        if step.uid in looked_up and isinstance(step, OfADate) and _stands(step, reading):
            continue  # its dates were not read, so nothing is known yet
        done = _is_visible(step, reading) and (step.uid in ledger or isinstance(step, NEED_NO_ENTRY))
        outcomes[operation.id] = "done" if done else "failed"
        ledger |= changed(step, ledger) if done else {}
    return Resolved(tuple(ledger.values()), outcomes)


def _stands(step: Step, reading: Reading) -> bool:
    return any(series.uid == step.uid and not series.cancelled for series in reading.series)


def _is_visible(step: Step, reading: Reading) -> bool:
    if isinstance(step, OfADate):
        return _stands_so(step, reading)
    seen = next((series for series in reading.series if series.uid == step.uid), None)
    match step:
        case EndSeries():
            return seen is None or seen.cancelled or _has_ended(step, seen)
        case ReleaseSeries():
            return seen is None
        case _:
            return seen is not None and not seen.cancelled and _shows(step, seen)


def _shows(step: CreateSeries | RenewSeries | ChangeGuest | AdoptSeries, seen: SeenSeries) -> bool:
    match step:
        case CreateSeries():
            return True
        case RenewSeries():
            return seen.recurrence == step.recurrence
        case ChangeGuest():
            return seen.guest_email.lower() == step.email.lower()
        case _:
            return (seen.stakeholder, seen.generation) == (step.stakeholder, step.generation)


def _stands_so(step: OfADate, reading: Reading) -> bool:
    start = _start_of(step, reading)
    match step:
        case MoveDate():
            return start == step.period.start
        case SkipDate():
            return start is None and any(series.uid == step.uid for series in reading.series)
        case _:
            return start == step.original_start


def _has_ended(step: EndSeries, seen: SeenSeries) -> bool:
    rule = seen.recurrence
    return rule is not None and rule.last is not None and rule.last <= (ended(rule, step.after).last or rule.last)


def _start_of(step: OfADate, reading: Reading) -> object:
    """Where a date stands now, None when it is not there."""
    keys = (date for date in reading.dates if date.key == (step.uid, step.original_start) and not date.cancelled)
    return next((date.period.start for date in keys), None)
