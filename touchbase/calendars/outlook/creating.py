"""The conversation that puts a series on the calendar: at most one event ever comes of it."""

from collections.abc import Callable
from typing import Any

from touchbase.calendars.outlook.answers import Answer
from touchbase.calendars.outlook.asks import Ask, get, post
from touchbase.calendars.outlook.draft import TEAMS, to_graph
from touchbase.calendars.outlook.event import Master, from_graph
from touchbase.calendars.outlook.lookup import Desk, by_id, event_of, ours
from touchbase.calendars.outlook.tag import Tag
from touchbase.calendars.outlook.talk import Talk
from touchbase.calendars.outlook.writes import checked
from touchbase.domain.event import Series
from touchbase.errors import ForeignEvent, UidTaken


def create(series: Series) -> Callable[[Desk, bool], Talk[None]]:
    """The series stands, as it would if it had been asked for once."""

    def talk(desk: Desk, anew: bool) -> Talk[None]:
        stands = yield from _standing(desk, series.uid, anew)
        if stands is None:
            teams = series.conference and (yield from _teams(desk))
            [answer] = yield (post(f"{desk.place.calendar}/events", to_graph(series, teams=teams)),)
            if answer.duplicate:
                stands = yield from _existing(desk, series.uid, answer)
            else:
                _learn(desk, series, checked(answer))
        if stands is not None and _slot(stands) != (series.stakeholder, series.generation, series.recurrence):
            raise taken()

    return talk


def calendar(desk: Desk) -> Ask:
    """What the calendar can do, and whose it is."""
    return get(desk.place.calendar, {"$select": "id,owner,allowedOnlineMeetingProviders"})


def has_teams(answer: Answer) -> bool:
    """True when it holds Teams meetings; personal accounts know other kinds of call only, and none is as good."""
    return any(str(one).lower() == TEAMS.lower() for one in answer.body.get("allowedOnlineMeetingProviders") or ())


def taken() -> UidTaken:
    return UidTaken("That series was on the Outlook calendar before.", "Create it under a new generation.")


def _standing(desk: Desk, uid: str, anew: bool) -> Talk[Master | None]:
    """The series of that uid, looked up unless all of them have just been read; UidTaken for one that cannot be it."""
    known = desk.known
    if uid in known.ended or uid in known.foreign:
        raise taken()
    if uid in known.masters and not anew:
        return known.masters[uid]
    if known.whole and not anew and uid not in known.ids:
        return None
    event = yield from event_of(desk, uid)
    return None if event is None else _ours(desk, event, uid)


def _ours(desk: Desk, event: Any, uid: str) -> Master:
    try:
        master = ours(desk, event, uid)
    except ForeignEvent:
        raise taken() from None
    desk.known.learn(master)
    return master


def _existing(desk: Desk, uid: str, refused: Answer) -> Talk[Master]:
    """What that transactionId made before: by the id the error names, else by its tag. Deleted: the uid is used up."""
    id = refused.body.get("existing")
    if id:
        [answer] = yield (by_id(desk.place, str(id)),)
        if answer.ok:
            return _ours(desk, answer.body, uid)
    event = yield from event_of(desk, uid)
    if event is None:
        raise taken()
    return _ours(desk, event, uid)


def _teams(desk: Desk) -> Talk[bool]:
    """Asked once, and always before the event is made, so that a repetition has the same body."""
    if desk.known.teams is None:
        [answer] = yield (calendar(desk),)
        checked(answer)
        desk.known.teams = has_teams(answer)
    return desk.known.teams


def _learn(desk: Desk, series: Series, answer: Answer) -> None:
    """The new event; its tag is what we sent, answers do not show it. One that cannot be read is looked up later."""
    tag = Tag(series.uid, series.stakeholder, series.generation, series.recurrence.zone)
    try:
        desk.known.learn(from_graph(answer.body, tag, desk.person))
    except (KeyError, TypeError, ValueError):
        desk.known.whole = False


def _slot(master: Master) -> tuple[object, ...]:
    seen = master.seen
    return (seen.stakeholder, seen.generation, None if seen.cancelled else seen.recurrence)
