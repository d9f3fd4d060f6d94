"""Events as Google gives them back, with whatever people did to them since: values of ours, never a guess."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.events import GENERATION, GUEST, SERIES, STAKEHOLDER, TAG, owner_key
from touchbase.domain.event import Reply, SeenSeries
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant, local

SECOND_HALF = "_R"
"""What Google puts between the id of a series that was cut in two and the time of the cut."""
REPLIES: dict[str, Reply] = {"accepted": "accepted", "declined": "declined", "tentative": "tentative"}


class Home(NamedTuple):
    """Whose calendar it is. `key` is the value of the tag; `primary` means that `self` on it is the owner."""

    owner: Owner
    key: str
    primary: bool = True


def home_of(owner: Owner, *, primary: bool = True) -> Home:
    """The owner's calendar: their primary one, or another they chose."""
    return Home(owner, owner_key(owner.id), primary)


def is_ours(event: Json, home: Home) -> bool:
    """True for a master that carries our tag for this very event and owner: a copy of it is somebody else's.

    So does the second half of one that a person cut in two with "this and following events". One that somebody else
    organises by now keeps the tag and is ours no longer.
    """
    return is_tagged(event, home) and is_own(event, home)


def is_tagged(event: Json, home: Home) -> bool:
    """True for a master that carries our tag, whoever organises it by now."""
    private, id = properties(event), str(event.get("id"))
    return private.get(TAG) == home.key and id.partition(SECOND_HALF)[0] == private.get(SERIES)


def properties(event: Json) -> Mapping[str, str]:
    """The private ones; a deleted event may have lost them."""
    found = event.get("extendedProperties", {}).get("private", {})
    return found if isinstance(found, dict) else {}


def cancelled(event: Json) -> bool:
    return bool(event.get("status") == "cancelled")


def from_google(master: Json, home: Home) -> SeenSeries:
    """Our series as its master shows it; a deleted one may have nothing left but its id."""
    private, guest = properties(master), guest_of(master, home)
    generation = private.get(GENERATION, "")
    return SeenSeries(
        str(master["id"]),
        private.get(STAKEHOLDER, ""),
        int(generation) if generation.isdecimal() else 0,
        recurrence_of(master),
        str(master.get("summary", "")),
        str(master.get("description", "")),
        mail(guest),
        reply(guest),
        cancelled(master),
        str(master.get("etag", "")),
        handed_over=not cancelled(master) and not is_own(master, home),
    )


def recurrence_of(master: Json) -> Recurrence | None:
    """Our recurrence when start, end and rule say one; None for a rule a person or program wrote."""
    lines = [str(line) for line in master.get("recurrence", ())]
    rules = [line.removeprefix("RRULE:") for line in lines if line.startswith("RRULE:")]
    zone = master.get("start", {}).get("timeZone")
    stands = period(master, "UTC")
    others = any(line.startswith(("RDATE", "EXRULE")) for line in lines)
    if len(rules) != 1 or others or not zone or stands is None or whole_day(master) or stands.minutes % 1:
        return None
    try:
        wall = local(stands.start, zone).replace(tzinfo=None)
        return Recurrence.from_rrule(rules[0], wall, zone, int(stands.minutes))
    except ValueError:  # a zone this machine does not know
        return None


def guest_of(event: Json, home: Home) -> Json:
    """The guest we invited; if a person took that one out, the first who is not the owner; {} for nobody."""
    asked = [one for one in attendees(event) if not is_owner(one, home) and not one.get("resource")]
    invited = properties(event).get(GUEST, "").lower()
    return next((one for one in asked if mail(one) == invited), next(iter(asked), {}))


def owner_reply(event: Json, home: Home) -> Reply | None:
    """What the owner answered where they are a guest too; None where they did not or are only the organiser."""
    own = next((one for one in attendees(event) if is_owner(one, home)), None)
    answer = None if own is None else reply(own)
    return None if answer == "needs_action" else answer


def attendees(event: Json) -> Sequence[Json]:
    found: Sequence[Json] = event.get("attendees", ())
    return found


def is_own(event: Json, home: Home) -> bool:
    """True when the owner organises it; where nobody is named, it is whose calendar it stands on."""
    organizer = event.get("organizer")
    return organizer is None or bool(organizer.get("self")) or is_owner(organizer, home)


def is_owner(person: Json, home: Home) -> bool:
    """By address; `self` means the calendar, which is the owner only where it is the primary one."""
    return mail(person) in home.owner.all_addresses or (home.primary and bool(person.get("self")))


def mail(person: Json) -> str:
    return str(person.get("email", "")).lower()


def reply(attendee: Json) -> Reply:
    return REPLIES.get(str(attendee.get("responseStatus", "")), "needs_action")


def whole_day(event: Json) -> bool:
    return "date" in event.get("start", {})


def period(event: Json, zone: str) -> Period | None:
    """From start to end, days on the clock of `zone`; None when there is no start that can be read."""
    try:
        start = _moment(event["start"], zone)
        return Period(start, max(start, _moment(event["end"], zone)))
    except (KeyError, TypeError, ValueError):
        return None


def original_start(event: Json, zone: str) -> datetime | None:
    """The key of a single date; it stays when the date is moved."""
    try:
        return _moment(event["originalStartTime"], zone)
    except (KeyError, TypeError, ValueError):
        return None


def _moment(value: Json, zone: str) -> datetime:
    """The offset is parsed: it is that of the answer, not of the event. A time without one is in its own zone."""
    if "date" in value:
        return instant(date.fromisoformat(value["date"]), time(0), zone)
    found = datetime.fromisoformat(value["dateTime"])
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    return instant(found.date(), found.time(), str(value.get("timeZone") or zone))


def zone_of(event: Json, home: Home) -> str:
    """The zone it stands in; the owner's where none is told."""
    return str(event.get("start", {}).get("timeZone") or home.owner.zone)


def lasting(master: Json) -> timedelta:
    """How long its dates are by the rule."""
    stands = period(master, "UTC")
    return timedelta(0) if stands is None else stands.end - stands.start


def meeting_code(master: Json) -> str:
    """The code of its Meet link, "" where it has none."""
    found: Any = master.get("conferenceData", {})
    return str(found.get("conferenceId", ""))
