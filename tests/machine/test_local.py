"""The same life on a folder of .ics files, read past our own code by an independent reader."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.machine.ground import Ground, Recorder, Shown
from tests.machine.rules_hand import HandRules
from tests.machine.rules_list import ListRules
from tests.machine.rules_run import RunRules
from tests.machine.shards import shard
from tests.simulation.seen import Folder
from tests.sync.desk import OWNER
from touchbase.calendars.local import LocalCalendar
from touchbase.calendars.port import Calendar
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

TAG = b"X-TOUCHBASE"


class Shared(Folder):
    """Other programs keep their events in it too."""

    def _calendars(self) -> list[Any]:
        files = sorted(self.path.glob("*.ics"))
        return [self._calendar(path) for path in files if path.name != "touchbase.ics" and TAG in path.read_bytes()]


class Files(Recorder):
    """A folder; nobody is mailed by it."""

    def __init__(self, home: Path) -> None:
        self.seen = Shared(home, home / "busy.ics", OWNER)
        self.program = LocalCalendar(self.seen.path, (), OWNER)
        super().__init__(lambda: self.program, list)

    @property
    def calendar(self) -> Calendar:
        return self

    @property
    def hands(self) -> Any:
        return self.seen.hand

    def turn(self, now: datetime) -> None:
        """It has no clock."""

    def shown(self, window: Period) -> list[Shown]:
        found = {master.uid: Shown(master.uid, master.who, {}) for master in self.seen.masters() if master.who}
        for one in self.seen.dates(window.start, window.end):
            if one.uid in found and not one.off and one.start >= window.start:
                found[one.uid].dates[one.key] = Period(one.start, one.end)
        return [found[uid] for uid in sorted(found)]

    def foreign(self) -> object:
        files = (path for path in self.seen.path.glob("*.ics") if path.name != "touchbase.ics")
        return {path.name: raw for path in files if TAG not in (raw := path.read_bytes())}

    def rule_of(self, uid: str) -> Recurrence:
        raise NotImplementedError


class Local(ListRules, HandRules, RunRules):
    """One machine and one folder."""

    def settle(self) -> Ground:
        return Files(Path(self.closing.enter_context(TemporaryDirectory(prefix="touchbase-"))))


TestLocal1, TestLocal2 = (shard(Local, number, 20) for number in range(1, 3))
