"""`check`: every problem of everything on its own line, and nothing written."""

import pytest

from tests.cli.terminal import CONFIG, PEOPLE, Terminal
from touchbase.errors import Exit

BUSY = CONFIG.replace('provider = "local"\n', 'provider = "local"\n[[calendar.busy_from]]\nics = "mine.ics"\n')


def test_all_good_is_one_line(terminal: Terminal) -> None:
    before = sorted(terminal.home.iterdir())
    answer = terminal.good("check")
    assert answer.out == "All good: 3 stakeholders, 0 busy calendars, 3 hours a week, calendar local.\n"
    assert sorted(terminal.home.iterdir()) == before
    assert terminal.good("check", "--json").json == {"schema": 1, "ok": True, "problems": []}


@pytest.mark.parametrize(
    ("name", "text", "lines", "where", "because"),
    [
        ("config.toml", CONFIG + "[nonsense]\n", 2, "config.toml: nonsense", "an unknown section"),
        ("config.toml", CONFIG.replace("London", "Lundon"), 2, "config.toml: owner.time_zone", "an unknown zone"),
        ("config.toml", "[owner\n", 2, "config.toml", "not TOML"),
        ("config.toml", CONFIG.replace("[stakeholders]", 'holidays = "XX"\n[stakeholders]'), 2, "", "no such country"),
        ("stakeholders.toml", PEOPLE.replace("monthly", "often"), 2, "stakeholders.toml:7", "an unknown cadence"),
        ("stakeholders.toml", PEOPLE.replace("bo-lind", "ana-ruiz"), 2, "stakeholders.toml:11", "one id twice"),
        ("stakeholders.toml", "", 2, "stakeholders.toml", "an empty list"),
        ("touchbase.db", "not a database", 2, "touchbase.db", "a broken database"),
    ],
)  # fmt: skip
def test_problems_are_named_and_78(
    name: str, text: str, lines: int, where: str, because: str, terminal: Terminal
) -> None:
    terminal.write(name, text)
    answer = terminal.run("check")
    assert (answer.code, answer.out) == (Exit.CONFIG, ""), because
    assert len(answer.err.splitlines()) == lines, because
    assert answer.err.startswith(where), because


def test_problems_of_several_files_come_together(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace("monthly", "often"))
    terminal.write("touchbase.db", "not a database")
    answer = terminal.run("check")
    assert [line.split(":")[0] for line in answer.err.splitlines()] == [
        "stakeholders.toml", "touchbase.db", "touchbase",
    ]  # fmt: skip
    assert answer.err.endswith("touchbase: 2 problems found. Correct them and check again.\n")


def test_problems_as_json(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace("monthly", "often"))
    answer = terminal.run("check", "--json")
    assert (answer.code, answer.err, answer.json["ok"]) == (Exit.CONFIG, "", False)
    assert [list(problem) for problem in answer.json["problems"]] == [["where", "what", "cure", "severity"]]


def test_a_calendar_folder_that_is_a_file_is_a_problem(terminal: Terminal) -> None:
    terminal.write("calendar", "not a folder")
    answer = terminal.run("check")
    assert (answer.code, answer.out) == (Exit.CONFIG, "")
    assert answer.err.startswith("config.toml: calendar.local.folder: ")
    assert "calendar is not a folder" in answer.err


def test_a_corrupt_calendar_is_a_warning_and_its_good_neighbours_count(terminal: Terminal) -> None:
    terminal.write("config.toml", BUSY)
    terminal.write("mine.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\n")
    answer = terminal.run("check")
    assert (answer.code, answer.err.count("\n")) == (0, 1)
    assert "mine.ics" in answer.err
    assert "All good: 3 stakeholders, 1 busy calendar" in answer.out


def test_a_stakeholders_calendar_that_cannot_be_read_is_a_warning(terminal: Terminal) -> None:
    people = PEOPLE.replace('id = "ana-ruiz"', 'id = "ana-ruiz"\nfree_busy = "ana.ics"')
    terminal.write("stakeholders.toml", people)
    terminal.write("ana.ics", "no calendar at all")
    answer = terminal.run("check")
    assert (answer.code, "ana.ics" in answer.err) == (0, True)
