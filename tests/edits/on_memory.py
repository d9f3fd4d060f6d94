"""The calendar in memory: it has a title and notes for people to edit, and times."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tests.edits.place import GUESTS, NEW, OFF, RULE, TAG, TIMES, Place, Shown
from touchbase.calendars.memory import Hands, MemoryCalendar
from touchbase.calendars.memory.records import READS
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply

TOUCHES = {
    "create": NEW, "end": RULE, "renew": RULE, "change_guest": GUESTS, "move_date": TIMES, "skip_date": OFF,
    "restore_date": TIMES, "adopt": TAG, "release": TAG,
}  # fmt: skip


class OnMemory(Place):
    name = "memory"

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.memory = MemoryCalendar()
        self.people = self.hands = Hands(self.memory)

    def calendar(self) -> Calendar:
        return self.memory

    def edit(self, uid: str, field: str, text: str, key: datetime | None = None) -> None:
        entry = self.memory.entries[uid]
        now = entry.series
        series = replace(now, summary=text) if field == "title" else replace(now, description=text)
        self.memory.entries[uid] = replace(entry, series=series, version=entry.version + 1)

    def shown(self, uid: str, key: datetime | None = None) -> Shown:
        series = self.memory.entries[uid].series
        return {"title": series.summary, "notes": series.description}

    def mark(self) -> None:
        self.memory.calls.clear()

    def written(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for call in self.memory.calls:
            if call.verb not in READS:
                found[call.uid].add(TOUCHES[call.verb])
        return {uid: frozenset(touched) for uid, touched in found.items()}

    def answer(self, uid: str, reply: Reply, key: datetime | None = None) -> None:
        if key is None:
            self.hands.answer(uid, reply)
        else:
            self.hands.answer_date(uid, key, reply)

    def uninvite(self, uid: str, address: str) -> None:
        entry = self.memory.entries[uid]
        assert entry.series.guest_email == address
        series = replace(entry.series, guest_email="", guest_name="")
        self.memory.entries[uid] = replace(entry, series=series, guest_reply="needs_action", version=entry.version + 1)

    def picture(self) -> object:
        return (dict(self.memory.entries), tuple(self.memory.sent))
