"""Events that are not ours, as commitments of the owner's, by stated rules."""

from collections.abc import Iterable, Iterator

from touchbase.calendars.diary import Commitment
from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.seen import (
    Home,
    attendees,
    cancelled,
    is_own,
    is_owner,
    mail,
    owner_reply,
    period,
    reply,
    whole_day,
)
from touchbase.domain.event import Reply

NO_TIME = ("workingLocation", "birthday")
"""Say where or what a day is, and take no time."""
CALENDAR = "@group.calendar.google.com"
"""What a shared calendar's own address ends with."""


def commitments(events: Iterable[Json], home: Home, zone: str) -> Iterator[Commitment]:
    """What the owner's other events take of their time; days are on the clock of `zone`, the calendar's.

    The rules: opaque is busy, also for a whole day and out of office; tentative and unanswered are busy and not
    accepted; focus time is busy and no reason to have been elsewhere; transparent and declined are free; a working
    place and a birthday are no time at all.
    """
    for event in events:
        if not cancelled(event) and event.get("eventType") not in NO_TIME:
            found = _commitment(event, home, zone)
            if found is not None:
                yield found


def _commitment(event: Json, home: Home, zone: str) -> Commitment | None:
    stands = period(event, zone)
    if stands is None:
        return None
    kind, answer = event.get("eventType", "default"), own_answer(event, home)
    going = answer != "declined"
    guests = heads(event, home) if going else frozenset()
    series = str(event.get("recurringEventId", ""))
    return Commitment(
        str(event.get("iCalUID") or series or event.get("id", "")),
        stands,
        busy=going and event.get("transparency") != "transparent",
        accepted=answer == "accepted" and kind != "focusTime",
        whole_day=whole_day(event),
        out_of_office=kind == "outOfOffice",
        guests=guests,
        people=_people(event, guests) if guests else 0,
        series=series,
        own=is_own(event, home),
    )


def own_answer(event: Json, home: Home) -> Reply:
    """What the owner said; their own event, and one that asks nobody, is accepted."""
    said = owner_reply(event, home)
    listed = any(is_owner(one, home) for one in attendees(event))
    return said or ("needs_action" if listed and not is_own(event, home) else "accepted")


def heads(event: Json, home: Home) -> frozenset[str]:
    """The other people's addresses: organiser and guests who did not decline; no rooms, no calendars.

    None where Google did not list everybody: nobody knows how many they are.
    """
    listed = [one for one in attendees(event) if not one.get("resource")]
    away = {mail(one) for one in listed if reply(one) == "declined"}
    if event.get("attendeesOmitted") or all(mail(one) in away for one in listed):
        return frozenset()
    found = (mail(one) for one in (event.get("organizer", {}), *listed) if not is_owner(one, home))
    return frozenset(one for one in found if one and one not in away and not one.endswith(CALENDAR))


def _people(event: Json, guests: frozenset[str]) -> int:
    """Heads with the owner, and whom guests said they bring along."""
    brought = sum(int(one.get("additionalGuests", 0)) for one in attendees(event) if mail(one) in guests)
    return len(guests) + 1 + brought
