"""A year with 150 stakeholders on the calendar in memory, which mails like a provider: the checks of test_twelve.py.

Syncs on Mondays, Wednesdays and Fridays (every day takes too long here); what people do goes on in between. On top of
those checks:
I4, mails are those of the plan and under the cap, and I12, writes that the calendar refuses.
"""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.simulation.seen import Memory
from tests.simulation.year import FIRST, LAST, LONDON, Year
from touchbase.calendars.memory import MemoryCalendar
from touchbase.domain.availability import FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Rules
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import CalendarRefused
from touchbase.sync import Outcome

MANY = 150
ZONES = (LONDON, LONDON, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/Athens")
CADENCES = ("every 6 weeks", "quarterly", "quarterly", "twice a year", "every 2 months", "monthly")
TEMPERS = ("keen", "keen", "moody", "unsure", "silent")
RULES = Rules(
    working_hours=workweek((Hours.parse("08:00-19:00"),)),
    horizon_weeks=4,
    hours_per_week=14.0,
    max_per_day=9,
    max_per_week=40,
    new_per_run=0,
    max_mails_per_run=400,
)


def stakeholder(n: int) -> Stakeholder:
    return Stakeholder(
        f"person-{n}", f"Person {n}", f"person-{n}@example.com", "network", 1 + n % 9,
        Cadence.parse(CADENCES[n % len(CADENCES)]), ZONES[n % len(ZONES)], added=FIRST,
        working_hours=(Hours.parse("07:00-20:00"),), tags=("canary-tag",),
    )  # fmt: skip


class Crowd(Year):
    """A year in which the calendar refuses a write now and then, and mails are counted."""

    def sync(self) -> Outcome:
        calendar = self.seen.hand.calendar
        sent = len(calendar.sent)
        self._kept["faulty", True] = set()
        done = super().sync()
        mails = len(calendar.sent) - sent
        assert done.mails == mails <= done.plan.mails <= self.rules.max_mails_per_run
        self._kept["faulty", True] = {failure.stakeholder for failure in done.failed}
        assert all(failure.error == "Not that one." for failure in done.failed)
        self.told.update("refused" for _ in done.failed)
        return done


def refuse_one(year: Year) -> None:
    """The next write is refused, whosever it is."""
    memory = year.seen
    assert isinstance(memory, Memory)
    memory.refusing = CalendarRefused("Not that one.")


@pytest.mark.slow
@pytest.mark.timeout(900)  # minutes under coverage on a machine that does other work too
def test_a_year_with_150(tmp_path: Path) -> None:
    dice = random.Random(150)
    calendar = MemoryCalendar(LONDON, at_once=20)
    people = [stakeholder(n) for n in range(MANY)]
    whole = Period(datetime(2025, 12, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))
    year = Crowd(
        tmp_path, Memory(calendar), people, RULES, dice, {who.id: TEMPERS[n % 5] for n, who in enumerate(people)},
        sync_on=(0, 2, 4), edits_a_day=0.6,
    )  # fmt: skip
    for n in range(4):
        day, at = FIRST + timedelta(days=n), time(9 + 2 * n, 30)
        for week in range(70):
            start = datetime.combine(day + timedelta(weeks=week), at, ZoneInfo(LONDON)).astimezone(UTC)
            year.seen.hand.busy(Period.lasting(start, 60), f"{n}-{week}")
            year.diary.elsewhere.append((start, start + timedelta(hours=1)))
    for n in range(0, MANY, 3):
        days = (whole.start + timedelta(days=dice.randint(0, 540), hours=dice.randint(8, 15)) for _ in range(60))
        calendar.free[f"person-{n}"] = FreeBusy.of([Period.lasting(start, 90) for start in days], whole)
    for week in range(2, 50):
        day = FIRST + timedelta(weeks=week)
        who = f"person-{week * 3}"
        state = ("paused", "completed", "active")[week % 3]
        year.story[day] = [lambda y, who=who, state=state: edit_list(y, who, state)]  # type: ignore[misc]
        if week % 4 == 0:
            year.story[day].append(refuse_one)
    year.sleeps_on = FIRST + timedelta(weeks=22)
    year.live()
    wanted = ("create", "end", "move_occurrence", "move_series", "drag", "delete", "cancel", "decline", "drag series",
              "confirmed", "refused", "slept")  # fmt: skip
    missing = [event for event in wanted if not year.told[event]]
    assert not missing, f"never happened: {missing} in {year.told}"
    assert year.today == LAST
    assert Counter(mail.about for mail in calendar.sent)["invitation"] >= MANY


def edit_list(year: Year, id: str, state: str) -> None:
    if state == "active":
        longer = Cadence.parse("every 5 weeks")
        year.change(id, cadence=longer)
    else:
        until = year.today + timedelta(weeks=20) if state == "paused" else None
        year.change(id, state=state, paused_until=until)
