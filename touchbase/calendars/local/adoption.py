"""Our tag put on a series its owner made by hand, and taken off again; nothing else of the file changes."""

from collections.abc import Callable
from typing import Any

from touchbase.calendars.local.busy import Person, heads, is_own
from touchbase.calendars.local.expansion import recurs
from touchbase.calendars.local.files import calendars
from touchbase.calendars.local.tagged import is_ours, master_of
from touchbase.calendars.local.text import one_line
from touchbase.calendars.local.values import number, text, word
from touchbase.calendars.local.vevent import GENERATION, GUEST, STAKEHOLDER, TAG
from touchbase.errors import CalendarRefused, NoSuchSeries

Retag = Callable[[bytes], bytes | None]
"""The new content of a file, or None to leave it."""


def adopting(uid: str, stakeholder: str, generation: int, owner: Person) -> Retag:
    """Four properties more on its master, which no program shows and no guest is told of."""

    def step(raw: bytes) -> bytes | None:
        found = calendars(raw)
        events = _events(found, uid)
        master = _own_series(uid, events, owner)
        if is_ours(uid, events):
            _check_same(uid, master, stakeholder, generation)
            return None
        guest = sorted(heads(master, owner))
        for name in (TAG, STAKEHOLDER, GENERATION, GUEST):
            master.pop(name, None)
        master.add(TAG, one_line(uid))
        master.add(STAKEHOLDER, one_line(stakeholder))
        master.add(GENERATION, str(generation))
        if len(guest) == 1:
            master.add(GUEST, guest[0])
        return _bytes(found)

    return step


def releasing(uid: str, owner: Person) -> Retag:
    """The tag's properties gone again."""

    def step(raw: bytes) -> bytes | None:
        found = calendars(raw)
        events = _events(found, uid)
        if not is_ours(uid, events):
            return None
        for event in (_own_series(uid, events, owner), *events):
            for name in (TAG, STAKEHOLDER, GENERATION, GUEST):
                event.pop(name, None)
        return _bytes(found)

    return step


def _own_series(uid: str, events: list[Any], owner: Person) -> Any:
    """Its master; raises when it is not there, cancelled, single, or somebody else's."""
    if not any("RECURRENCE-ID" not in event for event in events):
        raise NoSuchSeries(f"There is no series {uid} in the folder.", "It may have been deleted there.")
    master = master_of(events)
    if word(master, "STATUS") == "CANCELLED":
        raise NoSuchSeries(f"The series {uid} was cancelled.", "There is nothing left to look after.")
    if not recurs(master):
        raise CalendarRefused(f"The event {uid} is no series.", "Only a meeting that repeats can be adopted.")
    if not is_own(master, owner):
        raise CalendarRefused(f"The series {uid} is somebody else's.", "Only its organiser can hand it over.")
    return master


def _check_same(uid: str, master: Any, stakeholder: str, generation: int) -> None:
    if (text(master, STAKEHOLDER), number(master, GENERATION)) != (stakeholder, generation):
        raise CalendarRefused(f"The series {uid} is already tended for somebody.", "Look at it again first.")


def _events(found: list[Any], uid: str) -> list[Any]:
    every = (event for calendar in found for event in calendar.walk("VEVENT"))
    return [event for event in every if text(event, "UID").strip() == uid]


def _bytes(found: list[Any]) -> bytes:
    return b"".join(calendar.to_ical(sorted=False) for calendar in found)
