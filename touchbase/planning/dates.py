"""The dates a booked series really has: its rule with every move and skip, or as seen where a person wrote the rule."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from touchbase.domain.booking import Booking
from touchbase.domain.event import Occurrence, Reading
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local_date

FURTHEST_MOVE = timedelta(days=32)


def dates_of(booking: Booking, reading: Reading, window: Period) -> tuple[Occurrence, ...]:
    """The dates that start inside the window, in order of their original start; skipped ones are not among them."""
    if has_foreign_rule(booking, reading):
        seen = (date for date in reading.dates if date.uid == booking.uid and not date.cancelled)
        return tuple(sorted((date for date in seen if _starts_in(window, date)), key=_original))
    return tuple(date for date in _by_rule(booking, window) if _starts_in(window, date))


def has_foreign_rule(booking: Booking, reading: Reading) -> bool:
    """True when a person or program gave the series a rule we would never write."""
    return booking.uid in reading.foreign_rules


def ended(recurrence: Recurrence, after: datetime) -> Recurrence:
    """The same slot without the dates that start after an instant."""
    day = local_date(after, recurrence.zone)
    on_that_day = Period(after + timedelta(microseconds=1), after + timedelta(days=2))
    later = next((start for start in recurrence.starts(on_that_day) if local_date(start, recurrence.zone) == day), None)
    last = day if later is None else day - timedelta(days=1)
    return recurrence.ending(last if recurrence.last is None else min(last, recurrence.last))


def _by_rule(booking: Booking, window: Period) -> Iterator[Occurrence]:
    recurrence = booking.series.recurrence
    for start in recurrence.starts(Period(window.start - FURTHEST_MOVE, window.end + FURTHEST_MOVE)):
        change = booking.exceptions.get(start)
        period = recurrence.period(start) if change is None else change.period
        if period is not None:
            yield Occurrence(booking.uid, start, period)


def _starts_in(window: Period, date: Occurrence) -> bool:
    return window.start <= date.period.start < window.end


def _original(date: Occurrence) -> datetime:
    return date.original_start
