"""Single dates that clash: where each may go, and where it goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
    MONTHLY,
    NEW_YORK,
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
from touchbase.planning.diary import Diary
from touchbase.planning.openings import Openings
from touchbase.planning.repair import ClashingDate, repair

ALL_DAY = (Hours(0, 24 * 60),)


def busy_days(*days: int, month: int = 3) -> list[Period]:
    return [span(utc(month, day, 0), 24 * 60) for day in days]


def moved(
    cadence: Cadence,
    stands: Sequence[datetime],
    at: datetime,
    busy: Sequence[Period] = (),
    taken: Sequence[Period] = (),
    **more: Any,
) -> str:
    """Where the date that should be `at` goes, on London's wall clock; "" when it cannot move."""
    who = person(cadence=cadence)
    openings = Openings.of(world([who], busy=busy, given=rules(**more)))
    diary = Diary(openings.grid, openings.snapshot.rules)
    for period in taken:
        diary.take(period)
    positions = {"uid": {start: start for start in stands}}
    (fix,) = repair([ClashingDate(who, "uid", at, "you are busy then")], positions, openings, diary)
    assert (fix.period in [p for ps in diary.taken.values() for p in ps]) is (fix.period is not None)
    return "" if fix.period is None else wall(fix.period.start)[:-6] + wall(fix.period.start)[-6:]


TUESDAYS = [utc(3, day) for day in (3, 10, 17, 24)]
TEN = utc(3, 10)


@pytest.mark.parametrize(
    ("cadence", "stands", "busy", "expected", "sentence"),
    [
        (WEEKLY, TUESDAYS, [span(TEN)], "Tue 2026-03-10 09:15", "the nearest hour of the same day, the earlier"),
        (WEEKLY, TUESDAYS, [span(utc(3, 10, 9), 60 * 8)], "Mon 2026-03-09 10:00", "the nearest day, the earlier one"),
        (WEEKLY, TUESDAYS, busy_days(9, 10), "Wed 2026-03-11 10:00", "the next day"),
        (WEEKLY, TUESDAYS, busy_days(9, 10, 11, 12), "Fri 2026-03-13 10:00", "Friday is half a cadence before Tuesday"),
        (WEEKLY, TUESDAYS, busy_days(9, 10, 11, 12, 13), "", "the Friday before and the Monday after are too near"),
        (FORTNIGHTLY, TUESDAYS[1:2], busy_days(9, 10, 11, 12, 13), "Fri 2026-03-06 10:00", "another week, the nearest"),
        (FORTNIGHTLY, [TEN, utc(3, 24)], busy_days(5, 6, 9, 10, 11, 12, 13), "Wed 2026-03-04 10:00", "a week earlier"),
        (FORTNIGHTLY, [TEN, utc(3, 24)], busy_days(3, 4, 5, 6, 9, 10, 11, 12, 13), "Mon 2026-03-16 10:00", "or later"),
        (MONTHLY, [TEN], busy_days(*range(3, 21)), "", "never two weeks away"),
        (MONTHLY, [utc(2, 17), TEN], busy_days(*range(4, 14)), "Mon 2026-03-16 10:00",
         "the neighbour before the horizon counts: not before the fourth"),
    ],
)  # fmt: skip
def test_where_a_date_goes(
    cadence: Cadence, stands: Sequence[datetime], busy: Sequence[Period], expected: str, sentence: str
) -> None:
    assert moved(cadence, stands, TEN, busy) == expected, sentence


@pytest.mark.parametrize(
    ("more", "at", "expected", "sentence"),
    [
        ({}, utc(3, 3, 9, 30), "Tue 2026-03-03 09:30", "its own place first, when that is free again"),
        ({"preferred": (Hours(14 * 60, 17 * 60),)}, TEN, "Tue 2026-03-10 10:00", "even where you prefer the afternoon"),
        ({"notice_hours": 48}, utc(3, 3), "Wed 2026-03-04 10:00", "not before the notice is over"),
        ({"freeze_hours": 72}, utc(3, 3), "Thu 2026-03-05 10:00", "nor inside the freeze"),
    ],
)  # fmt: skip
def test_rules_and_wishes(more: dict[str, Any], at: datetime, expected: str, sentence: str) -> None:
    assert moved(FORTNIGHTLY, [at], at, **more) == expected, sentence


def test_preferred_hours_count_as_much_as_a_day() -> None:
    afternoon: dict[str, Any] = {"preferred": (Hours(14 * 60, 17 * 60),)}
    assert moved(WEEKLY, TUESDAYS, TEN, [span(TEN)], **afternoon) == "Tue 2026-03-10 14:00"
    assert moved(WEEKLY, TUESDAYS, TEN, [span(utc(3, 10, 9), 480)], **afternoon) == "Mon 2026-03-09 14:00"


def test_full_days_and_other_touchbases_are_in_the_way() -> None:
    others = [span(utc(3, 10, 13)), span(utc(3, 10, 15))]
    assert moved(WEEKLY, TUESDAYS, TEN, [span(TEN)], others) == "Mon 2026-03-09 10:00"
    assert moved(WEEKLY, TUESDAYS, TEN, [span(TEN)], [others[0], span(utc(3, 10, 9, 15))], max_per_day=3) == (
        "Tue 2026-03-10 10:45"
    )


def test_the_higher_priority_chooses_first_and_neighbours_see_each_other() -> None:
    ana, ben = person("ana", FORTNIGHTLY, 5), person("ben", FORTNIGHTLY, 1)
    openings = Openings.of(world([ana, ben], busy=busy_days(9, 10, 11, 12, 23, 24, 25)))
    positions = {"a": {TEN: TEN, utc(3, 24): utc(3, 24)}, "b": {TEN: TEN}}
    clashing = [ClashingDate(ana, "a", start, "") for start in (utc(3, 24), TEN)] + [ClashingDate(ben, "b", TEN, "")]
    fixes = repair(clashing, positions, openings, Diary(openings.grid, rules(max_per_day=1)))
    assert [(fix.date.stakeholder.id, fix.period and wall(fix.period.start)) for fix in fixes] == [
        ("ben", "Fri 2026-03-13 10:00"),
        ("ana", "Thu 2026-03-26 10:00"),
        ("ana", "Fri 2026-03-06 10:00"),
    ]


def test_what_found_no_room_is_tried_again_once_its_neighbour_moved() -> None:
    """The tenth can only go to the nineteenth, and only once the twenty-fourth has gone to the twenty-seventh."""
    who = person(cadence=FORTNIGHTLY)
    openings = Openings.of(world([who], busy=busy_days(*range(3, 19), *range(23, 27))))
    positions = {"a": {start: start for start in (TEN, utc(3, 24))}}
    clashing = [ClashingDate(who, "a", start, "") for start in (TEN, utc(3, 24))]
    fixes = repair(clashing, positions, openings, Diary(openings.grid, rules()))
    assert [(fix.date.original_start.day, fix.period and fix.period.start.day) for fix in fixes] == [(24, 27), (10, 19)]


def test_those_moved_already_make_room_for_the_others() -> None:
    """Ben takes Wednesday at ten, the nearest, between the only times Ana and Cai could have; so he goes on."""
    ben = person("ben", FORTNIGHTLY, 1, working_hours=(Hours(600, 630),))
    ana = person("ana", FORTNIGHTLY, 5, working_hours=(Hours(570, 600),))
    cai = person("cai", FORTNIGHTLY, 6, working_hours=(Hours(630, 660),))
    snapshot = world([ana, ben, cai], busy=busy_days(3, 4, 5, 6, 9, 10, 13, 16, 17, 18, 19, 20))
    thursday = FreeBusy.of(busy_days(12), snapshot.reading.window)
    openings = Openings.of(replace(snapshot, free_busy={**snapshot.free_busy, "ana": thursday, "cai": thursday}))
    clashing = [ClashingDate(who, who.id, TEN, "") for who in (ana, ben, cai)]
    diary = Diary(openings.grid, openings.snapshot.rules)
    fixes = repair(clashing, {who.id: {TEN: TEN} for who in (ana, ben, cai)}, openings, diary)
    assert {fix.date.uid: fix.period and wall(fix.period.start) for fix in fixes} == {
        "ana": "Wed 2026-03-11 09:30",
        "ben": "Thu 2026-03-12 10:00",
        "cai": "Wed 2026-03-11 10:30",
    }
    assert sorted(p for ps in diary.taken.values() for p in ps) == sorted(f.period for f in fixes if f.period)


def test_nobody_makes_room_who_finds_no_other_place() -> None:
    ana, ben = person("ana", FORTNIGHTLY, 5), person("ben", FORTNIGHTLY, 1)
    openings = Openings.of(world([ana, ben], busy=busy_days(*range(3, 11), *range(12, 24)), given=rules(max_per_day=1)))
    clashing = [ClashingDate(who, uid, TEN, "") for who, uid in ((ana, "a"), (ben, "b"))]
    diary = Diary(openings.grid, openings.snapshot.rules)
    fixes = repair(clashing, {"a": {}, "b": {TEN: TEN}}, openings, diary)
    assert [(fix.date.uid, fix.period and fix.period.start.day) for fix in fixes] == [("b", 11), ("a", None)]
    assert [p for ps in diary.taken.values() for p in ps] == [fixes[0].period]


def test_nobody_is_disturbed_for_a_place_that_something_else_takes() -> None:
    """Ana could have Wednesday at nine alone, and there another touchbase stands; Ben's at ten is not in the way."""
    ben = person("ben", FORTNIGHTLY, 1, working_hours=(Hours(600, 630),))
    ana = person("ana", FORTNIGHTLY, 5, working_hours=(Hours(540, 570),))
    openings = Openings.of(world([ana, ben], busy=busy_days(*range(3, 11), *range(13, 24))))
    diary = Diary(openings.grid, openings.snapshot.rules)
    for day in (11, 12):
        diary.take(span(utc(3, day, 9)))
    clashing = [ClashingDate(who, who.id, TEN, "") for who in (ana, ben)]
    fixes = repair(clashing, {who.id: {TEN: TEN} for who in (ana, ben)}, openings, diary)
    assert {fix.date.uid: fix.period and wall(fix.period.start) for fix in fixes} == {
        "ben": "Wed 2026-03-11 10:00",
        "ana": None,
    }


def test_days_are_the_owners_days() -> None:
    """On the eve of New York's Tuesday it is Wednesday in London; the strictly-between rule counts New York's days."""
    who = person(zone=NEW_YORK, working_hours=ALL_DAY)
    openings = Openings.of(world([who], zone=NEW_YORK, given=rules(working_hours=(ALL_DAY,) * 7)))
    stands = [utc(3, 4, 3), utc(3, 11, 2)]
    positions = {"a": {start: start for start in stands}}
    diary = Diary(openings.grid, rules())
    diary.take(span(stands[1], 30))
    (fix,) = repair([ClashingDate(who, "a", stands[1], "")], positions, openings, diary)
    assert fix.period is not None
    assert wall(fix.period.start, NEW_YORK) == "Tue 2026-03-10 21:15"
    assert fix.period.start - stands[0] >= timedelta(days=3.5)
