"""A series and its dates put together: what stands, what was moved, and what has vanished."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from touchbase.calendars.dates import Originals, Override, Standing, by_rule
from touchbase.calendars.outlook.event import Master, SeenDate
from touchbase.domain.period import Period
from touchbase.domain.zone import local_date

GONE = Override(cancelled_by="someone", shown=False)
"""Outlook shows no trace of a date that was taken off, so nobody can tell who did it."""
UNKNOWN_GAP = timedelta(days=100)


def standing(master: Master, dates: Mapping[datetime, SeenDate], known: Period) -> Standing:
    """`known` is the time in which `dates` has all there is: a date the rule has there and `dates` lacks was taken off.

    A rule that a person wrote is not ours to follow: its dates are those that were seen.
    """
    overrides = {key: one.override for key, one in dates.items()}
    originals = _originals(master, dates)
    if master.seen.recurrence is not None and not master.seen.cancelled:
        overrides |= {period.start: GONE for period in originals(known) if period.start not in dates}
    return Standing(master.seen, master.begins, originals, overrides)


def gap(master: Master) -> timedelta:
    """Farther than any date can be from its place: Outlook keeps it between the days of its neighbours."""
    rule = master.seen.recurrence
    return UNKNOWN_GAP if rule is None else timedelta(days=rule.cadence.days + 1)


def doubtful(master: Master, dates: Mapping[datetime, SeenDate], window: Period, view: Period) -> list[datetime]:
    """The dates of the window that `dates` lacks and that may have been moved out of the wider view."""
    rule = master.seen.recurrence
    if rule is None or master.seen.cancelled:
        return []
    far = gap(master)
    keys = (key for key in rule.starts(Period(window.start - timedelta(days=1), window.end)) if key not in dates)
    return [key for key in keys if key - far < view.start or key + far > view.end]


def crosses(master: Master, now: Standing, key: datetime, start: datetime) -> bool:
    """True when a date would stand on or past the day of a neighbour, which Outlook refuses."""
    day = local_date(start, master.zone)
    around = Period(key - 2 * gap(master), key + 2 * gap(master))
    places = {one.start: now.at(one.start) for one in now.originals(around)}
    days = {other: local_date(place.start, master.zone) for other, place in places.items() if place is not None}
    before = [there for other, there in days.items() if other < key]
    after = [there for other, there in days.items() if other > key]
    return bool(before and day <= max(before)) or bool(after and day >= min(after))


def _originals(master: Master, dates: Mapping[datetime, SeenDate]) -> Originals:
    if master.seen.recurrence is not None:
        return by_rule(master.seen.recurrence)
    places = sorted(Period.lasting(key, master.minutes) for key in dates)
    return lambda window: (one for one in places if window.start <= one.start < window.end)
