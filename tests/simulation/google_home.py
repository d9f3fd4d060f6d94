"""A leader's home with an account at the emulated Google: config, sign-in as a person does it, commands."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import time_machine

from tests.cli.terminal import Answer, Stream
from tests.emulators.google.browser import Browser
from tests.emulators.google.emulator import GoogleEmulator
from touchbase.__main__ import main
from touchbase.cli.context import Context

SAM = "sam@example.com"
CONFIG = """\
[owner]
name = "Sam Okafor"
email = "{sam}"
time_zone = "Europe/London"

[stakeholders]
file = "stakeholders.toml"

[touchbase]
new_per_run = 0
horizon_weeks = 6
conference = {conference}

[calendar]
provider = "google"
[calendar.google]
client_secrets = "client_secret.json"
api_endpoint = "{api}"
meet_endpoint = "{meet}"

[guard]
max_mails_per_run = 100
"""


@dataclass
class GoogleHome:
    """Where one person's touchbase lives; every command is a process of its own, as far as one can tell inside one."""

    folder: Path
    google: GoogleEmulator
    conference: bool = False
    slept: list[float] = field(default_factory=list)
    strays: tuple[str, ...] = ("/favicon.ico", "/?state=forged&code=x")

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        api, meet = self.google.api_endpoint, self.google.meet_endpoint
        self.write("config.toml", CONFIG.format(sam=SAM, api=api, meet=meet, conference=str(self.conference).lower()))
        self.write("stakeholders.toml", "")
        self.google.client_secrets(self.folder / "client_secret.json")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    @property
    def environ(self) -> dict[str, str]:
        return {**os.environ, **self.google.environment, "TOUCHBASE_HOME": str(self.folder)}

    def context(self) -> Context:
        """The composition root of a command that starts now; its pauses are noted and not waited for."""
        self.google.now = now = datetime.now(UTC)
        return Context(environ=self.environ, now=now, clock=lambda: datetime.now(UTC), sleep=self.slept.append)

    def run(self, *argv: str, at: datetime | None = None, hear: Callable[[str], None] = lambda _: None) -> Answer:
        """One command line; `hear` gets each line the person reads on stderr, as it is said."""
        moment = at or datetime.now(UTC)
        out, err = Stream(), Heard(hear)
        with time_machine.travel(moment, tick=False), _streams(out, err), _environment(self.environ):
            self.google.now = moment.astimezone(UTC)
            code = main(argv)
        return Answer(code, out.text(), err.text())

    def good(self, *argv: str, at: datetime | None = None) -> Answer:
        """As `run`, for a command that must end well and in silence."""
        answer = self.run(*argv, at=at)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer

    def sign_in(self, at: datetime | None = None) -> Answer:
        """As a person does it: the address is opened in a browser, which also asks for an icon."""
        browser = Browser(self.google.server.ca_path, self.strays)

        def person(line: str) -> None:
            if line.startswith("https://"):
                browser(line.strip())

        answer = self.run("auth", "google", "--no-browser", at=at, hear=person)
        browser.wait()
        return answer


class Heard(Stream):
    """A stream that somebody reads along with."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        super().__init__()
        self.hear = hear

    def write(self, text: str) -> int:
        done = io.TextIOWrapper.write(self, text)
        for line in text.splitlines():
            self.hear(line)
        return done


@contextmanager
def _streams(out: Stream, err: Stream) -> Iterator[None]:
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = Stream(), out, err
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    kept = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
