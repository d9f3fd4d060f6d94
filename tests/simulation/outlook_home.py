"""A leader's home with an Outlook account at the emulated Microsoft: config, sign-in as a person does it, commands."""

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import time_machine

from tests.cli.terminal import Answer, Stream
from tests.cli.terminal import _streams as streams
from tests.emulators.graph.client import browse
from tests.emulators.graph.graph import CLIENT, Graph
from tests.emulators.graph.hands import Hands
from touchbase.__main__ import main
from touchbase.calendars.port import Calendar
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

[calendar]
provider = "outlook"
{more}
[calendar.outlook]
client_id = "{client}"
authority = "{authority}"
endpoint = "{endpoint}"
attendance = {attendance}
{outlook}

[guard]
max_mails_per_run = 100
"""


@dataclass
class OutlookHome:
    """Where one person's touchbase lives; every command is a process of its own, as far as one can tell inside one."""

    folder: Path
    graph: Graph
    more: str = ""  # further lines of config.toml, those of [calendar.outlook] in `outlook`
    attendance: bool = False
    tenant: str = "organizations"
    client: str = CLIENT
    outlook: str = ""
    slept: list[float] = field(default_factory=list)
    _awake: Context | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        text = CONFIG.format(
            sam=SAM,
            client=self.client,
            authority=self.graph.authority(self.tenant),
            outlook=self.outlook,
            endpoint=self.graph.endpoint,
            attendance=str(self.attendance).lower(),
            more=self.more,
        )
        self.write("config.toml", text)
        self.write("stakeholders.toml", "")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    @property
    def environ(self) -> dict[str, str]:
        return {**os.environ, **self.graph.server.environment, "TOUCHBASE_HOME": str(self.folder)}

    def context(self) -> Context:
        """The composition root of a command that starts now; its pauses are noted and not waited for."""
        self.graph.world.now = now = datetime.now(UTC)
        return Context(environ=self.environ, now=now, clock=lambda: datetime.now(UTC), sleep=self.slept.append)

    def calendar(self) -> Calendar:
        """The owner's calendar as a new process sees it; the one before lets go of its connection."""
        self.close()
        self._awake = self.context()
        return self._awake.calendar

    def close(self) -> None:
        if self._awake is not None:
            self._awake.close()

    def run(self, *argv: str, at: datetime | None = None, hear: Callable[[str], None] = lambda _: None) -> Answer:
        """One command line; `hear` gets each line the person reads on stderr, as it is said."""
        moment = at or datetime.now(UTC)
        out, err = Stream(), Heard(hear)
        with time_machine.travel(moment, tick=False), streams(Stream(), out, err), _environment(self.environ):
            self.graph.world.now = moment.astimezone(UTC)
            code = main(argv)
        return Answer(code, out.text(), err.text())

    def good(self, *argv: str, at: datetime | None = None) -> Answer:
        """As `run`, for a command that must end well and in silence."""
        answer = self.run(*argv, at=at)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer

    def sign_in(self, *, device_code: bool = False, at: datetime | None = None) -> Answer:
        """As a person does it: the address is opened in a browser, or the code is typed on a telephone."""
        how = "--device-code" if device_code else "--no-browser"
        return self.run("auth", "outlook", how, at=at, hear=self._person)

    def _person(self, line: str) -> None:
        if "type the code " in line:
            self.graph.accounts.approve(SAM, line.rsplit(" ", 1)[1].strip())
        elif line.startswith("https://"):
            Thread(target=browse, args=(line.strip(), self.graph.ca), daemon=True).start()

    @property
    def hands(self) -> Hands:
        return Hands(self.graph.world, self.graph.world.person(SAM))


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
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    kept = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
