"""Conversations that look one series up: by its id, else by its tag; its absence is never believed before that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from touchbase.calendars.outlook.answers import Answer, error_of
from touchbase.calendars.outlook.asks import PAGE, Ask, Place, get, literal
from touchbase.calendars.outlook.event import OF_DATE, OF_SERIES, Master, Person, SeenDate, date_of, from_graph
from touchbase.calendars.outlook.known import Known
from touchbase.calendars.outlook.moments import stamp
from touchbase.calendars.outlook.paging import items_of, pages
from touchbase.calendars.outlook.people import is_organizer
from touchbase.calendars.outlook.tag import ID, Tag, begins, from_event
from touchbase.calendars.outlook.talk import Talk
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused, ForeignEvent, NoSuchSeries

Json = Mapping[str, Any]

OUR_UID = re.compile(r"tb[0-9a-f]{38}")
EXPAND = f"singleValueExtendedProperties($filter=id eq {literal(ID)})"
MASTERS = 500


@dataclass(frozen=True)
class Desk:
    """What every conversation about this mailbox needs. `root` is the service's address."""

    root: str
    place: Place
    person: Person
    known: Known


def tagged(place: Place, beginning: str, top: int = MASTERS) -> Ask:
    """The series whose tag begins so."""
    having = f"ep/id eq {literal(ID)} and startswith(ep/value,{literal(beginning + ' ')})"
    return get(f"{place.calendar}/events", {
        "$filter": f"singleValueExtendedProperties/Any(ep: {having})", "$expand": EXPAND, "$select": OF_SERIES,
        "$top": top,
    }, as_text=True)  # fmt: skip


def by_id(place: Place, id: str) -> Ask:
    return get(place.event(id), {"$expand": EXPAND, "$select": OF_SERIES}, as_text=True)


def instances(place: Place, id: str, window: Period) -> Ask:
    """The dates of one series that touch the window."""
    return get(place.event(id, "instances"), {
        "startDateTime": stamp(window.start), "endDateTime": stamp(window.end), "$select": OF_DATE, "$top": PAGE,
    })  # fmt: skip


def event_of(desk: Desk, uid: str) -> Talk[Json | None]:
    """The event of that uid, ours or not; None when it is not there."""
    id = desk.known.ids.get(uid)
    if id is not None:
        [answer] = yield (by_id(desk.place, id),)
        if not answer.missing:
            return good(answer)
        desk.known.lose(uid)
    asks = [tagged(desk.place, begins(uid)), _by_ical_uid(desk.place, uid)]
    asks += [] if OUR_UID.fullmatch(uid) else [by_id(desk.place, uid)]
    ours, named, *direct = yield tuple(asks)
    for answer in direct:
        if not answer.missing:
            return good(answer)
    return _one(ours, uid) or next(iter(items_of([_checked(named)])), None)


def master_of(desk: Desk, uid: str, *, anew: bool = False) -> Talk[Master]:
    """A series of ours that stands; NoSuchSeries or ForeignEvent when it does not, or is not ours."""
    if uid in desk.known.ended:
        raise _cancelled()
    known = desk.known.masters.get(uid)
    if known is not None and not anew and known.stands:
        return known
    event = yield from event_of(desk, uid)
    if event is None:
        raise NoSuchSeries("There is no such series on the Outlook calendar.", "It may have been deleted there.")
    return standing_one(desk, event, uid)


def standing_one(desk: Desk, event: Json, uid: str) -> Master:
    """A series of ours from what was looked up; NoSuchSeries for a cancelled one."""
    master = ours(desk, event, uid)
    desk.known.learn(master)
    if not master.stands:
        raise _cancelled()
    return master


def ours(desk: Desk, event: Json, uid: str) -> Master:
    """What was looked up, as a series of ours; ForeignEvent without our tag, or where somebody else organises it."""
    tag = from_event(event)
    if tag is None or tag.uid != uid or not is_organizer(event):
        raise ForeignEvent("That event on the Outlook calendar is not one of ours.", "It is left as it is.")
    return read(desk, event, tag)


def read(desk: Desk, event: Json, tag: Tag) -> Master:
    """A tagged series as it stands; CalendarRefused when it cannot be read."""
    try:
        return from_graph(event, tag, desk.person)
    except (KeyError, TypeError, ValueError):
        raise CalendarRefused(
            "A touchbase on the Outlook calendar cannot be read.", "Open it there, or delete it."
        ) from None


def dates_in(desk: Desk, master: Master, window: Period) -> Talk[dict[datetime, SeenDate]]:
    """Every date of a series that touches the window, by its original start."""
    ask = instances(desk.place, master.id, window)
    [answer] = yield (ask,)
    return (yield from read_dates(desk, master, ask, answer))


def read_dates(desk: Desk, master: Master, ask: Ask, answer: Answer) -> Talk[dict[datetime, SeenDate]]:
    """The dates of an answer that has come, and of its further pages."""
    events = yield from pages(desk.root, ask, _good_answer(answer))
    try:
        found = [date_of(event, master, desk.person) for event in events]
    except (KeyError, TypeError, ValueError):
        raise CalendarRefused(
            "A date on the Outlook calendar cannot be read.", "Open it there, or delete it."
        ) from None
    return {date.key: date for date in found}


def _by_ical_uid(place: Place, uid: str) -> Ask:
    """An event that somebody else made under our uid."""
    return get(f"{place.calendar}/events", {
        "$filter": f"iCalUId eq {literal(uid)}", "$expand": EXPAND, "$select": OF_SERIES, "$top": 1,
    }, as_text=True)  # fmt: skip


def _one(answer: Answer, uid: str) -> Json | None:
    """Values are compared without case there, so compare again; of two the older one, by its id."""
    found = [event for event in items_of([_checked(answer)]) if (tag := from_event(event)) and tag.uid == uid]
    return min(found, key=lambda event: (event.get("isCancelled") is True, str(event.get("id"))), default=None)


def _checked(answer: Answer) -> Answer:
    """The answer to a search, which is never missing."""
    if not answer.ok:
        raise error_of(answer)
    return answer


def good(answer: Answer) -> Json:
    """What was found; its error where there was none."""
    return _checked(answer).body


def _good_answer(answer: Answer) -> Answer:
    if answer.missing:
        raise NoSuchSeries("The series is no longer on the Outlook calendar.", "It may have been deleted there.")
    return _checked(answer)


def _cancelled() -> NoSuchSeries:
    return NoSuchSeries("The series was cancelled.", "Create it anew to have it back.")
