"""`brief`, `question`, `outcome`, `agree`, `attention` and `report` from the command line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cli.terminal import NOON, Terminal
from touchbase.domain.booking import DateChange
from touchbase.domain.period import Period
from touchbase.errors import Exit


def test_a_brief_for_one_person_on_one_screen(terminal: Terminal) -> None:
    terminal.good("outcome", "ana-ruiz", "--why", "her team", "--mine", "one plan", "--theirs", "time", "--asked")
    terminal.good("outcome", "ana-ruiz", "--healthy", "we laugh")
    terminal.good("promise", "ana-ruiz", "slides", "--by", "friday")
    terminal.good("note", "ana-ruiz", "exams", "--ask", "today")
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday", "--note", "soup")
    goal = terminal.good("goal", "add", "ana-ruiz", "plan", "--step", "ask", "--json").json["memo"]["id"]
    out = terminal.good("brief", "ana-ruiz").out
    for words in (
        "Ana Ruiz", "her team", "All is well when we laugh", "You: one plan",
        "They: time (they told you on 3 Jun)", "slides (by 5 Jun)", "exams", "plan; next: ask",
        "Tue 2 Jun 12:00: meeting, confirmed; soup", "is your idea so far", "Ask about what you noted: exams.",
    ):  # fmt: skip
        assert words in out, words
    assert len(out.splitlines()) <= 50
    found = terminal.good("brief", "ana-ruiz", "--json").json["briefs"][0]
    assert (found["my_outcome"], found["goals"][0]["id"]) == ("one plan", goal)


@pytest.mark.parametrize("argv", [(), ("ana-ruiz", "--next"), ("--next", "--today")])
def test_a_brief_is_for_somebody(argv: tuple[str, ...], terminal: Terminal) -> None:
    assert terminal.run("brief", *argv).code == Exit.USAGE


def test_the_next_brief_and_today_s(terminal: Terminal) -> None:
    assert terminal.good("brief", "--next").out.startswith("No touchbase is in the calendar: touchbase sync")
    terminal.good("sync", "--quiet")
    coming = terminal.good("brief", "--next", "--json").json["briefs"]
    assert len(coming) == 1
    assert terminal.good("brief", "--today").out == "No touchbase is in the calendar for today.\n"
    terminal.now = terminal.now.fromisoformat(coming[0]["next"]).replace(hour=1)
    today = terminal.good("brief", "--today", "--json").json["briefs"]
    assert coming[0]["stakeholder"] in [one["stakeholder"] for one in today]


def test_the_question_rotates_once_their_outcome_is_known(terminal: Terminal) -> None:
    assert "touchbase outcome ana-ruiz --theirs" in terminal.good("question", "ana-ruiz").out
    terminal.good("outcome", "ana-ruiz", "--theirs", "time", "--asked")
    first = terminal.good("question", "ana-ruiz", "--json").json["next"]
    terminal.good("question", "ana-ruiz", "--asked", first["id"], "--answer", "the quiet mornings")
    found = terminal.good("question", "ana-ruiz", "--json").json
    assert found["next"]["id"] != first["id"]
    assert [(one["question"], one["answer"]) for one in found["asked"]] == [(first["id"], "the quiet mornings")]
    assert "the quiet mornings" in terminal.good("question", "ana-ruiz").out
    terminal.good("question", "ana-ruiz", "--asked", found["next"]["id"])
    assert terminal.good("question", "ana-ruiz", "--json").json["asked"][1]["answer"] is None


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--answer", "x"), "belongs to a question"),
        (("--asked", "frictoin"), 'Did you mean "friction"?'),
        (("--asked", "their-outcome"), "touchbase outcome"),
    ],
)
def test_a_question_that_is_none_is_refused(argv: tuple[str, ...], says: str, terminal: Terminal) -> None:
    answer = terminal.run("question", "ana-ruiz", *argv)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err


def test_an_outcome_is_a_guess_until_they_told_it(terminal: Terminal) -> None:
    terminal.good("outcome", "ana-ruiz", "--theirs", "time", "--asked", "--on", "1 jun")
    assert terminal.good("outcome", "ana-ruiz", "--json").json["their_outcome_asked"] == "2026-06-01"
    terminal.good("outcome", "ana-ruiz", "--theirs", "peace", "--intent", "heal")
    assert "(assumed: ask them)" in terminal.good("outcome", "ana-ruiz").out
    assert (
        terminal.good("outcome", "ana-ruiz", "--asked", "--json").json["changed"]["their_outcome_asked"] == "2026-06-03"
    )
    terminal.good("undo")
    terminal.good("undo")
    assert terminal.good("outcome", "ana-ruiz", "--json").json["their_outcome"] == "time"


def test_what_they_said_is_needed_when_they_said_it(terminal: Terminal) -> None:
    answer = terminal.run("outcome", "ana-ruiz", "--asked")
    assert (answer.code, "What did they say?" in answer.err) == (Exit.USAGE, True)


def test_a_rhythm_is_proposed_then_agreed(terminal: Terminal) -> None:
    terminal.good("agree", "ana-ruiz", "--proposed")
    assert "You proposed to meet monthly" in terminal.good("brief", "ana-ruiz").out
    terminal.good("agree", "ana-ruiz", "--cadence", "every 6 weeks")
    [ana] = [
        one for one in terminal.good("stakeholders", "list", "--json").json["stakeholders"] if one["id"] == "ana-ruiz"
    ]
    assert (ana["cadence"], ana["profile"]) == ("every 6 weeks", {"cadence_state": "agreed", "agreed_on": "2026-06-03"})
    assert terminal.good("agree", "ana-ruiz", "--on", "1 jun", "--json").json["agreed_on"] == "2026-06-01"
    assert terminal.run("agree", "ana-ruiz", "--cadence", "often").code == Exit.USAGE


def test_attention_is_short_and_can_be_snoozed(terminal: Terminal) -> None:
    shown = terminal.good("attention").out
    assert "Bo Lind" in shown
    terminal.good("attention", "--snooze", "bo-lind", "--until", "in 2 weeks")
    found = terminal.good("attention", "--json").json
    assert (found["snoozed"], [one["stakeholder"] for one in found["attention"]]) == (["bo-lind"], ["ana-ruiz"])
    terminal.good("undo")
    assert len(terminal.good("attention", "--all", "--json").json["attention"]) == 2


@pytest.mark.parametrize(
    "argv", [("--until", "friday"), ("--snooze", "bo-lind", "--until", "yesterday"), ("--snooze", "bo")]
)
def test_a_snooze_needs_somebody_and_a_day_ahead(argv: tuple[str, ...], terminal: Terminal) -> None:
    assert terminal.run("attention", *argv).code == Exit.USAGE


def test_coverage_and_fairness(terminal: Terminal) -> None:
    assert "Nobody on your list yet: direct report" in terminal.good("report", "coverage").out
    groups = terminal.good("report", "coverage", "--json").json["groups"]
    assert [one["name"] for one in groups] == ["boss", "peer", "mentor", "inside", "outside"]
    assert terminal.good("report", "fairness").out.startswith("Nothing is logged yet")
    terminal.good("log", "add", "ana-ruiz", "--minutes", "20")
    [share] = terminal.good("report", "fairness", "--json").json["fairness"]
    assert (share["category"], share["minutes"], share["held"]) == ("peer", 20, 1)
    assert "Treated alike?" in terminal.good("report", "fairness", "--days", "30").out


def test_a_date_moved_by_hand_is_the_owner_s_move(terminal: Terminal) -> None:
    terminal.good("sync", "--quiet")
    with terminal.store() as store:
        booking = store.bookings()[0]
        start = next(iter(booking.series.recurrence.starts(Period(NOON, NOON + timedelta(days=90)))))
        moved = {start: DateChange(Period.lasting(start + timedelta(days=1), 30), "human")}
        ours = {start + timedelta(days=35): DateChange(Period.lasting(start + timedelta(days=36), 30), "us")}
        store.save_booking(replace(booking, exceptions={**moved, **ours}))
    shares = terminal.good("report", "fairness", "--json").json["fairness"]
    assert [share["owner_moved"] for share in shares] == [1]
