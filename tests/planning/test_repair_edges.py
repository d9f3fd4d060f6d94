"""Single dates at their edges, each found by a mutant that lived: how far they may go, and who makes room for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
    KATHMANDU,
    LONDON,
    MONTHLY,
    WEEKLY,
    person,
    rules,
    span,
    utc,
    wall,
    world,
)
from touchbase.domain.availability import FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.diary import Diary
from touchbase.planning.openings import Openings
from touchbase.planning.repair import ClashingDate, repair

ALL_DAY, TEN = (Hours(0, 24 * 60),), (Hours(600, 630),)


def busy_days(*days: int) -> list[Period]:
    return [span(utc(3, day, 0), 24 * 60) for day in days]


def but_for(hole: datetime, first: datetime, last: datetime) -> list[Period]:
    return [Period(first, hole), Period(Period.lasting(hole, 15).end, last)]


# Which quarter hour of all is left, on Sundays too, and whether a date may go there. London is at UTC until the 29th.
EDGES = [
    (WEEKLY, [3, 10, 17], 10, utc(3, 6, 21, 45), False, "not half a cadence after the one before"),
    (WEEKLY, [3, 10, 17], 10, utc(3, 6, 22), True, "just half a cadence after it"),
    (WEEKLY, [3, 10, 17], 10, utc(3, 13, 22), True, "just half a cadence before the one to come"),
    (WEEKLY, [3, 10, 17], 10, utc(3, 13, 22, 15), False, "not half a cadence before it"),
    (MONTHLY, [17], 17, utc(3, 8, 23, 45), False, "two weeks before"),
    (MONTHLY, [17], 17, utc(3, 9, 0), True, "the week before"),
    (MONTHLY, [17], 17, utc(3, 29, 22, 45), True, "the week after"),
    (MONTHLY, [17], 17, utc(3, 29, 23), False, "two weeks after"),
    (MONTHLY, [3, 31], 31, utc(3, 22, 23, 45), False, "two weeks before, whatever stands long before that"),
]


@pytest.mark.parametrize(("cadence", "stands", "day", "hole", "fits", "_why"), EDGES, ids=[row[5] for row in EDGES])
def test_how_far_a_date_may_go(
    cadence: Cadence, stands: Sequence[int], day: int, hole: datetime, fits: bool, _why: str
) -> None:
    """In Kathmandu it is Monday when it is Sunday night in London."""
    who = person(cadence=cadence, zone=KATHMANDU if cadence == MONTHLY else LONDON, minutes=15, working_hours=ALL_DAY)
    given = rules(working_hours=(ALL_DAY,) * 7, buffer_minutes=0)
    openings = Openings.of(world([who], busy=but_for(hole, utc(3, 2, 0), utc(4, 30, 0)), given=given))
    at = {n: utc(3, n, 9 if n > 28 else 10) for n in stands}
    positions = {"a": {start: start for start in at.values()}}
    (fix,) = repair([ClashingDate(who, "a", at[day], "")], positions, openings, Diary(openings.grid, given))
    assert fix.period == (span(hole, 15) if fits else None)


def test_their_preferred_hours_count_as_much_as_yours() -> None:
    who = person(preferred=(Hours(14 * 60, 17 * 60),))
    openings = Openings.of(world([who], busy=[span(utc(3, 10))]))
    diary = Diary(openings.grid, rules())
    (fix,) = repair([ClashingDate(who, "a", utc(3, 10), "")], {"a": {}}, openings, diary)
    assert fix.period == span(utc(3, 10, 14))


Freedom = Mapping[str, tuple[int, Sequence[int]]]
"""By id: the day of March their date was on, and the days they are free, all at ten. You meet one person a day."""


def meetings(free: Freedom, **more: Any) -> dict[str, str]:
    """Where the date of each person goes, who are named in the order of their priority."""
    given = rules(max_per_day=1, **more)
    people = [person(id, FORTNIGHTLY, priority + 1, working_hours=TEN) for priority, id in enumerate(free)]
    snapshot = world(people, busy=[span(utc(3, day)) for day, _ in free.values()], given=given)
    busy = {id: FreeBusy.of(_without(days), snapshot.reading.window) for id, (_, days) in free.items()}
    openings = Openings.of(replace(snapshot, free_busy=busy))
    clashing = [ClashingDate(who, who.id, _origin(who, free), "") for who in people]
    positions = {who.id: {_origin(who, free): _origin(who, free)} for who in people}
    diary = Diary(openings.grid, given)
    fixes = repair(clashing, positions, openings, diary)
    assert sorted(p for ps in diary.taken.values() for p in ps) == sorted(fix.period for fix in fixes if fix.period)
    return {fix.date.uid: "" if fix.period is None else wall(fix.period.start)[:14] for fix in fixes}


def _origin(who: Stakeholder, free: Freedom) -> datetime:
    return utc(3, free[who.id][0])


def _without(days: Sequence[int]) -> list[Period]:
    return busy_days(*(day for day in range(2, 29) if day not in days))


def test_one_who_waits_alone_is_made_room_for() -> None:
    assert meetings({"ben": (10, [11, 12]), "ana": (10, [11])}) == {"ana": "Wed 2026-03-11", "ben": "Thu 2026-03-12"}


def test_nobody_makes_room_before_all_have_been_tried_in_the_weeks_beside() -> None:
    """Cai could make room for Ana by going where only Ben can go: Ben goes there, and nobody is disturbed."""
    found = meetings({"cai": (10, [11, 17]), "ana": (10, [11]), "ben": (10, [17])})
    assert found == {"cai": "Wed 2026-03-11", "ana": "", "ben": "Tue 2026-03-17"}


def test_when_the_first_cannot_make_room_the_second_is_asked() -> None:
    """Ana could have Wednesday, where Ben stays, or Thursday, which Cai leaves for Friday."""
    found = meetings({"ben": (10, [11]), "cai": (10, [12, 13]), "ana": (10, [11, 12])})
    assert found == {"ben": "Wed 2026-03-11", "cai": "Fri 2026-03-13", "ana": "Thu 2026-03-12"}


def test_who_makes_room_stays_in_the_same_week_though_another_day_is_nearer() -> None:
    """Ben was on a Monday, and leaves Tuesday for Friday of that week, four days away, not for last Friday, three away.

    And on a Friday: he leaves Thursday for Monday of that week, not for Monday next.
    """
    found = meetings({"ben": (16, [13, 17, 20]), "ana": (16, [17])})
    assert found == {"ben": "Fri 2026-03-20", "ana": "Tue 2026-03-17"}
    found = meetings({"ben": (13, [9, 12, 16]), "ana": (13, [12])})
    assert found == {"ben": "Mon 2026-03-09", "ana": "Thu 2026-03-12"}
