"""Every recurring slot somebody could have, and what each costs."""

from datetime import date, timedelta

import pytest

from tests.planning.builders import (
    FORTNIGHTLY,
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
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.lanes import Lane, Request, owed_on, recurrence_of, request, weekly_hours, weight
from touchbase.planning.openings import Openings


def asked(snapshot: Snapshot, who: Stakeholder | None = None, kept: bool = False) -> tuple[Request, Openings]:
    openings = Openings.of(snapshot)
    return request(snapshot, openings, who or snapshot.stakeholders[0], rule(at="11:00") if kept else None), openings


def at(lane: Lane, openings: Openings) -> str:
    return wall(openings.grid.moment(lane.first))


@pytest.mark.parametrize(
    ("last", "cadence", "expected", "sentence"),
    [
        (None, MONTHLY, date(2026, 3, 2), "never met: today"),
        (utc(2, 25), WEEKLY, date(2026, 3, 4), "a week after the last one"),
        (utc(2, 1), MONTHLY, date(2026, 3, 3), "thirty days after"),
        (utc(1, 1), WEEKLY, date(2026, 1, 8), "owed long ago"),
    ],
)
def test_when_the_next_one_is_owed(last: object, cadence: Cadence, expected: date, sentence: str) -> None:
    who = person(cadence=cadence)
    snapshot = world([who], histories={"ana": History(last_held=last)})  # type: ignore[arg-type]
    assert owed_on(snapshot, who) == expected, sentence


@pytest.mark.parametrize(
    ("snapshot", "first", "sentence"),
    [
        (world([person()]), date(2026, 3, 3), "the day after the notice"),
        (world([person()], given=rules(notice_hours=72)), date(2026, 3, 5), "a longer one"),
        (world([person(cadence=MONTHLY)], histories={"ana": History(last_held=NOW)}), date(2026, 3, 17),
         "half a cadence after the last one"),
        (world([person(cadence=FORTNIGHTLY)], [booking(recurrence=rule(last=date(2026, 3, 3)))],
               given=rules(freeze_hours=30)), date(2026, 3, 10), "half a cadence after one inside the freeze"),
    ],
)  # fmt: skip
def test_nothing_starts_earlier(snapshot: Snapshot, first: date, sentence: str) -> None:
    wanted, openings = asked(snapshot)
    assert min(openings.grid.day_of(lane.first) for lane in wanted.lanes) == first, sentence


@pytest.mark.parametrize(
    ("cadence", "firsts", "sentence"),
    [
        (WEEKLY, 6, "a first day for each working day of a week and a day"),
        (FORTNIGHTLY, 11, "of two"),
        (MONTHLY, 21, "of a month, less the days after the twenty-eighth"),
    ],
)
def test_every_phase_is_tried(cadence: Cadence, firsts: int, sentence: str) -> None:
    wanted, openings = asked(world([person(cadence=cadence)], given=rules(horizon_weeks=13)))
    days = {openings.grid.day_of(lane.first) for lane in wanted.lanes}
    assert len(days) == firsts, sentence
    assert all(day.weekday() < 5 for day in days)


def test_monthly_patterns_keep_the_nth_weekday() -> None:
    wanted, openings = asked(world([person(cadence=MONTHLY)]))
    patterns = {tuple(openings.grid.first + timedelta(day) for day in lane.days) for lane in wanted.lanes}
    for days in patterns:
        assert len({(day.weekday(), (day.day - 1) // 7) for day in days}) == 1
        assert [day.month for day in days] == list(range(days[0].month, days[0].month + len(days)))
        assert (days[0].day - 1) // 7 < 4


def test_a_lane_and_its_series_have_the_same_dates() -> None:
    for cadence in (WEEKLY, Cadence(3, "week"), MONTHLY, Cadence(2, "month")):
        who = person(cadence=cadence)
        wanted, openings = asked(world([who]))
        for lane in wanted.lanes[::97]:
            recurrence = recurrence_of(lane, openings.grid, who)
            starts = list(recurrence.starts(openings.snapshot.horizon))[: len(lane.days)]
            assert [openings.grid.slot(start) for start in starts] == [day * 96 + lane.first % 96 for day in lane.days]
            assert (recurrence.zone, recurrence.minutes) == (LONDON, 30)


def test_at_most_half_of_the_dates_may_clash_and_never_the_first() -> None:
    busy = [span(utc(3, day, 10), 30) for day in (10, 17)] + [span(utc(3, 3, 14))]
    wanted, openings = asked(world([person()], busy=busy, given=rules(horizon_weeks=4)))
    tuesdays = {at(lane, openings)[-5:]: lane for lane in wanted.lanes if at(lane, openings)[4:14] == "2026-03-03"}
    assert (tuesdays["10:00"].clashes, tuesdays["09:00"].clashes) == (2, 0)
    assert tuesdays["10:00"].free.bit_count() == len(tuesdays["10:00"].days) - 2
    assert "14:00" not in tuesdays
    more = [*busy, span(utc(3, 24, 10))]
    wanted, openings = asked(world([person()], busy=more, given=rules(horizon_weeks=4)))
    assert "Tue 2026-03-03 10:00" not in {at(lane, openings) for lane in wanted.lanes}


def test_what_a_lane_costs() -> None:
    who = person(priority=4, preferred=(Hours(540, 720),))
    wanted, openings = asked(world([who], histories={"ana": History(last_held=utc(2, 24))}, busy=[span(utc(3, 10))]))
    by_start = {at(lane, openings): lane for lane in wanted.lanes}
    good, clashing, late = (by_start[f"{day} 2026-03-{n:02} {hour}"] for day, n, hour in (
        ("Tue", 3, "09:00"), ("Tue", 3, "10:00"), ("Thu", 5, "14:00")))  # fmt: skip
    assert (good.cost, good.outside, good.unfair, good.late) == (0, 0, 0, 0)
    assert clashing.cost == 6 * 10
    assert (late.outside, late.unfair, late.late, late.cost) == (2, 1, 2, 6 * 5)
    assert wanted.lanes[0] is good or wanted.lanes[0].cost == 0


def test_a_date_that_nothing_near_could_take_costs_more() -> None:
    """Weekly, and a whole week is busy: Tuesday's date is lost, Monday's can go to the Friday before."""
    away = [span(utc(3, day, 0), 24 * 60) for day in range(16, 21)]
    wanted, openings = asked(world([person()], busy=away))
    found = {at(lane, openings): lane for lane in wanted.lanes}
    tuesday, monday = found["Tue 2026-03-03 10:00"], found["Mon 2026-03-09 11:30"]
    assert (tuesday.clashes, tuesday.stuck) == (1, 1)
    assert (monday.clashes, monday.stuck) == (1, 0)
    assert tuesday.cost - wanted.weight * (tuesday.outside + tuesday.unfair + tuesday.late) == 30 * wanted.weight
    rarely, _ = asked(world([person(cadence=FORTNIGHTLY)], busy=away))
    assert {(lane.clashes, lane.stuck) for lane in rarely.lanes} == {(0, 0), (1, 0)}


def test_a_slot_that_was_kept_is_a_little_cheaper() -> None:
    snapshot = world([person()], histories={"ana": History(last_held=utc(2, 27))}, busy=[span(utc(3, 10, 11))])
    plain, openings = asked(snapshot)
    kept, _ = asked(snapshot, kept=True)
    cost = [{at(lane, openings): lane.cost for lane in wanted.lanes} for wanted in (plain, kept)]
    assert cost[0]["Tue 2026-03-03 11:00"] - cost[1]["Tue 2026-03-03 11:00"] == 8 * 3
    assert cost[0]["Tue 2026-03-03 09:00"] == cost[1]["Tue 2026-03-03 09:00"]
    assert cost[0]["Wed 2026-03-04 11:00"] == cost[1]["Wed 2026-03-04 11:00"]


def test_weights_and_hours() -> None:
    assert (weight(1), weight(9)) == (9, 1)
    assert weekly_hours(30, FORTNIGHTLY) == 0.25
    wanted, _ = asked(world([person(priority=3)]))
    assert (wanted.weight, wanted.hours_per_week) == (7, 0.5)
    none, _ = asked(world([person(working_hours=(Hours(0, 60),))]))
    assert none.lanes == ()
    assert none.unplaced_cost > 0
