"""Runs our command line in this process, in a home of its own, at a moment of its own."""

import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import pytest
import time_machine

from touchbase.__main__ import main
from touchbase.cli.context import Context
from touchbase.store.port import Store
from touchbase.store.sqlite import open_store

CONFIG = """\
[owner]
name = "Sam Okafor"
email = "sam@example.com"
time_zone = "Europe/London"

[stakeholders]
file = "stakeholders.toml"

[calendar]
provider = "local"
[calendar.local]
folder = "calendar"
"""
PEOPLE = """\
[[stakeholder]]
id = "ana-ruiz"
name = "Ana Ruiz"
email = "ana@example.com"
category = "peer"
priority = 2
cadence = "monthly"
added = 2026-01-05

[[stakeholder]]
id = "bo-lind"
name = "Bo Lind"
email = "bo@example.com"
category = "boss"
priority = 1
cadence = "weekly"
added = 2026-01-05

[[stakeholder]]
id = "cy-tran"
name = "Cy Tran"
email = "cy@example.com"
category = "mentor"
priority = 3
cadence = "quarterly"
time_zone = "America/New_York"
state = "paused"
added = 2026-01-05
"""
NOON = datetime.fromisoformat("2026-06-03T12:00+01:00")  # a Wednesday


@dataclass(frozen=True)
class Answer:
    """What came back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """A text stream over memory that may claim to be a terminal."""

    def __init__(self, text: str = "", tty: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def text(self) -> str:
        return cast("io.BytesIO", self.buffer).getvalue().decode()


@dataclass
class Terminal:
    """One user with one home."""

    home: Path
    now: datetime = NOON
    answers: list[Answer] = field(default_factory=list)

    def at(self, now: datetime) -> None:
        """Time goes by."""
        self.now = now

    def run(self, *argv: str, typed: str = "", tty: bool = False) -> Answer:
        """One command line; with `tty` a person sits there and types `typed`."""
        stdin, stdout, stderr = Stream(typed, tty), Stream(tty=tty), Stream(tty=tty)
        with time_machine.travel(self.now, tick=False), _streams(stdin, stdout, stderr):
            code = main(argv)
        self.answers.append(Answer(code, stdout.text(), stderr.text()))
        return self.answers[-1]

    def good(self, *argv: str, typed: str = "", tty: bool = False) -> Answer:
        """As `run`, for a command that must end well and say nothing on stderr."""
        answer = self.run(*argv, typed=typed, tty=tty)
        assert (answer.code, "" if tty else answer.err) == (0, ""), answer
        return answer

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = open_store(self.home / "touchbase.db", "sam@example.com")
        yield store
        store.close()

    def write(self, name: str, text: str) -> Path:
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return path


@contextmanager
def _streams(stdin: Stream, stdout: Stream, stderr: Stream) -> Iterator[None]:
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = cast("tuple[IO[str], IO[str], IO[str]]", (stdin, stdout, stderr))
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


def context_at(environ: Mapping[str, str], now: datetime = NOON) -> Context:
    """A composition root for tests of the pieces below a command."""
    return Context(environ=environ, now=now)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A home with a config and three people, nothing remembered yet."""
    made = Terminal(tmp_path)
    made.write("config.toml", CONFIG)
    made.write("stakeholders.toml", PEOPLE)
    monkeypatch.setenv("TOUCHBASE_HOME", str(tmp_path))
    return made
