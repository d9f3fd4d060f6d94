"""A hidden character is refused wherever somebody writes a line, and the refusal is as clean as all else."""

import csv
import io

import pytest

from tests.cli.terminal import Terminal
from tests.security.payloads import HIDDEN, PLAIN, obeyed
from tests.security.world import toml
from touchbase.errors import Exit


@pytest.mark.parametrize(
    "field", ["name", "email", "category", "tags", "id", "time_zone", "cadence", "my_outcome", "intent"]
)
def test_a_hidden_character_is_refused_in_every_field_of_the_list_in_clean_words(
    terminal: Terminal, field: str
) -> None:
    """By its row, and without saying it: the message is as clean as all else."""
    known = ('id = "ana"', 'name = "Ana"', 'email = "ana@example.com"')
    fields = "\n".join(line for line in known if not line.startswith(field))
    for text in HIDDEN:
        said = f"[{toml(text)}]" if field == "tags" else toml(text)
        terminal.write("stakeholders.toml", f"[[stakeholder]]\n{field} = {said}\n{fields}\n")
        answer = terminal.run("check")
        assert answer.code == Exit.CONFIG, (text, answer)
        assert obeyed(answer.out + answer.err) == [], (text, answer)
        assert "stakeholders.toml:" in answer.err


@pytest.mark.parametrize(
    "key", ["owner.name", "owner.email", "owner.time_zone", "calendar.google.calendar_id", "touchbase.title"]
)
def test_a_hidden_character_is_refused_in_the_config(terminal: Terminal, key: str) -> None:
    section, _, name = key.rpartition(".")
    for text in HIDDEN:
        if key == "touchbase.title" and not obeyed(text.strip()):
            continue  # several plain lines are a template; the file has one of them
        owner = {"name": '"Sam"', "email": '"sam@example.com"', "time_zone": '"Europe/London"'}
        more = ""
        if section == "owner":
            owner[name] = toml(text)
        else:
            more = f"[{section}]\n{name} = {toml(text)}\n"
        lines = "\n".join(f"{key} = {value}" for key, value in owner.items())
        terminal.write("config.toml", f'[owner]\n{lines}\n[stakeholders]\nfile = "stakeholders.toml"\n{more}')
        answer = terminal.run("check")
        assert obeyed(answer.out + answer.err) == [], (text, answer)
        assert answer.code == Exit.CONFIG, (text, answer)


@pytest.mark.parametrize(
    "argv",
    [
        ("note", "ana-ruiz"),
        ("promise", "ana-ruiz"),
        ("gave", "ana-ruiz"),
        ("thank", "ana-ruiz"),
        ("log", "add", "ana-ruiz", "--when", "yesterday", "--note"),
        ("outcome", "ana-ruiz", "--why"),
        ("stakeholders", "add", "--email", "x@example.com", "--name"),
    ],
    ids=" ".join,
)
def test_a_hidden_character_is_refused_on_the_command_line(terminal: Terminal, argv: tuple[str, ...]) -> None:
    for text in HIDDEN:
        answer = terminal.run(*argv, text)
        assert obeyed(answer.out + answer.err) == [], (text, answer)
        if argv[-1] != "--note":
            assert answer.code in (Exit.USAGE, Exit.CONFIG), (text, answer)
    export = terminal.good("export").out
    assert obeyed(export) == []


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEMAIL:a{}@example.com\r\nORG:{}\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("kind", ["vcf", "csv"])
def test_an_address_book_brings_nothing_in_that_the_list_would_refuse(terminal: Terminal, kind: str) -> None:
    """A card or a row with such a name is left out or cleaned; the list stays one that can be read."""
    if kind == "vcf":
        cards = [
            CARD.format(
                text.replace("\\", "\\\\").replace("\n", "\\n"), n, text.partition("\n")[0].replace("\\", "\\\\")
            )
            for n, text in enumerate((*HIDDEN, *PLAIN))
        ]
        terminal.home.joinpath("people.vcf").write_bytes("".join(cards).replace("\0", "").encode("utf-8", "replace"))
    else:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("Name", "E-mail 1 - Value", "Labels"))
        writer.writerows(
            (text.replace("\0", ""), f"a{n}@example.com", text.replace("\0", ""))
            for n, text in enumerate((*HIDDEN, *PLAIN))
        )
        terminal.home.joinpath("people.csv").write_bytes(out.getvalue().encode("utf-8", "replace"))
    before = (terminal.home / "stakeholders.toml").read_text("utf-8")
    answer = terminal.run("stakeholders", "import", str(terminal.home / f"people.{kind}"), "--yes")
    assert answer.code in (Exit.OK, Exit.SOME_FAILED, Exit.CONFIG), answer
    assert obeyed(answer.out + answer.err) == []
    after = (terminal.home / "stakeholders.toml").read_text("utf-8")
    assert after.startswith(before.rstrip()[:40])
    assert obeyed(after) == []
    assert terminal.run("check").code == Exit.OK
    assert "[[stakeholder]]\nname" not in after.replace("\r", "")


def test_a_cell_of_ten_megabytes_is_named_by_its_row(terminal: Terminal) -> None:
    config = (terminal.home / "config.toml").read_text("utf-8").replace("stakeholders.toml", "stakeholders.csv")
    terminal.write("config.toml", config)
    terminal.write(
        "stakeholders.csv", f"id,name,email\nana,Ana,ana@example.com\nbo,{'x' * 10_000_000},bo@example.com\n"
    )
    answer = terminal.run("check")
    assert answer.code == Exit.CONFIG
    assert "row 3, column name" in answer.err
    assert len(answer.err) < 1000
