"""Conversations that change a whole series: its end, its last day. What was done to single dates stays."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from touchbase.calendars.dates import FAR, Standing, cut
from touchbase.calendars.outlook import dating
from touchbase.calendars.outlook.event import Master
from touchbase.calendars.outlook.lookup import Desk, dates_in, instances, master_of, read_dates
from touchbase.calendars.outlook.pattern import ending, to_pattern
from touchbase.calendars.outlook.standing import gap, standing
from touchbase.calendars.outlook.talk import Talk
from touchbase.calendars.outlook.writes import cancelled, checked, repeated
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant, local_date
from touchbase.errors import CalendarRefused, NoSuchSeries

A_DAY = timedelta(days=1)

Places = Mapping[datetime, Period | None]
"""Where the dates stand that are not where the rule has them; None for those taken off."""


def end(uid: str, after: datetime) -> Callable[[Desk, bool], Talk[None]]:
    """No date starts after the instant."""

    tried: list[Master] = []

    def talk(desk: Desk, anew: bool) -> Talk[None]:
        if uid in desk.known.ended:
            return
        try:
            master = yield from master_of(desk, uid, anew=anew)
        except NoSuchSeries:
            if uid in desk.known.masters:  # it is shown as cancelled
                return
            if not tried:
                raise
            desk.known.bury(tried[-1])  # the answer to our cancelling was lost: it worked
            return
        whole = Period(master.begins - A_DAY, max(after, master.begins) + FAR)
        dates = yield from dates_in(desk, master, whole)
        now = standing(master, dates, whole)
        todo = cut(now, after)
        if todo is not None and todo.last_kept is not None:
            yield from _cut(desk, master, now, todo.last_kept)
        elif todo is not None:
            tried.append(master)
            [answer] = yield (cancelled(desk.place, master),)
            checked(answer)
            desk.known.bury(master)

    return talk


def renew(uid: str, recurrence: Recurrence) -> Callable[[Desk, bool], Talk[None]]:
    """The same slot with another last day."""

    def talk(desk: Desk, anew: bool) -> Talk[None]:
        master = yield from master_of(desk, uid, anew=anew)
        stands = master.seen.recurrence
        if stands is None or stands.ending(recurrence.last) != recurrence:
            raise CalendarRefused("The series no longer stands in that slot.", "Look at it again first.")
        if stands != recurrence:
            whole = Period(master.begins - A_DAY, _until(master, stands))
            dates = yield from dates_in(desk, master, whole)
            places = _elsewhere(standing(master, dates, whole), whole.end)
            yield from _repeat(desk, master, to_pattern(recurrence, master.written), places)

    return talk


def _cut(desk: Desk, master: Master, now: Standing, last_kept: datetime) -> Talk[None]:
    """The rule ends. No date has to go by itself: at Outlook moved dates keep their order."""
    last = local_date(last_kept, master.zone)
    yield from _repeat(desk, master, ending(master.recurrence, last), _elsewhere(now, last_kept))


def _repeat(desk: Desk, master: Master, recurrence: Mapping[str, Any], places: Places) -> Talk[None]:
    """Write another recurrence, then see to it that single dates stand where they stood.

    Graph does not say which exceptions survive that, so they are looked at in the same batch.
    """
    write = repeated(desk.place, master, recurrence)
    if not places:
        [wrote] = yield (write,)
        checked(wrote)
        desk.known.forget(master.uid)
        return
    look = instances(desk.place, master.id, Period(min(places) - A_DAY, max(places) + 2 * gap(master)))
    wrote, seen = yield (write, replace(look, after=True))
    checked(wrote)
    desk.known.forget(master.uid)
    dates = yield from read_dates(desk, master, look, seen)
    for key, place in places.items():
        there = dates[key].period if key in dates and dates[key].override.cancelled_by is None else None
        if there is not None and place != there:
            again = dating.skip(master.uid, key) if place is None else dating.move(master.uid, key, place)
            yield from again(desk, True)


def _elsewhere(now: Standing, until: datetime) -> dict[datetime, Period | None]:
    """What people or we did to single dates whose original start is not after `until`."""
    places = {key: now.at(key) for key in now.overrides if key <= until}
    return {key: place for key, place in sorted(places.items()) if place != now.place(key)}


def _until(master: Master, stands: Recurrence) -> datetime:
    if stands.last is None:
        return master.begins + FAR
    return instant(stands.last, time(23, 59), stands.zone) + gap(master)
