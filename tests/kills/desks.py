"""What the story needs of a calendar: a home seen and touched from outside, kept and put back; and a folder as one."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any, Protocol

import time_machine
from icalendar import Calendar
from recurring_ical_events import of  # type: ignore[import-untyped]

from tests.calendars.program import Program
from tests.emulators.faults import FaultScript
from tests.kills import story
from touchbase.cli.context import Context
from touchbase.domain.booking import Booking
from touchbase.domain.stakeholder import KnownList
from touchbase.domain.step import CreateSeries

SAM = story.OWNER.email
STRETCH = (story.NOW - timedelta(days=14), story.NOW + timedelta(weeks=12))
AHEAD = (story.NOW + timedelta(hours=25), story.NOW + timedelta(weeks=8))  # the freeze left out
LOCAL = """\
[owner]
name = "Sam Okafor"
email = "sam@example.com"
time_zone = "Europe/London"
[stakeholders]
file = "stakeholders.toml"
[touchbase]
new_per_run = 0
horizon_weeks = 6
[calendar]
provider = "local"
[[calendar.busy_from]]
ics = "mine"
[calendar.local]
folder = "calendar"
"""


class Desk(Protocol):
    """One owner with one calendar. `mails` are those we sent, told apart by all but the moment."""

    home: Path

    @property
    def environment(self) -> dict[str, str]: ...
    @property
    def faults(self) -> FaultScript: ...
    @property
    def requests(self) -> int: ...
    def context(self) -> Context: ...
    def write(self, name: str, text: str) -> None: ...
    def busy(self) -> None: ...
    def at(self, now: datetime) -> None: ...
    def keep(self) -> None: ...
    def put_back(self) -> None: ...
    def picture(self) -> object: ...
    def live(self) -> Counter[str]:
        """How many series each person has with a date to come."""
        ...

    def mails(self) -> Counter[Any]: ...
    def writes(self) -> object: ...


def set_up(desk: Desk) -> None:
    """Everything stands as it did a week ago, and since then the owner and the list have changed."""
    desk.write("stakeholders.toml", story.list_before())
    desk.at(story.BEFORE)
    with time_machine.travel(story.BEFORE, tick=False):
        context = desk.context()
        try:
            assert context.calendar.write([CreateSeries(one) for one in story.standing()]) == (None,) * 7
            with context.store.transaction():
                for one in story.standing():
                    context.store.save_booking(Booking(one))
                context.store.remember_list(KnownList("0" * 64, tuple(context.roster.stakeholders)))
        finally:
            context.close()
        desk.busy()
    desk.write("stakeholders.toml", story.list_now())
    desk.keep()


@dataclass
class Kept:
    """A folder as it was."""

    home: Path

    @property
    def copy(self) -> Path:
        return self.home.with_name("kept")

    def keep(self) -> None:
        copytree(self.home, self.copy)

    def put_back(self) -> None:
        rmtree(self.home)
        copytree(self.copy, self.home)


@dataclass
class LocalDesk:
    """A folder of .ics files; nobody is mailed."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    faults: FaultScript = field(default_factory=FaultScript)

    def __post_init__(self) -> None:
        self.home.mkdir()
        self.write("config.toml", LOCAL)

    def context(self) -> Context:
        return Context(environ={"TOUCHBASE_HOME": str(self.home)}, now=datetime.now(UTC))

    def write(self, name: str, text: str) -> None:
        (self.home / name).write_text(text, "utf-8")

    def busy(self) -> None:
        for nth, period in enumerate(story.BUSY):
            Program(self.home / "mine", SAM).busy(period, f"busy-{nth}")

    def at(self, now: datetime) -> None:
        """Files have no clock."""

    def keep(self) -> None:
        Kept(self.home).keep()

    def put_back(self) -> None:
        Kept(self.home).put_back()

    def picture(self) -> object:
        """Every file, line by line, but for the moments at which it was written."""
        return {path.name: _timeless(path.read_text("utf-8")) for path in sorted(self.home.glob("calendar/[!.]*"))}

    def live(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for path in self.home.glob("calendar/tb*.ics"):
            series = Calendar.from_ical(path.read_bytes())
            if of(series).between(*AHEAD):
                found[str(series.walk("VEVENT")[0]["X-TOUCHBASE-STAKEHOLDER"])] += 1
        return found

    def mails(self) -> Counter[Any]:
        return Counter()

    def writes(self) -> object:
        return {path.name: path.stat().st_mtime_ns for path in self.home.glob("calendar/*")}


def _timeless(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(("DTSTAMP", "LAST-MODIFIED", "CREATED"))]
