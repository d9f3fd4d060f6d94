"""events.get, list and instances."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.emulators.google.call import Call
from tests.emulators.google.conference import look
from tests.emulators.google.meeting import Date, Key, Meeting
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.showing import etag, merged, show, show_busy
from tests.emulators.google.when import known, stamp_ms
from tests.emulators.google.world import Book

EARLY, LATE = datetime(1970, 1, 2, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
FAR = 730
"""Dates of a series without an end that a list without timeMax shows at most."""
NOT_WITH_TOKEN = ("iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax",
                  "updatedMin")  # fmt: skip
NO_TOKEN_AFTER = ("orderBy", "q", "privateExtendedProperty", "sharedExtendedProperty", "iCalUID", "updatedMin")
Row = tuple[Meeting, Key]


def get(call: Call) -> dict[str, Any]:
    """Cancelled events too."""
    book = _book(call)
    meeting, key = call.world.meeting(book, call.path["eventId"])
    if meeting.copies[book.id].hidden:
        raise Refusal("notFound")
    look(call.world, meeting)
    if call.headers.get("if-none-match") == etag(meeting, book.id, key):
        call.status = 304
        return {}
    return _shown(call, book, meeting, key)


def instances(call: Call) -> dict[str, Any]:
    """All dates of one series; of an instance id that one date, of a cancelled one nothing."""
    book = _book(call)
    meeting, key = call.world.meeting(book, call.path["eventId"])
    after, before = _window(call)
    dates = [meeting.date(key)] if key else sorted(meeting.between(after, before), key=_by_start)
    wanted = call.query.get("originalStart")
    if wanted:
        dates = [one for one in dates if one.key == datetime.fromisoformat(wanted).astimezone(UTC)]
    rows = [(meeting, one.key) for one in dates if one.meets(after, before) and _stands(call, book, one)]
    return _answer(call, book, rows)


def events(call: Call) -> dict[str, Any]:
    """events.list."""
    book = _book(call)
    _check(call)
    after, before = _window(call)
    single = call.query.get("singleEvents", False) or not book.may(call.caller.email, "reader")
    rows = list(_rows(call, book, after, before, single=single))
    order = call.query.get("orderBy")
    if order == "startTime":
        rows.sort(key=lambda row: row[0].row(row[1])["start"].instant)
    elif order == "updated":
        rows.sort(key=lambda row: row[0].stamp(row[1]).updated)
    return _answer(call, book, rows)


def _book(call: Call) -> Book:
    book = call.world.book(call.path["calendarId"], call.caller.email, "freeBusyReader")
    if call.caller.only_owned and book.owner != call.caller.email:
        raise Refusal("insufficientPermissions")
    return book


def _check(call: Call) -> None:
    query = call.query
    if query.get("orderBy") == "startTime" and not query.get("singleEvents"):
        said = "The requested ordering is not available for the particular query."
        raise Refusal("invalid", said, location="orderBy")
    if "syncToken" in query:
        forbidden = [name for name in NOT_WITH_TOKEN if name in query]
        if forbidden or query.get("showDeleted") is False:
            raise Refusal("invalid", "Sync token cannot be used with other parameters", location="syncToken")
        if _since(call) < call.world.oldest_token:
            raise Refusal("fullSyncRequired", location="syncToken")


def _window(call: Call) -> tuple[datetime, datetime]:
    query = call.query
    known(query.get("timeZone", "UTC"))
    after = datetime.fromisoformat(query["timeMin"]).astimezone(UTC) if "timeMin" in query else EARLY
    before = datetime.fromisoformat(query["timeMax"]).astimezone(UTC) if "timeMax" in query else LATE
    if before <= after:
        raise Refusal("timeRangeEmpty", location="timeMax")
    return after, before


def _since(call: Call) -> int:
    return int(call.query.get("syncToken", "t0").removeprefix("t"))


def _rows(call: Call, book: Book, after: datetime, before: datetime, *, single: bool) -> Iterator[Row]:
    for meeting in list(book.meetings.values()):
        if meeting.copies[book.id].hidden and not call.query.get("showHiddenInvitations"):
            continue
        rows = _single(meeting, after, before) if single else _stored(meeting, after, before)
        for date in rows:
            if _stands(call, book, date, single=single) and _wanted(call, book, meeting, date):
                yield meeting, date.key


def _single(meeting: Meeting, after: datetime, before: datetime) -> list[Date]:
    """Every date, no masters."""
    found = sorted(meeting.between(after, before), key=_by_start)
    return found if before != LATE else found[:FAR]


def _stored(meeting: Meeting, after: datetime, before: datetime) -> list[Date]:
    """Masters with a date in the window, and the dates that were changed."""
    if not meeting.recurs:
        return list(meeting.between(after, before))
    touches = after == EARLY or any(True for _ in meeting.between(after, before))
    changed = [meeting.date(key) for key in meeting.dates]
    return ([meeting.date(None)] if touches else []) + [one for one in changed if one.meets(after, before)]


def _stands(call: Call, book: Book, date: Date, *, single: bool = True) -> bool:
    """Deleted ones only when asked for; but the cancelled dates of a series always where masters are shown."""
    meeting, copy = date.meeting, date.meeting.copies[book.id]
    gone = meeting.cancelled or copy.removed or not meeting.invites(book.id, date.key)
    if call.query.get("showDeleted") or "syncToken" in call.query or "updatedMin" in call.query:
        return True
    return not gone and (not date.cancelled or (not single and date.key is not None))


def _wanted(call: Call, book: Book, meeting: Meeting, date: Date) -> bool:
    query, fields = call.query, merged(call.world, book, meeting, date.key)
    tests: dict[str, Callable[[Any], bool]] = {
        "iCalUID": lambda uid: meeting.ical_uid == uid,
        "eventTypes": lambda kinds: fields.get("eventType", "default") in kinds,
        "q": lambda words: words.lower() in json.dumps([fields.get("summary"), fields.get("description")]).lower(),
        "privateExtendedProperty": lambda pairs: _has(fields.get("private", {}), pairs),
        "sharedExtendedProperty": lambda pairs: _has(fields.get("shared", {}), pairs),
        "updatedMin": lambda moment: meeting.stamp(date.key).updated >= datetime.fromisoformat(moment),
        "syncToken": lambda _: max(meeting.version(book.id, date.key), meeting.version(book.id, None)) > _since(call),
    }
    return all(test(query[name]) for name, test in tests.items() if name in query)


def _has(pairs: dict[str, str], wanted: list[str]) -> bool:
    return all(pairs.get(one.partition("=")[0]) == one.partition("=")[2] for one in wanted)


def _by_start(date: Date) -> datetime:
    return date.start.instant


def _shown(call: Call, book: Book, meeting: Meeting, key: Key) -> dict[str, Any]:
    zone = call.query.get("timeZone", "")
    if not book.may(call.caller.email, "reader"):
        return show_busy(book, meeting.date(key), zone)
    return show(call.world, book, meeting, key, zone)


def _answer(call: Call, book: Book, rows: list[Row]) -> dict[str, Any]:
    start = _read_page(call)
    limit = min(call.query.get("maxResults", 250), 2500)
    page, further = call.page(rows[start:], limit)
    for meeting, _ in page:
        look(call.world, meeting)
    answer: dict[str, Any] = {
        "kind": "calendar#events", "etag": f'"p{call.world.version}"', "summary": book.summary, "description": "",
        "updated": stamp_ms(call.world.now), "timeZone": call.query.get("timeZone", book.zone),
        "accessRole": book.role(call.caller.email), "defaultReminders": [{"method": "popup", "minutes": 10}],
        "items": [_shown(call, book, meeting, key) for meeting, key in page],
    }  # fmt: skip
    if further is not None:
        answer["nextPageToken"] = _page_token(call, start + further)
    elif not any(name in call.query for name in NO_TOKEN_AFTER):
        answer["nextSyncToken"] = f"t{call.world.version}"
    return answer


def _page_token(call: Call, start: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, _same(call)]).encode()).decode()


def _read_page(call: Call) -> int:
    if "pageToken" not in call.query:
        return 0
    try:
        start, query = json.loads(base64.urlsafe_b64decode(call.query["pageToken"]))
    except ValueError as broken:
        raise Refusal("invalid", "Invalid page token", location="pageToken") from broken
    if call.world.switches.page_tokens_repeat and query != _same(call):
        raise Refusal("invalid", "Invalid page token", location="pageToken")
    return int(start)


def _same(call: Call) -> str:
    """All that a following page must repeat."""
    return json.dumps({k: v for k, v in call.query.items() if k not in ("pageToken", "maxResults")}, sort_keys=True)
