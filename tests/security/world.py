"""A home in which everything people can write holds a payload, synced, logged and noted; made once for all tests."""

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli.terminal import CONFIG, Terminal
from tests.security.payloads import HIDDEN, PLAIN
from touchbase.roster.load import parse

MORE = "[touchbase]\nnew_per_run = 0\nmax_per_day = 20\nmax_per_week = 100\n[capacity]\nhours_per_week = 80.0\n"
GUARD = "[guard]\nmax_mails_per_run = 10000\n"
FIELDS = ("name", "category", "tags", "healthy_looks_like", "my_outcome", "their_outcome", "power")


def toml(value: str) -> str:
    """As a basic string of TOML, whatever is in it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def entry(number: int, field: str, text: str) -> str:
    """One person with the text in that field."""
    said = f"[{toml(text)}]" if field == "tags" else toml(text)
    name = "" if field == "name" else f'name = "Person {number}"\n'
    return (
        f'[[stakeholder]]\nid = "p{number}"\n{name}{field} = {said}\nemail = "p{number}@example.com"\n'
        'priority = 3\ncadence = "monthly"\n'
    )


def accepted(text: str) -> bool:
    """Whether the list takes these lines."""
    roster = parse(text.encode(), Path("stakeholders.toml"), "Europe/London", 30)
    return not roster.errors and len(roster.stakeholders) == 1


def entries(field: str, start: int) -> list[str]:
    made = [entry(start + n, field, text) for n, text in enumerate((*HIDDEN, *PLAIN))]
    return [text for text in made if accepted(text)]


@cache
def hostile() -> Terminal:
    home = Path(mkdtemp(prefix="touchbase-")) / "home"
    home.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("TOUCHBASE_HOME", str(home))
        terminal = Terminal(home)
        terminal.write("config.toml", CONFIG + MORE + GUARD)
        people = [
            *entries("name", 0),
            *(text for n, field in enumerate(FIELDS[1:], 1) for text in entries(field, n * 100)[::9]),
        ]
        terminal.write("stakeholders.toml", "\n".join(people))
        terminal.good("sync")
        kinds = [("note",), ("promise",), ("ask",), ("gave",), ("thank",), ("suggestion",)]
        for number, text in enumerate(PLAIN):
            argv = kinds[number % len(kinds)]
            terminal.run(*argv, "p18", "--", text)
            terminal.run(
                "log",
                "add",
                "p19",
                "--when",
                f"2026-0{1 + number // 28}-{1 + number % 28:02}",
                "--note",
                text,
                "--kind",
                "call",
            )
        terminal.good("outcome", "p20", "--why", PLAIN[0], "--mine", "<script>x</script>", "--healthy", "=1+1")
        terminal.good("sync")
    return terminal
