"""Single calls of the Calendar API v3 as values; nothing is sent here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from touchbase.domain.period import Period

Json = Mapping[str, Any]

PEOPLE = "attendees,organizer(email,self)"
TIMES = "start,end,originalStartTime,recurringEventId"
OF_SERIES = (
    f"id,status,etag,summary,description,recurrence,{TIMES},{PEOPLE},extendedProperties/private,"
    "conferenceData(conferenceId,createRequest/status)"
)
OF_EVENT = f"id,iCalUID,status,etag,{TIMES},{PEOPLE},transparency,eventType,attendeesOmitted"
PAGE = 2500
"""The largest page events.list and events.instances give."""


@dataclass(frozen=True, slots=True)
class Call:
    """One method of one collection with its arguments; the calendar is added where it is sent.

    `if_match` is the etag the event must still have; without a conditional insert an own id plays that part.
    """

    collection: Literal["events", "freebusy", "conferenceRecords", "participants"]
    method: str
    arguments: Json = field(default_factory=dict)
    if_match: str = ""

    @property
    def writes(self) -> bool:
        return self.method in ("insert", "patch", "delete")


def tagged(name: str, value: str) -> Call:
    """Masters, and single dates that differ, whose private property has that value. Exactly one: see the facts."""
    return Call("events", "list", {
        "privateExtendedProperty": f"{name}={value}", "singleEvents": False, "maxResults": PAGE,
        "fields": f"items({OF_SERIES}),nextPageToken",
    })  # fmt: skip


def within(window: Period) -> Call:
    """Every single date that touches the window, of all events. timeMin bounds the end, timeMax the start."""
    return Call("events", "list", {
        "timeMin": _moment(window.start), "timeMax": _moment(window.end), "singleEvents": True, "maxResults": PAGE,
        "fields": f"items({OF_EVENT}),nextPageToken,timeZone,summary",
    })  # fmt: skip


def instances(uid: str, before: datetime) -> Call:
    """The dates of one series that start before the instant."""
    return Call("events", "instances", {
        "eventId": uid, "timeMax": _moment(before), "maxResults": PAGE,
        "fields": f"items({OF_EVENT}),nextPageToken,timeZone",
    })  # fmt: skip


def instance(uid: str, original_start: datetime) -> Call:
    """The one date of that original start, also a cancelled one; for where its id is not the one we expect."""
    return Call("events", "instances", {
        "eventId": uid, "originalStart": _moment(original_start), "showDeleted": True,
        "fields": f"items({OF_EVENT})",
    })  # fmt: skip


def page(call: Call, token: str) -> Call:
    """The next page: the same arguments and its token."""
    return Call(call.collection, call.method, {**call.arguments, "pageToken": token})


def get(id: str) -> Call:
    """One master or single date; deleted ones are told too."""
    return Call("events", "get", {"eventId": id, "fields": f"{OF_SERIES},attendeesOmitted"})


def insert(body: Json, *, mail: bool) -> Call:
    """A new event under the id in its body."""
    return Call("events", "insert", {
        "body": body, "sendUpdates": _updates(mail), "conferenceDataVersion": 1, "fields": OF_SERIES,
    })  # fmt: skip


def patch(event: Json, body: Json, *, mail: bool) -> Call:
    """Change the fields in `body` of an event as it was read; arrays are replaced whole."""
    arguments = {
        "eventId": event["id"], "body": body, "sendUpdates": _updates(mail), "conferenceDataVersion": 1,
        "fields": OF_SERIES,
    }  # fmt: skip
    return Call("events", "patch", arguments, event.get("etag", ""))


def delete(event: Json, *, mail: bool) -> Call:
    """Cancel an event as it was read: a master with all its dates, or one date."""
    return Call("events", "delete", {"eventId": event["id"], "sendUpdates": _updates(mail)}, event.get("etag", ""))


def free_busy(addresses: Iterable[str], window: Period) -> Call:
    """The busy time of at most 50 calendars in at most 60 days: longer ranges are refused."""
    body = {
        "timeMin": _moment(window.start),
        "timeMax": _moment(window.end),
        "items": [{"id": address} for address in addresses],
    }
    return Call("freebusy", "query", {"body": body, "fields": "calendars"})


def _updates(mail: bool) -> str:
    """Said on every write: leaving it out is no safe way of mailing nobody."""
    return "all" if mail else "none"


def _moment(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
