"""`review`, `pulse`, `measure` and `agenda` from the command line."""

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit


@pytest.mark.parametrize(("span", "since"), [("week", "2026-05-27"), ("quarter", "2026-03-04"), ("year", "2025-06-03")])
def test_a_review_of_each_span(span: str, since: str, terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "yesterday")
    found = terminal.good("review", span, "--json").json
    assert (found["since"], found["until"], found["held"]) == (since, "2026-06-03", 1)
    assert "1 touchbase held, 0 not." in terminal.good("review", span).out


def test_a_recovery_shows_with_what_came_before(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-01-10")
    terminal.good("gave", "ana-ruiz", "an hour")
    terminal.good("log", "add", "ana-ruiz", "--when", "today")
    assert terminal.good("review", "quarter", "--json").json["recovered"] == [
        {"stakeholder": "ana-ruiz", "acts": ["gave: an hour"]}
    ]


def test_a_pulse_by_hand_and_from_a_file(terminal: Terminal) -> None:
    assert "from 1 to 5?" in terminal.good("pulse").out
    terminal.good("pulse", "4", "--with", "ana-ruiz")
    path = terminal.write("answers.csv", "day,value,id\n2026-06-01,5,ana-ruiz\n2026-06-02,3,\n")
    assert terminal.good("pulse", "--import", str(path), "--json").json == {"schema": 1, "imported": 2}
    terminal.good("pulse", "--import", str(path))
    assert len(terminal.good("pulse", "--json").json["memos"]) == 3, "the same file again is the same answers"
    assert [one["value"] for one in terminal.good("review", "week", "--json").json["pulse"]] == [5.0, 3.0, 4.0]


@pytest.mark.parametrize(
    "text", ["day,value\n2026-06-01,6\n", "day,value\nmonday,3\n", "a,b\n1,2\n", "day,value\n2026-06-01,3\n\udcff"]
)
def test_a_file_with_a_problem_is_named_by_its_line_and_nothing_is_kept(text: str, terminal: Terminal) -> None:
    path = terminal.home / "answers.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = terminal.run("pulse", "--import", str(path))
    assert (answer.code, answer.out) == (Exit.CONFIG, "")
    assert "answers.csv" in answer.err
    assert terminal.good("pulse", "--json").json["memos"] == []


def test_a_measure_stands_beside_the_touchbases(terminal: Terminal) -> None:
    assert terminal.good("measure").out.startswith("Nothing is measured")
    terminal.good("measure", "people who left", "2", "--on", "1 jun")
    assert terminal.run("measure", "people who left").code == Exit.USAGE
    assert "people who left: 2; 0 touchbases held" in terminal.good("review", "week").out
    assert terminal.good("review", "week", "--json").json["measures"] == [
        {"name": "people who left", "day": "2026-06-01", "value": 2.0}
    ]


def test_the_agenda_has_theirs_first_and_carries_over(terminal: Terminal) -> None:
    mine = terminal.good("agenda", "ana-ruiz", "the calendar", "--json").json["memo"]
    terminal.good("agenda", "ana-ruiz", "her new team", "--theirs")
    texts = [one["text"] for one in terminal.good("agenda", "ana-ruiz", "--json").json["memos"]]
    assert texts == ["her new team", "the calendar"]
    draft = terminal.good("agenda", "ana-ruiz", "--draft").out
    assert draft.index("- her new team") < draft.index("On my mind:") < draft.index("- the calendar")
    terminal.good("agenda", "--done", mine["id"])
    assert "the calendar" not in terminal.good("agenda", "ana-ruiz").out
    assert "nothing that cannot wait" in terminal.good("agenda", "ana-ruiz", "--draft").out
    brief = terminal.good("brief", "ana-ruiz").out
    assert "On their mind\n  - her new team" in brief
    assert terminal.run("agenda").code == Exit.USAGE
