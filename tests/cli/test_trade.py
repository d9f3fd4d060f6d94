"""`trade`: over budget something gives way, is written into the list, and shows at the review."""

from typing import Any

import pytest

from tests.cli.terminal import CONFIG, Terminal
from touchbase.errors import Exit


@pytest.fixture
def tight(terminal: Terminal) -> Terminal:
    """Half an hour a week, and a weekly boss before a monthly peer."""
    terminal.write("config.toml", CONFIG + "\n[capacity]\nhours_per_week = 0.55\n")
    return terminal


def ana(terminal: Terminal) -> dict[str, Any]:
    people: list[dict[str, Any]] = terminal.good("stakeholders", "list", "--json").json["stakeholders"]
    return next(person for person in people if person["id"] == "ana-ruiz")


def bo(terminal: Terminal) -> dict[str, Any]:
    people: list[dict[str, Any]] = terminal.good("stakeholders", "list", "--json").json["stakeholders"]
    return next(person for person in people if person["id"] == "bo-lind")


def test_it_says_what_the_list_costs_and_the_cheapest_way_out(tight: Terminal) -> None:
    out = tight.good("trade").out
    assert "more than there is" in out
    assert "For these nothing is left: ana-ruiz." in out
    assert "touchbase trade ID --thin" in out
    found = tight.good("trade", "--json").json
    assert (found["fits"], found["starved"], len(found["cheapest_fix"])) == (False, ["ana-ruiz"], 1)


def test_over_budget_no_series_is_made_until_something_gives_way(tight: Terminal) -> None:
    tight.good("sync", "--quiet")
    assert [one["stakeholder"] for one in tight.good("plan", "--json").json["unplaced"]] == ["ana-ruiz"]
    tight.good("trade", "bo-lind", "--thin", "fortnightly", "--for", "ana-ruiz", "--why", "he agreed")
    assert bo(tight)["cadence"] == "fortnightly"
    plan = tight.good("plan", "--json").json
    assert (plan["unplaced"], plan["capacity"]["fits"]) == ([], True)
    assert "ana-ruiz" in [one["stakeholder"] for one in plan["changes"] if one["kind"] == "create"]


def test_the_trade_shows_at_the_review_and_undo_takes_back_all_of_it(tight: Terminal) -> None:
    before = (tight.home / "stakeholders.toml").read_text()
    tight.good("trade", "bo-lind", "--thin", "monthly", "--for", "ana-ruiz", "--why", "he agreed")
    words = "Bo Lind monthly instead of weekly, to make room for Ana Ruiz: he agreed"
    assert tight.good("review", "week", "--json").json["trades"] == [words]
    tight.good("undo")
    assert (tight.home / "stakeholders.toml").read_text() == before
    assert tight.good("review", "week", "--json").json["trades"] == []


@pytest.mark.parametrize(
    ("argv", "state", "says"),
    [
        (("--set-aside",), "paused", "Ana Ruiz is set aside"),
        (("--delegate", "Kim Lee"), "paused", "Ana Ruiz is kept up by Kim Lee"),
        (("--let-go",), "let_go", "Ana Ruiz is let go"),
    ],
)
def test_what_else_may_give_way(argv: tuple[str, ...], state: str, says: str, terminal: Terminal) -> None:
    assert terminal.good("trade", "ana-ruiz", *argv).out.startswith(says)
    assert ana(terminal)["state"] == state
    memo = terminal.good("undo", "--json").json
    assert memo["undone"]["kind"] == "trade"
    assert ana(terminal)["state"] == "active"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ((), "What gives way?"),
        (("--let-go", "--set-aside"), "What gives way?"),
        (("--thin", "weekly"), "is not less often than monthly"),
        (("--thin", "seldom"), "is not a cadence"),
        (("--delegate", "a\nb"), "hidden character"),
        (("--let-go", "--for", "nobody"), "nobody"),
    ],
)
def test_a_trade_has_to_be_one(argv: tuple[str, ...], says: str, terminal: Terminal) -> None:
    answer = terminal.run("trade", "ana-ruiz", *argv)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err


def test_a_list_that_nearly_fills_the_hours_is_told_so(terminal: Terminal) -> None:
    assert "it fits" in terminal.good("trade").out
    terminal.write("config.toml", CONFIG + "\n[capacity]\nhours_per_week = 0.75\n")
    assert "nearly full" in terminal.good("trade").out
    assert terminal.good("trade", "ana-ruiz", "--let-go", "--json").json["memo"]["kind"] == "trade"
