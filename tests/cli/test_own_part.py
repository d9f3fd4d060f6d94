"""`goal` with one's own part, `benefit`, `healthy`, `introduce --who`, suggestions told back, and the shared review."""

import re

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit


def test_what_i_do_differently_is_checked_and_read_at_the_review(terminal: Terminal) -> None:
    argv = ("goal", "add", "ana-ruiz", "trust", "--step", "ask", "--differently", "I listen first", "--json")
    goal = terminal.good(*argv).json["memo"]["id"]
    assert "I listen first (not checked yet; now: touchbase goal check" in terminal.good("review", "week").out
    terminal.good("goal", "check", goal, "--did-not")
    terminal.good("goal", "check", goal, "--partly")
    assert "I listen first (last time you said: partly" in terminal.good("review", "week").out
    [told] = terminal.good("review", "week", "--json").json["goals"]
    assert (told["differently"], told["checked"]) == ("I listen first", "partly")
    terminal.good("undo")
    assert terminal.good("review", "week", "--json").json["goals"][0]["checked"] == "did_not"


def test_a_goal_for_a_category_stands_with_all_of_it(terminal: Terminal) -> None:
    terminal.good("goal", "add", "--category", "peer", "know their plans", "--step", "ask one")
    assert "every peer" in terminal.good("goal", "list").out
    assert "know their plans; next: ask one" in terminal.good("brief", "ana-ruiz").out
    assert "know their plans" not in terminal.good("brief", "bo-lind").out
    assert "every peer: know their plans" in terminal.good("review", "week").out
    terminal.good("undo")
    assert terminal.good("goal", "list", "--json").json["goals"] == []


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("goal", "add", "ana-ruiz", "x", "--category", "peer", "--step", "y"), "with one person, or for a category"),
        (("goal", "add", "--category", "pear", "x", "--step", "y"), 'Did you mean "peer"?'),
        (("goal", "add", "--category", "zzz", "x", "--step", "y"), "Use one of your list."),
        (("goal", "add", "ana-ruiz", "--step", "y"), "What is the goal?"),
        (("goal", "check", "3f2a91bc04"), "Did you?"),
        (("question", "ana-ruiz", "--asked", "opinion", "--suggestion"), "A suggestion has words"),
    ],
)
def test_what_does_not_make_sense_is_refused(argv: tuple[str, ...], says: str, terminal: Terminal) -> None:
    answer = terminal.run(*argv)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert says in answer.err


def test_a_goal_without_a_part_of_mine_cannot_be_checked(terminal: Terminal) -> None:
    goal = terminal.good("goal", "add", "ana-ruiz", "x", "--step", "y", "--json").json["memo"]["id"]
    assert "does not say what you will do differently" in terminal.run("goal", "check", goal, "--did").err


def test_whom_to_benefit_is_shown_by_the_year(terminal: Terminal) -> None:
    assert terminal.good("benefit").out.startswith("Nobody yet")
    memo = terminal.good("benefit", "ana-ruiz", "a seat at the launch", "--by", "friday", "--json").json["memo"]
    terminal.good("benefit", "bo-lind", "an honest word")
    terminal.good("benefit", "--done", memo["id"])
    assert len(terminal.good("benefit", "ana-ruiz", "--json").json["memos"]) == 1
    out = terminal.good("review", "year").out
    assert "Ana Ruiz: a seat at the launch (done)" in out
    assert "Bo Lind: an honest word (still to do)" in out
    assert "honest word" not in terminal.good("review", "quarter").out
    terminal.good("undo")
    assert "a seat at the launch (still to do)" in terminal.good("review", "year").out


def test_what_healthy_looks_like_is_said_anew_and_read_again(terminal: Terminal) -> None:
    assert terminal.good("healthy").out.startswith("Not said yet")
    assert terminal.good("healthy", "--json").json["healthy"] is None
    terminal.good("healthy", "nobody dreads our meetings")
    terminal.good("healthy", "nobody dreads our meetings")
    terminal.good("healthy", "bad news comes first")
    assert terminal.good("healthy").out == "bad news comes first\n"
    assert terminal.good("healthy", "--json").json["healthy"]["text"] == "bad news comes first"
    assert "Over all: bad news comes first" in terminal.good("review", "week").out
    terminal.good("undo")
    assert terminal.good("healthy").out == "nobody dreads our meetings\n"


def test_who_could_help_is_told_when_asked_and_when_a_request_is_declined(terminal: Terminal) -> None:
    terminal.good("note", "bo-lind", "ran the finance team for years")
    assert terminal.good("introduce", "--who", "finance").out == "bo-lind: Bo Lind, boss\n"
    assert terminal.good("introduce", "--who", "finance", "--json").json["people"] == [
        {"stakeholder": "bo-lind", "name": "Bo Lind"}
    ]
    assert "is known to care about golf or chess" in terminal.good("introduce", "--who", "golf", "--who", "chess").out
    asked = terminal.good("ask", "ana-ruiz", "a name in Finance", "--theirs", "--json").json["memo"]["id"]
    out = terminal.good("ask", "--declined", asked, "--why", "not mine to give").out
    assert "Perhaps somebody else can help: Bo Lind. touchbase introduce ana-ruiz bo-lind" in out
    mine = terminal.good("ask", "ana-ruiz", "finance", "--json").json["memo"]["id"]
    assert "Perhaps" not in terminal.good("ask", "--declined", mine).out, "mine was declined: nobody is left hanging"
    own = terminal.good("ask", "bo-lind", "finance", "--theirs", "--json").json["memo"]["id"]
    assert "Perhaps" not in terminal.good("ask", "--declined", own, "--why", "no").out, "whoever asked is no help"


def test_an_opinion_may_be_a_suggestion_to_tell_back(terminal: Terminal) -> None:
    terminal.good("question", "ana-ruiz", "--asked", "opinion", "--answer", "start with one team", "--suggestion")
    [heard] = terminal.good("suggestion", "--json").json["memos"]
    assert (heard["text"], heard["state"]) == ("start with one team", "open")
    assert "start with one team (asked on 3 Jun" in terminal.good("brief", "ana-ruiz").out
    terminal.good("undo")
    assert terminal.good("suggestion", "--json").json["memos"] == []


def test_a_note_whose_day_has_come_is_on_the_agenda_and_never_in_its_draft(terminal: Terminal) -> None:
    terminal.good("note", "ana-ruiz", "CANARY exams", "--ask", "today")
    terminal.good("note", "ana-ruiz", "later", "--ask", "in 2 weeks")
    shown = [one["text"] for one in terminal.good("agenda", "ana-ruiz", "--json").json["memos"]]
    assert shown == ["CANARY exams"]
    assert "CANARY" not in terminal.good("agenda", "ana-ruiz", "--draft").out


CANARIES = (
    ("note", "ana-ruiz", "CANARY", "--ask", "today"),
    ("promise", "ana-ruiz", "CANARY", "--by", "friday"),
    ("goal", "add", "ana-ruiz", "CANARY", "--step", "CANARY", "--obstacle", "CANARY", "--accountable", "CANARY",
     "--differently", "CANARY"),
    ("gave", "ana-ruiz", "CANARY"),
    ("benefit", "ana-ruiz", "CANARY"),
    ("healthy", "CANARY"),
    ("thank", "ana-ruiz", "CANARY"),
    ("suggestion", "ana-ruiz", "CANARY"),
    ("measure", "CANARY", "3"),
    ("outcome", "ana-ruiz", "--why", "CANARY", "--healthy", "CANARY"),
    ("log", "add", "ana-ruiz", "--when", "yesterday", "--note", "CANARY"),
)  # fmt: skip
PRIVATE = ("CANARY", "Ana", "ana-ruiz", "Bo Lind", "pulse", "priority", "lapsed", "slipping")


@pytest.mark.parametrize("span", ["quarter", "year"])
@pytest.mark.parametrize("form", [(), ("--json",), ("--html",)])
def test_the_shared_review_has_numbers_and_nothing_private(
    form: tuple[str, ...], span: str, terminal: Terminal
) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-01-10")
    for argv in CANARIES:
        terminal.good(*argv)
    terminal.good("pulse", "2", "--with", "ana-ruiz")
    kept = terminal.good("promise", "bo-lind", "CANARY", "--json").json["memo"]["id"]
    terminal.good("promise", "--done", kept)
    assert "CANARY" in terminal.good("review", span).out, "the owner's own review has it all"
    assert bool(terminal.good("review", span, "--json").json["recovered"]) is (span == "quarter")
    shared = re.sub("<style>.*</style>", "", terminal.good("review", span, "--share", *form).out, flags=re.DOTALL)
    assert [word for word in PRIVATE if word in shared] == []
    assert "1" in shared


def test_the_numbers_of_the_shared_review(terminal: Terminal) -> None:
    assert "None fell due." in terminal.good("review", "week", "--share").out
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-01-10")
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    for text in ("slides", "plan"):
        memo = terminal.good("promise", "ana-ruiz", text, "--json").json["memo"]["id"]
        terminal.good("promise", "--done", memo)
    goal = terminal.good("goal", "add", "ana-ruiz", "trust", "--step", "ask", "--json").json["memo"]["id"]
    terminal.good("goal", "add", "bo-lind", "plan", "--step", "ask")
    terminal.good("goal", "step", goal, "--reached")
    assert "reached" in terminal.good("goal", "list").out
    found = terminal.good("review", "quarter", "--share", "--json").json
    assert (found["held"], found["promises"], found["recovered"]) == (1, {"kept": 2, "of": 2}, 1)
    assert found["goals"] == {"open": 1, "reached": 1, "without_a_step": 0}
    out = terminal.good("review", "quarter", "--share").out
    assert "2 of 2 that fell due were kept, or declined with a word: 100%." in out
    assert "1 open, 1 of them with a next step; 1 reached." in out


def test_a_review_goes_into_a_file_of_the_owner_s(terminal: Terminal) -> None:
    text, page = terminal.home / "week.txt", terminal.home / "week.html"
    terminal.good("review", "week", "--share", "--to", str(text))
    assert text.read_text("utf-8").startswith("Sam Okafor: from 27 May to 3 Jun\n")
    terminal.good("review", "week", "--html", "--to", str(page))
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
    assert {path.stat().st_mode & 0o777 for path in (text, page)} == {0o600}
