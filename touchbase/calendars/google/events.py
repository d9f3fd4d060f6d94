"""A series of ours as a Calendar API event. Never priority, health or notes: only what `Series` has."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant, local, zone

TAG, SERIES, STAKEHOLDER, GENERATION, GUEST = (
    "touchbase",
    "touchbase-series",
    "touchbase-stakeholder",
    "touchbase-generation",
    "touchbase-guest",
)
"""Private properties: on the owner's copy alone, so no guest ever sees them. Keys of at most 44 characters."""


def owner_key(owner: str) -> str:
    """The value of TAG: whose touchbases they are, for several leaders may use one calendar. Not an address."""
    return hashlib.sha256(f"touchbase\x1f{owner}".encode()).hexdigest()[:16]


def to_google(series: Series, key: str) -> dict[str, Any]:
    """The body of events.insert. https://developers.google.com/workspace/calendar/api/v3/reference/events"""
    rule = series.recurrence
    start = _first_start(rule)
    private = tag(key, series.uid, series.stakeholder, series.generation) | {GUEST: series.guest_email}
    body: dict[str, Any] = {
        "id": series.uid,
        "summary": series.summary,
        "start": moment(start, rule.zone),
        "end": moment(start.astimezone(UTC) + timedelta(minutes=rule.minutes), rule.zone),
        "recurrence": [f"RRULE:{rule.rrule()}"],
        "attendees": [guest(series.guest_name, series.guest_email)],
        "guestsCanInviteOthers": False,
        "guestsCanModify": False,
        "reminders": {"useDefault": True},
        "visibility": "default",
        "extendedProperties": {"private": private},
    }
    if series.description:
        body["description"] = series.description
    if series.conference:
        body["conferenceData"] = conference(series.uid)
    return body


def tag(key: str, uid: str, stakeholder: str, generation: int) -> dict[str, str]:
    """What makes an event ours. It names its own event, so that a copy somebody makes of it is not taken for it."""
    return {TAG: key, SERIES: uid, STAKEHOLDER: stakeholder, GENERATION: str(generation)}


NO_TAG: dict[str, None] = dict.fromkeys((TAG, SERIES, STAKEHOLDER, GENERATION, GUEST))
"""A patch that takes the tag off."""


def conference(request: str) -> dict[str, Any]:
    """Asks for a Meet link; a repeated request id is ignored, so it is as repeatable as the event's own."""
    return {"createRequest": {"requestId": request, "conferenceSolutionKey": {"type": "hangoutsMeet"}}}


def times(period: Period, zone_name: str) -> dict[str, Any]:
    """Start and end of a single date."""
    return {"start": moment(period.start, zone_name), "end": moment(period.end, zone_name)}


def moment(at: datetime, zone_name: str) -> dict[str, str]:
    """A dateTime with its offset and IANA zone: a recurring event needs both."""
    return {"dateTime": local(at, zone_name).isoformat(), "timeZone": zone_name}


def _first_start(rule: Recurrence) -> datetime:
    """On a day whose clock skips it, the time that it becomes (RFC 5545 3.3.5)."""
    wall = datetime.combine(rule.first, rule.at, tzinfo=zone(rule.zone))
    start = instant(rule.first, rule.at, rule.zone)
    return wall if wall.astimezone(UTC) == start else local(start, rule.zone)


def guest(name: str, email: str) -> dict[str, str]:
    """One who is asked. With another answer than needsAction Google may hide the event from them."""
    return {"email": email, "responseStatus": "needsAction"} | ({"displayName": name} if name else {})
