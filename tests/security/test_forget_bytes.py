"""forget after a rich life: not one byte of name, address, id or note in any file, however it is written."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli.terminal import Terminal
from touchbase.cli.context import Context
from touchbase.cli.crash import write_report
from touchbase.store.backup import backups

ID, NAME, EMAIL, OTHER = "zoe-oneil", "Zoë O'Neil, Dr", "Zoe.Oneil@example.com", "zoe@example.org"
PEOPLE = f"""\
[[stakeholder]]
id = "{ID}"
name = "{NAME}"
email = "{EMAIL}"
addresses = ["{OTHER}"]
category = "peer"
priority = 1
cadence = "weekly"
tags = ["platform"]
healthy_looks_like = "canary-healthy"
knows = ["bo-lind"]

[[stakeholder]]
id = "bo-lind"
name = "Bo Lind"
email = "bo@example.com"
priority = 2
cadence = "weekly"

[[stakeholder]]
id = "cy-tran"
name = "Cy Tran"
email = "cy@example.com"
priority = 3
cadence = "monthly"
"""
NOTES = (
    "canary-healthy",
    "canary-note",
    "canary-promise",
    "canary-gave",
    "canary-goal",
    "canary-log",
    "canary-why",
    "canary-import",
    "canary-retracted",
    "canary-thanks",
)
IMPORT = f"stakeholder,date,kind,note\n{ID},2026-05-04,call,canary-import\n"


def lived(terminal: Terminal) -> Terminal:
    """Months with her: booked, logged, noted, promised, introduced, paused, undone, backed up, planned; and a bug."""
    config = (terminal.home / "config.toml").read_text("utf-8")
    title = "A touchbase with a title so long that a calendar breaks its line within {guest}"
    terminal.write("config.toml", f'{config}[touchbase]\nnew_per_run = 0\ntitle = "{title}"\n')
    terminal.write("stakeholders.toml", PEOPLE)
    for argv in (
        ("sync",),
        ("log", "add", ID, "--when", "yesterday", "--note", "canary-log", "--kind", "call"),
        ("note", ID, "canary-note", "--ask", "in 3 weeks"),
        ("promise", ID, "canary-promise"),
        ("gave", ID, "canary-gave"),
        ("goal", "add", ID, "canary-goal", "--step", "ask"),
        ("thank", ID, "canary-thanks"),
        ("outcome", ID, "--why", "canary-why"),
        ("note", "bo-lind", f"he asked after {NAME} ({EMAIL.lower()})"),
        ("promise", "bo-lind", f"tell {NAME.upper()}"),
        ("log", "add", "bo-lind", "--when", "2026-05-02", "--note", f"with {NAME} and {OTHER}"),
        ("pause", ID, "--until", "2026-08-01"),
        ("resume", ID),
        ("sync",),
        ("plan",),
        ("status",),
        ("sync",),
    ):
        answer = terminal.run(*argv)
        assert answer.code == 0, (argv, answer)
    made = terminal.good("log", "add", ID, "--when", "2026-05-20", "--note", "canary-retracted", "--json").json
    terminal.good("log", "retract", made["touchbase"]["id"])
    terminal.write("history.csv", IMPORT)
    terminal.good("log", "import", str(terminal.home / "history.csv"), "--yes")
    (terminal.home / "history.csv").unlink()
    terminal.now += timedelta(days=15)
    terminal.good("sync")
    try:
        raise ValueError(f"{NAME} canary-note")
    except ValueError as error:
        write_report(error, Context(environ={"TOUCHBASE_HOME": str(terminal.home)}))
    terminal.good("pause", "cy-tran")  # an edit of somebody else, whose undo holds the whole list
    terminal.good("retire", ID)
    terminal.good("sync")
    terminal.now += timedelta(days=8)  # a date that stood within the next day is still held
    terminal.good("sync")
    terminal.good("resume", "cy-tran")
    terminal.good("sync")
    return terminal


def spellings(text: str) -> Iterator[bytes]:
    """As plain text, and as it stands in JSON, JSON within JSON, calendar files, pages and addresses."""
    for form in ("NFC", "NFD"):
        plain = unicodedata.normalize(form, text)
        escaped = json.dumps(plain)[1:-1]
        yield from (plain.encode(), plain.encode("utf-16-le"), plain.encode("latin-1", "ignore"))
        yield from (
            escaped.encode(),
            escaped.upper().replace("\\U", "\\u").encode(),
            json.dumps(escaped)[1:-1].encode(),
        )
        yield plain.replace(",", "\\,").replace(";", "\\;").encode()
        yield plain.replace("'", "&#39;").encode()
        yield quote(plain).encode()


WANTED = [
    *{word for text in (NAME, EMAIL, OTHER, ID, "O'Neil", "oneil", "zoe") for word in spellings(text)},
    *(note.encode() for note in NOTES),
]


def holding(home: Path) -> dict[str, list[bytes]]:
    """Files with one of the words in their bytes (lines of calendars joined) or in their own name."""
    found = {}
    for path in sorted(home.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            text = (raw + re.sub(rb"\r?\n[ \t]", b"", raw)).lower() + path.name.lower().encode()
            if hits := [word for word in WANTED if word.lower() in text]:
                found[path.relative_to(home).as_posix()] = hits
    return found


@pytest.fixture
def life(terminal: Terminal) -> Terminal:
    return lived(terminal)


def test_not_one_byte_is_left_in_any_spelling(life: Terminal) -> None:
    before = holding(life.home)
    assert {"touchbase.db", "stakeholders.toml"} <= before.keys()
    assert any(name.startswith("backups/") for name in before)
    assert any(name.endswith(".ics") for name in before)
    assert [note for note in NOTES if not any(note.encode() in hits for hits in before.values())] == []
    said = life.good("forget", ID, "--confirm", NAME).out
    assert holding(life.home) == {}
    assert "still stands" not in said
    assert len(backups(life.home / "touchbase.db")) == 1


def test_nor_while_the_next_commands_run_and_after_them(life: Terminal) -> None:
    """With a journal beside the database, after a sync, an undo and another backup; and the others go on."""
    life.good("forget", ID, "--confirm", NAME)
    with life.store() as store:
        store.set("later", "1")
        assert (life.home / "touchbase.db-wal").exists()
        assert holding(life.home) == {}
    for argv in (("sync",), ("undo",), ("plan",), ("status",), ("log", "list"), ("export",), ("brief", "bo-lind")):
        answer = life.run(*argv)
        assert not any(word.lower() in (answer.out + answer.err).lower().encode() for word in WANTED), argv
    assert holding(life.home) == {}
    status = life.good("status", "--json").json["stakeholders"]
    assert [one["id"] for one in status] == ["bo-lind", "cy-tran"]
    assert all(one["next"] for one in status), "they are still booked"


def test_a_plan_that_waits_for_a_word_is_gone_with_them(life: Terminal) -> None:
    """The guard keeps a refused plan until somebody says yes to it: it holds everybody's names."""
    life.write("stakeholders.toml", "")
    life.run("sync")
    life.write("stakeholders.toml", PEOPLE.replace("weekly", "every 2 weeks"))
    config = (life.home / "config.toml").read_text("utf-8")
    life.write("config.toml", config + '[guard]\nmax_mails_per_run = 1\npolicy = "full"\n')
    life.run("sync")
    life.write("config.toml", config)
    life.write("stakeholders.toml", PEOPLE.replace("priority = 1\n", 'priority = 1\nstate = "let_go"\n', 1))
    life.good("sync")
    life.good("forget", ID, "--confirm", NAME)
    assert holding(life.home) == {}


def test_what_others_entries_say_of_them_is_named(life: Terminal) -> None:
    """The list is the owner's own text: only the entry itself is taken out."""
    path = life.home / "stakeholders.toml"
    path.write_text(path.read_text("utf-8").replace('id = "bo-lind"\n', f'id = "bo-lind"\nknows = ["{ID}"]\n'), "utf-8")
    assert f"still stands in {path}" in life.good("forget", ID, "--confirm", NAME).out
    assert list(holding(life.home)) == ["stakeholders.toml"]


@pytest.mark.parametrize("name", ["report.html", "map.html", "all.json", "brief.html", "conflict.ics", "old.toml.bak"])
def test_a_page_of_the_owner_s_own_making_is_named_and_not_touched(life: Terminal, name: str) -> None:
    """Pages escape a quote, JSON an accent, calendars break lines: the name is found there all the same."""
    path = life.home / name
    made = {
        "report.html": ("report", "--html", "--to", str(path)),
        "map.html": ("map", "--html", "--to", str(path)),
        "brief.html": ("brief", ID, "--html", "--to", str(path)),
        "all.json": ("export", "--output", str(path)),
    }
    if name in made:
        life.good(*made[name])
    elif name == "conflict.ics":
        path.write_bytes(f"SUMMARY:{NAME[:6]}\r\n {NAME[6:]}\r\n".replace(",", "\\,").encode())
    else:
        path.write_text(json.dumps({"name": NAME}))
    raw = path.read_bytes()
    said = life.good("forget", ID, "--confirm", NAME).out
    assert f"still stands in {path}" in said
    assert path.read_bytes() == raw
    assert set(holding(life.home)) == {name}


def test_what_a_killed_edit_of_a_list_kept_elsewhere_left_behind_is_named(
    life: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An edit writes a hidden file beside the list and renames it; killed between the two, the name stays in it."""
    elsewhere = tmp_path_factory.mktemp("notes")
    (life.home / "stakeholders.toml").rename(elsewhere / "people.toml")
    config = (life.home / "config.toml").read_text("utf-8")
    life.write("config.toml", config.replace('"stakeholders.toml"', f'"{elsewhere / "people.toml"}"'))
    left = elsewhere / ".people.toml.x1y2z3"
    left.write_text(f'name = "{NAME}"\n', "utf-8")
    assert str(left) in life.good("forget", ID, "--confirm", NAME).out
