"""Half an hour a week of the owner's own, to think about people: where the coming weeks leave it alone."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Week
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant

WEEKS = 8  # how far ahead dates are looked at
MINUTES = 30


class Quiet(NamedTuple):
    """A weekly slot, and how many of its next `WEEKS` dates are free."""

    recurrence: Recurrence
    free: int


def quiet_time(
    week: Week, zone: str, taken: Sequence[Period], today: date, weekday: int | None = None, at: time | None = None
) -> Quiet | None:
    """The slot with the most free dates, late in the week and in the day before others; None where no hour fits.

    A `weekday` (Monday is 0) or time asked for is taken as it is; both together even outside the working hours.
    """
    slots = [(weekday, at)] if weekday is not None and at is not None else _slots(week, weekday, at)
    found = (_quiet(day, start, zone, taken, today) for day, start in slots)
    return max(found, key=lambda one: (one.free, one.recurrence.first.weekday(), one.recurrence.at), default=None)


def _slots(week: Week, weekday: int | None, at: time | None) -> Iterator[tuple[int, time]]:
    for day, stretches in enumerate(week):
        if weekday in (None, day):
            for hours in stretches:
                for minute in range(hours.start, hours.end - MINUTES + 1, MINUTES):
                    start = time(minute // 60, minute % 60)
                    if at in (None, start):
                        yield day, start


def _quiet(weekday: int, at: time, zone: str, taken: Sequence[Period], today: date) -> Quiet:
    """From the first such day after today on."""
    first = today + timedelta(days=1 + (weekday - today.weekday() - 1) % 7)
    days = [first + timedelta(weeks=n) for n in range(WEEKS)]
    dates = [Period.lasting(instant(day, at, zone), MINUTES) for day in days]
    free = sum(not any(one.overlaps(busy) for busy in taken) for one in dates)
    return Quiet(Recurrence(first, at, zone, Cadence(1, "week"), MINUTES), free)
