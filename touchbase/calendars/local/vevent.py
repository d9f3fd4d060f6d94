"""A series of ours as iCalendar text (RFC 5545). Never priority, health or notes: only what `Series` has."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from touchbase.calendars.local.text import address, many_lines, one_line, parameter
from touchbase.domain.event import Series
from touchbase.domain.owner import Owner
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant, local

if TYPE_CHECKING:
    from icalendar import Event, Timezone, vCalAddress, vRecur

PRODID = "-//touchbase//local calendar//EN"
TAG, STAKEHOLDER, GENERATION = "X-TOUCHBASE-ID", "X-TOUCHBASE-STAKEHOLDER", "X-TOUCHBASE-GENERATION"
GUEST, ENDED = "X-TOUCHBASE-GUEST", "X-TOUCHBASE-ENDED"
# The same content is the same bytes, and nobody tells us the time: SEQUENCE says what is newer.
DTSTAMP = datetime(2000, 1, 1, tzinfo=UTC)
ZONE_FROM, ZONE_TO = date(2020, 1, 1), date(2040, 1, 1)


def vcalendar(series: Series, owner: Owner) -> bytes:
    """The whole file of a new series: VCALENDAR with its VTIMEZONE and one VEVENT."""
    from icalendar import Calendar

    calendar, rule = Calendar(), series.recurrence
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    if rule.zone != "UTC":
        calendar.add_component(vtimezone(rule.zone, min(ZONE_FROM, rule.first.replace(month=1, day=1))))
    calendar.add_component(vevent(series, owner))
    return bytes(calendar.to_ical(sorted=False))


def vevent(series: Series, owner: Owner) -> "Event":
    """The master of a series, tagged as ours."""
    from icalendar import Event

    rule, event = series.recurrence, Event()
    start = first_start(rule)
    event.add("UID", series.uid)
    event.add("DTSTAMP", DTSTAMP)
    event.add("SEQUENCE", 0)
    event.add("DTSTART", start)
    event.add("DTEND", local(start.astimezone(UTC) + timedelta(minutes=rule.minutes), rule.zone))
    event.add("RRULE", vrecur(rule))
    event.add("SUMMARY", one_line(series.summary))
    if series.description:
        event.add("DESCRIPTION", many_lines(series.description))
    event.add("ORGANIZER", _caladdress(owner.name, owner.email), encode=False)
    event.add("ATTENDEE", guest(series.guest_name, series.guest_email), encode=False)
    event.add(TAG, one_line(series.uid))
    event.add(STAKEHOLDER, one_line(series.stakeholder))
    event.add(GENERATION, str(series.generation))
    event.add(GUEST, address(series.guest_email))
    return event


def first_start(rule: Recurrence) -> datetime:
    """DTSTART in the zone of the series; on a day whose clock skips it, the time that it becomes (RFC 5545 3.3.5)."""
    start = instant(rule.first, rule.at, rule.zone)
    wall = datetime.combine(rule.first, rule.at, tzinfo=ZoneInfo(rule.zone))
    return wall if wall.astimezone(UTC) == start else local(start, rule.zone)


def vrecur(rule: Recurrence) -> "vRecur":
    """The RRULE of a recurrence."""
    from icalendar import vRecur

    return vRecur(vRecur.from_ical(rule.rrule()))


@lru_cache(maxsize=128)
def vtimezone(zone_name: str, first: date) -> "Timezone":
    """A zone from `first` on, for readers without a zone database; not to be changed."""
    from icalendar import Timezone

    return Timezone.from_tzid(zone_name, first_date=first, last_date=ZONE_TO)


def guest(name: str, email: str) -> "vCalAddress":
    """Somebody who is asked and has not answered."""
    found = _caladdress(name, email)
    for parameter_, value in (("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")):
        found.params[parameter_] = value
    return found


def _caladdress(name: str, mail: str) -> "vCalAddress":
    from icalendar import vCalAddress

    found = vCalAddress(f"mailto:{address(mail)}")
    if parameter(name):
        found.params["CN"] = parameter(name)
    return found
