"""The folder of .ics files, edited with another calendar program; what we touched is read off the files."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar as ICalendar
from icalendar import vCalAddress, vText, vUri

from tests.calendars.contract import OWNER
from tests.calendars.program import Program, master
from tests.edits.place import GUESTS, NEW, OFF, RULE, TAG, TIMES, Place, Shown
from touchbase.calendars.local import LocalCalendar
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply

NAMES = {"title": "SUMMARY", "notes": "DESCRIPTION", "room": "LOCATION", "link": "CONFERENCE"}
TOUCHES = {
    "RRULE": RULE, "EXDATE": OFF, "STATUS": OFF, "X-TOUCHBASE-ENDED": OFF, "ATTENDEE": GUESTS, "DTSTART": TIMES,
    "DTEND": TIMES, "X-TOUCHBASE-GUEST": TAG, "X-TOUCHBASE-ID": TAG, "X-TOUCHBASE-STAKEHOLDER": TAG,
    "X-TOUCHBASE-GENERATION": TAG,
}  # fmt: skip
COUNTED = ("SEQUENCE",)  # counts our writes up


class OnLocal(Place):
    name = "local"
    fields = frozenset({"title", "notes", "guest", "room", "link"})
    dated = fields

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.folder = home / "calendar"
        self.people = self.program = Program(self.folder, OWNER.email, OWNER.zone)
        self._before: dict[str, bytes] = {}

    def calendar(self) -> Calendar:
        return LocalCalendar(self.folder, (), OWNER)

    def edit(self, uid: str, field: str, text: str, key: datetime | None = None) -> None:
        def change(event: Any) -> None:
            if field == "guest":
                event.add("ATTENDEE", vCalAddress(f"mailto:{text}"), encode=False)
            else:
                event[NAMES[field]] = vUri(text) if field == "link" else vText(text)

        if key is None:
            self.program.edit_master(uid, change)
        else:
            self.program.edit_date(uid, key, change)

    def shown(self, uid: str, key: datetime | None = None) -> Shown:
        events = _events((self.folder / f"{uid}.ics").read_bytes())
        event = events[key if key in events else None]
        told: dict[str, object] = {field: str(event.get(name, "")) for field, name in NAMES.items()}
        return told | {"guests": frozenset(_guests(event))}

    def mark(self) -> None:
        self._before = self._files()

    def written(self) -> Mapping[str, frozenset[str]]:
        found = {name: _touched(self._before.get(name), raw) for name, raw in self._files().items()}
        return {name: touched for name, touched in found.items() if touched}

    def answer(self, uid: str, reply: Reply, key: datetime | None = None) -> None:
        if key is None:
            self.program.answer(uid, reply)
        else:
            self.program.answer_date(uid, key, reply)

    def uninvite(self, uid: str, address: str) -> None:
        def change(event: Any) -> None:
            left = [one for one in _guests(event) if one != address]
            del event["ATTENDEE"]
            for one in left:
                event.add("ATTENDEE", vCalAddress(f"mailto:{one}"), encode=False)

        self.program.edit_master(uid, change)

    def picture(self) -> object:
        return self._files()

    def _files(self) -> dict[str, bytes]:
        files = (path for path in self.folder.glob("*.ics") if path.name != "touchbase.ics")
        return {path.stem: path.read_bytes() for path in files}


def _events(raw: bytes) -> dict[datetime | None, Any]:
    """The VEVENTs by RECURRENCE-ID, the master under None."""
    calendar: Any = ICalendar.from_ical(raw)
    dates: dict[datetime | None, Any] = {
        event["RECURRENCE-ID"].dt: event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" in event
    }
    return {**dates, None: master(calendar)}


def _guests(event: Any) -> list[str]:
    found = event.get("ATTENDEE", [])
    return [str(one).lower().removeprefix("mailto:") for one in (found if isinstance(found, list) else [found])]


def _touched(before: bytes | None, after: bytes) -> frozenset[str]:
    """By property and VEVENT: a date that has got a VEVENT of its own counts from what its series has."""
    if before is None:
        return frozenset({NEW})
    was, now = _events(before), _events(after)
    found = set[str]()
    for key, event in now.items():
        old = was.get(key, was[None])
        names = {name for name in {*old, *event} if _said(old, name) != _said(event, name)}
        new = key not in was
        found |= {
            TOUCHES.get(name, name)
            for name in names - {*COUNTED} - ({"RRULE", "EXDATE", "RECURRENCE-ID"} if new else set())
        }
    return frozenset(found)


def _said(event: Any, name: str) -> object:
    value = event.get(name)
    values = value if isinstance(value, list) else [value]
    return [(one.to_ical(), sorted(one.params.items())) if hasattr(one, "params") else one for one in values]
