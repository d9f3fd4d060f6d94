"""The list shown, added to by hand, and from address books."""

import tomllib

import pytest

from tests.cli.real_terminal import on_a_pty
from tests.cli.terminal import PEOPLE, Terminal

VCARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Dee Marsh
EMAIL:dee@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ana Ruiz
EMAIL:ANA@example.com
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Sam Okafor
EMAIL:sam@example.com
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:No Address
END:VCARD
"""


def people(terminal: Terminal) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads((terminal.home / "stakeholders.toml").read_text("utf-8"))[
        "stakeholder"
    ]
    return found


def test_the_list_is_shown_by_priority(terminal: Terminal) -> None:
    lines = terminal.good("stakeholders", "list").out.splitlines()
    assert lines[0] == "Your list: 3 stakeholders"
    assert [line.split()[0] for line in lines[2:]] == ["1", "2", "3"]
    assert "paused" in lines[4]
    assert max(map(len, lines)) <= 80


def test_a_pause_is_shown_with_its_end(terminal: Terminal) -> None:
    terminal.good("pause", "ana-ruiz", "--until", "2026-08-01")
    assert "paused until 1 Aug" in terminal.good("stakeholders", "list").out


def test_the_list_as_json(terminal: Terminal) -> None:
    shown = terminal.good("stakeholders", "list", "--json").json
    assert [one["id"] for one in shown["stakeholders"]] == ["bo-lind", "ana-ruiz", "cy-tran"]
    assert shown["stakeholders"][2] | {"tags": [], "intent": "maintain"} == {
        "id": "cy-tran", "name": "Cy Tran", "email": "cy@example.com", "addresses": [], "category": "mentor",
        "priority": 3, "cadence": "quarterly", "state": "paused", "paused_until": None, "profile": {},
        "time_zone": "America/New_York", "duration_minutes": 30, "added": "2026-01-05", "tags": [],
        "intent": "maintain",
    }  # fmt: skip


def test_a_list_with_a_problem_is_not_half_shown(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace('"weekly"', '"now and then"'))
    answer = terminal.run("stakeholders", "list")
    assert (answer.code, answer.out) == (78, "")


class TestAdd:
    """One person, by flags or by answers."""

    def test_by_flags(self, terminal: Terminal) -> None:
        said = terminal.good(
            "stakeholders", "add", "--name", "Dee Marsh", "--email", "dee@example.org", "--category", "customer",
            "--priority", "2", "--cadence", "every 6 weeks", "--time-zone", "Asia/Tokyo", "--tag", "a", "--tag", "b",
        ).out  # fmt: skip
        assert "dee-marsh" in said
        assert people(terminal)[-1] == {
            "id": "dee-marsh", "name": "Dee Marsh", "email": "dee@example.org", "category": "customer", "priority": 2,
            "cadence": "every 6 weeks", "time_zone": "Asia/Tokyo", "added": terminal.now.date(), "tags": ["a", "b"],
        }  # fmt: skip
        assert (terminal.home / "stakeholders.toml").read_text("utf-8").startswith(PEOPLE)
        terminal.good("undo")
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE

    def test_json_shows_the_entry(self, terminal: Terminal) -> None:
        added = terminal.good("stakeholders", "add", "--name", "Dee Marsh", "--email", "dee@example.org", "--json").json
        assert (added["added"]["id"], added["added"]["cadence"]) == ("dee-marsh", "quarterly")

    def test_a_namesake_gets_an_id_of_their_own_and_a_word(self, terminal: Terminal) -> None:
        answer = terminal.run("stakeholders", "add", "--name", "Ana Ruiz", "--email", "ana.r@example.org")
        assert answer.code == 0
        assert "another Ana Ruiz" in answer.err
        assert people(terminal)[-1]["id"] == "ana-ruiz-2"

    @pytest.mark.parametrize("email", ["ana@example.com", "ANA@Example.COM"])
    def test_nobody_stands_there_twice(self, email: str, terminal: Terminal) -> None:
        answer = terminal.run("stakeholders", "add", "--name", "Ana R.", "--email", email)
        assert answer.code == 2
        assert "Ana Ruiz has that address already: ana-ruiz" in answer.err

    def test_the_owner_is_no_stakeholder(self, terminal: Terminal) -> None:
        answer = terminal.run("stakeholders", "add", "--name", "Sam", "--email", "Sam@example.com")
        assert (answer.code, "your own address" in answer.err) == (2, True)

    def test_every_fault_is_named_at_once(self, terminal: Terminal) -> None:
        answer = terminal.run(
            "stakeholders", "add", "--name", "Dee\r\nATTENDEE:x", "--email", "dee at example", "--priority", "77",
            "--cadence", "sometimes", "--time-zone", "Mars/Olympus", "--intent", "hug",
        )  # fmt: skip
        assert answer.code == 78
        assert all(
            f"--{flag}: " in answer.err for flag in ("name", "email", "priority", "cadence", "time-zone", "intent")
        )
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE

    def test_without_a_terminal_the_flags_are_needed(self, terminal: Terminal) -> None:
        answer = terminal.run("stakeholders", "add", "--name", "Dee Marsh")
        assert (answer.code, "--email" in answer.err) == (2, True)

    def test_on_a_terminal_it_asks_until_the_answer_is_good(self, terminal: Terminal) -> None:
        typed = "Dee Marsh\nnobody\ndee@example.org\n\n12\n2\n\nAmerica/Lima\n"
        answer = terminal.good("stakeholders", "add", typed=typed, tty=True)
        assert "is not an e-mail address" in answer.err
        assert people(terminal)[-1] == {
            "id": "dee-marsh", "name": "Dee Marsh", "email": "dee@example.org", "category": "peer", "priority": 2,
            "time_zone": "America/Lima", "added": terminal.now.date(),
        }  # fmt: skip

    def test_an_id_of_a_faulty_entry_is_taken(self, terminal: Terminal) -> None:
        terminal.write("stakeholders.toml", PEOPLE.replace('"weekly"', '"now and then"'))
        terminal.run("stakeholders", "add", "--name", "Bo Lind", "--email", "bo.l@example.org")
        assert people(terminal)[-1]["id"] == "bo-lind-2"

    def test_the_address_of_a_faulty_entry_is_not_doubled(self, terminal: Terminal) -> None:
        faulty = PEOPLE.replace('"weekly"', '"now and then"')
        terminal.write("stakeholders.toml", faulty)
        answer = terminal.run("stakeholders", "add", "--name", "Bo Twin", "--email", "bo@example.com")
        assert answer.code == 78
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == faulty


class TestImport:
    """Shown first, added when agreed, never twice."""

    def test_nothing_is_added_unasked(self, terminal: Terminal) -> None:
        file = terminal.write("contacts.vcf", VCARDS)
        answer = terminal.run("stakeholders", "import", str(file))
        assert answer.code == 2
        assert "--yes" in answer.err
        assert "Dee Marsh" in answer.out
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE

    def test_new_already_and_problems_are_told_apart(self, terminal: Terminal) -> None:
        file = terminal.write("contacts.vcf", VCARDS)
        answer = terminal.run("stakeholders", "import", str(file), "--yes")
        assert answer.code == 0
        rows = [line.split()[:2] for line in answer.out.splitlines()]
        assert ["new", "Dee"] in rows
        assert ["already", "Ana"] in rows
        assert "No Address" in answer.err
        assert "Sam" not in answer.out
        assert "touchbase undo" in answer.out
        assert [one["id"] for one in people(terminal)] == ["ana-ruiz", "bo-lind", "cy-tran", "dee-marsh"]

    def test_a_second_import_adds_nobody(self, terminal: Terminal) -> None:
        file = terminal.write("contacts.vcf", VCARDS)
        terminal.run("stakeholders", "import", str(file), "--yes")
        before = (terminal.home / "stakeholders.toml").read_text("utf-8")
        assert "nobody new" in terminal.run("stakeholders", "import", str(file)).out
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == before

    def test_undo_takes_all_of_them_out(self, terminal: Terminal) -> None:
        file = terminal.write("contacts.csv", "name,email\nDee Marsh,dee@example.org\nEli Wood,eli@example.org\n")
        assert "Added 2 people" in terminal.good("stakeholders", "import", str(file), "--yes").out
        terminal.good("undo")
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE

    def test_json_previews_and_adds_only_with_yes(self, terminal: Terminal) -> None:
        file = terminal.write("contacts.vcf", VCARDS)
        seen = terminal.good("stakeholders", "import", str(file), "--json").json
        assert ([one["id"] for one in seen["new"]], seen["already"], seen["added"]) == (
            ["dee-marsh"],
            ["ana-ruiz"],
            False,
        )
        assert seen["problems"][0]["severity"] == "warning"
        assert len(people(terminal)) == 3

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("none.vcf", None),
            ("broken.csv", "name,email\nDee,nobody\n"),
            ("photo.jpg", "x"),
            ("shifted.csv", "name,email\ndee@example.org,Dee,x\n"),
        ],
    )
    def test_a_file_that_gives_nobody_is_refused(self, name: str, text: str | None, terminal: Terminal) -> None:
        path = terminal.home / name if text is None else terminal.write(name, text)
        answer = terminal.run("stakeholders", "import", str(path), "--yes")
        assert answer.code == 78
        assert name in answer.err
        assert (terminal.home / "stakeholders.toml").read_text("utf-8") == PEOPLE

    def test_the_good_rows_of_a_bad_file_come_in_and_the_code_tells(self, terminal: Terminal) -> None:
        file = terminal.write(
            "contacts.csv", "name,email,priority\nDee Marsh,dee@example.org,2\nEli,eli@example.org,99\n"
        )
        answer = terminal.run("stakeholders", "import", str(file), "--yes")
        assert answer.code == 1
        assert [one["id"] for one in people(terminal)][3:] == ["dee-marsh"]

    @pytest.mark.parametrize(("answer", "number"), [("y\n", 4), ("n\n", 3)])
    def test_on_a_real_terminal_it_asks(self, answer: str, number: int, terminal: Terminal) -> None:
        file = terminal.write("contacts.vcf", VCARDS)
        output, code = on_a_pty(["stakeholders", "import", str(file)], answer, terminal.home)
        assert code == 0
        assert "Dee Marsh" in output
        assert "Add 1 person?" in output
        assert len(people(terminal)) == number
