"""One look at the mailbox: all tagged series and one window of the calendar, in one request where it fits a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from touchbase.calendars.outlook.answers import Answer, of_calendar
from touchbase.calendars.outlook.asks import PAGE, Ask, Place, get
from touchbase.calendars.outlook.creating import calendar, has_teams
from touchbase.calendars.outlook.event import OF_DATE, Master, SeenDate, date_of, from_graph
from touchbase.calendars.outlook.lookup import Desk, instances, read_dates, tagged
from touchbase.calendars.outlook.moments import stamp
from touchbase.calendars.outlook.paging import Items, pages
from touchbase.calendars.outlook.people import is_organizer
from touchbase.calendars.outlook.standing import doubtful, gap
from touchbase.calendars.outlook.tag import VERSION, from_event
from touchbase.calendars.outlook.talk import Talk
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.errors import NoSuchSeries

PAD = timedelta(days=32)
"""So much more than the window is read on both sides: a date moved out of it is seen where it stands now."""
STRETCH = timedelta(days=31)
WHERE = "Outlook"


@dataclass(frozen=True)
class Look:
    """What was seen: our series, their dates by uid, and everything else in the view.

    `account` is the address the calendar belongs to, "" where Graph does not tell.
    """

    masters: tuple[Master, ...]
    dates: Mapping[str, dict[datetime, SeenDate]]
    others: Items
    view: Period
    problems: tuple[Problem, ...] = ()
    account: str = ""


def views_of(place: Place, view: Period) -> tuple[Ask, ...]:
    """Every single date that touches the view, of all events, in stretches so short that each fits one page."""
    starts = [view.start + n * STRETCH for n in range(max(1, -(-(view.end - view.start) // STRETCH)))]
    return tuple(_view_of(place, Period(start, min(start + STRETCH, view.end))) for start in starts)


def _view_of(place: Place, view: Period) -> Ask:
    return get(f"{place.calendar}/calendarView", {
        "startDateTime": stamp(view.start), "endDateTime": stamp(view.end), "$select": OF_DATE, "$top": PAGE,
    })  # fmt: skip


def look(window: Period) -> Callable[[Desk, bool], Talk[Look]]:
    """Masters, view and what the calendar can do side by side, then whatever pages and dates are left."""

    def talk(desk: Desk, _: bool) -> Talk[Look]:
        view = Period(window.start - PAD, window.end + PAD)
        ours, shown = tagged(desk.place, VERSION), views_of(desk.place, view)
        able, first, *answers = yield (calendar(desk), ours, *shown)
        tagged_events = yield from pages(desk.root, ours, checked(first))
        events: Items = []
        for ask, answer in zip(shown, answers, strict=True):
            events += yield from pages(desk.root, ask, checked(answer))
        if able.ok:
            desk.known.teams = has_teams(able)
        found = _sorted_out(tagged_events, events, view, desk)
        found = replace(found, account=account_of(able.body) if able.ok else "")
        return (yield from _with_doubtful(desk, found, window))

    return talk


def account_of(calendar: Mapping[str, Any]) -> str:
    """The owner of a calendar (Graph resource type calendar: owner is an emailAddress, not a recipient)."""
    owner = calendar.get("owner")
    return str(owner.get("address") or "") if isinstance(owner, dict) else ""


def checked(answer: Answer) -> Answer:
    if not answer.ok:
        raise of_calendar(answer)
    return answer


def _sorted_out(tagged_events: Items, events: Items, view: Period, desk: Desk) -> Look:
    masters, problems = _masters(tagged_events, desk)
    by_id = {one.id: one for one in masters}
    dates: dict[str, dict[datetime, SeenDate]] = {one.uid: {} for one in masters}
    others: dict[str, Mapping[str, Any]] = {}
    for event in events:
        master = by_id.get(str(event.get("seriesMasterId") or event.get("id")))
        if master is None:
            others[str(event.get("id"))] = event
            continue
        try:
            date = date_of(event, master, desk.person)
        except (KeyError, TypeError, ValueError):
            problems.append(_unread("a date of a touchbase"))
        else:
            dates[master.uid][date.key] = date
    return Look(tuple(masters), dates, [dict(one) for one in others.values()], view, tuple(problems))


def _masters(events: Iterable[Mapping[str, Any]], desk: Desk) -> tuple[list[Master], list[Problem]]:
    """By uid; of two under one uid the older id, and a word about the other."""
    found: dict[str, Master] = {}
    problems: list[Problem] = []
    for event in sorted(events, key=lambda event: (event.get("isCancelled") is True, str(event.get("id")))):
        tag = from_event(event)
        if tag is None or not is_organizer(event):  # handed over, it is one of the owner's other meetings
            continue
        try:
            master = from_graph(event, tag, desk.person)
        except (KeyError, TypeError, ValueError):
            problems.append(_unread("a touchbase"))
            continue
        if found.setdefault(tag.uid, master).id != master.id and not master.seen.cancelled:
            problems.append(_twice(tag.stakeholder))
    return list(found.values()), problems


def _with_doubtful(desk: Desk, found: Look, window: Period) -> Talk[Look]:
    """Dates that may have been moved out of the view are asked for, a series at a time."""
    lacking = [(one, doubtful(one, found.dates[one.uid], window, found.view)) for one in found.masters]
    asked = [(one, Period(min(keys) - gap(one), max(keys) + gap(one))) for one, keys in lacking if keys]
    if not asked:
        return found
    asks = [instances(desk.place, one.id, around) for one, around in asked]
    answers = yield tuple(asks)
    dates = dict(found.dates)
    for (one, _), ask, answer in zip(asked, asks, answers, strict=True):
        try:
            seen = yield from read_dates(desk, one, ask, answer)
        except NoSuchSeries:  # deleted between the two looks
            continue
        dates[one.uid] = seen | dates[one.uid]
    return replace(found, dates=dates)


def _unread(what: str) -> Problem:
    return Problem(WHERE, f"{what} could not be read and was left out.", "Open it in Outlook, or delete it.", "warning")


def _twice(stakeholder: str) -> Problem:
    what = f"two series for {stakeholder} stand under one name; only the first is looked after."
    return Problem(WHERE, what, "Delete the other one in Outlook.", "warning")
