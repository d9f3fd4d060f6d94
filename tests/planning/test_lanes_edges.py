"""Lanes at their edges, each found by a mutant that lived: how near is near, early is late too, and what none costs."""

from datetime import date, datetime, timedelta

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
    KATHMANDU,
    LONDON,
    MONTHLY,
    NOW,
    WEEKLY,
    booking,
    person,
    rule,
    rules,
    span,
    utc,
    wall,
    world,
)
from touchbase.domain.cadence import Cadence
from touchbase.domain.history import History
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.lanes import Lane, Request, recurrence_of, request
from touchbase.planning.openings import Openings

ALL_DAY = (Hours(0, 24 * 60),)


def asked(snapshot: Snapshot, kept: str = "") -> tuple[Request, Openings]:
    openings = Openings.of(snapshot)
    wanted = request(snapshot, openings, snapshot.stakeholders[0], rule(at=kept) if kept else None)
    return wanted, openings


def lane_at(snapshot: Snapshot, start: str, kept: str = "") -> Lane:
    wanted, openings = asked(snapshot, kept)
    (found,) = (lane for lane in wanted.lanes if wall(openings.grid.moment(lane.first)) == start)
    return found


def away_but_for(first: datetime, last: datetime, *holes: datetime) -> list[Period]:
    """Busy from the first to the last, but for a quarter of an hour at each of `holes`."""
    starts, ends = [first, *(hole + timedelta(minutes=15) for hole in holes)], [*holes, last]
    return [Period(start, end) for start, end in zip(starts, ends, strict=True)]


# The third date of a weekly lane, the second of a monthly one. In April London is an hour ahead of UTC.
NEAR = [
    (WEEKLY, utc(3, 20, 21, 45), True, "more than half a cadence before it"),
    (WEEKLY, utc(3, 20, 22), False, "just half a cadence before"),
    (WEEKLY, utc(3, 27, 22), False, "just half a cadence after"),
    (WEEKLY, utc(3, 27, 22, 15), True, "more than that"),
    (MONTHLY, utc(3, 29, 22, 45), True, "the Sunday before the week before"),
    (MONTHLY, utc(3, 29, 23), False, "the first quarter of the week before"),
    (MONTHLY, utc(4, 19, 22, 45), False, "the last quarter of the week after"),
    (MONTHLY, utc(4, 19, 23), True, "the Monday after that"),
]


@pytest.mark.parametrize(("cadence", "hole", "stuck", "_why"), NEAR, ids=[row[3] for row in NEAR])
def test_how_near_a_date_that_clashes_may_go(cadence: Cadence, hole: datetime, stuck: bool, _why: str) -> None:
    """In Kathmandu it is Monday when it is Sunday night in London."""
    who = person(cadence=cadence, zone=LONDON if cadence == WEEKLY else KATHMANDU, minutes=15, working_hours=ALL_DAY)
    first, last = (utc(3, 20, 0), utc(3, 29, 0)) if cadence == WEEKLY else (utc(3, 25, 0), utc(4, 30, 0))
    given = rules(working_hours=(ALL_DAY,) * 7, buffer_minutes=0)
    lane = lane_at(world([who], busy=away_but_for(first, last, hole), given=given), "Tue 2026-03-03 10:00")
    assert (lane.clashes, lane.stuck) == (1, stuck)


def test_every_date_that_is_stuck_counts() -> None:
    away = [span(utc(3, day, 0), 5 * 24 * 60) for day in (16, 30)]
    lane = lane_at(world([person()], busy=away), "Tue 2026-03-03 10:00")
    assert (lane.clashes, lane.stuck) == (2, 2)


@pytest.mark.parametrize(
    ("cadence", "last", "start", "points", "_why"),
    [
        (WEEKLY, utc(2, 24), "Tue 2026-03-03 10:00", 0, "on the day it is owed"),
        (WEEKLY, utc(2, 24), "Wed 2026-03-04 10:00", 1, "a day late is a seventh of six points"),
        (WEEKLY, utc(2, 24), "Fri 2026-03-06 10:00", 3, "three days late"),
        (MONTHLY, NOW, "Tue 2026-03-17 10:00", 1, "fifteen days early count as half of that late"),
        (FORTNIGHTLY, NOW, "Mon 2026-03-09 10:00", 2, "seven days early, of fourteen"),
        (WEEKLY, utc(1, 1), "Tue 2026-03-03 10:00", 6, "six at most"),
    ],
)  # fmt: skip
def test_late_and_early(cadence: Cadence, last: datetime, start: str, points: int, _why: str) -> None:
    snapshot = world([person(cadence=cadence)], histories={"ana": History(last_held=last)})
    assert lane_at(snapshot, start).late == points, _why


def test_what_to_get_nothing_costs() -> None:
    """Twelve for each date of the longest lane and twenty-five for all, eightfold at priority 2."""
    wanted, _ = asked(world([person()], given=rules(horizon_weeks=4)))
    assert max(len(lane.days) for lane in wanted.lanes) == 4
    assert wanted.unplaced_cost == 8 * (4 * 12 + 25)
    nobody, _ = asked(world([person(working_hours=(Hours(0, 60),))]))
    assert nobody.unplaced_cost == 8 * (1 * 12 + 25)


def test_a_lane_says_what_was_taken_off_for_the_slot_of_before() -> None:
    snapshot = world([person()], busy=[span(utc(3, 10, 11))])
    assert lane_at(snapshot, "Tue 2026-03-03 11:00", kept="11:00").kept == 3
    assert lane_at(snapshot, "Tue 2026-03-03 11:15", kept="11:15").kept == 3
    assert lane_at(snapshot, "Tue 2026-03-03 11:00", kept="09:00").kept == 0
    assert lane_at(snapshot, "Tue 2026-03-03 11:00", kept="11:07").kept == 0, "off the quarters, none is the one before"


@pytest.mark.parametrize(("at", "first"), [("08:45", date(2026, 3, 10)), ("09:15", date(2026, 3, 3))])
def test_what_stands_inside_the_freeze_is_kept_away_from_and_what_comes_after_is_not(at: str, first: date) -> None:
    """It is nine on Monday, and a day is frozen."""
    stands = booking(recurrence=rule(at=at, last=date(2026, 3, 3)))
    wanted, openings = asked(world([person(cadence=FORTNIGHTLY)], [stands], given=rules(freeze_hours=24)))
    assert min(openings.grid.day_of(lane.first) for lane in wanted.lanes) == first


def test_without_notice_a_series_may_begin_today() -> None:
    given = rules(notice_hours=0, freeze_hours=0)
    assert lane_at(world([person()], given=given), "Mon 2026-03-02 10:00").days[0] == 0


def test_a_date_on_the_day_the_horizon_ends_is_not_counted() -> None:
    """Nine weeks from the second of March is the fourth of May, the first Monday of its month."""
    met = {"ana": History(last_held=utc(3, 1))}
    snapshot = world([person(cadence=MONTHLY)], given=rules(horizon_weeks=9), histories=met)
    assert snapshot.horizon.end == utc(5, 4, 9)
    assert lane_at(snapshot, "Mon 2026-04-06 10:00").days == (35,)


def test_a_series_is_for_a_year() -> None:
    snapshot = world([person()])
    lane = lane_at(snapshot, "Tue 2026-03-03 10:00")
    series = recurrence_of(lane, Openings.of(snapshot).grid, person())
    assert (series.first, series.last) == (date(2026, 3, 3), date(2027, 3, 3))
