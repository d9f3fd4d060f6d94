"""The solver against brute force: the very optimum on small lists, and never a bound above it."""

import sys
from functools import cache

import pytest

from tests.planning.brute import Instance, instance, optimum
from touchbase.planning import programme
from touchbase.planning.assignment import Assignment, cost
from touchbase.planning.greedy import greedily
from touchbase.planning.solve import can_solve, solve

INSTANCES, SOME = 200, range(0, 200, 13)
PLENTY = 60.0  # seconds; none of these takes half a one


@cache
def known(seed: int) -> tuple[Instance, int]:
    made = instance(seed)
    return made, optimum(made)


def test_two_hundred_small_lists_get_the_very_optimum() -> None:
    better = 0
    for seed in range(INSTANCES):
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, PLENTY)
        assert (found.objective, found.bound, found.gap) == (best, best, 0), f"seed {seed}"
        assert cost(made.requests, found.lanes) == found.objective
        better += greedily(made.requests, made.diary, made.hours).objective > best
    assert better >= INSTANCES / 10, "one after the other must not be good enough, or this says nothing"


def test_without_the_library_the_greedy_answer_with_a_true_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)  # as the import machinery marks what is not there
    assert not can_solve(PLENTY)
    for seed in SOME:
        made, best = known(seed)
        _is_greedy(solve(made.requests, made.diary, made.hours, PLENTY), made, best)


def test_without_any_time_too() -> None:
    for seed in SOME:
        made, best = known(seed)
        _is_greedy(solve(made.requests, made.diary, made.hours, 0), made, best)


def _is_greedy(found: Assignment, made: Instance, best: int) -> None:
    assert found == greedily(made.requests, made.diary, made.hours)
    assert found.bound <= best <= found.objective
    assert found.gap == (found.objective - found.bound) / found.objective


def test_a_moment_of_time_gives_no_worse_and_a_true_bound() -> None:
    for seed in SOME:
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, 1e-9)
        assert found.bound <= best <= found.objective
        assert found.objective <= greedily(made.requests, made.diary, made.hours).objective


def test_time_that_ends_before_the_first_answer_leaves_the_greedy_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "SHORTEST", 0.0)
    for seed in SOME:
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, 1e-9)
        assert found.bound <= best <= found.objective
        _is_greedy(found, made, best)


def test_lanes_left_out_at_first_come_in_where_they_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lane a person to begin with: the others are priced, and the optimum is the same."""
    monkeypatch.setattr(programme, "COLUMNS_AT_FIRST", 8)
    for seed in SOME:
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, PLENTY)
        assert found.bound <= best <= found.objective <= greedily(made.requests, made.diary, made.hours).objective
        assert found.objective == best, f"seed {seed}"


def test_an_integer_programme_without_time_finds_nothing_and_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "SHORTEST", 0.0)
    made, best = known(1)
    start = greedily(made.requests, made.diary, made.hours)
    tried = programme.Programme(made.requests, made.diary, made.hours, 0.0, start)
    columns = [column for some in tried._columns() for column in some]
    assert tried._solve_integer(columns, 0.0) <= best
    assert tried.best.objective <= start.objective


@pytest.mark.parametrize("bound", [float("inf"), float("-inf"), float("nan")])
def test_a_bound_nobody_had_time_for_is_none(bound: float) -> None:
    made, _ = known(1)
    start = greedily(made.requests, made.diary, made.hours)
    tried = programme.Programme(made.requests, made.diary, made.hours, 1.0, start)
    tried._raise_bound(bound)
    assert tried.best == start
