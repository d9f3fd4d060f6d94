"""Which one rule, lifted, would let somebody in who got no place."""

from datetime import timedelta

import pytest

from tests.planning.builders import MONTHLY, NOW, booking, person, rules, span, utc, wall, world
from tests.planning.test_explain import TEN, explained
from touchbase.domain.history import History
from touchbase.domain.hours import Hours
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.lift import OTHERS

EARLY = (Hours(5 * 60, 6 * 60),)
DAYS = [span(utc(3, 2, 0) + timedelta(n), 24 * 60) for n in range(100)]
MOST = [day for n, day in enumerate(DAYS) if n // 7 % 3]
TUESDAYS = ((), (Hours(540, 1020),), (), (), (), (), ())
TUESDAYS_AT_TEN = ((), TEN, (), (), (), (), ())
BOTH = [person("ben", priority=1), person()]


def binding(snapshot: Snapshot) -> list[tuple[str, str, float | None]] | None:
    found = explained(snapshot).lifts
    return None if found is None else sorted((lift.rule, lift.stakeholder, lift.to) for lift in found)


@pytest.mark.parametrize(
    ("snapshot", "expected", "sentence"),
    [
        (world(BOTH, given=rules(hours_per_week=0.9)), [("hours_per_week", "", 1.0)], "half an hour each"),
        (world(BOTH, given=rules(hours_per_week=0.304)), [("hours_per_week", "", 0.5)], "not even for one"),
        (world([person(cadence=MONTHLY)], given=rules(hours_per_week=0.1)), [("hours_per_week", "", 0.12)],
         "0.115 hours are rounded up"),
        (world(BOTH, given=rules(max_per_week=1)), [("max_per_week", "", 2), ("touchbase", "ben", None)],
         "one a week, and Ben has it"),
        (world([person("cy", priority=1), *BOTH], given=rules(max_per_week=0)), [("max_per_week", "", 1)],
         "a cap of nothing at all"),
        (world(BOTH, given=rules(max_per_day=1, working_hours=TUESDAYS)),
         [("max_per_day", "", 2), ("touchbase", "ben", None)], "one a day, and there are only Tuesdays"),
        (world(BOTH, given=rules(working_hours=TUESDAYS_AT_TEN)),
         [("touchbase", "ben", None), ("your_hours", "", 60)], "half an hour a week, and Ben has it"),
        (world([person(working_hours=EARLY)]), [("their_hours", "", 210), ("your_hours", "", 210)],
         "hours that never meet: either of you could go to meet the other"),
        (world([person()], guests={"ana": MOST}), [("their_busy", "", None)], "away two weeks of three"),
        (world([person()], busy=DAYS), [("your_busy", "", None)], "never free"),
        (world([person(working_hours=EARLY)], given=rules(hours_per_week=0.4)), [], "two rules at once"),
        (world([person()], guests={"ana": DAYS}, busy=DAYS), [], "both of you are never free"),
    ],
)  # fmt: skip
def test_each_rule_is_found_and_no_other(
    snapshot: Snapshot, expected: list[tuple[str, str, float | None]], sentence: str
) -> None:
    assert binding(snapshot) == expected, sentence


@pytest.mark.parametrize(
    ("snapshot", "sentence"),
    [
        (world([person()]), "they got a place"),
        (world(BOTH, given=rules(new_per_run=1)), "only the ramp: a later run has a place for them"),
        (world([person()], [booking(standing="paused_by_user")]), "deleted by hand"),
        (world([person(cadence=MONTHLY)], histories={"ana": History(last_held=NOW)}, given=rules(horizon_weeks=4)),
         "not due"),
        (world([person(state="let_go")]), "let go"),
    ],
)  # fmt: skip
def test_who_is_not_kept_out_by_a_rule(snapshot: Snapshot, sentence: str) -> None:
    assert binding(snapshot) is None, sentence


def test_the_slot_it_would_let_in_and_what_it_would_cost() -> None:
    lifts = {lift.rule: lift for lift in explained(world([person(working_hours=EARLY)])).lifts or ()}
    assert wall(lifts["their_hours"].start)[-5:] == "09:00", "the first hour of yours"
    assert wall(lifts["your_hours"].start)[-5:] == "05:30", "the last of theirs"
    assert lifts["their_hours"].cost > lifts["your_hours"].cost, "what they prefer stays where it was"


def test_the_cheapest_comes_first() -> None:
    """Ben's hour suits Ana better than any she would get by working longer."""
    half = (Hours(600, 630),)
    people = [person("ben", priority=1, working_hours=half), person(working_hours=half, preferred=half)]
    lifts = explained(world(people, given=rules(max_per_week=2, working_hours=TUESDAYS))).lifts or ()
    assert [lift.rule for lift in lifts] == ["touchbase", "their_hours"]
    assert lifts[0].cost < lifts[1].cost


def test_not_everybody_who_is_in_the_way_is_named() -> None:
    people = [person(f"p{n}", priority=1) for n in range(5)]
    lifts = explained(world([*people, person()], given=rules(max_per_week=5))).lifts or ()
    assert [lift.stakeholder for lift in lifts if lift.rule == "touchbase"] == ["p0", "p1", "p2"][:OTHERS]


def test_a_series_that_should_move_and_cannot() -> None:
    """It stays; what would let it move is asked as if it stood nowhere."""
    ana = booking("ana")
    snapshot = world([person(minutes=60)], [ana], given=rules(working_hours=((), TEN, (), (), (), (), ())))
    assert binding(snapshot) == [("your_hours", "", 30)]
