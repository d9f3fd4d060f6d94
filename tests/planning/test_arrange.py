"""Old dates first, then new series around them, then the dates of the new ones that clash."""

from datetime import date

from tests.planning.builders import FORTNIGHTLY, booking, person, rule, rules, span, utc, wall, world
from tests.planning.checker import Checker
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import Create, MoveOccurrence
from touchbase.domain.hours import Hours
from touchbase.planning.decide import decide

NINE_TO_FIVE = (Hours(540, 1020),)
TEN = (Hours(600, 630),)


def test_a_new_series_with_a_date_that_clashes_has_it_moved_at_once() -> None:
    """You work on Tuesdays and Thursdays, and one of each you are away: whatever the weekday, one date must move."""
    hours = ((), NINE_TO_FIVE, (), NINE_TO_FIVE, (), (), ())
    away = [span(utc(3, day, 0), 24 * 60) for day in (17, 26)]
    snapshot = world([person(working_hours=TEN)], busy=away, given=rules(working_hours=hours, horizon_weeks=5))
    plan = decide(snapshot)
    Checker(snapshot, plan).check()
    create, move = plan.changes
    assert isinstance(create, Create)
    assert isinstance(move, MoveOccurrence)
    assert create.series.recurrence.first == date(2026, 3, 3)
    assert wall(move.period.start) == "Thu 2026-03-19 10:00"
    assert (move.uid, move.why) == (create.series.uid, ("you are busy then",))


def test_two_new_series_that_meet_on_the_last_day_are_told_apart() -> None:
    """Ana has the ninth and the thirtieth, Ben the sixteenth and the thirtieth, where the horizon ends at four."""
    hours = (NINE_TO_FIVE, (), (), (), (), (), ())
    people = [person("ana", Cadence(3, "week"), 1, working_hours=TEN), person("ben", FORTNIGHTLY, 9, working_hours=TEN)]
    snapshot = world(people, now=utc(3, 2, 16), given=rules(working_hours=hours, horizon_weeks=4))
    plan = decide(snapshot)
    Checker(snapshot, plan).check()
    assert [(c.stakeholder, c.series.recurrence.first.day) for c in plan.changes if isinstance(c, Create)] == [
        ("ana", 9),
        ("ben", 16),
    ]
    (move,) = (change for change in plan.changes if isinstance(change, MoveOccurrence))
    assert (wall(move.original_start), wall(move.period.start)) == ("Mon 2026-03-30 10:00", "Mon 2026-03-23 10:00")
    assert (move.stakeholder, move.why) == ("ben", ("another touchbase stands there, or the day or week is full",))


def test_nobody_new_is_put_upon_a_date_that_clashes_and_cannot_move() -> None:
    """Ana is busy on the tenth and there is no other half hour; her date still stands, so Ben does not get it."""
    tuesdays = ((), TEN, (), (), (), (), ())
    ana, ben = person("ana", FORTNIGHTLY, working_hours=TEN), person("ben", Cadence(3, "month"), working_hours=TEN)
    snapshot = world(
        [ana, ben],
        [booking(recurrence=rule(date(2026, 2, 24), cadence=FORTNIGHTLY))],
        busy=[span(utc(3, 3)), span(utc(3, 17))],
        guests={"ana": [span(utc(3, 10))]},
        given=rules(working_hours=tuesdays, horizon_weeks=4),
    )
    plan = decide(snapshot)
    assert plan.changes == ()
    assert [(miss.stakeholder, miss.original_start) for miss in plan.expected_misses] == [("ana", utc(3, 10))]
    assert [one.stakeholder for one in plan.unplaced] == ["ben"]
