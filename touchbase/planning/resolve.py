"""Writes whose outcome nobody saw (killed, timed out) are answered by looking, never by repeating."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchbase.domain.booking import Booking
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.step import CreateSeries, EndSeries, MoveDate, RenewSeries, RestoreDate, SkipDate, Step, loads
from touchbase.planning.dates import ended
from touchbase.planning.ledger import after


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
        if step.uid in looked_up and isinstance(step, MoveDate | SkipDate | RestoreDate):
            continue  # its dates were not read, so nothing is known yet
        done = _is_visible(step, reading) and (step.uid in ledger or isinstance(step, CreateSeries))
        outcomes[operation.id] = "done" if done else "failed"
        if done:
            ledger[step.uid] = after(step, ledger.get(step.uid))
    return Resolved(tuple(ledger.values()), outcomes)


def _is_visible(step: Step, reading: Reading) -> bool:
    seen = next((series for series in reading.series if series.uid == step.uid), None)
    match step:
        case CreateSeries():
            return seen is not None and not seen.cancelled
        case EndSeries():
            return seen is None or seen.cancelled or _has_ended(step, seen)
        case RenewSeries():
            return seen is not None and seen.recurrence == step.recurrence
        case MoveDate():
            return _start_of(step, reading) == step.period.start
        case SkipDate():
            return seen is not None and _start_of(step, reading) is None
        case _:
            return _start_of(step, reading) == step.original_start


def _has_ended(step: EndSeries, seen: SeenSeries) -> bool:
    rule = seen.recurrence
    return rule is not None and rule.last is not None and rule.last <= (ended(rule, step.after).last or rule.last)


def _start_of(step: MoveDate | SkipDate | RestoreDate, reading: Reading) -> object:
    """Where a date stands now, None when it is not there."""
    keys = (date for date in reading.dates if date.key == (step.uid, step.original_start) and not date.cancelled)
    return next((date.period.start for date in keys), None)
