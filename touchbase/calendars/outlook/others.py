"""Events that are not ours, as commitments of the owner."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from touchbase.calendars.diary import Commitment
from touchbase.calendars.outlook.event import Person
from touchbase.calendars.outlook.moments import moment, period_of
from touchbase.calendars.outlook.people import heads, is_organizer, own_reply
from touchbase.domain.problem import Problem

Json = Mapping[str, Any]

FREE = ("free", "workingelsewhere")
OUTLOOK_UID = re.compile(r"(?i)040000008200E00074C5B7101A82E008[0-9A-F]{80}")
DAY = "%Y%m%d"


def others(events: Iterable[Json], person: Person) -> tuple[list[Commitment], list[Problem]]:
    """The commitments those events are, and a problem where some could not be read; cancelled ones are none."""
    found: list[Commitment] = []
    unread = 0
    for event in events:
        try:
            found += [commitment(event, person)] if event.get("isCancelled") is not True else []
        except (KeyError, TypeError, ValueError, AttributeError):
            unread += 1
    return found, _problems(unread)


def commitment(event: Json, person: Person) -> Commitment:
    """One date of another event. The rules for showAs and the owner's answer:

    free and working elsewhere are free; tentative, busy, out of office and whatever is not known are busy; one the
    owner declined is free. What the owner only holds or has not answered is busy, but no place where they were.
    """
    shows, reply = str(event.get("showAs") or "").lower(), own_reply(event)
    going = reply != "declined"
    guests = heads(event, person.addresses) if going else frozenset()
    return Commitment(
        uid_of(event),
        period_of(event, person.zone),
        busy=going and shows not in FREE,
        accepted=reply == "accepted" and shows != "tentative",
        whole_day=event.get("isAllDay") is True,
        out_of_office=shows == "oof",
        guests=guests,
        people=len(guests) + 1 if guests else 0,
        series=str(event.get("seriesMasterId") or ""),
        own=is_organizer(event),
    )


def uid_of(event: Json) -> str:
    """The iCalendar UID, one for all dates of a series: Graph writes the day of the date into it ([MS-OXOCAL])."""
    uid = str(event.get("iCalUId") or event.get("id") or "")
    if not event.get("seriesMasterId"):
        return uid
    if OUTLOOK_UID.fullmatch(uid):
        return uid[:32] + "0" * 8 + uid[40:]
    day = f"{moment(str(event['originalStart'])):{DAY}}" if event.get("originalStart") else ""
    return uid.removesuffix(day) or uid


def _problems(unread: int) -> list[Problem]:
    if not unread:
        return []
    some = "an event" if unread == 1 else f"{unread} events"
    return [Problem("Outlook", f"{some} could not be read and were left out.", "", "warning")]
