"""RFC 5545 values as ours: instants, zones, replies, addresses. Whatever cannot be read is None, never a guess."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.zone import instant, zone

if TYPE_CHECKING:
    from icalendar import Component

REPLIES: dict[str, Reply] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}


class Unreadable(ValueError):
    """A property of an event cannot be understood; its text says which and why."""


def several(component: "Component", name: str) -> list[Any]:
    """All values of a property, the broken ones left out."""
    from icalendar.prop import vBroken

    found = component.get(name)
    values = found if isinstance(found, list) else [] if found is None else [found]
    return [value for value in values if not isinstance(value, vBroken)]


def single(component: "Component", name: str) -> Any:
    """The first good value of a property, or None."""
    return next(iter(several(component, name)), None)


def text(component: "Component", name: str) -> str:
    """The property as text; "" where it is missing."""
    value = single(component, name)
    return "" if value is None else str(value)


def number(component: "Component", name: str) -> int:
    """The property as a whole number; 0 where it is missing or something else."""
    found = text(component, name).strip()
    return int(found) if found.lstrip("-").isdecimal() else 0


def word(component: "Component", name: str) -> str:
    """The property as an upper-case word, as STATUS and TRANSP are compared."""
    return text(component, name).strip().upper()


def moment(value: Any, owner_zone: str) -> datetime:
    """A DATE or DATE-TIME as a UTC instant; a floating one, and a day, are on the owner's clock.

    Unreadable for a zone nobody knows: it is never taken for UTC.
    """
    found = value.dt
    if not isinstance(found, datetime):
        return instant(found, time(0), owner_zone)
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    if value.params.get("TZID"):
        raise Unreadable(f"its time zone {value.params['TZID']!r} is not known")
    return instant(found.date(), found.time(), owner_zone)


def zone_name(value: Any, owner_zone: str) -> str | None:
    """The IANA name of the zone a DATE-TIME is written in, or None when it has no such name."""
    tzinfo = value.dt.tzinfo
    if tzinfo is None:
        return None if value.params.get("TZID") else owner_zone
    if isinstance(tzinfo, ZoneInfo):
        return tzinfo.key
    return "UTC" if tzinfo is UTC else None


def known_zone(name: str) -> bool:
    """True for an IANA name of this machine's zone database."""
    try:
        zone(name)
    except ValueError:
        return False
    return True


def period(component: "Component", owner_zone: str) -> Period:
    """DTSTART to DTEND or DURATION: a day without end lasts a day, a time without end no time (RFC 5545 3.6.1)."""
    start = single(component, "DTSTART")
    if start is None:
        raise Unreadable("it has no DTSTART that can be read")
    begins = moment(start, owner_zone)
    end = single(component, "DTEND")
    if end is not None:
        return Period(begins, max(begins, moment(end, owner_zone)))
    length = single(component, "DURATION")
    if is_time(start):
        return Period(begins, max(begins, begins + (length.dt if length is not None else timedelta())))
    days = max(1, length.dt.days) if length is not None else 1
    return Period(begins, instant(start.dt + timedelta(days=days), time(0), owner_zone))


def is_time(value: Any) -> bool:
    """True for a DATE-TIME, False for a DATE (a whole day)."""
    return isinstance(value.dt, datetime)


def reply(attendee: Any) -> Reply:
    """PARTSTAT; whatever is neither yes, no nor perhaps is no answer yet."""
    return REPLIES.get(str(attendee.params.get("PARTSTAT", "")).upper(), "needs_action")


def mail(attendee: Any) -> str:
    """The address of an ATTENDEE or ORGANIZER, lower case, without its scheme."""
    found = str(attendee).strip()
    return (found[7:] if found.lower().startswith("mailto:") else found).lower()
