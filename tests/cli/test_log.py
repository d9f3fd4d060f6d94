"""`log`: what a person remembers, once each, and taken back when they say so."""

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit

KEYS = ["id", "stakeholder", "start", "kind", "verdict", "reasons", "source", "note"]


def logged(terminal: Terminal, *argv: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = terminal.good("log", "list", *argv, "--json").json["touchbases"]
    return found


def test_what_is_added_is_listed_with_the_keys_of_the_contract(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "last friday", "--kind", "call", "--note", "new plan")
    [entry] = logged(terminal)
    assert list(entry) == KEYS
    assert {key: entry[key] for key in KEYS[1:]} == {
        "stakeholder": "ana-ruiz", "start": "2026-05-29T12:00:00+01:00", "kind": "call", "verdict": "confirmed",
        "reasons": ["you logged it"], "source": "human", "note": "new plan",
    }  # fmt: skip


def test_logging_moves_the_clock(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "3 days ago")
    [ana] = [p for p in terminal.good("status", "--json").json["stakeholders"] if p["id"] == "ana-ruiz"]
    assert (ana["state"], ana["days_since_held"], ana["last_verdict"]) == ("on_track", 3, "confirmed")


def test_without_a_date_it_was_now(terminal: Terminal) -> None:
    answer = terminal.good("log", "add", "ana-ruiz", "--minutes", "20", "--json").json
    assert (answer["touchbase"]["start"], answer["new"]) == ("2026-06-03T12:00:00+01:00", True)
    with terminal.store() as store:
        assert [entry.minutes for entry in store.touchbases()] == [20]


def test_the_same_again_is_not_logged_twice(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    again = terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    assert again.out.startswith("Already logged: meeting with Ana Ruiz, Tue 2 Jun 12:00")
    assert len(logged(terminal)) == 1
    with terminal.store() as store:
        assert len(store.log()) == 1


@pytest.mark.parametrize(
    ("argv", "says", "because"),
    [
        (["add", "nobody"], "nobody", "not on the list"),
        (["add", "ana-ruiz", "--when", "tomorrow"], "still to come", "the future is not held"),
        (["add", "ana-ruiz", "--when", "whenever"], "not a date", "no date"),
        (["add", "ana-ruiz", "--minutes", "0"], "--minutes", "no time at all"),
        (["add", "ana-ruiz", "--kind", "a\nb"], "one plain line", "a kind that is two lines"),
        (["add", "ana-ruiz", "--kind", " "], "empty", "a kind that is none"),
        (["list", "nobody"], "nobody", "nobody on the list, nothing in the log"),
        (["retract", "12345678"], "touchbase log list", "an id that is not there"),
    ],
)
def test_wrong_usage_writes_nothing(argv: list[str], says: str, because: str, terminal: Terminal) -> None:
    answer = terminal.run("log", *argv)
    assert (answer.code, answer.out) == (Exit.USAGE, ""), because
    assert says in answer.err
    assert logged(terminal) == []


def test_the_list_is_newest_first_and_can_be_cut(terminal: Terminal) -> None:
    for when in ("3 days ago", "yesterday", "2 days ago"):
        terminal.good("log", "add", "ana-ruiz", "--when", when)
    terminal.good("log", "add", "bo-lind", "--when", "today")
    assert [str(entry["start"])[:10] for entry in logged(terminal, "ana-ruiz")] == [
        "2026-06-02", "2026-06-01", "2026-05-31",
    ]  # fmt: skip
    assert len(logged(terminal, "--limit", "2")) == 2
    assert len(logged(terminal)) == 4


def test_the_table_names_people_and_says_why(terminal: Terminal) -> None:
    assert terminal.good("log", "list").out == "Nothing is logged yet: touchbase log add\n"
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday 15:30", "--kind", "lunch", "--note", "soup")
    line = terminal.good("log", "list").out.splitlines()[-1]
    assert line.split(maxsplit=1)[1] == "Tue 2 Jun 15:30  Ana Ruiz  lunch  confirmed  you logged it; soup"


def test_retracted_entries_no_longer_count_and_undo_puts_them_back(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday", "--note", "kept")
    [entry] = logged(terminal)
    answer = terminal.good("log", "retract", str(entry["id"]))
    assert answer.out.startswith("Retracted: meeting with")
    assert logged(terminal) == []
    terminal.good("undo")
    assert logged(terminal) == [entry]


def test_retract_as_json(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz")
    [entry] = logged(terminal)
    assert terminal.good("log", "retract", str(entry["id"]), "--json").json["retracted"] == entry


def test_undo_takes_an_added_entry_away(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz")
    terminal.good("undo")
    assert logged(terminal) == []


def test_a_long_list_on_a_terminal_is_not_cut(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    assert "Ana Ruiz" in terminal.good("log", "list", tty=True).out
