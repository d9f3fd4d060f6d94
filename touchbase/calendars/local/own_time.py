"""Time of the owner's own as a file to import: a weekly VEVENT that asks nobody and is not one of ours (RFC 5545)."""

from datetime import UTC, timedelta
from hashlib import sha256

from touchbase.calendars.local.text import one_line
from touchbase.calendars.local.vevent import DTSTAMP, PRODID, ZONE_FROM, first_start, vrecur, vtimezone
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local


def own_time(rule: Recurrence, summary: str, owner: str) -> str:
    """The whole file. The same slot has the same UID, so importing it again makes no second one."""
    from icalendar import Calendar, Event

    calendar, event, start = Calendar(), Event(), first_start(rule)
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    if rule.zone != "UTC":
        calendar.add_component(vtimezone(rule.zone, min(ZONE_FROM, rule.first.replace(month=1, day=1))))
    event.add("UID", _uid(rule, owner))
    event.add("DTSTAMP", DTSTAMP)
    event.add("DTSTART", start)
    event.add("DTEND", local(start.astimezone(UTC) + timedelta(minutes=rule.minutes), rule.zone))
    event.add("RRULE", vrecur(rule))
    event.add("SUMMARY", one_line(summary))
    event.add("CLASS", "PRIVATE")
    calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False)).decode()


def _uid(rule: Recurrence, owner: str) -> str:
    slot = "\x1f".join((owner, rule.zone, rule.rrule(), str(rule.at)))
    return f"thinking-{sha256(slot.encode()).hexdigest()[:32]}"
