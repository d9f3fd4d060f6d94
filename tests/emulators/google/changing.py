"""events.insert, update, patch, delete and move."""

import uuid
from copy import deepcopy
from typing import Any

from tests.emulators.google import bodies, declining
from tests.emulators.google.call import Call
from tests.emulators.google.conference import read_conference
from tests.emulators.google.meeting import Copy, Key, Meeting
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.showing import etag, show, whole
from tests.emulators.google.world import Book, World
from tests.emulators.google.writing import answer, concerns, mail_change, put


def insert(call: Call) -> dict[str, Any]:
    """409 for an id that was ever used on this calendar."""
    world, book, body = call.world, _book(call), call.body or {}
    bodies.check_id(body)
    if body.get("id") in book.meetings:
        raise Refusal("duplicate")
    fields = bodies.read(body, book.zone, None, world.switches)
    _may_invite(call, fields)
    meeting = add(world, book, fields, call.caller.email, id=body.get("id"), ical_uid=body.get("iCalUID"))
    made = read_conference(world, meeting, body, {}, int(call.query.get("conferenceDataVersion", 0)))
    meeting.fields |= {name: value for name, value in made.items() if value}
    meeting.ruled.clear()
    if meeting.recurs and not meeting.has(meeting.start.instant):
        world.complaints.append(f"{meeting.id}: its start is no date of its rule")
    _spend_invitations(call, meeting)
    mail_change(world, meeting, None, set(), set(), call.caller.email, str(call.query.get("sendUpdates", "none")))
    return show(world, book, meeting, None, call.query.get("timeZone", ""))


def add(
    world: World, book: Book, fields: dict[str, Any], by: str, *, id: str | None = None, ical_uid: str | None = None
) -> Meeting:
    """A new event on a calendar and on those of its guests; nobody is mailed."""
    id = id or uuid.uuid5(uuid.NAMESPACE_OID, f"{book.id} {world.tick()}").hex[:26]
    own = {"private": fields.pop("private")} if "private" in fields else {}
    guests = {one["email"].lower() for one in fields.get("attendees", ())}
    if world.switches.adds_organizer and guests and book.id not in guests:
        fields["attendees"].append({"email": book.id, "responseStatus": "accepted"})
    meeting = Meeting(id, ical_uid or f"{id}@google.com", book.id, by, world.now, fields)
    meeting.copies[book.id] = Copy({None: own})
    book.meetings[id] = meeting
    world.touch(meeting, None)
    declining.decline_conflicts(world, meeting, None)
    if "outOfOfficeProperties" in fields or "focusTimeProperties" in fields:
        for date in meeting.between(world.now - declining.AHEAD, world.now + declining.AHEAD):
            declining.absent(world, book, date)
    return meeting


def update(call: Call) -> dict[str, Any]:
    """PUT: what is left out is gone."""
    book, meeting, key = _there(call)
    body = call.body or {}
    if body.get("id") not in (None, call.path["eventId"]):
        raise Refusal("invalid", "The event id in the body is another one.", location="id")
    return _put(call, book, meeting, key, body)


def patch(call: Call) -> dict[str, Any]:
    """What is absent stays, null deletes, lists are replaced."""
    book, meeting, key = _there(call)
    zone = meeting.row(key)["start"].zone
    old = whole(call.world, book, meeting, key, zone)
    body = bodies.merge(old, call.body or {})
    return _put(call, book, meeting, key, body)


def delete(call: Call) -> None:
    """410 the second time. A guest only removes the own copy, and has declined."""
    book, meeting, key = _there(call)
    world, row, copy = call.world, meeting.row(key), meeting.copies[book.id]
    if row["status"] == "cancelled" or meeting.cancelled or copy.removed:
        raise Refusal("deleted")
    if book.id != meeting.calendar:
        copy.removed = key is None
        answer(world, meeting, key, book.id, "declined")
        world.touch_copy(meeting, book.id, key)
        return
    cancel(world, meeting, key, call.caller.email, str(call.query.get("sendUpdates", "none")))


def cancel(world: World, meeting: Meeting, key: Key, by: str, send: str) -> None:
    """The organiser takes it off, the whole or one date; who is not told may keep a copy."""
    people = {one["email"].lower() for one in meeting.row(key).get("attendees", ())}
    if key is None and send == "none" and world.switches.delete_none_leaves_copies:
        _leave_behind(world, meeting)
    meeting.change_row(key)["status"] = "cancelled"
    meeting.sequence += 1
    world.touch(meeting, key)
    mail_change(world, meeting, key, people, {"status"}, by, send)


def _leave_behind(world: World, meeting: Meeting) -> None:
    for calendar in world.guests_of(meeting):
        left = deepcopy(meeting)
        if calendar in meeting.copies:
            del meeting.copies[calendar]
        world.books[calendar].meetings[meeting.id] = left


def move(call: Call) -> dict[str, Any]:
    """Another calendar becomes the organiser; the old one keeps a cancelled trace."""
    book, meeting, key = _there(call)
    world = call.world
    target = world.book(call.query["destination"], call.caller.email, "writer")
    if key is not None or meeting.calendar != book.id or "eventType" in meeting.fields:
        raise Refusal("invalid", "Cannot move this event.", location="eventId")
    relocate(world, meeting, target)
    shown = book if world.switches.move_answers_cancelled else target
    return show(world, shown, shown.meetings[meeting.id], None)


def relocate(world: World, meeting: Meeting, target: Book) -> None:
    """The event lives on another calendar from now on; the old organiser keeps it as a guest, or a cancelled trace."""
    old = world.books[meeting.calendar]
    if not any(one["email"].lower() == old.id for one in meeting.fields.get("attendees", ())):
        copy = meeting.copies.pop(old.id)
        meeting.copies.setdefault(target.id, copy)
        old.meetings[meeting.id] = _trace(world, meeting)
    meeting.copies.setdefault(target.id, Copy())
    meeting.calendar = target.id
    target.meetings[meeting.id] = meeting
    world.touch(meeting, None)


def _trace(world: World, meeting: Meeting) -> Meeting:
    gone = {**deepcopy(meeting.fields), "status": "cancelled", "attendees": []}
    trace = Meeting(meeting.id, meeting.ical_uid, meeting.calendar, meeting.creator, meeting.created, gone)
    trace.copies[meeting.calendar] = Copy()
    world.touch(trace, None)
    return trace


def _book(call: Call) -> Book:
    book = call.world.book(call.path["calendarId"], call.caller.email, "writer")
    if call.caller.only_owned and book.owner != call.caller.email:
        raise Refusal("insufficientPermissions")
    return book


def _there(call: Call) -> tuple[Book, Meeting, Key]:
    """What the call is about, as it must be when the call has an If-Match."""
    book = _book(call)
    meeting, key = call.world.meeting(book, call.path["eventId"])
    wanted = call.headers.get("if-match", "*")
    if wanted not in ("*", etag(meeting, book.id, key)):
        raise Refusal("conditionNotMet")
    return book, meeting, key


def _put(call: Call, book: Book, meeting: Meeting, key: Key, body: dict[str, Any]) -> dict[str, Any]:
    before = {one["email"].lower() for one in meeting.row(key).get("attendees", ())}
    if book.id == meeting.calendar:
        _may_invite(call, {"attendees": [one for one in body.get("attendees") or () if one["email"] not in before]})
    put(call.world, book, meeting, key, body, call.caller.email, call.query)
    return show(call.world, book, meeting, key, call.query.get("timeZone", ""))


def _may_invite(call: Call, fields: dict[str, Any]) -> None:
    if not fields.get("attendees"):
        return
    if call.caller.service:
        raise Refusal("forbiddenForServiceAccounts")
    if call.notifies and call.world.switches.invitations_left == 0:
        raise Refusal("quotaExceeded")


def _spend_invitations(call: Call, meeting: Meeting) -> None:
    switches = call.world.switches
    if switches.invitations_left is not None and call.notifies:
        told = [one for one in meeting.fields.get("attendees", ())
                if concerns(call.world, meeting, one["email"].lower(), str(call.query["sendUpdates"]))]  # fmt: skip
        switches.invitations_left = max(0, switches.invitations_left - len(told))
