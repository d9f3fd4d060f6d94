"""What one look comes to, as the port tells it: series, dates, evidence, other time, and words about what waits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from touchbase.calendars.dates import Standing
from touchbase.calendars.diary import Diary
from touchbase.calendars.outlook.event import Master, Person, SeenDate
from touchbase.calendars.outlook.others import others
from touchbase.calendars.outlook.reading import WHERE, Look
from touchbase.calendars.outlook.standing import standing
from touchbase.domain.event import Evidence, Reading
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.zone import local

Together = Mapping[tuple[str, datetime], int]
A_DAY = timedelta(days=1)


def tell(look: Look, window: Period, person: Person, now: datetime, together: Together) -> Reading:
    """The reading of the window; `together` are the minutes of attendance by uid and original start."""
    commitments, problems = others(look.others, person)
    diary = Diary(commitments, person.zone)
    stand = [one for _, one in standings(look, window)]
    evidence = (fact for one in stand for fact in one.evidence(window, diary))
    return Reading(
        window,
        tuple(one.seen for one in sorted(look.masters, key=lambda one: one.uid)),
        tuple(date for one in stand for date in one.dates(window)),
        tuple(_with(fact, together) for fact in evidence),
        diary.busy(window),
        tuple(diary.meetings(window)),
        (*look.problems, *problems, *proposals(look, person, now)),
        tuple(diary.recurring(window)),
    )


def standings(look: Look, window: Period) -> Iterator[tuple[Master, Standing]]:
    """Each series with its dates; a date of the window that nobody saw was taken off."""
    for master in sorted(look.masters, key=lambda one: one.uid):
        known = Period(window.start - A_DAY, window.end)
        yield master, standing(master, look.dates[master.uid], known)


def proposals(look: Look, person: Person, now: datetime) -> Iterator[Problem]:
    """Other times that guests ask for: shown, and never agreed to by us."""
    for master in look.masters:
        for stands, wanted in _asking(look.dates[master.uid].values(), now):
            then, now_at = _words(wanted.start, person.zone), _words(stands.start, person.zone)
            yield Problem(
                WHERE,
                f"{master.seen.stakeholder} asks to meet on {then} and not on {now_at}.",
                "If that suits you, move the date in Outlook; it stays where you put it.",
                "warning",
            )


def ended(look: Look, window: Period) -> Iterator[tuple[Master, dict[datetime, Period]]]:
    """The series held over Teams, with their dates that ended inside the window."""
    for master in look.masters:
        dates = {
            key: date.period
            for key, date in look.dates[master.uid].items()
            if window.start < date.period.end <= window.end and date.override.cancelled_by is None
        }
        if master.join_url and dates:
            yield master, dates


def _asking(dates: Iterable[SeenDate], now: datetime) -> list[tuple[Period, Period]]:
    """Where a date to come stands and where its guest would rather have it, by time."""
    coming = (one for one in dates if one.period.start > now)
    wanted = ((one.period, one.override.proposed) for one in coming)
    return sorted((stands, there) for stands, there in wanted if there is not None and there != stands)


def _with(fact: Evidence, together: Together) -> Evidence:
    minutes = together.get(fact.key)
    return fact if minutes is None else replace(fact, together_minutes=minutes)


def _words(moment: datetime, zone_name: str) -> str:
    return f"{local(moment, zone_name):%Y-%m-%d at %H:%M}"
