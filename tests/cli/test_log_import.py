"""`log import`: shown first, never twice, every problem with its line."""

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit

GOOD = """\
stakeholder,date,kind,note
ana-ruiz,2026-03-02,call,"plan, and budget"
bo@example.com,1 apr 2026,lunch,
Cy Tran,2026-05-04,,
"""


def imported(terminal: Terminal) -> list[tuple[object, ...]]:
    entries = terminal.good("log", "list", "--json").json["touchbases"]
    return [(e["stakeholder"], e["start"][:10], e["kind"], e["note"], e["source"]) for e in entries]


def test_people_are_known_by_id_address_or_name(terminal: Terminal) -> None:
    path = terminal.write("h.csv", GOOD)
    answer = terminal.good("log", "import", str(path), "--yes")
    assert answer.out.startswith("To import\n")
    assert answer.out.endswith("Imported 3 touchbases from h.csv. Not so? touchbase undo\n")
    assert imported(terminal) == [
        ("cy-tran", "2026-05-04", "meeting", "", "import"),
        ("bo-lind", "2026-04-01", "lunch", "", "import"),
        ("ana-ruiz", "2026-03-02", "call", "plan, and budget", "import"),
    ]


def test_a_second_import_brings_nothing_and_asks_nothing(terminal: Terminal) -> None:
    path = terminal.write("h.csv", GOOD + "ana-ruiz,2026-03-02,call,said twice\n")
    terminal.good("log", "import", str(path), "--yes")
    again = terminal.good("log", "import", str(path))
    assert again.out == "Nothing new to import. 4 touchbases already known, left out.\n"
    assert len(imported(terminal)) == 3


def test_what_was_logged_by_hand_is_not_imported_again(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-03-02 16:00", "--kind", "call")
    path = terminal.write("h.csv", GOOD)
    assert "1 touchbase already known" in terminal.good("log", "import", str(path), "--yes").out
    assert len(imported(terminal)) == 3


def test_undo_takes_the_whole_import_back(terminal: Terminal) -> None:
    terminal.good("log", "import", str(terminal.write("h.csv", GOOD)), "--yes")
    terminal.good("undo")
    assert imported(terminal) == []


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("\ufeff" + GOOD, "a byte order mark"),
        (GOOD.replace("\n", "\r\n"), "CRLF"),
        (GOOD.replace('"plan, and budget"', "plan and budget").replace(",", ";"), "semicolons, as spreadsheets write"),
        (GOOD.replace('"plan, and budget"', "plan and budget").replace(",", "\t"), "tabs"),
        (GOOD.replace("stakeholder,date", "Stakeholder , Date"), "a headline in capitals, with spaces"),
        (GOOD + "\n\n", "blank lines at the end"),
    ],
)
def test_spreadsheets_write_csv_in_many_ways(text: str, because: str, terminal: Terminal) -> None:
    terminal.good("log", "import", str(terminal.write("h.csv", text)), "--yes")
    assert len(imported(terminal)) == 3, because


@pytest.mark.parametrize(
    ("text", "where", "because"),
    [
        ("", "h.csv:1:", "an empty file"),
        ("who,when\n", "h.csv:1:", "other columns"),
        (GOOD + "nobody,2026-01-01,,\n", "h.csv:5:", "nobody we know"),
        (GOOD + "ana-ruiz,someday,,\n", "h.csv:5:", "no date"),
        (GOOD + "ana-ruiz,2027-01-01,,\n", "h.csv:5:", "a date to come"),
        (GOOD + "ana-ruiz,2026-01-01\n", "h.csv:5:", "too few cells"),
        (GOOD + "ana-ruiz,2026-01-01,a,b,c\n", "h.csv:5:", "too many cells"),
        (GOOD + 'ana-ruiz,2026-01-01,"call,x\n', "h.csv:5:", "a quote left open"),
        (GOOD + "ana-ruiz,2026-01-01,call,\x00\n", "h.csv:5:", "NUL"),
        (GOOD + "ana-ruiz,2026-01-01,call,a\x1b[31mb\n", "h.csv:5:", "a control character in a note"),
        ("stakeholder,date\n" + "x" * 200_000 + ",2026-01-01\n", "h.csv:2:", "a cell far too long"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_imported(text: str, where: str, because: str, terminal: Terminal) -> None:
    answer = terminal.run("log", "import", str(terminal.write("h.csv", text)), "--yes")
    assert (answer.code, answer.out) == (Exit.CONFIG, ""), because
    assert answer.err.startswith(where), because
    assert imported(terminal) == []


def test_every_bad_row_is_named_at_once(terminal: Terminal) -> None:
    text = "stakeholder,date\nnobody,2026-01-01\nana-ruiz,never\nana-ruiz,2026-01-01\n"
    answer = terminal.run("log", "import", str(terminal.write("h.csv", text)))
    assert [line.split(" ", 1)[0] for line in answer.err.splitlines()] == ["h.csv:2:", "h.csv:3:", "touchbase:"]


def test_a_file_that_is_not_there(terminal: Terminal) -> None:
    answer = terminal.run("log", "import", str(terminal.home / "none.csv"))
    assert (answer.code, "cannot be read" in answer.err) == (Exit.USAGE, True)


def test_without_yes_a_person_is_asked_and_a_script_is_told(terminal: Terminal) -> None:
    path = str(terminal.write("h.csv", GOOD))
    assert terminal.run("log", "import", path).code == Exit.USAGE
    assert "Imported" not in terminal.good("log", "import", path, tty=True, typed="n\n").out
    assert imported(terminal) == []
    assert "Imported 3" in terminal.good("log", "import", path, tty=True, typed="y\n").out
    assert len(imported(terminal)) == 3


def test_json_shows_what_is_new_and_whether_it_was_imported(terminal: Terminal) -> None:
    path = str(terminal.write("h.csv", GOOD))
    answer = terminal.good("log", "import", path, "--yes", "--json").json
    assert (len(answer["touchbases"]), answer["imported"], answer["known"]) == (3, True, 0)
    again = terminal.good("log", "import", path, "--json").json
    assert (again["touchbases"], again["imported"], again["known"]) == ([], False, 3)


def test_json_without_yes_is_a_preview(terminal: Terminal) -> None:
    path = str(terminal.write("h.csv", GOOD))
    answer = terminal.good("log", "import", path, "--json").json
    assert (len(answer["touchbases"]), answer["imported"]) == (3, False)
    assert imported(terminal) == []
    people = str(terminal.write("p.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Noor\nEMAIL:noor@example.com\nEND:VCARD\n"))
    before = (terminal.home / "stakeholders.toml").read_text("utf-8")
    answer = terminal.good("stakeholders", "import", people, "--json").json
    assert (len(answer["new"]), answer["added"]) == (1, False)
    assert (terminal.home / "stakeholders.toml").read_text("utf-8") == before


def test_what_happened_today_counts_at_once(terminal: Terminal) -> None:
    terminal.good("log", "import", str(terminal.write("h.csv", "stakeholder,date\nana-ruiz,2026-06-03\n")), "--yes")
    [ana] = [p for p in terminal.good("status", "--json").json["stakeholders"] if p["id"] == "ana-ruiz"]
    assert ana["days_since_held"] == 0
