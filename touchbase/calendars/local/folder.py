"""One look at our folder: which series are ours and where they stand, what else lies there, what cannot be read."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from touchbase.calendars.dates import Standing
from touchbase.calendars.local import combined
from touchbase.calendars.local.files import Sheet, Shelf, digest, unreadable
from touchbase.calendars.local.limits import Limits
from touchbase.calendars.local.tagged import is_ours, standing
from touchbase.calendars.local.values import Unreadable
from touchbase.domain.owner import Owner
from touchbase.domain.problem import Problem
from touchbase.errors import CalendarRefused, ForeignEvent, NoSuchSeries

if TYPE_CHECKING:
    from icalendar import Component


@dataclass
class Look:
    """`others` are events that are not ours, by file; `broken` are stems of files, and UIDs, that cannot be read."""

    ours: dict[str, tuple[Sheet, Standing]] = field(default_factory=dict)
    others: list[tuple[Sheet, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def own(self, uid: str) -> tuple[Sheet, Standing]:
        """Where our series is; raises as the port says."""
        if uid not in self.ours:
            self._refuse(uid)
        return self.ours[uid]

    def whatever(self, uid: str) -> Sheet:
        """The file that holds this event, ours or not; raises as the port says."""
        if uid in self.ours:
            return self.ours[uid][0]
        found = next((sheet for sheet, uids in self.others if uid in uids), None)
        if found is None:
            self._refuse(uid)
        return found

    def is_foreign(self, uid: str) -> bool:
        return any(uid in uids for _, uids in self.others)

    def check_readable(self, uid: str) -> None:
        """Raise CalendarRefused when its file is there and cannot be read: that is not the same as being gone."""
        if uid not in self.ours and (uid in self.broken or stem(uid) in self.broken):
            raise CalendarRefused(f"{stem(uid)}.ics cannot be read.", "Correct it, or delete it if the series is over.")

    def _refuse(self, uid: str) -> NoReturn:
        self.check_readable(uid)
        if self.is_foreign(uid):
            raise ForeignEvent(f"The event {uid} is not one of ours.", "It is left as it is.")
        raise NoSuchSeries(f"There is no series {uid} in the folder.", "Its file may have been deleted.")


class Folder:
    """Our folder; standings are kept for as long as their file stays as it is."""

    def __init__(self, path: Path, owner: Owner, shelf: Shelf, limits: Limits) -> None:
        self.path = path
        self._owner = owner
        self._shelf = shelf
        self._limits = limits
        self._standing: dict[tuple[Path, str, str], Standing] = {}
        self._sorted: dict[Path, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}

    def look(self) -> Look:
        """Read what changed since the last look, and nothing else."""
        found = Look()
        sheets = [self._shelf.sheet(path) for path in self._files()]
        for sheet in sheets:
            if isinstance(sheet, Problem):
                found.problems.append(sheet)
                found.broken.add(Path(sheet.where).stem)
        good = [sheet for sheet in sheets if isinstance(sheet, Sheet)]
        for sheet in sorted(good, key=lambda one: (one.path.stem not in one.events, one.path)):
            self._sort_out(sheet, found)
        return found

    def standing(self, uid: str, events: Sequence["Component"], etag: str = "") -> Standing:
        """How these VEVENTs of one series stand."""
        return standing(uid, events, etag, self._owner, self._limits)

    def _files(self) -> Iterable[Path]:
        if not self.path.is_dir():
            return ()
        with os.scandir(self.path) as entries:
            names = [entry.name for entry in entries if entry.is_file() and entry.name.lower().endswith(".ics")]
        return (self.path / name for name in sorted(names) if name != combined.NAME and not name.startswith("."))

    def _sort_out(self, sheet: Sheet, found: Look) -> None:
        ours, others = self._whose(sheet)
        for uid in ours:
            if uid in found.ours:
                first = found.ours[uid][0].path.name
                found.problems.append(
                    unreadable(sheet.path, f"holds a series that is in {first} too", "Delete one of the two.")
                )
            else:
                self._take(uid, sheet, found)
        if others or sheet.free_busy:
            found.others.append((sheet, others))

    def _whose(self, sheet: Sheet) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The UIDs that are ours, and the others."""
        kept = self._sorted.get(sheet.path)
        if kept is None or kept[0] != sheet.digest:
            ours = tuple(uid for uid, events in sheet.events.items() if is_ours(uid, events))
            others = tuple(uid for uid in sheet.events if uid not in ours)
            kept = self._sorted[sheet.path] = (sheet.digest, ours, others)
        return kept[1:]

    def _take(self, uid: str, sheet: Sheet, found: Look) -> None:
        key = (sheet.path, sheet.digest, uid)
        try:
            if key not in self._standing:
                self._standing[key] = self.standing(uid, sheet.events[uid], sheet.digest)
        except Exception as reason:  # whatever a person's edit makes the library raise
            said = reason if isinstance(reason, Unreadable) else "it is not valid"
            found.problems.append(
                unreadable(sheet.path, f"our series in it cannot be read: {said}", "Correct it or delete it.")
            )
            found.broken.add(uid)
        else:
            found.ours[uid] = (sheet, self._standing[key])


def stem(uid: str) -> str:
    """The file name of a series without its ending: never what somebody else wrote."""
    plain = uid.isascii() and uid.replace("-", "").replace("_", "").isalnum() and len(uid) <= 100
    return uid if plain else digest(uid.encode())[:40]
