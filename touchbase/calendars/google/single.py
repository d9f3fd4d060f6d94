"""Writes that concern one date of a series: move it, take it off, put it back."""

from collections.abc import Callable
from datetime import datetime

from touchbase.calendars.google.answers import Answer, error_of
from touchbase.calendars.google.calls import Call, Json, delete, get, instance, patch
from touchbase.calendars.google.days import by_start, standing
from touchbase.calendars.google.events import times
from touchbase.calendars.google.owning import TRIES, contended, done, standing_one
from touchbase.calendars.google.seen import Home, attendees, cancelled, lasting, period, zone_of
from touchbase.calendars.google.talk import Talk
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused

Decide = Callable[[Json, Json, Period], Call | None]
"""From the master, the date as it stands and where the rule has it, to the call it takes; None for none."""


def moving(uid: str, key: datetime, to: Period, home: Home) -> Talk[None]:
    """The date stands at `to`, whether it was moved or taken off before."""
    return _changing(uid, key, home, lambda master, date, _: _put(master, date, to, home))


def restoring(uid: str, key: datetime, home: Home) -> Talk[None]:
    """The date stands where the rule has it."""
    return _changing(uid, key, home, lambda master, date, place: _put(master, date, place, home))


def skipping(uid: str, key: datetime, home: Home) -> Talk[None]:
    """The date is taken off; one that Google does not have any more is."""
    return _changing(uid, key, home, lambda _, date, __: None if _off(date) else delete(date, mail=True))


def instance_id(uid: str, key: datetime) -> str:
    """The id a single date has: documented as opaque, and seen to be this wherever anybody looked."""
    return f"{uid}_{key:%Y%m%dT%H%M%SZ}"


def finding(uid: str, key: datetime, zone: str) -> Talk[Json]:
    """One date by its id, or where ids are other ones, by its original start; {} when there is none."""
    (answer,) = yield (get(instance_id(uid, key)),)
    return (yield from _found(answer, uid, key, zone))


def _changing(uid: str, key: datetime, home: Home, decide: Decide) -> Talk[None]:
    for _ in range(TRIES):
        first, second = yield get(uid), get(instance_id(uid, key))
        master = standing_one(uid, first, home)
        date = yield from _found(second, uid, key, home.owner.zone)
        stands = standing(master, {key: date} if date else {}, home)
        if not stands.has(key):
            raise CalendarRefused(f"The series {uid} has no date at {key:%Y-%m-%d %H:%M} UTC.")
        call = decide(master, date, stands.place(key) or Period(key, key + lasting(master)))
        if call is None:
            return
        (answer,) = yield (call,)
        if done(answer, deleting=call.method == "delete"):
            return
    raise contended()


def _found(answer: Answer, uid: str, key: datetime, zone: str) -> Talk[Json]:
    if answer.missing:
        (answer,) = yield (instance(uid, key),)
        answer = Answer(answer.status, by_start(answer.body.get("items", ()), zone).get(key, {}), answer.reason)
    if not answer.ok and not answer.missing:
        raise error_of(answer)
    return answer.body


def _off(date: Json) -> bool:
    return not date or cancelled(date)


def _put(master: Json, date: Json, to: Period, home: Home) -> Call | None:
    """A cancelled date is confirmed again; where it lost its guests it gets those of the series."""
    if not date:
        raise CalendarRefused("Google Calendar no longer has that date.", "Move another one, or put it back by hand.")
    if not cancelled(date) and period(date, home.owner.zone) == to:
        return None
    body = times(to, zone_of(master, home))
    if cancelled(date):
        body["status"] = "confirmed"
        if not attendees(date):
            body["attendees"] = list(attendees(master))
    return patch(date, body, mail=True)
