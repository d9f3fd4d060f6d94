"""How one carried-out write changes our side of the comparison."""

from dataclasses import replace
from datetime import datetime

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.step import CreateSeries, EndSeries, MoveDate, RenewSeries, SkipDate, Step
from touchbase.planning.dates import ended


def after(step: Step, booking: Booking | None) -> Booking:
    """The ledger's entry once the step is done; only a create may come without one."""
    if isinstance(step, CreateSeries):
        return Booking(step.series)
    if booking is None:
        raise ValueError(f"no series {step.uid} in the ledger")
    match step:
        case EndSeries():
            series = replace(booking.series, recurrence=ended(booking.series.recurrence, step.after))
            return replace(booking, series=series, standing="ended")
        case RenewSeries():
            return replace(booking, series=replace(booking.series, recurrence=step.recurrence))
        case MoveDate():
            return _excepted(booking, step.original_start, DateChange(step.period, "us"))
        case SkipDate():
            return _excepted(booking, step.original_start, DateChange(None, "us"))
        case _:
            return _excepted(booking, step.original_start, None)


def _excepted(booking: Booking, original_start: datetime, change: DateChange | None) -> Booking:
    exceptions = {start: kept for start, kept in booking.exceptions.items() if start != original_start}
    return replace(booking, exceptions=exceptions if change is None else exceptions | {original_start: change})
