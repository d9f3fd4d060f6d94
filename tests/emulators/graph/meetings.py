"""Teams: from a join link to its meeting, and the attendance reports that only the organiser may read."""

import re
import uuid
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from tests.emulators.graph.mailbox import Item, Json, Mailbox
from tests.emulators.graph.refusal import Refused, not_found
from tests.emulators.graph.world import SPACE, Session, World
from tests.emulators.graph.zones import stamp

JOIN_FILTER = re.compile(r"JoinWebUrl eq '(.+)'", re.IGNORECASE)


def meeting_id(item: Item) -> str:
    return f"MSo{uuid.uuid5(SPACE, item.uid).hex}MCMwKioq"


def by_link(box: Mailbox, text: str) -> list[Json]:
    """GET onlineMeetings?$filter=JoinWebUrl eq '...'. Raises `Refused`."""
    match = JOIN_FILTER.fullmatch(text)
    if match is None:
        raise Refused(400, "InvalidArgument", "Filter expression expected - JoinWebUrl eq '{joinWebUrl}'.")
    link = unquote(match[1])
    for item in _organised(box):
        if unquote(item.fields["onlineMeeting"]["joinUrl"]) == link:
            return [_meeting(item)]
    raise Refused(404, "NotFound", "3004: No online meeting found for this link.")


def _organised(box: Mailbox) -> list[Item]:
    """Only the organiser reads meetings and their reports."""
    return [item for item in box.items.values() if item.mine and item.fields["onlineMeeting"]]


def _meeting(item: Item) -> Json:
    return {
        "id": meeting_id(item),
        "joinWebUrl": item.fields["onlineMeeting"]["joinUrl"],
        "subject": item.fields["subject"],
        "startDateTime": stamp(item.start.instant),
        "endDateTime": stamp(item.end.instant),
    }


def _item(box: Mailbox, id: str) -> Item:
    for item in _organised(box):
        if meeting_id(item) == id:
            return item
    raise not_found()


def reports(world: World, box: Mailbox, id: str) -> list[Json]:
    """One for each session that ended, without its records."""
    item = _item(box, id)
    held = [one for one in world.sessions if one.item_uid == item.uid and one.end <= world.now]
    return [_report(item, number, one) for number, one in enumerate(held)]


def report(world: World, box: Mailbox, id: str, report_id: str, *, expand: bool) -> Json:
    """One report, with its records when asked. Raises `Refused`."""
    item, held = _item(box, id), reports(world, box, id)
    for number, found in enumerate(held):
        if found["id"] == report_id:
            sessions = [one for one in world.sessions if one.item_uid == item.uid and one.end <= world.now]
            more = {"attendanceRecords": records(world, sessions[number])} if expand else {}
            return found | more
    raise not_found()


def _report(item: Item, number: int, session: Session) -> Json:
    return {
        "id": str(uuid.uuid5(SPACE, f"{item.uid}/{number}")),
        "totalParticipantCount": len(session.people),
        "meetingStartDateTime": stamp(session.start),
        "meetingEndDateTime": stamp(session.end),
    }


def records(world: World, session: Session) -> list[Json]:
    """Guests from outside and phones have no address."""
    return [_record(world, session, n, *person) for n, person in enumerate(session.people)]


def _record(
    world: World, session: Session, number: int, address: str, name: str, came: datetime, left: datetime
) -> Json:
    seconds = int((left - came).total_seconds())
    box = world.mailboxes.get(address.lower())
    item = box.by_uid(session.item_uid) if box else None
    identity: dict[str, Any] = {"id": box.id if box else None, "displayName": name}
    return {
        "id": str(uuid.uuid5(SPACE, f"{session.item_uid}/{session.start}/{number}")),
        "emailAddress": address or None,
        "identity": identity,
        "role": "Organizer" if item is not None and item.mine else "Attendee",
        "totalAttendanceInSeconds": seconds,
        "attendanceIntervals": [
            {"joinDateTime": stamp(came), "leaveDateTime": stamp(left), "durationInSeconds": seconds}
        ],
    }
