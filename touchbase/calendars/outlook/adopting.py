"""Conversations that put our tag on a series made by hand, and take it off again. Nobody is mailed for a property."""

from collections.abc import Callable, Mapping
from typing import Any

from touchbase.calendars.outlook.asks import patch
from touchbase.calendars.outlook.event import etag
from touchbase.calendars.outlook.lookup import Desk, event_of
from touchbase.calendars.outlook.people import is_organizer
from touchbase.calendars.outlook.tag import Tag, from_event, to_property
from touchbase.calendars.outlook.talk import Talk
from touchbase.calendars.outlook.writes import checked
from touchbase.errors import CalendarRefused, NoSuchSeries


def adopt(uid: str, stakeholder: str, generation: int) -> Callable[[Desk, bool], Talk[None]]:
    """`uid` is Graph's immutable id of the series."""

    def talk(desk: Desk, _: bool) -> Talk[None]:
        event = yield from _there(desk, uid)
        tag, wanted = from_event(event), Tag(uid, stakeholder, generation)
        if tag is not None and tag != wanted:
            raise CalendarRefused("That series is already tended for somebody.", "Release it first.")
        if tag is None:
            _refuse(event)
            yield from _write(desk, uid, event, wanted)

    return talk


def release(uid: str) -> Callable[[Desk, bool], Talk[None]]:
    """The series is again what its owner made."""

    def talk(desk: Desk, _: bool) -> Talk[None]:
        event = yield from _there(desk, uid)
        if from_event(event) is not None:
            yield from _write(desk, uid, event, None)

    return talk


def _there(desk: Desk, uid: str) -> Talk[Mapping[str, Any]]:
    event = yield from event_of(desk, uid)
    if event is None or event.get("isCancelled") is True:
        raise NoSuchSeries("There is no such series on the Outlook calendar.", "It may have been deleted there.")
    return event


def _refuse(event: Mapping[str, Any]) -> None:
    if not event.get("recurrence"):
        raise CalendarRefused("That meeting does not repeat.", "Only a series can be tended.")
    if not is_organizer(event):
        raise CalendarRefused("That series is somebody else's.", "Only its organiser can hand it over.")


def _write(desk: Desk, uid: str, event: Mapping[str, Any], tag: Tag | None) -> Talk[None]:
    body = {"singleValueExtendedProperties": to_property(tag)}
    [answer] = yield (patch(desk.place.event(str(event["id"])), body, etag(event)),)
    checked(answer)
    desk.known.forget(uid)
