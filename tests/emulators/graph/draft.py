"""Request bodies of events: checked against the schema, then turned into what a mailbox keeps."""

import re
from typing import Any

from tests.emulators.graph.body import kept
from tests.emulators.graph.csdl import Wrong, schema
from tests.emulators.graph.mailbox import Json, address_of
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.zones import NEVER

DEFAULTS: Json = {
    "subject": "", "importance": "normal", "sensitivity": "normal", "showAs": "busy", "isAllDay": False,
    "isReminderOn": True, "reminderMinutesBeforeStart": 15, "responseRequested": True, "allowNewTimeProposals": True,
    "hideAttendees": False, "categories": [], "isOnlineMeeting": False, "onlineMeetingProvider": "unknown",
    "onlineMeeting": None, "locations": [],
}  # fmt: skip
NO_PLACE: Json = {
    "displayName": "", "locationType": "default", "uniqueIdType": "unknown", "address": {}, "coordinates": {},
}  # fmt: skip
READ_ONLY = frozenset(
    {
        "id", "changeKey", "createdDateTime", "lastModifiedDateTime", "bodyPreview", "cancelledOccurrences",
        "hasAttachments", "iCalUId", "isCancelled", "isDraft", "isOrganizer", "onlineMeeting", "onlineMeetingUrl",
        "organizer", "originalEndTimeZone", "originalStart", "originalStartTimeZone", "responseStatus",
        "seriesMasterId", "type", "webLink",
    }
)  # fmt: skip
ENUMS = ("importance", "sensitivity", "showAs", "onlineMeetingProvider")
PLAIN = frozenset(DEFAULTS) - {"onlineMeeting", "locations", "isOnlineMeeting", "onlineMeetingProvider"}
QUIET = frozenset(
    {"singleValueExtendedProperties", "categories", "isReminderOn", "reminderMinutesBeforeStart", "showAs"}
)
"""What concerns nobody but the mailbox's owner: no mail."""
GUID = r"\{[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\}"
KINDS = r"(?:String|Integer|Boolean|Binary|Double|SystemTime|CLSID)"
TAG_ID = re.compile(rf"{KINDS} (?:{GUID} (?:Name \S+|Id 0x[0-9a-fA-F]+)|0x[0-9a-fA-F]+)")
MOST_GUESTS = 500
Tags = dict[str, tuple[str, str]]


def checked(body: object, *, create: bool) -> Json:
    """The body of a POST or PATCH of an event. Raises `Refused`."""
    refuse(schema().body(body, "event"))
    assert isinstance(body, dict)
    read_only = READ_ONLY | (frozenset() if create else {"transactionId"})
    for name in sorted(body.keys() & read_only):
        raise Refused(400, "ErrorInvalidPropertySet", f"Set action is invalid for property: {name}.")
    if len(body.get("attendees") or []) > MOST_GUESTS:
        raise Refused(400, "ErrorTooManyAttendees", "An event has 500 attendees at most.")
    return body


def refuse(wrong: list[Wrong]) -> None:
    """Raises `Refused` with the first thing that is wrong with a body."""
    if wrong:
        raise Refused(400, "RequestBodyRead", wrong[0].what, where=wrong[0].where)


def fields_of(body: Json) -> Json:
    """The plain properties that are given, enums as answers write them, place and places together."""
    found: Json = {name: body[name] for name in body.keys() & PLAIN}
    for name in ENUMS:
        if found.get(name):
            found[name] = schema().enum(str(schema().properties("event")[name].type), found[name])
    if "body" in body:
        found["body"] = kept(body["body"])
    if "location" in body or "locations" in body:
        found |= _places(body)
    return found


def _places(body: Json) -> Json:
    place = body.get("location")
    places = body.get("locations") if place is None else [place]
    full = [NO_PLACE | one | {"uniqueId": one.get("displayName", "")} for one in places or [] if one.get("displayName")]
    return {"location": full[0] if full else dict(NO_PLACE), "locations": full}


def guests_of(body: Json, before: list[Json], organizer: Json) -> list[Json]:
    """The attendees as kept: who was there keeps the answer, the organiser is not among them. Raises `Refused`."""
    answers = {address_of(one): one for one in before}
    found = []
    for one in body["attendees"]:
        address = ((one.get("emailAddress") or {}).get("address") or "").strip()
        if "@" not in address:
            raise Refused(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
        if address.lower() != address_of(organizer):
            name = (one["emailAddress"].get("name") or address).strip()
            kind = schema().enum("attendeeType", one.get("type") or "required")
            old: Any = answers.get(address.lower(), {"status": {"response": "none", "time": NEVER}})
            found.append({**old, "type": kind, "emailAddress": {"name": name, "address": address}})
    return found


def tags_of(body: Json) -> Tags:
    """Single-value extended properties by lower-case id: (id as sent, value). Raises `Refused`."""
    found = {}
    for one in body.get("singleValueExtendedProperties") or []:
        id, value = one.get("id") or "", one.get("value")
        if not TAG_ID.fullmatch(id):
            raise Refused(400, "ErrorInvalidProperty", f"PropertyId '{id}' is not valid.")
        if not isinstance(value, str):
            raise Refused(400, "ErrorInvalidProperty", f"The value of '{id}' is not valid.")
        found[tag_key(id)] = (id, value)
    return found


def tag_key(id: str) -> str:
    """The GUID is compared in any case, the name as it is."""
    kind, _, rest = id.partition(" ")
    guid, _, name = rest.partition(" ")
    return f"{kind.lower()} {guid.lower()} {name}"
