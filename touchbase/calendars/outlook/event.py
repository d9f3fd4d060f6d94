"""Events of ours as Graph shows them: the series and its single dates."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from touchbase.calendars.dates import Override
from touchbase.calendars.outlook.moments import instant_of, moment, period_of
from touchbase.calendars.outlook.pattern import from_pattern
from touchbase.calendars.outlook.people import address, attendee, guest, is_organizer, own_reply, said
from touchbase.calendars.outlook.tag import Tag
from touchbase.calendars.outlook.zones import iana_name
from touchbase.domain.event import SeenSeries
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local

Json = Mapping[str, Any]

OF_SERIES = (
    "id,changeKey,type,subject,body,start,end,isAllDay,isCancelled,isOrganizer,organizer,attendees,recurrence,"
    "originalStartTimeZone,iCalUId,responseStatus,onlineMeeting"
)
OF_DATE = (
    "id,changeKey,type,seriesMasterId,originalStart,start,end,isAllDay,isCancelled,isOrganizer,organizer,attendees,showAs,"
    "responseStatus,iCalUId"
)
TEAMS_RULE = re.compile(r"\n\s*_{20,}\s*\n.*", re.DOTALL)
BREAK = re.compile(r"<(?:br|/p|/div)[^>]*>\s*", re.IGNORECASE)
UNSEEN = re.compile(r"<(style|head)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose mailbox it is: whole days are on their clock, and they are known by address."""

    zone: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """One series of ours. `written` is its zone's name as Graph has it, `zone` the IANA one.

    `repeats` is False where a person made a single event of it. `recurrence` is as it was read, whoever wrote it.
    """

    id: str
    etag: str
    seen: SeenSeries
    begins: datetime
    minutes: float
    zone: str
    written: str
    recurrence: Json
    repeats: bool
    asks_somebody: bool
    join_url: str = ""

    @property
    def uid(self) -> str:
        return self.seen.uid

    @property
    def stands(self) -> bool:
        return not self.seen.cancelled


@dataclass(frozen=True, slots=True)
class SeenDate:
    """One date of a series of ours, by its original start."""

    key: datetime
    id: str
    etag: str
    period: Period
    override: Override


def from_graph(event: Json, tag: Tag, person: Person) -> Master:
    """A series that carries our tag; ValueError or KeyError when Graph shows something that is no event at all."""
    start, end = instant_of(event["start"]), instant_of(event["end"])
    repetition = event.get("recurrence") or {}
    written = str((repetition.get("range") or {}).get("recurrenceTimeZone") or event.get("originalStartTimeZone") or "")
    named = iana_name(written, (tag.zone, person.zone), start.date())
    zone_name = named or person.zone
    minutes = (end - start).total_seconds() / 60
    rule = _rule(event, repetition, start, named, minutes)
    return Master(
        id=str(event["id"]),
        etag=etag(event),
        seen=_seen(event, tag, rule, person),
        begins=start,
        minutes=minutes,
        zone=zone_name,
        written=written if named else "UTC",
        recurrence=repetition,
        repeats=bool(repetition),
        asks_somebody=bool(event.get("attendees")),
        join_url=str((event.get("onlineMeeting") or {}).get("joinUrl") or ""),
    )


def date_of(event: Json, master: Master, person: Person) -> SeenDate:
    """One date of a series; ValueError or KeyError as above."""
    period = period_of(event, person.zone)
    key = moment(str(event["originalStart"])) if event.get("originalStart") else period.start
    theirs = attendee(event, master.seen.guest_email)
    own = own_reply(event)
    override = Override(
        period,
        cancelled_by="someone" if event.get("isCancelled") is True else None,
        owner_reply=None if own in ("accepted", "needs_action") else own,
        guest_reply=said(theirs.get("status")),
        proposed=_proposed(theirs),
    )
    return SeenDate(key, str(event["id"]), etag(event), period, override)


def etag(event: Json) -> str:
    """The version, also where it is only told as a change key; "" where it is not told at all."""
    key = event.get("changeKey")
    return str(event.get("@odata.etag") or (f'W/"{key}"' if key else ""))


def plain(body: Json | None) -> str:
    """The words of a body, as near as can be to what was sent: Graph makes HTML of text, and Teams adds its part."""
    text = str((body or {}).get("content") or "").replace("\r\n", "\n")
    if str((body or {}).get("contentType", "")).lower() == "html":
        text = html.unescape(UNSEEN.sub("", BREAK.sub("\n", text)))
    return TEAMS_RULE.sub("", text).strip()


def _seen(event: Json, tag: Tag, rule: Recurrence | None, person: Person) -> SeenSeries:
    theirs = guest(event, person.addresses)
    return SeenSeries(
        tag.uid,
        tag.stakeholder,
        tag.generation,
        rule,
        str(event.get("subject") or ""),
        plain(event.get("body")),
        address(theirs),
        said(theirs.get("status")) or "needs_action",
        event.get("isCancelled") is True,
        etag(event),
        handed_over=not is_organizer(event),
    )


def _rule(event: Json, repetition: Json, start: datetime, zone_name: str | None, minutes: float) -> Recurrence | None:
    if not repetition or zone_name is None or event.get("isAllDay") is True:
        return None
    wall = local(start, zone_name).replace(tzinfo=None)
    return from_pattern(repetition, wall, zone_name, int(minutes))


def _proposed(theirs: Json) -> Period | None:
    """Another time the guest asks for (attendee.proposedNewTime)."""
    slot = theirs.get("proposedNewTime") or {}
    try:
        start = instant_of(slot["start"])
        return Period(start, max(start + timedelta(minutes=1), instant_of(slot["end"])))
    except (TypeError, KeyError, ValueError):
        return None
