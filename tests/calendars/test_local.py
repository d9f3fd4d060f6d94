"""The folder of .ics files passes the contract, with a program that writes UTC and one that writes another zone."""

from pathlib import Path

import pytest

from tests.calendars.contract import OWNER, CalendarContract
from tests.calendars.program import Program
from touchbase.calendars.local import LocalCalendar
from touchbase.calendars.port import Calendar


class TestLocal(CalendarContract):
    @pytest.fixture(autouse=True, params=["UTC", "Europe/London", "America/New_York"])
    def _empty(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        self.folder = tmp_path / "calendar"
        self.calendar: Calendar = LocalCalendar(self.folder, (), OWNER)
        self.people = Program(self.folder, OWNER.email, request.param)

    def picture(self) -> object:
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.folder.glob("*")}
