"""touchbase.ics: all our series in one file, to subscribe to or to import."""

import re
from collections.abc import Iterable
from pathlib import Path

from touchbase.calendars.local.files import decoded
from touchbase.calendars.local.sifting import TZID
from touchbase.calendars.local.vevent import PRODID
from touchbase.calendars.local.writing import content_of, put

NAME = "touchbase.ics"
HEAD = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nX-WR-CALNAME:Touchbases\r\n".encode()
TAIL = b"END:VCALENDAR\r\n"
_ANY_CASE = re.IGNORECASE | re.MULTILINE
_LINE_END = re.compile(r"\r?\n")
_FOLD = re.compile(r"\r\n[ \t]")
_UID = re.compile(r"^UID(?:;[^:\r\n]*)?:(.*?)\r?$", _ANY_CASE)


class Pieces:
    """The VTIMEZONEs and VEVENTs of each series as text, kept for as long as its file stays as it is."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[str, str, dict[str, bytes], bytes]] = {}

    def of(self, path: Path, uid: str, digest: str) -> tuple[dict[str, bytes], bytes]:
        """Its zones by TZID, and its events."""
        kept = self._kept.get(path)
        if kept is None or kept[:2] != (uid, digest):
            kept = self._kept[path] = (uid, digest, *_pieces(path, uid))
        return kept[2], kept[3]


def combine(parts: Iterable[tuple[dict[str, bytes], bytes]]) -> bytes:
    """One VCALENDAR: each zone once, the one that reaches farther; then the events."""
    zones: dict[str, bytes] = {}
    events: list[bytes] = []
    for own, body in parts:
        events.append(body)
        for name, zone in own.items():
            zones[name] = max(zones.get(name, b""), zone, key=lambda one: (len(one), one))
    return b"".join((HEAD, *(zones[name] for name in sorted(zones)), *events, TAIL))


def publish(folder: Path, content: bytes) -> None:
    """Write it when it says something new. It is made from the others: what a person changed in it is not kept."""
    now = content_of(folder / NAME)
    if now != content:
        put(folder / NAME, content, instead_of=now)


def _pieces(path: Path, uid: str) -> tuple[dict[str, bytes], bytes]:
    """Cut out as text: parsing only to write the same again is what would take the time."""
    text = "\r\n".join(_LINE_END.split(decoded(path.read_bytes())))
    zones = {name[1]: zone.encode() for zone in _blocks(text, "VTIMEZONE") if (name := TZID.search(zone))}
    events = [event for event in _blocks(text, "VEVENT") if _uid(event) == uid]
    return zones, "".join(events).encode()


def _blocks(text: str, name: str) -> list[str]:
    """Every component of that name, with a line end after it."""
    block = re.compile(rf"^BEGIN:{name}[ \t]*\r\n.*?^END:{name}[ \t]*(?:\r\n|\Z)", _ANY_CASE | re.DOTALL)
    return [f"{found[0].rstrip()}\r\n" for found in block.finditer(text)]


def _uid(event: str) -> str:
    found = _UID.search(_FOLD.sub("", event))
    return found[1].strip() if found else ""
