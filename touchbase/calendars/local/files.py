"""The .ics files of a folder, read and parsed once for as long as they stay as they are."""

import hashlib
import re
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchbase.calendars.local import sifting
from touchbase.calendars.local.limits import Limits, TooMuch, at_most
from touchbase.domain.problem import Problem

if TYPE_CHECKING:
    from icalendar import Component

Stamp = tuple[int, int, int]
_BEGIN = re.compile(r"^BEGIN:([\w-]*)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^END:([\w-]*)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """One file as parsed: its VEVENTs by UID and its VFREEBUSYs. For looking only; an edit parses the bytes anew."""

    path: Path
    digest: str
    events: Mapping[str, tuple["Component", ...]]
    free_busy: tuple["Component", ...]


class Shelf:
    """Parsed files by path, kept until size, time or inode change."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._kept: dict[tuple[Path, bool], tuple[Stamp, date | None, Sheet | Problem]] = {}

    def sheet(self, path: Path, since: date | None = None) -> Sheet | Problem:
        """The file as parsed, or a warning that says why it cannot be; what ended before `since` may be missing."""
        key = (path, since is None)
        try:
            now = _stamp(path)
            kept = self._kept.get(key)
            if kept is None or kept[:2] != (now, since):
                kept = self._kept[key] = (now, since, self._parsed(path, now[0], since))
        except OSError as reason:
            return unreadable(
                path, f"cannot be read ({reason.strerror})", "Check that it exists and that you may read it."
            )
        return kept[2]

    def _parsed(self, path: Path, size: int, since: date | None) -> Sheet | Problem:
        if size > self._limits.bytes:
            return unreadable(path, f"is larger than {self._limits.bytes:,} bytes", "Export a shorter stretch of time.")
        raw = path.read_bytes()
        try:
            with at_most(self._limits.seconds):
                return sheet_of(path, raw, since)
        except TooMuch as reason:
            return unreadable(path, f"was skipped: {reason}", "Export a shorter stretch of time.")
        except Exception as reason:  # whatever a broken file makes the library raise
            return unreadable(path, f"is not a calendar that can be read ({_short(reason)}).", "Export it again.")


def ics_files(place: Path) -> list[Path]:
    """The file itself, or every .ics file in a folder and below it, hidden ones left out."""
    if not place.is_dir():
        return [place]
    found = (path for path in place.rglob("*") if path.suffix.lower() == ".ics" and path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(place).parts))


def unreadable(path: Path, what: str, cure: str = "") -> Problem:
    """A warning about a file."""
    return Problem(str(path), what, cure, "warning")


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def calendars(raw: bytes) -> list[Any]:
    """Every VCALENDAR of a file, whole or not at all; ValueError when it is cut off or something else."""
    return parsed(checked(decoded(raw)))


def checked(text: str) -> str:
    """The same text; ValueError when it is no calendar, or one that is cut off, which the library does not tell."""
    begun, ended = (Counter(name.upper() for name in edge.findall(text)) for edge in (_BEGIN, _END))
    if not begun["VCALENDAR"]:
        raise ValueError("there is no BEGIN:VCALENDAR")
    if begun != ended:
        raise ValueError("it is cut off")
    return text


def parsed(text: str) -> list[Any]:
    """The VCALENDARs of a checked text; ValueError when something stands outside of them."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_default()  # the library would take a zone that another file defined under the same name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = Calendar.from_ical(text, multiple=True)
    if any(component.name != "VCALENDAR" for component in found):
        raise ValueError("there is something outside of VCALENDAR")
    return list(found)


def decoded(raw: bytes) -> str:
    """UTF-8 as RFC 5545 wants it, with or without a mark; old exports in Latin-1 are read too."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def sheet_of(path: Path, raw: bytes, since: date | None = None) -> Sheet:
    """These bytes as parsed; ValueError, or whatever the library raises, when they cannot be."""
    events: dict[str, list[Component]] = {}
    free_busy: list[Component] = []
    text = sifting.without_known_zones(checked(decoded(raw)))
    for calendar in parsed(text if since is None else sifting.since(text, since)):
        for component in calendar.subcomponents:
            if component.name == "VEVENT":
                events.setdefault(_uid(component, len(events)), []).append(component)
            elif component.name == "VFREEBUSY":
                free_busy.append(component)
    return Sheet(path, digest(raw), {uid: tuple(found) for uid, found in events.items()}, tuple(free_busy))


def _uid(component: "Component", nth: int) -> str:
    """An event without UID is a series of its own."""
    return str(component.get("UID", "")).strip() or f"#{nth}"


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def _short(reason: Exception) -> str:
    """The reason in one short line: a file's own text does not fill the screen."""
    said = " ".join("".join(c if c.isprintable() else " " for c in str(reason)).split())
    return said if len(said) <= 120 else f"{said[:117]}..."
