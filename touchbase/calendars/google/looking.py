"""One look at the calendar: our series with their dates, and everything else in the window."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from touchbase.calendars.dates import Standing
from touchbase.calendars.google.calls import Json, get, tagged, within
from touchbase.calendars.google.days import by_start, standing, unexplained
from touchbase.calendars.google.events import TAG
from touchbase.calendars.google.seen import Home, cancelled, is_ours, mail, period
from touchbase.calendars.google.single import finding
from touchbase.calendars.google.talk import Line, paged, single
from touchbase.domain.period import Period

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
OUR_UID = re.compile(r"tb[0-9a-f]{38}(_R\w+)?")
"""What `series_uid` makes, and the second half of one that was cut in two."""


@dataclass(frozen=True)
class Look:
    """`series` are ours that stand, by uid. `whole` is False when Google's list lacked a date that is there.

    `zone` is the calendar's, `account` the address it belongs to, "" where Google does not tell.
    """

    masters: Mapping[str, Json]
    series: Mapping[str, Standing]
    others: Sequence[Json]
    zone: str
    whole: bool
    account: str = ""


def look(line: Line, home: Home, window: Period) -> Look:
    """Two lists in one request. What they lack is asked for by its id: absence is not deletion."""
    ours, every = line.all([paged(tagged(TAG, home.key)), paged(within(window), home.owner.zone)])
    masters = {str(event["id"]): event for event in ours.items if is_ours(event, home) and not cancelled(event)}
    masters |= _overlooked(line, home, masters, every.items)
    shown = _dates(masters, (*ours.items, *every.items), every.zone)
    asked = [(uid, key) for uid, one in masters.items() for key in unexplained(one, shown[uid], home, window)]
    found = line.all([finding(uid, key, every.zone) for uid, key in asked])
    off: dict[str, list[datetime]] = {uid: [] for uid in masters}
    for (uid, key), date in zip(asked, found, strict=True):
        if date:
            shown[uid][key] = date
        else:
            off[uid].append(key)
    return Look(
        masters,
        {uid: standing(one, shown[uid], home, off[uid]) for uid, one in masters.items()},
        [event for event in every.items if event.get("recurringEventId", event.get("id")) not in masters],
        every.zone,
        not any(_should_have_been_shown(date, window, every.zone) for date in found),
        _account((*ours.items, *every.items), every.title) if home.primary else "",
    )


def _account(events: Iterable[Json], title: str) -> str:
    """Whose primary calendar it is: the organiser of its own events; else its title, which is the address at first."""
    organizers = (event.get("organizer", {}) for event in events)
    own = next((mail(one) for one in organizers if one.get("self")), "")
    return own or (title.lower() if ADDRESS.fullmatch(title) else "")


def _overlooked(line: Line, home: Home, known: Mapping[str, Json], events: Iterable[Json]) -> dict[str, Json]:
    """Series of ours whose dates are shown though the list by tag lacks them."""
    uids = {str(event.get("recurringEventId", "")) for event in events} - known.keys()
    asked = sorted(uid for uid in uids if OUR_UID.fullmatch(uid))
    answers = line.all([single(get(uid)) for uid in asked])
    found = {uid: answer.body for uid, answer in zip(asked, answers, strict=True) if answer.ok}
    return {uid: one for uid, one in found.items() if is_ours(one, home) and not cancelled(one)}


def _dates(masters: Mapping[str, Json], events: Iterable[Json], zone: str) -> dict[str, dict[datetime, Json]]:
    sorted_out: dict[str, list[Json]] = {uid: [] for uid in masters}
    for event in events:
        uid = str(event.get("recurringEventId") or event.get("id"))
        if uid in masters:
            sorted_out[uid].append(event)
    return {uid: by_start(found, zone) for uid, found in sorted_out.items()}


def _should_have_been_shown(date: Json, window: Period, zone: str) -> bool:
    stands = period(date, zone) if date and not cancelled(date) else None
    return stands is not None and stands.overlaps(window)
