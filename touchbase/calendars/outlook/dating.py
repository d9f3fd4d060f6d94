"""Conversations about single dates: move, take off, put back. Each looks, decides, and writes at most once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from touchbase.calendars.dates import Standing
from touchbase.calendars.outlook.answers import crosses_neighbour
from touchbase.calendars.outlook.asks import Ask
from touchbase.calendars.outlook.event import Master
from touchbase.calendars.outlook.known import Dates
from touchbase.calendars.outlook.lookup import (
    Desk,
    by_id,
    dates_in,
    good,
    instances,
    master_of,
    read_dates,
    standing_one,
)
from touchbase.calendars.outlook.standing import UNKNOWN_GAP, crosses, gap, standing
from touchbase.calendars.outlook.talk import Talk
from touchbase.calendars.outlook.writes import checked, moved, taken_off
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused

Decide = Callable[[Desk, Master, Standing, Dates, datetime], Ask | None]


def move(uid: str, key: datetime, period: Period) -> Callable[[Desk, bool], Talk[None]]:
    """The date stands in that period."""

    def decide(desk: Desk, master: Master, now: Standing, dates: Dates, key: datetime) -> Ask | None:
        return _to(desk, master, now, dates, key, period)

    return lambda desk, anew: _date(desk, uid, key, decide, anew)


def restore(uid: str, key: datetime) -> Callable[[Desk, bool], Talk[None]]:
    """The date stands where the rule has it."""

    def decide(desk: Desk, master: Master, now: Standing, dates: Dates, key: datetime) -> Ask | None:
        place = now.place(key)
        return None if place is None else _to(desk, master, now, dates, key, place)

    return lambda desk, anew: _date(desk, uid, key, decide, anew)


def skip(uid: str, key: datetime) -> Callable[[Desk, bool], Talk[None]]:
    """The date is taken off."""

    def decide(desk: Desk, master: Master, now: Standing, dates: Dates, key: datetime) -> Ask | None:
        return None if now.at(key) is None else taken_off(desk.place, master, dates[key])

    return lambda desk, anew: _date(desk, uid, key, decide, anew)


def _date(desk: Desk, uid: str, key: datetime, decide: Decide, anew: bool) -> Talk[None]:
    master, dates, known = yield from _looked(desk, uid, key, anew)
    now = standing(master, dates, known)
    if not now.has(key):
        raise CalendarRefused(f"The series has no date at {key:%Y-%m-%d %H:%M} UTC.")
    ask = decide(desk, master, now, dates, key)
    if ask is not None:
        [answer] = yield (ask,)
        checked(answer)
        desk.known.forget(uid)


def _to(desk: Desk, master: Master, now: Standing, dates: Dates, key: datetime, period: Period) -> Ask | None:
    there = now.at(key)
    if there == period:
        return None
    if there is None:
        sentence = "Outlook cannot bring back a date that was taken off."
        raise CalendarRefused(sentence, "Leave it off, or invite to that one by hand.")
    if crosses(master, now, key, period.start):
        raise crosses_neighbour()
    return moved(desk.place, master, dates[key], period)


def _looked(desk: Desk, uid: str, key: datetime, anew: bool) -> Talk[tuple[Master, Dates, Period]]:
    """The series, its dates around that one, and the time in which there are no others."""
    master, dates = desk.known.masters.get(uid), desk.known.dates.get(uid, {})
    if master is not None and master.stands and not anew and key in dates and desk.known.view is not None:
        return master, dates, _inside(desk.known.view, gap(master))
    id, far = desk.known.ids.get(uid), UNKNOWN_GAP if master is None else gap(master)
    if id is None:
        return (yield from _around(desk, uid, key))
    look = instances(desk.place, id, Period(key - 2 * far, key + 2 * far))
    event, seen = yield by_id(desk.place, id), look
    if event.missing:
        desk.known.lose(uid)
        return (yield from _around(desk, uid, key))
    master = standing_one(desk, good(event), uid)
    if gap(master) > far:
        return (yield from _around(desk, uid, key))
    found = yield from read_dates(desk, master, look, seen)
    return master, found, Period(key - gap(master), key + gap(master))


def _around(desk: Desk, uid: str, key: datetime) -> Talk[tuple[Master, Dates, Period]]:
    """One question after the other, where the id or the cadence is not known before."""
    master = yield from master_of(desk, uid)
    far = gap(master)
    found = yield from dates_in(desk, master, Period(key - 2 * far, key + 2 * far))
    return master, found, Period(key - far, key + far)


def _inside(view: Period, far: timedelta) -> Period:
    """Where a date that is lacking cannot have been moved out of the view."""
    return Period(view.start + far, max(view.start + far, view.end - far))
