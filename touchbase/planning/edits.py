"""Which single dates a person moved, took off or put back: our ledger, the rule and the calendar compared."""

from collections.abc import Iterator
from datetime import datetime

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.look import Look
from touchbase.planning.words import time_words

Edit = tuple[datetime, DateChange | None]
"""By original start; None: who moved it by hand put it back. What we moved and a person put back is their choice."""


def edits(booking: Booking, look: Look) -> Iterator[Edit]:
    """What a person did to the dates to come since we last looked, in order of their original start."""
    shown, window = look.dates_of(booking.uid), look.snapshot.reading.window
    for start in _to_compare(booking.series.recurrence, look, shown):
        ruled = booking.series.recurrence.period(start)
        ledger = booking.exceptions.get(start)
        ours = ruled if ledger is None else ledger.period
        theirs = _place(shown.get(start))
        unseen = start not in shown and ours is not None and not window.contains(ours)
        if theirs != ours and not unseen:
            put_back = theirs == ruled and (ledger is None or ledger.by == "human")
            yield start, None if put_back else DateChange(theirs, "human")


def with_edits(booking: Booking, found: list[Edit]) -> dict[datetime, DateChange]:
    """The exceptions after those edits."""
    exceptions = dict(booking.exceptions)
    for start, change in found:
        if change is None:
            del exceptions[start]
        else:
            exceptions[start] = change
    return exceptions


def edit_words(edit: Edit, name: str, zone: str, minutes: int) -> str:
    """One edit as a sentence, on the owner's wall clock; `minutes` is how long the rule has it."""
    start, change = edit
    date = f"the touchbase with {name} of {time_words(start, zone)}"
    if change is None or change.period == Period.lasting(start, minutes):
        return f"{date} was put back; it stays there"
    if change.period is None:
        return f"{date} was taken off; it stays off"
    if change.period.start == start:
        return f"{date} now lasts {change.period.minutes:.0f} minutes; it stays so"
    return f"{date} was moved to {time_words(change.period.start, zone)}; it stays there"


def gives(rule: Recurrence, start: datetime) -> bool:
    """True when the rule has a date at exactly this instant."""
    return start in rule.starts(Period.lasting(start, 1))


def _to_compare(rule: Recurrence, look: Look, shown: dict[datetime, Occurrence]) -> list[datetime]:
    """Original starts of the rule: those still to come, and earlier ones that were moved to a time to come."""
    now, window = look.now, look.snapshot.reading.window
    ahead = rule.starts(Period(max(now, window.start), max(now, window.start, window.end)))
    due = {start for start in ahead if window.contains(rule.period(start))}
    late = {start for start, date in shown.items() if start not in due and date.period.end > now}
    return sorted(due | {start for start in late if gives(rule, start)})


def _place(date: Occurrence | None) -> Period | None:
    return None if date is None or date.cancelled else date.period
