"""Events as one calendar shows them: the Event resource of the discovery document."""

from typing import Any

from tests.emulators.google.meeting import Date, Fields, Key, Meeting
from tests.emulators.google.when import stamp_ms
from tests.emulators.google.world import Book, World

PLAIN = (
    "summary", "description", "location", "colorId", "visibility", "transparency", "guestsCanInviteOthers",
    "guestsCanModify", "guestsCanSeeOtherGuests", "anyoneCanAddSelf", "source", "attachments", "eventType",
    "outOfOfficeProperties", "focusTimeProperties", "workingLocationProperties", "reminders",
)  # fmt: skip
DEFAULTS = {
    "guestsCanInviteOthers": True, "guestsCanModify": False, "guestsCanSeeOtherGuests": True,
    "transparency": "opaque", "visibility": "default",
}  # fmt: skip
SILENT: dict[str, Any] = DEFAULTS | {"eventType": "default", "reminders": {"useDefault": True}}
"""What is the same as nothing at all."""
BARE = ("kind", "etag", "id", "status", "recurringEventId", "originalStartTime")


def merged(world: World, book: Book, meeting: Meeting, key: Key) -> Fields:
    """The shared fields with this calendar's own over them."""
    copy = meeting.copies[book.id]
    own = copy.fields(key, inherit=world.switches.instances_inherit_private)
    theirs = () if book.id == meeting.calendar else ("reminders", "colorId")
    return {name: value for name, value in meeting.row(key).items() if name not in theirs} | own


def show(world: World, book: Book, meeting: Meeting, key: Key, zone: str = "") -> dict[str, Any]:
    """The resource on that calendar, its times in `zone` (the calendar's by default); cancelled dates bare."""
    full = whole(world, book, meeting, key, zone or book.zone)
    if full["status"] == "cancelled" and key is not None and world.switches.bare_cancelled:
        return {name: full[name] for name in BARE}
    return full


def whole(world: World, book: Book, meeting: Meeting, key: Key, zone: str) -> dict[str, Any]:
    """The resource with all there is."""
    fields = merged(world, book, meeting, key)
    return _head(book, meeting, key, fields) | _body(world, book, meeting, key, fields, zone)


def show_busy(book: Book, date: Date, zone: str = "") -> dict[str, Any]:
    """All that somebody with free/busy rights sees."""
    times = {"start": date.start.show(zone or book.zone), "end": date.end.show(zone or book.zone)}
    return {"kind": "calendar#event", "id": date.id, "status": "confirmed", "visibility": "private", **times}


def etag(meeting: Meeting, calendar: str, key: Key) -> str:
    return f'"{meeting.version(calendar, key)}"'


def _head(book: Book, meeting: Meeting, key: Key, fields: Fields) -> dict[str, Any]:
    id = meeting.id if key is None else meeting.instance_id(key)
    gone = meeting.copies[book.id].removed or not meeting.invites(book.id, key)
    return {
        "kind": "calendar#event",
        "etag": etag(meeting, book.id, key),
        "id": id,
        "status": "cancelled" if gone or meeting.cancelled else fields["status"],
        "htmlLink": f"https://www.google.com/calendar/event?eid={id}",
        "created": stamp_ms(meeting.created),
        "updated": stamp_ms(meeting.stamp(key).updated),
    }


def _origin(meeting: Meeting, key: Key, zone: str) -> dict[str, Any]:
    if key is None:
        return {}
    return {"recurringEventId": meeting.id, "originalStartTime": meeting.start.at(key).show(zone)}


def _body(world: World, book: Book, meeting: Meeting, key: Key, fields: Fields, zone: str) -> dict[str, Any]:
    shown: dict[str, Any] = {name: fields[name] for name in PLAIN if fields.get(name) is not None}
    if not world.switches.omits_defaults:
        shown = DEFAULTS | shown
    shown |= {
        "creator": _person(world, meeting.creator, book),
        "organizer": _person(world, meeting.calendar, book),
        "start": fields["start"].show(zone),
        "end": fields["end"].show(zone),
        "iCalUID": meeting.ical_uid,
        "sequence": meeting.sequence,
        "reminders": fields.get("reminders", {"useDefault": True}),
        "eventType": fields.get("eventType", "default"),
        **_origin(meeting, key, zone),
    }
    if key is None and fields.get("recurrence"):
        shown["recurrence"] = list(fields["recurrence"])
    return shown | _people(meeting, book, fields) | _properties(fields) | _conference(fields)


def _person(world: World, calendar: str, book: Book) -> dict[str, Any]:
    who: dict[str, Any] = {"email": calendar}
    if calendar in world.books and not world.books[calendar].primary:
        who["displayName"] = world.books[calendar].summary
    return who | ({"self": True} if calendar == book.id else {})


def _people(meeting: Meeting, book: Book, fields: Fields) -> dict[str, Any]:
    if not fields.get("attendees"):
        return {}
    shown = []
    for one in fields["attendees"]:
        mine = one["email"].lower() == book.id.lower()
        organises = {"organizer": True} if one["email"].lower() == meeting.calendar.lower() else {}
        if mine or book.id == meeting.calendar or fields.get("guestsCanSeeOtherGuests", True):
            shown.append(one | ({"self": True} if mine else {}) | organises)
    return {"attendees": shown} | ({} if len(shown) == len(fields["attendees"]) else {"attendeesOmitted": True})


def _properties(fields: Fields) -> dict[str, Any]:
    found = {name: dict(fields[name]) for name in ("private", "shared") if fields.get(name)}
    return {"extendedProperties": found} if found else {}


def _conference(fields: Fields) -> dict[str, Any]:
    data = fields.get("conferenceData")
    if not data:
        return {}
    links = {"hangoutLink": f"https://meet.google.com/{data['conferenceId']}"} if data.get("conferenceId") else {}
    return {"conferenceData": dict(data), **links}
