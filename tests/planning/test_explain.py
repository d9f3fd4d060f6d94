"""The best ten candidates of somebody in the plan as it stands, and what each would cost."""

from datetime import date, timedelta

from tests.planning.builders import LONDON, MONTHLY, booking, on, person, rule, rules, span, utc, wall, world
from touchbase.domain.history import History
from touchbase.domain.hours import Hours
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide
from touchbase.planning.explain import Candidate, Explanation, explain

TEN = (Hours(600, 630),)


def explained(snapshot: Snapshot, id: str = "ana") -> Explanation:
    who = next(who for who in snapshot.stakeholders if who.id == id)
    return explain(snapshot, decide(snapshot), who)


def marked(explanation: Explanation) -> dict[str, Candidate]:
    return {one.mark: one for one in explanation.candidates if one.mark}


def test_ten_at_most_cheapest_first() -> None:
    found = explained(world([person()])).candidates
    assert len(found) == 10
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert wall(found[0].start) == "Tue 2026-03-03 09:00"
    assert (found[0].dates, found[0].clashes, found[0].cost) == (13, 0, found[0].lateness_cost * 8)
    assert [one.mark for one in found] == ["chosen", *[""] * 9]
    assert all(one.open for one in found)


def test_each_rule_says_what_it_cost() -> None:
    who = person(cadence=MONTHLY, preferred=(Hours(540, 570),), working_hours=(Hours(540, 600),), priority=1)
    snapshot = world([who], busy=[span(utc(4, 7, 0), 1440)], given=rules(preferred=(Hours(540, 600),)))
    found = explained(snapshot).candidates
    for one in found:
        parts = one.clash_cost + one.preference_cost + one.fairness_cost + one.lateness_cost - one.kept_bonus
        assert one.cost == parts * one.weight
        assert one.weight == 9
        assert one.clash_cost in [10 * one.clashes + 20 * stuck for stuck in range(one.clashes + 1)]
    shown = {(one.clashes, one.preference_cost, one.fairness_cost) for one in found}
    assert shown >= {(0, 0, 0), (0, 2, 1)}


def test_the_slot_they_had_is_a_little_cheaper() -> None:
    had = booking(recurrence=rule(at="11:00", last=utc(2, 20).date()), standing="ended")
    met = {"ana": History(last_held=utc(2, 26))}
    kept = {wall(one.start): one.kept_bonus for one in explained(world([person()], [had], histories=met)).candidates}
    assert kept["Tue 2026-03-03 11:00"] == 1, "no more than it costs, which is a day too early"
    assert sum(kept.values()) == 1


def test_nobody_to_meet_on_sundays_alone() -> None:
    assert explained(world([person(working_hours=(Hours(0, 60),), zone=LONDON)])).candidates == ()


def test_others_are_where_the_plan_has_them() -> None:
    """Both can at ten only. Ben matters more and gets Tuesday, so that Ana gets Wednesday."""
    people = [person("ben", priority=1, working_hours=TEN), person(working_hours=TEN)]
    found = explained(world(people)).candidates
    assert [(wall(one.start)[:3], one.taken_by, one.mark) for one in found[:2]] == [
        ("Tue", ("ben",), ""),
        ("Wed", (), "chosen"),
    ]
    assert explained(world(people), "ben").candidates[0].mark == "chosen"


def test_the_caps_and_the_budget_say_so() -> None:
    people = [person("ben", priority=1), person()]
    week = explained(world(people, given=rules(max_per_week=1))).candidates[-1]
    day = explained(world(people, given=rules(max_per_day=1))).candidates
    hours = explained(world(people, given=rules(hours_per_week=0.9))).candidates[-1]
    assert (week.full, hours.full) == ("max_per_week", "hours_per_week")
    assert {wall(one.start)[:3] for one in day if one.full == "max_per_day"} == {"Tue"}
    assert not any(one.open for one in (week, hours))


def test_the_slot_that_stands_is_marked_though_it_is_dear() -> None:
    late = booking(recurrence=rule(utc(2, 6).date(), at="16:30"))
    snapshot = world([person(preferred=(Hours(540, 720),))], [late])
    found = explained(snapshot).candidates
    assert len(found) == 11
    assert (found[-1].mark, wall(found[-1].start)[:3], wall(found[-1].start)[-5:]) == ("present", "Fri", "16:30")


def test_a_series_that_moves_has_two_marks() -> None:
    old = booking(recurrence=rule(at="10:00"))
    busy = [span(on(date(2026, 3, 3) + timedelta(7 * n))) for n in (1, 2, 4, 5, 6, 7, 8)]
    snapshot = world([person()], [old], busy=busy)
    found = marked(explained(snapshot))
    assert "chosen" in found
    assert "present" not in found, "more than half of its dates clash: it is no candidate"
    kept = marked(explained(world([person(minutes=45)], [old])))
    assert (wall(kept["present"].start)[-5:], set(kept)) == ("10:00", {"present", "chosen"})


def test_those_who_wait_for_a_later_run_have_their_places() -> None:
    people = [person("ben", priority=1, working_hours=TEN), person(working_hours=TEN), person("cy", working_hours=TEN)]
    one_a_run = world(people, given=rules(new_per_run=1))
    all_at_once = world(people, given=rules(new_per_run=0))
    assert [change.stakeholder for change in decide(one_a_run).changes] == ["ben"]
    for id in ("ben", "ana", "cy"):
        assert explained(one_a_run, id) == explained(all_at_once, id)
        assert "chosen" in marked(explained(one_a_run, id))
