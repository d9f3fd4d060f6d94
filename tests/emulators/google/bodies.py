"""Event bodies as callers send them: checked, merged for PATCH, turned into fields."""

import re
from copy import deepcopy
from typing import Any

from tests.emulators import rules
from tests.emulators.google.meeting import Fields
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.showing import PLAIN, SILENT
from tests.emulators.google.switches import Switches
from tests.emulators.google.when import When

ID = re.compile(r"[0-9a-v]{5,1024}")
DECLINES = ("declineNone", "declineAllConflictingInvitations", "declineOnlyNewConflictingInvitations")
READ_ONLY = ("self", "organizer")


def merge(old: Any, new: Any) -> Any:
    """PATCH: what is absent stays, null deletes, lists are replaced."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return deepcopy(new)
    left = {name: value for name, value in old.items() if name not in new}
    return left | {name: merge(old.get(name), value) for name, value in new.items() if value is not None}


def check_id(body: dict[str, Any]) -> None:
    """The alphabet of ids is base32hex in lower case."""
    if "id" in body and not ID.fullmatch(body["id"]):
        raise Refusal("invalid", "Invalid resource id value.", location="id")
    if "id" in body and "iCalUID" in body:
        raise Refusal("invalid", "Both an event id and an iCalUID were specified.", location="iCalUID")


def read(body: dict[str, Any], zone: str, old: Fields | None, switches: Switches) -> Fields:
    """All fields of a whole body; `old` are those of the event it replaces. Raises `Refusal`."""
    for name in ("start", "end"):
        if not body.get(name):
            raise Refusal("required", f"Missing {name} time.", location=name)
    lines = body.get("recurrence") or []
    wrong = rules.check(lines)
    if wrong:
        raise Refusal("invalid", wrong, location="recurrence")
    fields: Fields = {name: deepcopy(body[name]) for name in PLAIN if body.get(name) is not None}
    fields |= {name: When.read(body[name], zone, name=name, recurring=bool(lines)) for name in ("start", "end")}
    fields["status"] = body.get("status") or "confirmed"
    if lines:
        fields["recurrence"] = list(lines)
    fields |= _properties(body) | _attendees(body, old or {}, switches)
    _check_times(fields)
    _check_kind(fields, old)
    _check_reminders(fields.get("reminders", {}))
    return {name: value for name, value in fields.items() if SILENT.get(name) != value}


def _properties(body: dict[str, Any]) -> Fields:
    """Keys over 44 characters are dropped, values cut at 1024, both in silence."""
    found: Fields = {}
    for kind, pairs in (body.get("extendedProperties") or {}).items():
        kept = {key: value for key, value in (pairs or {}).items() if len(key) <= 44 and value is not None}
        found[kind] = {key: value[:1024] for key, value in kept.items()}
    return found


def _attendees(body: dict[str, Any], old: Fields, switches: Switches) -> Fields:
    if not body.get("attendees"):
        return {}
    before = {one["email"].lower(): one["responseStatus"] for one in old.get("attendees", ())}
    people = []
    for one in body["attendees"]:
        if "@" not in one.get("email", ""):
            raise Refusal("invalid", "Invalid attendee email.", location="attendees[].email")
        kept = {name: value for name, value in one.items() if name not in READ_ONLY and value is not None}
        known = None if switches.forgets_replies else before.get(one["email"].lower())
        people.append({"responseStatus": known or "needsAction"} | kept)
    if len({one["email"].lower() for one in people}) != len(people):
        raise Refusal("invalid", "The same attendee twice.", location="attendees")
    return {"attendees": people}


def _check_times(fields: Fields) -> None:
    start, end = fields["start"], fields["end"]
    if start.all_day != end.all_day:
        raise Refusal("invalid", "Start and end times must either both be date or both be dateTime.", location="end")
    if end.instant < start.instant or (start.all_day and end.instant == start.instant):
        raise Refusal("timeRangeEmpty")


def _check_kind(fields: Fields, old: Fields | None) -> None:
    kind = fields.get("eventType", "default")
    if old is not None and kind != old.get("eventType", "default"):
        raise Refusal("invalid", "Event type cannot be changed.", location="eventType")
    if kind in ("fromGmail", "birthday"):
        raise Refusal("invalid", "Invalid event type.", location="eventType")
    for name in ("outOfOfficeProperties", "focusTimeProperties"):
        if fields.get(name, {}).get("autoDeclineMode", "declineNone") not in DECLINES:
            raise Refusal("invalid", "Invalid auto-decline mode.", location=name)


def _check_reminders(reminders: Fields) -> None:
    if reminders.get("useDefault") and reminders.get("overrides"):
        raise Refusal("invalid", "Cannot specify both default reminders and overrides.", location="reminders")
    if len(reminders.get("overrides", ())) > 5:
        raise Refusal("invalid", "Too many override reminders.", location="reminders")
