"""`confirm`: a person's word about a date, final until they take it back."""

from datetime import UTC, datetime

import pytest

from tests.cli.terminal import Terminal
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.errors import Exit


def seen(terminal: Terminal, id: str, start: str, verdict: Verdict = "doubtful", who: str = "ana-ruiz") -> None:
    """A date of a series the calendar was judged on."""
    moment = datetime.fromisoformat(start).astimezone(UTC)
    judgement = Judgement(verdict, ("nobody answered",))
    entry = Touchbase(id, who, moment, 30, "touchbase", judgement, "calendar", uid=f"tb{who}", original_start=moment)
    with terminal.store() as store:
        store.record(entry, moment)


def verdicts(terminal: Terminal) -> dict[str, tuple[str, str]]:
    entries = terminal.good("log", "list", "--json").json["touchbases"]
    return {entry["id"]: (entry["verdict"], entry["source"]) for entry in entries}


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    """One doubtful date with Ana and one with Bo; one with Ana that was held."""
    seen(terminal, "a1", "2026-05-05T10:00+01:00")
    seen(terminal, "a2", "2026-05-12T10:00+01:00", "likely")
    seen(terminal, "b1", "2026-05-26T10:00+01:00", who="bo-lind")
    return terminal


@pytest.mark.parametrize(
    ("flag", "verdict", "because"),
    [("--held", "confirmed", "held"), ("--not-held", "not_held", "not held")],
)
def test_one_date_by_its_day(flag: str, verdict: str, because: str, two: Terminal) -> None:
    answer = two.good("confirm", "ana-ruiz", "2026-05-05", flag)
    assert answer.out == f"Noted: Ana Ruiz, Tue 5 May 10:00, {because}. Not so? touchbase undo\n"
    assert verdicts(two)["a1"] == (verdict, "human")


def test_a_settled_date_can_be_said_anew(two: Terminal) -> None:
    answer = two.good("confirm", "ana-ruiz", "12 may", "--not-held", "--json").json
    assert answer["touchbase"]["verdict"] == "not_held"
    assert verdicts(two)["a2"] == ("not_held", "human")


def test_of_two_on_a_day_the_doubtful_one_is_meant(two: Terminal) -> None:
    two.good("log", "add", "ana-ruiz", "--when", "2026-05-05 08:00")
    two.good("confirm", "ana-ruiz", "2026-05-05", "--not-held")
    assert verdicts(two)["a1"] == ("not_held", "human")


def test_undo_makes_it_doubtful_again(two: Terminal) -> None:
    two.good("confirm", "ana-ruiz", "2026-05-05", "--held")
    two.good("undo")
    assert verdicts(two)["a1"][0] == "doubtful"


@pytest.mark.parametrize(
    ("argv", "says", "because"),
    [
        (["ana-ruiz"], "--held or --not-held", "no date"),
        (["ana-ruiz", "2026-05-05"], "--held or --not-held", "no verdict"),
        (["ana-ruiz", "2026-05-06", "--held"], "touchbase log add ana-ruiz --when 2026-05-06", "nothing on that day"),
        (["nobody", "2026-05-05", "--held"], "nobody", "not on the list"),
    ],
)
def test_wrong_usage_changes_nothing(argv: list[str], says: str, because: str, two: Terminal) -> None:
    before = verdicts(two)
    answer = two.run("confirm", *argv)
    assert (answer.code, answer.out) == (Exit.USAGE, ""), because
    assert says in answer.err
    assert verdicts(two) == before


def test_without_a_terminal_the_doubtful_ones_are_listed(two: Terminal) -> None:
    out = two.good("confirm").out
    assert out.startswith("Were these held?\n")
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["b1", "a1"]
    assert [one["id"] for one in two.good("confirm", "--json").json["touchbases"]] == ["b1", "a1"]


def test_with_nothing_doubtful_there_is_nothing_to_say(terminal: Terminal) -> None:
    assert terminal.good("confirm").out == ""
    assert terminal.good("confirm", tty=True).out == "Nothing is doubtful.\n"


@pytest.mark.parametrize(
    ("typed", "a1", "b1", "kept", "because"),
    [
        ("y\nn\n", "not_held", "confirmed", "2 answers kept", "one after the other, newest first"),
        ("s\ny\n", "confirmed", "doubtful", "1 answer kept", "skipping leaves it doubtful"),
        ("\n\n", "doubtful", "doubtful", "0 answers kept", "Enter skips"),
        ("y\nq\n", "doubtful", "confirmed", "1 answer kept", "quitting keeps what was answered"),
        ("what\ny\nq\n", "doubtful", "confirmed", "1 answer kept", "anything else is asked again"),
    ],
)
def test_on_a_terminal_each_is_asked(typed: str, a1: str, b1: str, kept: str, because: str, two: Terminal) -> None:
    answer = two.good("confirm", tty=True, typed=typed)
    assert kept in answer.out, because
    assert (verdicts(two)["a1"][0], verdicts(two)["b1"][0]) == (a1, b1), because


def test_hanging_up_in_the_middle_keeps_the_answers(two: Terminal) -> None:
    assert two.run("confirm", tty=True, typed="y\n").code == Exit.INTERRUPTED
    assert verdicts(two)["b1"] == ("confirmed", "human")


def test_no_input_means_no_question(two: Terminal) -> None:
    assert two.good("confirm", "--no-input", tty=True).out.startswith("Were these held?")
