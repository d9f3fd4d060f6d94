"""freeBusy, calendarList, calendars and settings."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.emulators.google.call import Call
from tests.emulators.google.meeting import Date
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.showing import merged
from tests.emulators.google.when import known, stamp
from tests.emulators.google.world import RANK, Book, World

LONGEST = timedelta(days=90)
Span = tuple[datetime, datetime]


def free_busy(call: Call) -> dict[str, Any]:
    """Each calendar's busy times or its error; the call itself is a 200."""
    body = call.body or {}
    for name in ("timeMin", "timeMax"):
        if name not in body:
            raise Refusal("required", f"Missing {name}.", location=name)
    after, before = (datetime.fromisoformat(body[name]) for name in ("timeMin", "timeMax"))
    if before <= after:
        raise Refusal("timeRangeEmpty")
    if before - after > LONGEST:
        raise Refusal("timeRangeTooLong")
    zone = ZoneInfo(known(body.get("timeZone", "UTC")))
    ids = [one["id"] for one in body.get("items", ())]
    if any(body.get("calendarExpansionMax", 50) > 50 for _ in ids):
        raise Refusal("invalid", location="calendarExpansionMax")
    calendars = {}
    for n, id in enumerate(ids):
        found = _calendar(call, id, after, before, zone, too_many=call.world.switches.strict_fifty and n >= 50)
        if found is not None:
            calendars[id] = found
    times = {"timeMin": stamp(after.astimezone(zone)), "timeMax": stamp(before.astimezone(zone))}
    return {"kind": "calendar#freeBusy", **times, "calendars": calendars}


def _calendar(
    call: Call, id: str, after: datetime, before: datetime, zone: ZoneInfo, *, too_many: bool
) -> dict[str, Any] | None:
    email = call.caller.email
    book = call.world.books.get(email if id == "primary" else id.lower())
    if too_many:
        return _wrong("tooManyCalendarsRequested")
    if book is None or not book.may(email, "freeBusyReader"):
        return _wrong("notFound")
    if book.error:
        return None if book.error == "missing" else _wrong(book.error)
    spans = busy_times(call.world, book, after, before)
    return {"busy": [{"start": stamp(a.astimezone(zone)), "end": stamp(b.astimezone(zone))} for a, b in spans]}


def _wrong(reason: str) -> dict[str, Any]:
    return {"errors": [{"domain": "global", "reason": reason}], "busy": []}


def busy_times(world: World, book: Book, after: datetime, before: datetime) -> list[Span]:
    """When that calendar is busy, within the window."""
    found: list[Span] = []
    for meeting in book.meetings.values():
        for date in meeting.between(after, before):
            if is_busy(world, book, date):
                found.append((max(date.start.instant, after), min(date.end.instant, before)))
    return _joined(sorted(found)) if world.switches.merges_busy else sorted(found)


def is_busy(world: World, book: Book, date: Date) -> bool:
    """Cancelled, declined, transparent and unanswered hidden ones are not; nor is where somebody works."""
    meeting, copy = date.meeting, date.meeting.copies[book.id]
    fields = merged(world, book, meeting, date.key)
    gone = date.cancelled or meeting.cancelled or copy.removed or copy.hidden or not meeting.invites(book.id, date.key)
    if gone or fields.get("transparency") == "transparent" or fields.get("eventType") == "workingLocation":
        return False
    reply = date.reply(book.id)
    return reply != "declined" and (reply != "tentative" or world.switches.tentative_is_busy)


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def calendar_list(call: Call) -> dict[str, Any]:
    """The caller's calendars and those shared with them by name."""
    email, least = call.caller.email, call.query.get("minAccessRole", "freeBusyReader")
    shown = [
        book for book in call.world.books.values()
        if (email == book.owner or email in book.shared) and RANK.index(book.role(email)) >= RANK.index(least)
    ]  # fmt: skip
    page, further = call.page(shown[int(call.query.get("pageToken", 0)) :], min(call.query.get("maxResults", 100), 250))
    answer = {"kind": "calendar#calendarList", "etag": '"list"', "items": [_entry(book, email) for book in page]}
    if further is not None:
        return answer | {"nextPageToken": str(int(call.query.get("pageToken", 0)) + further)}
    return answer | {"nextSyncToken": f"t{call.world.version}"}


def calendar_entry(call: Call) -> dict[str, Any]:
    return _entry(call.world.book(call.path["calendarId"], call.caller.email, "freeBusyReader"), call.caller.email)


def _entry(book: Book, email: str) -> dict[str, Any]:
    entry = {
        "kind": "calendar#calendarListEntry", "etag": f'"{book.id}"', "id": book.id, "summary": book.summary,
        "timeZone": book.zone, "accessRole": book.role(email), "selected": True,
        "defaultReminders": [{"method": "popup", "minutes": 10}], "dataOwner": book.owner,
    }  # fmt: skip
    return entry | ({"primary": True} if book.primary and book.owner == email else {})


def calendar(call: Call) -> dict[str, Any]:
    book = call.world.book(call.path["calendarId"], call.caller.email, "freeBusyReader")
    return {
        "kind": "calendar#calendar", "etag": f'"{book.id}"', "id": book.id, "summary": book.summary,
        "timeZone": book.zone, "dataOwner": book.owner,
    }  # fmt: skip


def setting(call: Call) -> dict[str, Any]:
    """Only the time zone."""
    if call.path["setting"] != "timezone":
        raise Refusal("notFound")
    zone = call.world.users[call.caller.email].zone
    return {"kind": "calendar#setting", "etag": '"zone"', "id": "timezone", "value": zone}
