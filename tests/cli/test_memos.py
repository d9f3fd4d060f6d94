"""Notes, promises and the like from the command line: kept, listed, settled, taken back, and never on a calendar."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Answer, Terminal
from touchbase.errors import Exit

MADE = (
    ("note", "ana-ruiz", "her daughter sits exams", "--ask", "in 3 weeks"),
    ("promise", "ana-ruiz", "send the slides", "--by", "friday"),
    ("ask", "ana-ruiz", "the migration plan", "--theirs"),
    ("gave", "ana-ruiz", "an hour on her budget"),
    ("thank", "ana-ruiz", "the quick review"),
    ("suggestion", "ana-ruiz", "a shared calendar"),
    ("goal", "add", "ana-ruiz", "plan together", "--step", "ask how she plans"),
)


def made(terminal: Terminal, *argv: str) -> dict[str, Any]:
    memo: dict[str, Any] = terminal.good(*argv, "--json").json["memo"]
    return memo


def listed(terminal: Terminal, *argv: str) -> list[dict[str, Any]]:
    memos: list[dict[str, Any]] = terminal.good(*argv, "--json").json["memos"]
    return memos


def kept(terminal: Terminal) -> int:
    with terminal.store() as store:
        return len(store.memos())


@pytest.mark.parametrize("argv", MADE, ids=lambda argv: str(argv[0]))
def test_each_is_kept_once_and_taken_back_by_undo(argv: tuple[str, ...], terminal: Terminal) -> None:
    answer = terminal.good(*argv)
    assert "touchbase undo" in answer.out
    number = kept(terminal)
    terminal.good(*argv)
    assert kept(terminal) == number, "the same words at the same moment are the same memo"
    terminal.good("undo")
    assert kept(terminal) == 0


@pytest.mark.parametrize("argv", MADE, ids=lambda argv: str(argv[0]))
def test_an_unknown_person_is_said_and_nothing_is_kept(argv: tuple[str, ...], terminal: Terminal) -> None:
    answer = terminal.run(*("ana-riuz" if word == "ana-ruiz" else word for word in argv))
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "Did you mean ana-ruiz?" in answer.err
    assert kept(terminal) == 0


@pytest.mark.parametrize("text", ["", "two\nlines", "\x1b[31mred", "x" * 2001])
def test_a_text_that_is_no_plain_line_is_refused(text: str, terminal: Terminal) -> None:
    answer = terminal.run("thank", "ana-ruiz", text)
    assert kept(terminal) == 0
    assert "\x1b" not in answer.out + answer.err
    assert answer.code == (Exit.OK if text == "" else Exit.USAGE)  # without a text it lists


def test_a_note_comes_back_until_it_was_asked(terminal: Terminal) -> None:
    note = made(terminal, "note", "ana-ruiz", "exams", "--ask", "in 3 weeks", "--light")
    assert (note["day"], note["state"], note["details"]) == ("2026-06-24", "open", {"light": "yes"})
    made(terminal, "note", "--asked", note["id"])
    assert [memo["state"] for memo in listed(terminal, "note", "ana-ruiz")] == ["asked"]
    terminal.good("undo")
    assert listed(terminal, "note") == [note]


def test_promises_are_listed_overdue_first_and_settled_ones_only_when_asked(terminal: Terminal) -> None:
    soon = made(terminal, "promise", "ana-ruiz", "soon", "--by", "2026-06-10")
    first = made(terminal, "promise", "bo-lind", "first", "--by", "2026-06-04")
    theirs = made(terminal, "promise", "bo-lind", "theirs", "--theirs")
    terminal.now = terminal.now.replace(day=6)
    assert [memo["id"] for memo in listed(terminal, "promise")] == [first["id"], soon["id"], theirs["id"]]
    assert "overdue" in terminal.good("promise").out
    made(terminal, "promise", "--done", first["id"][:6])
    assert [memo["id"] for memo in listed(terminal, "promise", "ana-ruiz")] == [soon["id"]]
    assert len(listed(terminal, "promise", "--all")) == 3


@pytest.mark.parametrize(
    ("first", "argv", "says"),
    [
        (("promise", "ana-ruiz", "slides"), ("promise", "--declined", "ID"), "with an explanation"),
        (("ask", "ana-ruiz", "plan", "--theirs"), ("ask", "--declined", "ID"), "They should know why"),
        (("suggestion", "ana-ruiz", "calendar"), ("suggestion", "--declined", "ID"), "with a reason"),
        (("suggestion", "ana-ruiz", "calendar"), ("suggestion", "--told", "ID"), "Nothing has become of it"),
        (("note", "ana-ruiz", "exams"), ("promise", "--done", "ID"), "There is no promise"),
        (("note", "ana-ruiz", "exams"), ("note", "--asked", "zzzz"), "There is no note"),
        (("note", "ana-ruiz", "exams"), ("note", "--asked", "z"), "not enough to tell"),
        (("goal", "add", "ana-ruiz", "g", "--step", "s"), ("goal", "step", "ID"), "asks for the next"),
        (
            ("goal", "add", "ana-ruiz", "g", "--step", "s"),
            ("goal", "step", "ID", "x", "--reached"),
            "asks for the next",
        ),
    ],
)
def test_what_is_missing_is_asked_for(
    first: tuple[str, ...], argv: tuple[str, ...], says: str, terminal: Terminal
) -> None:
    id = made(terminal, *first)["id"]
    answer = terminal.run(*(id if word == "ID" else word for word in argv))
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err


def test_a_promise_is_declined_with_what_was_said(terminal: Terminal) -> None:
    id = made(terminal, "promise", "ana-ruiz", "slides")["id"]
    memo = made(terminal, "promise", "--declined", id, "--why", "no budget")
    assert (memo["state"], memo["details"]) == ("declined", {"by": "me", "why": "no budget"})
    assert listed(terminal, "promise") == []


def test_what_waits_for_an_answer_shows_theirs_first(terminal: Terminal) -> None:
    mine = made(terminal, "ask", "ana-ruiz", "a name")
    theirs = made(terminal, "ask", "ana-ruiz", "the plan", "--theirs")
    assert [memo["id"] for memo in listed(terminal, "ask")] == [theirs["id"], mine["id"]]
    made(terminal, "ask", "--answered", theirs["id"])
    assert made(terminal, "ask", "--declined", mine["id"])["state"] == "declined"
    assert terminal.good("ask", "ana-ruiz").out == "Nothing waits for an answer: touchbase ask ID TEXT\n"


def test_the_balance_counts_both_ways(terminal: Terminal) -> None:
    assert terminal.good("gave").out == "Nothing is remembered yet: touchbase gave ID TEXT\n"
    made(terminal, "gave", "ana-ruiz", "an hour")
    made(terminal, "gave", "ana-ruiz", "a seat", "--theirs")
    made(terminal, "gave", "ana-ruiz", "a word", "--theirs")
    found = {one["stakeholder"]: one for one in terminal.good("gave", "--json").json["balances"]}
    assert found["ana-ruiz"] == {"stakeholder": "ana-ruiz", "i_gave": 1, "they_gave": 2}
    assert terminal.good("gave").out.splitlines()[2].split() == ["Ana", "Ruiz", "1", "2"]
    assert len(listed(terminal, "gave", "ana-ruiz")) == 3


def test_a_suggestion_is_used_and_its_giver_told_once(terminal: Terminal) -> None:
    id = made(terminal, "suggestion", "ana-ruiz", "a shared calendar")["id"]
    assert made(terminal, "suggestion", "--used", id)["state"] == "used"
    assert made(terminal, "suggestion", "--told", id)["details"] == {"told": "2026-06-03"}
    assert terminal.good("suggestion", "--told", id).out == "You told them before.\n"
    other = made(terminal, "suggestion", "ana-ruiz", "another")["id"]
    assert made(terminal, "suggestion", "--declined", other, "--why", "enough")["details"] == {"why": "enough"}
    assert len(listed(terminal, "suggestion")) == 2


def test_thanks_are_owed_until_said(terminal: Terminal) -> None:
    owed = made(terminal, "thank", "ana-ruiz", "the review")
    made(terminal, "thank", "ana-ruiz", "the seat", "--said")
    assert [memo["id"] for memo in listed(terminal, "thank")] == [owed["id"]]
    made(terminal, "thank", "--said-it", owed["id"])
    assert terminal.good("thank").out == "No thanks are owed: touchbase thank ID TEXT\n"
    assert len(listed(terminal, "thank", "--all")) == 2


def test_a_goal_goes_step_by_step(terminal: Terminal) -> None:
    assert terminal.good("goal", "list").out == "No goal is set yet: touchbase goal add\n"
    goal = made(
        terminal, "goal", "add", "ana-ruiz", "plan together", "--step", "ask her", "--by", "friday",
        "--obstacle", "release weeks",
    )  # fmt: skip
    assert goal["details"] == {"obstacle": "release weeks"}
    made(terminal, "goal", "step", goal["id"], "draft a page")
    [found] = terminal.good("goal", "list", "--json").json["goals"]
    assert (found["step"]["text"], [step["text"] for step in found["done"]]) == ("draft a page", ["ask her"])
    assert "draft a page" in terminal.good("goal", "list", "ana-ruiz").out
    terminal.good("undo")
    [found] = terminal.good("goal", "list", "--json").json["goals"]
    assert (found["step"]["text"], found["done"]) == ("ask her", [])
    terminal.good("goal", "step", goal["id"], "--reached")
    assert terminal.run("goal", "step", goal["id"], "more").err.startswith("touchbase: That goal is closed.")
    assert "reached" in terminal.good("goal", "list").out


def test_a_goal_let_go_lets_its_step_go(terminal: Terminal) -> None:
    goal = made(terminal, "goal", "add", "ana-ruiz", "plan together", "--step", "ask her")
    made(terminal, "goal", "step", goal["id"], "--dropped")
    [found] = terminal.good("goal", "list", "--json").json["goals"]
    assert (found["state"], found["step"], found["done"][0]["state"]) == ("dropped", None, "dropped")


def with_interests(terminal: Terminal) -> None:
    path = terminal.home / "stakeholders.toml"
    path.write_text(path.read_text().replace('id = "ana-ruiz"', 'id = "ana-ruiz"\ninterests = ["bread"]'))


def test_a_link_waits_for_those_it_would_please_until_it_is_sent(terminal: Terminal) -> None:
    with_interests(terminal)
    link = "https://example.org/bread"
    queued = terminal.good("share", link, "--for", "bread", "--with", "bo-lind", "--json").json["memos"]
    assert [memo["stakeholder"] for memo in queued] == ["bo-lind", "ana-ruiz"]
    assert terminal.good("share", link, "--for", "bread").out == "It stands for them already: touchbase share\n"
    assert terminal.good("share", "https://example.org/rye", "--for", "bread").out.startswith("Kept for Ana Ruiz.")
    made(terminal, "share", "--sent", queued[0]["id"])
    assert [memo["stakeholder"] for memo in listed(terminal, "share")] == ["ana-ruiz", "ana-ruiz"]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("share", "https://example.org/a", "--for", "golf"), "cares about golf"),
        (("share", "https://example.org/a"), "Nobody on your list is named"),
        (("introduce", "ana-ruiz", "ana-ruiz", "--why", "x"), "takes two people"),
        (("introduce", "ana-ruiz", "bo-lind"), "Say what they would have"),
    ],
)
def test_a_share_or_an_introduction_needs_its_people_and_its_reason(
    argv: tuple[str, ...], says: str, terminal: Terminal
) -> None:
    answer = terminal.run(*argv)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err
    assert kept(terminal) == 0


def test_an_introduction_from_the_first_yes_until_they_met(terminal: Terminal) -> None:
    begun = terminal.good("introduce", "ana-ruiz", "bo-lind", "--why", "both bake")
    assert "To Ana Ruiz <ana@example.com>" in begun.out
    [memo] = listed(terminal, "introduce")
    assert "one by one" in terminal.good("introduce").out
    assert terminal.run("introduce", "--yes", memo["id"]).code == Exit.USAGE
    first = terminal.good("introduce", "--yes", memo["id"], "bo-lind")
    assert "Bo Lind agreed; ask Ana Ruiz." in first.out
    assert "Hello Ana, hello Bo," in terminal.good("introduce", "--yes", memo["id"], "ana-ruiz").out
    assert made(terminal, "introduce", "--met", memo["id"])["state"] == "met"
    assert listed(terminal, "introduce") == []
    again = made(terminal, "introduce", "ana-ruiz", "cy-tran", "--why", "both row")
    assert made(terminal, "introduce", "--dropped", again["id"])["state"] == "dropped"


def test_nothing_of_it_reaches_a_calendar_or_a_log(terminal: Terminal) -> None:
    for argv in MADE:
        canary = [f"CANARY {word}" if " " in word and word not in ("in 3 weeks",) else word for word in argv]
        terminal.good(*canary)
    answers: list[Answer] = [terminal.run("sync"), terminal.run("plan", "--json"), terminal.run("status", "--json")]
    assert all("CANARY" not in answer.out + answer.err for answer in answers)
    written = [path for path in _files(terminal.home) if b"CANARY" in path.read_bytes()]
    assert {path.name for path in written} <= {"touchbase.db", "touchbase.db-wal"}, written


def _files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and "backups" not in path.parts]
