"""Who was in the Teams call, and how long together (Graph: meetingAttendanceReport; only its organiser may read it)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from touchbase.calendars.outlook.answers import Answer
from touchbase.calendars.outlook.asks import Ask, Place, get, literal, part
from touchbase.calendars.outlook.event import Master, Person
from touchbase.calendars.outlook.lookup import Desk
from touchbase.calendars.outlook.moments import moment
from touchbase.calendars.outlook.paging import items_of
from touchbase.calendars.outlook.talk import Talk
from touchbase.domain.period import Period, merged

Json = Mapping[str, Any]
Minutes = dict[tuple[str, datetime], int]
SLACK = 60
"""Minutes before and after a date in which a call is still its call: people come early and talk on."""


def attended(desk: Desk, master: Master, dates: Mapping[datetime, Period]) -> Callable[[bool], Talk[Minutes]]:
    """Minutes by uid and original start, for the dates of which a report names both; nothing where there is none."""

    def talk(_: bool) -> Talk[Minutes]:
        found = yield from _reported(desk.place, master, dates, desk.person)
        return {(master.uid, key): minutes for key, minutes in found.items()}

    return talk


def _reported(
    place: Place, master: Master, dates: Mapping[datetime, Period], person: Person
) -> Talk[dict[datetime, int]]:
    [found] = yield (_meeting(place, master.join_url),)
    meeting = next(iter(_items(found)), None)
    if meeting is None:
        return {}
    reports = f"{place.root}/onlineMeetings/{part(str(meeting.get('id')))}/attendanceReports"
    [listed] = yield (get(reports),)
    wanted = [(id, key) for id, key in (_of_date(one, dates) for one in _items(listed)) if key is not None]
    if not wanted:
        return {}
    answers = yield tuple(_records(reports, id) for id, _ in wanted)
    return _minutes(zip((key for _, key in wanted), answers, strict=True), master.seen.guest_email, person)


def minutes_together(records: Sequence[Json], guest: str, person: Person) -> int | None:
    """How long both were there; None unless both are named: who came by phone has no address."""
    own = [one for one in records if _address(one) in person.addresses or _role(one) == "organizer"]
    theirs = [one for one in records if guest and _address(one) == guest.lower()]
    if not own or not theirs:
        return None
    ours, others = merged(_stays(own)), merged(_stays(theirs))
    both = [one.clipped(other) for one in ours for other in others]
    return int(sum(one.minutes for one in both if one is not None))


def _meeting(place: Place, join_url: str) -> Ask:
    return get(f"{place.root}/onlineMeetings", {"$filter": f"JoinWebUrl eq {literal(join_url)}"})


def _records(reports: str, id: str) -> Ask:
    return get(f"{reports}/{part(id)}", {"$expand": "attendanceRecords"})


def _of_date(report: Json, dates: Mapping[datetime, Period]) -> tuple[str, datetime | None]:
    """The date whose time the report overlaps most: one link serves all dates of a series."""
    try:
        held = Period(moment(str(report["meetingStartDateTime"])), moment(str(report["meetingEndDateTime"])))
    except (KeyError, ValueError):
        return "", None
    shared = {key: held.clipped(place.padded(SLACK)) for key, place in dates.items()}
    lengths = {key: one.minutes for key, one in shared.items() if one is not None}
    return str(report.get("id")), max(lengths, key=lambda key: lengths[key], default=None)


def _minutes(answers: Iterable[tuple[datetime, Answer]], guest: str, person: Person) -> dict[datetime, int]:
    total: dict[datetime, int] = {}
    for key, answer in answers:
        records = answer.body.get("attendanceRecords") if answer.ok else None
        minutes = minutes_together([one for one in records or () if isinstance(one, dict)], guest, person)
        if minutes is not None:
            total[key] = total.get(key, 0) + minutes
    return total


def _items(answer: Answer) -> list[dict[str, Any]]:
    return items_of([answer]) if answer.ok else []


def _stays(records: Iterable[Json]) -> Iterable[Period]:
    for record in records:
        for stay in record.get("attendanceIntervals") or ():
            try:
                yield Period(moment(str(stay["joinDateTime"])), moment(str(stay["leaveDateTime"])))
            except (KeyError, TypeError, ValueError):
                continue


def _address(record: Json) -> str:
    return str(record.get("emailAddress") or "").lower()


def _role(record: Json) -> str:
    return str(record.get("role") or "").lower()
