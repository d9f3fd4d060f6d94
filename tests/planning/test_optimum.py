"""The solver against brute force: the very optimum on small lists, and never a bound above it."""

import sys
from functools import cache

import pytest

from tests.planning.brute import Instance, instance, optimum
from tests.planning.builders import world_of
from touchbase.planning import search
from touchbase.planning.assignment import Assignment, cost
from touchbase.planning.diary import Diary
from touchbase.planning.greedy import greedily
from touchbase.planning.lanes import request
from touchbase.planning.openings import Openings
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


def test_lanes_left_out_at_first_come_in_where_they_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lane a person to begin with: the others are priced, and the optimum is the same."""
    monkeypatch.setattr(search, "FIRST", 1)
    for seed in SOME:
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, PLENTY)
        assert (found.objective, found.bound) == (best, best), f"seed {seed}"


def test_when_time_ends_between_two_rounds_what_is_known_is_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FIRST", 1)
    monkeypatch.setattr(search, "PRICING", 0.0)
    better = 0
    for seed in SOME:
        made, best = known(seed)
        found = solve(made.requests, made.diary, made.hours, PLENTY)
        greedy = greedily(made.requests, made.diary, made.hours).objective
        assert found.bound <= best <= found.objective <= greedy, f"seed {seed}"
        better += found.objective < greedy
    assert better


def test_the_same_list_gets_the_same_answer() -> None:
    for seed in SOME:
        made, _ = known(seed)
        answers = [solve(made.requests, made.diary, made.hours, PLENTY) for _ in range(2)]
        assert answers[0] == answers[1]


@pytest.mark.parametrize(("seed", "hours"), [(2, 0.3), (43, 0.6), (47, 0.3)])
def test_too_few_hours_for_all_are_given_out_best_too(seed: int, hours: float) -> None:
    """Hundreds of lanes each: the hours are shared out by person, or the proof would take minutes."""
    snapshot = world_of(seed)
    openings = Openings.of(snapshot)
    asked = [request(snapshot, openings, who) for who in snapshot.stakeholders]
    found = solve(asked, Diary(openings.grid, snapshot.rules), hours, PLENTY)
    assert found.gap == 0
    assert 0 < len(found.lanes) < sum(bool(wanted.lanes) for wanted in asked)
    assert sum(wanted.hours_per_week for wanted in asked if wanted.stakeholder.id in found.lanes) <= hours + 1e-6
