"""The best ten candidates of somebody, and what each would cost."""

from tests.planning.builders import LONDON, MONTHLY, person, rules, span, utc, wall, world
from touchbase.domain.hours import Hours
from touchbase.planning.explain import explain


def test_ten_at_most_cheapest_first() -> None:
    found = explain(world([person()]), person())
    assert len(found) == 10
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert wall(found[0].start) == "Tue 2026-03-03 09:00"
    assert (found[0].dates, found[0].clashes, found[0].cost) == (13, 0, found[0].lateness_cost * 8)


def test_each_rule_says_what_it_cost() -> None:
    who = person(cadence=MONTHLY, preferred=(Hours(540, 570),), working_hours=(Hours(540, 600),), priority=1)
    snapshot = world([who], busy=[span(utc(4, 7, 0), 1440)], given=rules(preferred=(Hours(540, 600),)))
    for one in explain(snapshot, who):
        parts = one.clash_cost + one.preference_cost + one.fairness_cost + one.lateness_cost
        assert one.cost == parts * one.weight
        assert one.weight == 9
        assert one.clash_cost == 10 * one.clashes
    found = {(one.clashes, one.preference_cost, one.fairness_cost) for one in explain(snapshot, who)}
    assert found >= {(0, 0, 0), (0, 2, 1)}


def test_nobody_to_meet_on_sundays_alone() -> None:
    who = person(working_hours=(Hours(0, 60),), zone=LONDON)
    assert explain(world([who]), who) == ()
