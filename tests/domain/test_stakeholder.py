"""People, owners and their addresses; states that end by themselves; cadences by category."""

from datetime import date

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.owner import POLICIES, Owner, Rules
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import CATEGORIES, STATES, Stakeholder, State, default_cadence

ANA = Stakeholder("ana", "Ana", "Ana@Example.com", "peer", 2, Cadence(1, "month"), "Europe/London", ("A@example.org",))


PAUSES: list[tuple[State, date | None, State, str]] = [
    ("active", None, "active", "active stays active"),
    ("active", date(2026, 1, 1), "active", "a left-over date means nothing"),
    ("paused", None, "paused", "a pause without end"),
    ("paused", date(2026, 3, 4), "paused", "the day before it ends"),
    ("paused", date(2026, 3, 3), "active", "it ends on its day"),
    ("paused", date(2026, 3, 2), "active", "and stays ended"),
    ("completed", date(2026, 3, 2), "completed", "completed does not come back by itself"),
    ("let_go", date(2026, 3, 2), "let_go", "nor does let go"),
]


@pytest.mark.parametrize(("state", "until", "expected", "_why"), PAUSES, ids=[row[3] for row in PAUSES])
def test_the_state_on_a_day(state: State, until: date | None, expected: State, _why: str) -> None:
    assert ANA._replace(state=state, paused_until=until).state_on(date(2026, 3, 3)) == expected
    assert state in STATES


def test_addresses_are_compared_in_lower_case_the_main_one_first() -> None:
    assert ANA.all_addresses == ("ana@example.com", "a@example.org")
    owner = Owner("Sam", "Sam@Example.com", "Europe/London", ("S@example.org",))
    assert (owner.id, owner.all_addresses) == ("sam@example.com", ("sam@example.com", "s@example.org"))


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_a_cadence(category: str) -> None:
    assert 7 <= default_cadence(category).days <= 366


def test_an_own_word_counts_as_other() -> None:
    assert default_cadence("neighbour") == default_cadence("other") == Cadence(3, "month")
    assert (str(default_cadence("boss")), str(default_cadence("peer"))) == ("fortnightly", "monthly")


def test_what_somebody_costs_a_week() -> None:
    assert round(ANA.hours_per_week, 3) == 0.115
    assert ANA._replace(minutes=45, cadence=Cadence(2, "week")).hours_per_week == 0.375


def test_the_rules_begin_with_the_contracts_defaults() -> None:
    rules = Rules()
    assert (rules.minutes, rules.horizon_weeks, rules.new_per_run, rules.max_mails_per_run) == (30, 13, 5, 25)
    assert rules.policy in POLICIES


def test_a_problem_reads_where_what_cure() -> None:
    assert (
        str(Problem("list.toml:12", "the name is missing.", "Write one."))
        == "list.toml:12: the name is missing. Write one."
    )
    assert str(Problem("list.toml:12", "the name is missing.")) == "list.toml:12: the name is missing."
