"""How one carried-out write changes our side of the comparison."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from touchbase.domain.booking import Booking, DateChange
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
)
from touchbase.planning.dates import ended


def changed(step: Step, ledger: Mapping[str, Booking]) -> dict[str, Booking]:
    """The entry that the step changes, by its uid.

    A series adopted for the first time has none yet: it gets one when it is read, as a tagged stranger.
    """
    known = ledger.get(step.uid)
    if known is None and isinstance(step, AdoptSeries | ReleaseSeries):
        return {}
    return {step.uid: after(step, known)}


def after(step: Step, booking: Booking | None) -> Booking:
    """The ledger's entry once the step is done; only a create may come without one."""
    if isinstance(step, CreateSeries):
        return Booking(step.series)
    if booking is None:
        raise ValueError(f"no series {step.uid} in the ledger")
    match step:
        case EndSeries():
            series = replace(booking.series, recurrence=ended(booking.series.recurrence, step.after))
            # One that a person took off meanwhile stays taken off: it is not made anew.
            return replace(booking, series=series, standing="ended" if booking.stands else booking.standing)
        case RenewSeries():
            return replace(booking, series=replace(booking.series, recurrence=step.recurrence))
        case ChangeGuest():
            series = replace(booking.series, guest_name=step.name, guest_email=step.email)
            return replace(booking, series=series, standing="live")
        case AdoptSeries():  # a person chose its slot
            series = replace(booking.series, stakeholder=step.stakeholder, generation=step.generation)
            return Booking(series, pinned=True)
        case ReleaseSeries():
            return replace(booking, standing="ended", parked_since=None)
        case _:
            return _of_a_date(step, booking)


def _of_a_date(step: OfADate, booking: Booking) -> Booking:
    match step:
        case MoveDate():
            return _excepted(booking, step.original_start, DateChange(step.period, "us"))
        case SkipDate():
            return _excepted(booking, step.original_start, DateChange(None, "us"))
        case _:
            return _excepted(booking, step.original_start, None)


def _excepted(booking: Booking, original_start: datetime, change: DateChange | None) -> Booking:
    exceptions = {start: kept for start, kept in booking.exceptions.items() if start != original_start}
    return replace(booking, exceptions=exceptions if change is None else exceptions | {original_start: change})
