"""One owner's touchbase on each calendar, for tests of a memory that is lost, put back from a backup or left behind."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy2, copytree, rmtree
from typing import Any, Protocol

import pytest

from tests.cli.terminal import CONFIG, Terminal
from tests.emulators.google.emulator import GoogleEmulator
from tests.simulation.google_home import GoogleHome
from tests.simulation.google_life import MONDAY, Life
from tests.simulation.outlook_home import OutlookHome
from tests.simulation.outlook_office import Office, opened
from tests.simulation.outlook_office import person as colleague
from tests.sync.desk import Desk, live_after, person
from touchbase.domain.cadence import Cadence

IDS = ("ana-ruiz", "ben-li", "chi-obi")
NEW = "dee-fox"
FROZEN = timedelta(hours=25)
Rhythms = dict[str, str]


class Machine(Protocol):
    """A machine with touchbase on it; the calendar is elsewhere and stays."""

    @property
    def home(self) -> Path: ...

    def sync(self, rhythms: Rhythms) -> int:
        """One run over a list of people and their cadences; how many changes of the calendar it made. Time goes by."""
        ...

    def traces(self) -> tuple[object, object]:
        """What was written to the calendar and who was mailed so far."""
        ...

    def live(self) -> Counter[str]:
        """How many series each person has with dates to come after the frozen hours."""
        ...

    def move_out(self, home: Path) -> None:
        """To another machine, with config and list, and signed in there; our memory stays behind."""
        ...


def database(home: Path) -> Path:
    return home / "touchbase.db"


def lose(machine: Machine) -> None:
    """All of our memory, and what stands beside it."""
    for path in machine.home.glob("touchbase.db*"):
        path.unlink()
    rmtree(machine.home / "backups", ignore_errors=True)


@dataclass
class InMemory:
    desk: Desk

    @property
    def home(self) -> Path:
        return self.desk.home

    def sync(self, rhythms: Rhythms) -> int:
        self.desk.people = [person(id, Cadence.parse(said)) for id, said in rhythms.items()]
        done = self.desk.later(hours=2).run()
        assert done.failed == []
        return len(done.applied)

    def traces(self) -> tuple[object, object]:
        return self.desk.calendar.writes, len(self.desk.calendar.sent)

    def live(self) -> Counter[str]:
        return live_after(self.desk.calendar, self.desk.now + FROZEN)

    def move_out(self, home: Path) -> None:
        self.desk.home = home


@dataclass
class OnFiles:
    """The folder of .ics files; its events are the tagged ones."""

    terminal: Terminal

    @property
    def home(self) -> Path:
        return self.terminal.home

    def sync(self, rhythms: Rhythms) -> int:
        rows = (f'[[stakeholder]]\nid = "{id}"\nname = "{id}"\nemail = "{id}@example.com"\ncadence = "{said}"\n'
                f'category = "peer"\npriority = 3\nadded = 2026-01-05\n' for id, said in rhythms.items())  # fmt: skip
        self.terminal.write("stakeholders.toml", "\n".join(rows))
        self.terminal.at(self.terminal.now + timedelta(hours=2))
        applied: list[object] = self.terminal.good("sync", "--json").json["applied"]
        return len(applied)

    def traces(self) -> tuple[object, object]:
        return {path.name: path.read_bytes() for path in (self.home / "calendar").glob("*.ics")}, 0

    def live(self) -> Counter[str]:
        from icalendar import Calendar

        texts = [path.read_bytes() for path in (self.home / "calendar").glob("*.ics") if path.name != "touchbase.ics"]
        masters = [event for text in texts for event in Calendar.from_ical(text).walk("VEVENT") if "RRULE" in event]
        standing = (m for m in masters if m.get("STATUS") != "CANCELLED")
        going = [m for m in standing if _until(m) > self.terminal.now + timedelta(days=7)]
        return Counter(str(event["X-TOUCHBASE-STAKEHOLDER"]) for event in going)

    def move_out(self, home: Path) -> None:
        home.mkdir(mode=0o700)
        copytree(self.home / "calendar", home / "calendar")
        copy2(self.home / "config.toml", home)
        self.terminal.home = home


def _until(event: Any) -> datetime:
    until: datetime = event["RRULE"]["UNTIL"][0]
    return until


@dataclass
class OnGoogle:
    life: Life

    @property
    def home(self) -> Path:
        return self.life.home.folder

    def sync(self, rhythms: Rhythms) -> int:
        for id in rhythms:
            if f"{id}@example.com" not in self.life.google.world.books:
                self.life.google.add_user(f"{id}@example.com", id)
        texts = []
        for id, said in rhythms.items():
            self.life.enlist(id, cadence=said)
            texts.append((self.home / "stakeholders.toml").read_text("utf-8"))
        self.life.home.write("stakeholders.toml", "".join(texts))
        done = self.life.later(hours=2).run()
        assert done.failed == []
        return len(done.applied)

    def traces(self) -> tuple[object, object]:
        return len(self.life.google.writes), len(self.life.google.world.ledger.mails)

    def live(self) -> Counter[str]:
        self.life.later(hours=25)
        found = Counter({id: len(series) for id, series in self.life.live().items()})
        self.life.later(hours=-25)
        return found

    def move_out(self, home: Path) -> None:
        self.life.home = GoogleHome(home, self.life.google)
        self.life.folder = home
        assert self.life.home.sign_in(at=self.life.now).code == 0


@dataclass
class OnOutlook:
    office: Office

    @property
    def home(self) -> Path:
        return self.office.home.folder

    def sync(self, rhythms: Rhythms) -> int:
        self.office.people = [colleague(id, said) for id, said in rhythms.items()]
        self.office.later(hours=2)
        return len(self.office.good().applied)

    def traces(self) -> tuple[object, object]:
        return self.office.seen.picture()[:2], len(self.office.graph.mails)  # type: ignore[index]

    def live(self) -> Counter[str]:
        dates = self.office.seen.dates(self.office.now + FROZEN, self.office.now.replace(year=self.office.now.year + 1))
        return Counter(who for _, who in {(one.uid, one.who) for one in dates})

    def move_out(self, home: Path) -> None:
        self.office.home = OutlookHome(home, self.office.graph)
        assert self.office.home.sign_in(at=self.office.now).code == 0


Opener = Callable[[Path, pytest.MonkeyPatch], Iterator[Machine]]


def in_memory(folder: Path, _: pytest.MonkeyPatch) -> Iterator[Machine]:
    yield InMemory(Desk(folder / "home", []))


def on_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    home = folder / "home"
    home.mkdir(mode=0o700)
    terminal = Terminal(home)
    terminal.write("config.toml", CONFIG)
    yield OnFiles(terminal)


def on_google(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with GoogleEmulator(MONDAY) as google:
        for name, value in google.environment.items():
            monkeypatch.setenv(name, value)
        yield OnGoogle(Life(folder / "home", google, ids=IDS))


def on_outlook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with opened(folder, monkeypatch) as office:
        yield OnOutlook(office)


OPENERS: dict[str, Opener] = {
    "memory": in_memory, "files": on_files, "google": on_google, "outlook": on_outlook,
}  # fmt: skip


@contextmanager
def machine_at(where: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    opening = OPENERS[where](folder, monkeypatch)
    yield next(opening)
    for _ in opening:
        raise AssertionError("one machine at a time")
