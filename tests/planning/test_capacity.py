"""Hours needed against hours there are, who starves, and the cheapest way out."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.world import MONTHLY, WEEKLY, person
from touchbase.domain.cadence import Cadence
from touchbase.domain.owner import Rules
from touchbase.domain.plan import Capacity
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.capacity import capacity

TODAY = date(2026, 3, 3)
FORTNIGHTLY, YEARLY = Cadence(2, "week"), Cadence(12, "month")


def hours(budget: float, *people: Stakeholder) -> Capacity:
    return capacity(people, Rules(hours_per_week=budget), TODAY)


def test_a_list_that_fits_costs_its_hours_and_needs_no_fix() -> None:
    found = hours(3.0, *(person(f"p{n:02}", cadence=MONTHLY) for n in range(20)))
    assert (found.needed_hours_per_week, found.fits, found.starved, found.cheapest_fix) == (2.3, True, (), ())


def test_only_active_people_cost_time() -> None:
    resting = person("bo", state="paused"), person("cy", state="let_go"), person("di", state="completed")
    back = person("ed", state="paused", paused_until=TODAY)
    assert hours(3.0, person(), *resting, back).needed_hours_per_week == 1.0


def test_the_lowest_priority_starves_and_a_small_need_still_fits() -> None:
    found = hours(
        1.0, person("low", priority=9, minutes=15), person("b", priority=2, minutes=60), person("a", priority=2)
    )
    assert not found.fits
    assert found.starved == ("b",)


def test_the_fix_takes_from_the_lowest_priority_the_largest_saving_first() -> None:
    people = [person("boss", priority=1), person("long", priority=5, minutes=60), person("short", priority=5)]
    assert hours(1.5, *people).cheapest_fix == (
        "Meet Long Ruiz fortnightly instead of weekly: saves 0.50 hours a week.",
    )


def test_of_two_equal_savings_the_lower_priority_gives_it() -> None:
    people = [person("a", priority=1), person("b", priority=9), person("c", priority=5)]
    assert hours(1.25, *people).cheapest_fix == ("Meet B Ruiz fortnightly instead of weekly: saves 0.25 hours a week.",)


def test_a_step_that_a_later_one_made_needless_is_taken_back() -> None:
    people = [person("low", priority=9, cadence=MONTHLY), person("high", priority=1, minutes=60)]
    assert hours(0.7, *people).cheapest_fix == (
        "Meet High Ruiz fortnightly instead of weekly: saves 0.50 hours a week.",
    )


def test_cadences_without_a_name_step_to_the_next_named_one() -> None:
    fix = hours(0.12, person(cadence=Cadence(3, "week"))).cheapest_fix
    assert fix == ("Meet Ana Ruiz monthly instead of every 3 weeks: saves 0.05 hours a week.",)


def test_one_person_may_be_stretched_by_several_steps() -> None:
    assert hours(0.12, person()).cheapest_fix == ("Meet Ana Ruiz monthly instead of weekly: saves 0.39 hours a week.",)


def test_when_no_cadence_is_long_enough_it_says_what_would_be() -> None:
    found = hours(0.0, person(cadence=YEARLY), person("bo"))
    assert found.starved == ("ana", "bo")
    assert found.cheapest_fix == (
        "Even with everybody at yearly it takes 0.02 hours a week: raise hours_per_week under [capacity] in "
        "config.toml, or pause somebody.",
    )


PEOPLE = st.lists(
    st.builds(
        person,
        st.uuids().map(str),
        priority=st.integers(1, 9),
        cadence=st.sampled_from([WEEKLY, FORTNIGHTLY, Cadence(3, "week"), MONTHLY, Cadence(4, "month"), YEARLY]),
        minutes=st.sampled_from([15, 30, 45, 60]),
    ),
    max_size=12,
)


def applied(people: list[Stakeholder], fix: tuple[str, ...]) -> list[Stakeholder]:
    said = (re.match(r"Meet (.+) Ruiz (.+) instead of", sentence) for sentence in fix)
    steps = {match[1].lower(): Cadence.parse(match[2]) for match in said if match}
    return [one._replace(cadence=steps.get(one.id, one.cadence)) for one in people]


@given(PEOPLE, st.floats(0.05, 5).map(lambda hours: round(hours, 2)))
def test_the_fix_makes_it_fit_and_none_of_its_sentences_is_needless(people: list[Stakeholder], budget: float) -> None:
    found = hours(budget, *people)
    assert found == hours(budget, *reversed(people)), "the order of the file does not matter"
    if found.fits:
        assert (found.starved, found.cheapest_fix) == ((), ())
        return
    assert found.starved
    if found.cheapest_fix[0].startswith("Even"):
        assert not hours(budget, *(one._replace(cadence=YEARLY) for one in people)).fits
        return
    assert hours(budget, *applied(people, found.cheapest_fix)).fits
    for n in range(len(found.cheapest_fix)):
        fewer = found.cheapest_fix[:n] + found.cheapest_fix[n + 1 :]
        assert not hours(budget, *applied(people, fewer)).fits


@given(PEOPLE, st.floats(0.05, 5).map(lambda hours: round(hours, 2)))
def test_those_who_do_not_starve_fit(people: list[Stakeholder], budget: float) -> None:
    starved = hours(budget, *people).starved
    assert hours(budget, *(one for one in people if one.id not in starved)).fits
