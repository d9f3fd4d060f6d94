"""Writes that concern a series as a whole, each a conversation: look, decide, change what was looked at."""

from datetime import datetime

from touchbase.calendars.dates import FAR, Cut, Standing, cut
from touchbase.calendars.google.answers import error_of
from touchbase.calendars.google.calls import Call, Json, delete, get, insert, instances, patch
from touchbase.calendars.google.days import EARLIEST, Dates, by_start, standing, unexplained
from touchbase.calendars.google.events import to_google
from touchbase.calendars.google.keeping import eventful, keeping
from touchbase.calendars.google.owning import TRIES, contended, done, own, standing_one
from touchbase.calendars.google.rules import ended, renewed
from touchbase.calendars.google.seen import Home, cancelled, from_google, is_ours, period, recurrence_of
from touchbase.calendars.google.talk import Talk, paged
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant
from touchbase.errors import CalendarRefused, UidTaken


def creating(series: Series, home: Home) -> Talk[Json]:
    """Insert under its own id; where that is not news, what stands there is compared. The event is given back.

    UidTaken when the id stands for something else, or for a deleted event, which keeps its id for ever.
    """
    for _ in range(TRIES):
        (answer,) = yield (insert(to_google(series, home.key), mail=True),)
        if answer.ok:
            return answer.body
        if answer.over or not (answer.taken or answer.unknown):
            raise error_of(answer)
        (found,) = yield (get(series.uid),)
        if found.ok:
            _check_equal(series, found.body, home)
            return found.body
        if not found.missing:
            raise error_of(found)
    raise contended()


def _check_equal(series: Series, found: Json, home: Home) -> None:
    seen = from_google(found, home)
    wanted = (series.stakeholder, series.generation, series.recurrence)
    stands = is_ours(found, home) and not seen.cancelled
    if not stands or (seen.stakeholder, seen.generation, seen.recurrence) != wanted:
        raise UidTaken(f"The uid {series.uid} was used before.", "Create it under a new generation.")


def ending(uid: str, after: datetime, home: Home) -> Talk[None]:
    """No date starts after the instant: dates moved past it are cancelled, then the rule gets its end.

    One with no date left is cancelled whole, which tells the guest.
    """
    before: Standing | None = None
    for _ in range(TRIES):
        (answer,) = yield (get(uid),)
        master = own(uid, answer, home)
        if cancelled(master):
            return
        dates = yield from _dates(master, after + FAR)
        stands = _whole(master, dates, after + FAR, home)
        todo = cut(stands, after)
        if todo is None:
            yield from keeping(before, dates, home)
            return
        answers = yield _ends(master, dates, todo)
        finished = [done(one, deleting=todo.last_kept is None or bool(todo.off)) for one in answers]
        if all(finished) and (todo.last_kept is None or not (todo.off or eventful(stands))):
            return
        before = None if todo.off or any(one.changed for one in answers) else stands
    raise contended()


def renewing(uid: str, recurrence: Recurrence, home: Home) -> Talk[None]:
    """The same slot with a later last day; CalendarRefused when it stands in another one by now."""
    before: Standing | None = None
    for _ in range(TRIES):
        (answer,) = yield (get(uid),)
        master = standing_one(uid, answer, home)
        now = recurrence_of(master)
        if now is None or now.ending(recurrence.last) != recurrence:
            raise CalendarRefused(f"The series {uid} no longer stands in that slot.", "Look at it again first.")
        if now == recurrence and before is None:
            return
        until = _beyond(now, recurrence)
        dates = yield from _dates(master, until)
        if now == recurrence:
            yield from keeping(before, dates, home)
            return
        stands = _whole(master, dates, until, home)
        (answer,) = yield (patch(master, {"recurrence": renewed(master["recurrence"], recurrence)}, mail=True),)
        if done(answer) and not eventful(stands):
            return
        before = None if answer.changed else stands
    raise contended()


def all_dates(master: Json, home: Home) -> Talk[Dates]:
    """Every date of a series but those taken off; of one without end, those of some years."""
    rule = recurrence_of(master)
    stands = period(master, home.owner.zone)
    until = _beyond(rule, rule) if rule else stands.start + FAR if stands else EARLIEST + FAR
    return (yield from _dates(master, until))


def _dates(master: Json, until: datetime) -> Talk[Dates]:
    """All dates of a series that start before the instant, by their original start; those taken off are not there."""
    found = yield from paged(instances(master["id"], until))
    return by_start(found.items, found.zone)


def _whole(master: Json, dates: Dates, until: datetime, home: Home) -> Standing:
    stands = period(master, home.owner.zone)
    begins = until if stands is None else min(stands.start, until)
    return standing(master, dates, home, unexplained(master, dates, home, Period(begins, until)))


def _ends(master: Json, dates: Dates, todo: Cut) -> tuple[Call, ...]:
    """Dates that were moved too far first: their etags, and the next look, come before the rule is changed."""
    if todo.last_kept is None:
        return (delete(master, mail=True),)
    if todo.off:
        return tuple(delete(dates[key], mail=True) for key in todo.off)
    lines = ended(master.get("recurrence", ()), recurrence_of(master), todo.last_kept)
    return (patch(master, {"recurrence": lines}, mail=True),)


def _beyond(now: Recurrence, then: Recurrence) -> datetime:
    """Past the last date of both, however far it was moved."""
    last = max(rule.last or rule.first for rule in (now, then))
    return instant(last, then.at, then.zone) + FAR
