"""The time zone and working hours the owner set in Outlook (Graph resource type mailboxSettings)."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from touchbase.calendars.outlook.asks import Ask, Place, get
from touchbase.calendars.outlook.pattern import DAYS
from touchbase.calendars.outlook.zones import iana_name
from touchbase.domain.hours import MIDNIGHT, Hours, Week


class Mailbox(NamedTuple):
    """`zone` is an IANA name, "" for a custom one; `hours` is None where they cannot be told."""

    zone: str
    hours: Week | None


def settings(place: Place) -> Ask:
    return get(f"{place.root}/mailboxSettings", {"$select": "timeZone,workingHours"})


def from_settings(body: Mapping[str, Any], preferred: str, today: date) -> Mailbox:
    """`preferred` is the zone to name it by where the clocks of both are the same."""
    name = iana_name(str(body.get("timeZone") or ""), (preferred,), today)
    return Mailbox(name or "", _week(body.get("workingHours") or {}))


def _week(given: Mapping[str, Any]) -> Week | None:
    days = {str(day).lower() for day in given.get("daysOfWeek") or ()}
    try:
        start = _minute(given["startTime"])
        hours = (Hours(start, _minute(given["endTime"]) or MIDNIGHT),)
    except (KeyError, TypeError, ValueError):
        return None
    return tuple(hours if day in days else () for day in DAYS)


def _minute(text: str) -> int:
    at = time.fromisoformat(text[:8])
    return at.hour * 60 + at.minute
