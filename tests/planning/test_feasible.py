"""The cheapest changes with which everybody fits, against trying every combination of cadences."""

from itertools import product
from random import Random

import pytest

from tests.planning.builders import FORTNIGHTLY, MONTHLY, WEEKLY, booking, person, rule, rules, span, utc, world
from touchbase.domain.cadence import CADENCES, Cadence
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide
from touchbase.planning.feasible import Change, words

LADDER = [Cadence.parse(name) for name in CADENCES]


def fixes(snapshot: Snapshot) -> tuple[str, ...]:
    return decide(snapshot).capacity.cheapest_fix


def test_nobody_has_to_change_where_all_fit() -> None:
    plan = decide(world([person("ana"), person("ben")], given=rules(hours_per_week=1.0)))
    assert (plan.capacity.starved, plan.capacity.cheapest_fix) == ((), ())


def test_the_lower_priority_gives_way_by_one_step() -> None:
    people = [person("ana", priority=1), person("ben", priority=3)]
    plan = decide(world(people, given=rules(hours_per_week=0.75)))
    assert plan.capacity.starved == ("ben",)
    assert plan.capacity.cheapest_fix == ("Meet Ben Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",)


def test_somebody_who_has_a_series_may_be_the_cheapest_to_thin() -> None:
    people = [person("ana", priority=8), person("ben", priority=1)]
    standing = booking("ana", rule(at="15:00"))
    assert fixes(world(people, [standing], given=rules(hours_per_week=0.75))) == (
        "Meet Ana Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",
    )


def test_a_calendar_that_is_full_is_said_where_no_cadence_helps() -> None:
    busy = [span(utc(3, 2, 0), 60 * 24 * 150)]
    plan = decide(world([person("ana")], busy=busy))
    assert plan.capacity.starved == ("ana",)
    [said] = plan.capacity.cheapest_fix
    assert said == "Ana Ruiz finds no place at any cadence: widen working hours, or raise the caps."


def test_a_full_day_is_made_room_on_by_thinning_whoever_shares_it() -> None:
    """One touchbase a day, one working day: two weekly people cannot both come every week."""
    monday = rules(max_per_day=1, working_hours=(rules().working_hours[0], *((),) * 6))
    people = [person("ana", priority=1), person("ben", priority=5)]
    assert fixes(world(people, given=monday)) == (
        "Meet Ana Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",
        "Meet Ben Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",
    )


def test_parked_series_keep_their_hours() -> None:
    gone = booking("zoe", rule(at="16:00"), standing="parked", parked_since=utc(3, 1))
    plan = decide(world([person("ana")], [gone], given=rules(hours_per_week=0.75)))
    assert plan.capacity.starved == ("ana",)
    assert plan.capacity.cheapest_fix == ("Meet Ana Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",)


def test_without_a_solver_the_rule_of_thumb_answers() -> None:
    people = [person("ana", priority=1), person("ben", priority=3)]
    plan = decide(world(people, given=rules(hours_per_week=0.75, planner_seconds=0.0)))
    assert plan.capacity.starved == ("ben",)
    assert "Ben Ruiz" in plan.capacity.cheapest_fix[0]


def test_the_sentences() -> None:
    assert words(Change(person("ana", WEEKLY), MONTHLY)) == (
        "Meet Ana Ruiz monthly instead of weekly: saves 0.39 hours a week."
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_combination_of_cadences_is_cheaper(seed: int) -> None:
    """By brute force over every cadence of four people, where only the hours bind."""
    dice = Random(seed)
    cadences = [dice.choice((WEEKLY, FORTNIGHTLY, MONTHLY)) for _ in range(4)]
    people = [person(f"p{n}", cadence, dice.randint(1, 9)) for n, cadence in enumerate(cadences)]
    needed = sum(who.hours_per_week for who in people)
    budget = round(needed * dice.uniform(0.3, 0.8), 2)
    steps = [[c for c in LADDER if c.days >= who.cadence.days] for who in people]
    cheapest = min(
        sum(steps[n].index(c) * (10 - people[n].priority) for n, c in enumerate(choice))
        for choice in product(*steps)
        if sum(0.5 * 7 / c.days for c in choice) <= budget + 1e-9
    )
    found = fixes(world(people, given=rules(hours_per_week=budget, max_per_day=8, max_per_week=40)))
    paid = 0
    for sentence in found:
        name, to = sentence.removeprefix("Meet ").split(" instead of ")[0].rsplit(" Ruiz ", 1)
        n = int(name[1:])
        paid += steps[n].index(Cadence.parse(to)) * (10 - people[n].priority)
    assert paid == cheapest
