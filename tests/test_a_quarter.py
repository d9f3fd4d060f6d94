"""docs/a-quarter.md runs as it stands, ends as it says, and what is private in it stays on the disk of its owner."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pytest

from tests.cli.terminal import Terminal
from tests.example_world import WORLDS
from tests.pages import ROOT
from tests.playing import play
from tests.quarter_people import PEOPLE
from tests.quarter_world import Quarter

PAGE = ROOT / "docs" / "a-quarter.md"
# What of the owner's own home may hold private words: the memory, the list, and pages made for the owner alone.
THEIR_OWN = ("touchbase.db", "backups/", "stakeholders.toml", "report.html", "map.html", "week.txt")
PRIVATE = ("why", "my_outcome", "their_outcome", "healthy_looks_like")
CANARY = "canary yellow 4711"


class Played(NamedTuple):
    """The home after the last command, what people noted in it, and what is true of everybody in it."""

    terminal: Quarter
    words: frozenset[str]
    people: dict[str, Any]


@cache
def _quarter() -> Quarter | AssertionError:
    """The page, played once for all tests, and a word to look for in three places; or what was wrong with the page."""
    home = Path(mkdtemp(prefix="touchbase-")) / "home"
    with pytest.MonkeyPatch.context() as monkeypatch:
        try:
            terminal = play(PAGE, lambda kind: WORLDS[kind](home, monkeypatch))
        except AssertionError as wrong:
            return wrong
        assert isinstance(terminal, Quarter)
        terminal.good("note", "ana-ruiz", CANARY)
        terminal.good("promise", "hannah-cole", f"{CANARY} promised", "--by", "friday")
        terminal.good("outcome", "lena-hoffmann", "--why", f"{CANARY} outcome")
        terminal.good("sync")
    return terminal


@pytest.fixture(name="played")
def _played(monkeypatch: pytest.MonkeyPatch) -> Played:
    terminal = _quarter()
    if isinstance(terminal, AssertionError):
        raise terminal
    monkeypatch.setenv("TOUCHBASE_HOME", str(terminal.home))
    monkeypatch.chdir(terminal.home)
    people = {one["id"]: one for one in terminal.good("status", "--json").json["stakeholders"]}
    return Played(terminal, frozenset(_private_words(terminal)), people)


def _private_words(terminal: Terminal) -> Iterator[str]:
    """Every text somebody wrote for themselves: memos with their reasons, notes of the log, the private fields."""
    with terminal.store() as store:
        memos, entries = store.memos(), store.touchbases()
    for memo in memos:
        yield from (
            memo.text,
            *(memo.details.get(key, "") for key in ("why", "obstacle", "accountable", "differently")),
        )
    yield from (entry.note for entry in entries)
    for id in PEOPLE:
        told = terminal.good("outcome", id, "--json").json
        yield from (str(told[key] or "") for key in PRIVATE)


class TestPrivate:
    def test_there_is_something_to_look_for(self, played: Played) -> None:
        words = {word for word in played.words if word}
        assert {CANARY, f"{CANARY} outcome", "release weeks eat our dates", "not mine to give; I told her so"} <= words
        assert "her daughter sits exams in May" in words

    def test_no_invitation_and_no_file_but_the_owner_s_own_holds_a_private_word(self, played: Played) -> None:
        home = played.terminal.home
        files = [path for path in sorted(home.rglob("*")) if path.is_file() and not _is_private(path, home)]
        assert {"calendar/touchbase.ics", "thinking.ics"} <= {path.relative_to(home).as_posix() for path in files}
        assert [(path.name, word) for path in files for word in _leaked(_unfolded(path), played)] == []

    def test_no_plan_no_sync_and_no_status_holds_one(self, played: Played) -> None:
        said = [*played.terminal.synced]
        for argv in (("plan", "--json"), ("sync", "--json"), ("sync", "-v"), ("plan", "-v"), ("status", "--json")):
            said.append(played.terminal.good(*argv).out)
        assert [word for text in said for word in _leaked(text, played)] == []

    def test_what_is_made_for_others_holds_one_neither(self, played: Played) -> None:
        """The review that is shared; and the agenda to send, but for the items that were written for it."""
        shared = [played.terminal.good("review", "quarter", "--share", *more).out for more in ((), ("--html",))]
        draft = played.terminal.good("agenda", "ana-ruiz", "--draft").out
        assert "the release calendar" in draft
        for text in (*shared, draft.replace("the release calendar", "")):
            assert list(_leaked(text, played)) == []

    def test_the_owner_sees_all_of_it(self, played: Played) -> None:
        everything = played.terminal.good("export").out
        assert CANARY in everything
        assert "release weeks eat our dates" in everything


class TestTheEnd:
    def test_twenty_five_people_and_how_each_of_them_stands(self, played: Played) -> None:
        states = {id: one["state"] for id, one in played.people.items()}
        assert len(states) == 25
        told = {
            "tom-becker": "slipping",
            "jonas-weber": "completed",
            "leads-network": "let_go",
            "ruth-adeyemi": "paused",
        }
        assert {id: states[id] for id in told} == told
        recovered = ("hannah-cole", "noah-fischer", "yusuf-kaya", "diego-santos", "ana-ruiz", "kim-lee")
        assert {states[id] for id in recovered} == {"on_track"}
        assert {state for id, state in states.items() if id not in told} <= {"on_track", "due"}

    def test_the_ends_were_written_to_the_calendar(self, played: Played) -> None:
        assert [played.people[id]["next"] for id in ("jonas-weber", "leads-network", "ruth-adeyemi")] == [None] * 3

    def test_one_goal_is_reached_and_the_other_has_one_step(self, played: Played) -> None:
        goals = {one["stakeholder"]: one for one in played.terminal.good("goal", "list", "--json").json["goals"]}
        assert {id: one["state"] for id, one in goals.items()} == {"hannah-cole": "reached", "tom-becker": "open"}
        assert goals["tom-becker"]["step"]["text"] == "he runs one with me beside him"
        assert goals["hannah-cole"]["step"] is None

    def test_the_review_tells_the_quarter(self, played: Played) -> None:
        told = played.terminal.good("review", "quarter", "--json").json
        assert {tie["stakeholder"] for tie in told["recovered"]} == {"hannah-cole", "noah-fischer", "yusuf-kaya"}
        assert (told["relapsed"], told["promises"]) == (["Tom Becker"], {"kept": 1, "of": 1})
        assert sorted(told["trades"])[0].startswith("Mateo Silva monthly instead of fortnightly, to make room for Kim")
        assert (len(told["trades"]), told["missed"], len(told["pulse"])) == (2, 4, 4)

    def test_the_list_has_what_was_settled(self, played: Played) -> None:
        listed = {one["id"]: one for one in played.terminal.good("stakeholders", "list", "--json").json["stakeholders"]}
        assert (listed["ana-ruiz"]["cadence"], listed["mateo-silva"]["cadence"]) == ("every 6 weeks", "monthly")
        assert played.terminal.good("outcome", "ana-ruiz", "--json").json["their_outcome_asked"] == "2026-04-13"

    def test_nothing_waits_that_was_answered(self, played: Played) -> None:
        terminal = played.terminal
        assert terminal.good("introduce", "--json").json["memos"] == []
        assert terminal.good("ask", "--json").json["memos"] == []
        assert sorted(one["text"] for one in terminal.good("promise", "--json").json["memos"]) == [
            f"{CANARY} promised", "the numbers of the pilot",
        ]  # fmt: skip
        [told] = terminal.good("suggestion", "--json").json["memos"]
        assert told["state"] == "used"


def _leaked(text: str, played: Played) -> Iterator[str]:
    """Which private words stand in it; the shortest ones (a kind of touch, a number) may stand anywhere."""
    yield from (word for word in played.words if len(word) > 12 and word in text)


def _is_private(path: Path, home: Path) -> bool:
    return path.relative_to(home).as_posix().startswith(THEIR_OWN)


def _unfolded(path: Path) -> str:
    """Lines of a calendar are broken after 75 bytes, wherever that is."""
    text = path.read_bytes().decode("utf-8", "replace")
    return text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
