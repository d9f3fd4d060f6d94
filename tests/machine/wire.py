"""The calendar in memory as ground to stand on: every write is noted, and every mail with its content."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from tests.machine.ground import Posted, Shown, nobody_looks, without
from touchbase.calendars.memory import Hands, MemoryCalendar
from touchbase.calendars.memory.entry import Entry
from touchbase.calendars.memory.records import About
from touchbase.domain.event import Reading
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.step import Step
from touchbase.errors import TouchbaseError


class Wire(MemoryCalendar):
    """As `Ground` says."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds = 0
        self.cut: frozenset[str] = frozenset()
        self.steps: list[Step] = []
        self.posted: list[Posted] = []
        self.watch: Callable[[], None] = nobody_looks

    @property
    def calendar(self) -> "Wire":
        return self

    @property
    def hands(self) -> Hands:
        return Hands(self)

    def turn(self, now: datetime) -> None:
        """It has no clock."""

    def forget_faults(self) -> None:
        self.faults.clear()

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        self.steps += steps
        answers = super().write(steps)
        self.watch()
        return answers

    def read(self, window: Period) -> Reading:
        return without(super().read(window), self.cut)

    def shown(self, window: Period) -> list[Shown]:
        tagged = ((uid, entry) for uid, entry in sorted(self.entries.items()) if entry.tagged)
        return [Shown(uid, entry.series.stakeholder, _dates(entry, window)) for uid, entry in tagged]

    def foreign(self) -> object:
        """Everything that is not ours, byte for byte."""
        return list(self.others), {uid: entry for uid, entry in self.entries.items() if not entry.tagged}

    def whose(self, uid: str) -> str:
        return self.entries[uid].series.stakeholder if uid in self.entries else ""

    def binned(self) -> list[str]:
        return sorted(uid for uid, entry in self.entries.items() if entry.tagged and entry.deleted)

    def bring_back(self, uid: str) -> None:
        entry = self.entries[uid]
        self.entries[uid] = replace(entry, deleted=False, version=entry.version + 1)

    def rule_of(self, uid: str) -> Recurrence:
        return self.entries[uid].series.recurrence

    def _mail(self, uid: str, about: About) -> None:
        super()._mail(uid, about)
        entry = self.entries[uid]
        self.posted.append(Posted(self.deeds, entry.series.guest_email, uid, about, _content(entry)))


def _content(entry: Entry) -> object:
    places = tuple((key, one.period, one.cancelled_by) for key, one in sorted(entry.overrides.items()))
    return entry.series.recurrence, places, entry.deleted


def _dates(entry: Entry, window: Period) -> dict[datetime, Period]:
    live = () if entry.deleted else entry.standing().live(window.end)
    return {key: period for key, period in live if period.start >= window.start}
