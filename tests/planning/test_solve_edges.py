"""When a solver is asked at all: each edge found by a mutant that lived."""

from dataclasses import replace

import pytest

from tests.planning.brute import instance, optimum
from tests.planning.builders import person
from touchbase.planning.assignment import FEW
from touchbase.planning.greedy import greedily
from touchbase.planning.lanes import Request
from touchbase.planning.solve import WORTH_SOLVING, can_solve, solve

PLENTY = 60.0  # seconds
HEAVY = 1_000_000  # points, beside which what there is to gain is less than one in a thousand


def hopeless(number: int) -> list[Request]:
    """People for whom there is no lane, and who cost a lot."""
    some = instance(0).requests[0]
    people = [person(f"none{n}") for n in range(number)]
    return [replace(some, stakeholder=who, lanes=(), unplaced_cost=HEAVY) for who in people]


def improvable() -> int:
    """The first list of which one after the other does not make the best."""
    lists = ((seed, instance(seed)) for seed in range(100))
    return next(seed for seed, it in lists if greedily(it.requests, it.diary, it.hours).objective > optimum(it))


@pytest.mark.parametrize(("seconds", "expected"), [(0.0, False), (-1.0, False), (0.5, True), (2.0, True)])
def test_any_time_at_all_is_worth_asking(seconds: float, expected: bool) -> None:
    assert can_solve(seconds) is expected


def test_a_short_list_is_proven_to_the_last_point_and_a_long_one_to_a_thousandth() -> None:
    seed = improvable()
    made, best = instance(seed), optimum(instance(seed))
    short = [*made.requests, *hopeless(3)]
    assert 0 < greedily(short, made.diary, made.hours).gap < WORTH_SOLVING
    found = solve(short, made.diary, made.hours, PLENTY)
    assert (found.objective, found.bound) == (best + 3 * HEAVY, best + 3 * HEAVY)
    long = [*made.requests, *hopeless(FEW)]
    assert solve(long, made.diary, made.hours, PLENTY) == greedily(long, made.diary, made.hours)
