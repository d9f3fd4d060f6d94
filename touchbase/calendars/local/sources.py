"""Other people's and the owner's other calendars: .ics files and folders whose time counts as busy."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from touchbase.calendars.diary import Commitment
from touchbase.calendars.local.busy import Person, Taken, taken
from touchbase.calendars.local.files import Sheet, Shelf, ics_files
from touchbase.calendars.local.limits import Limits
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem

STRETCH = 28  # days


@dataclass(frozen=True, slots=True)
class Source:
    """What a file or folder says of one person's time.

    `whole` is False where some of it could not be read, `unread` is True where nothing could.
    """

    commitments: tuple[Commitment, ...]
    problems: tuple[Problem, ...]
    covers: Period | None
    whole: bool
    unread: bool = False


class Sources:
    """Reads such files; what they hold in a window is kept for as long as they stay as they are."""

    def __init__(self, shelf: Shelf, limits: Limits) -> None:
        self._shelf = shelf
        self._limits = limits
        self._kept: dict[tuple[Path, Person], tuple[str, tuple[str, ...], Period, Taken]] = {}

    def read(self, place: Path, person: Person, window: Period, ours: Set[str]) -> Source:
        """Everything at `place`; events whose UID is one of `ours` are our own touchbases and are left out."""
        since = _around(window).start.date()
        sheets = [self._shelf.sheet(path, since) for path in ics_files(place)]
        problems = [sheet for sheet in sheets if isinstance(sheet, Problem)]
        good = [sheet for sheet in sheets if isinstance(sheet, Sheet)]
        found = [self.taken(sheet, tuple(sheet.events), person, window) for sheet in good]
        problems += [problem for one in found for problem in one.problems]
        commitments = (one for part in found for one in part.commitments if one.uid not in ours)
        return Source(
            tuple(commitments),
            tuple(problems),
            _covered(good, found, window),
            whole=bool(good) and not problems,
            unread=bool(sheets) and not good,
        )

    def taken(self, sheet: Sheet, uids: Iterable[str], person: Person, window: Period) -> Taken:
        """What the events `uids` of one file come to in the window.

        Read for a wider stretch than asked, so that tomorrow's window is found in what was kept today.
        """
        asked, wide, key = tuple(uids), _around(window), (sheet.path, person)
        kept = self._kept.get(key)
        if kept is None or kept[:3] != (sheet.digest, asked, wide):
            found = taken(sheet, asked, person, wide, self._limits)
            kept = self._kept[key] = (sheet.digest, asked, wide, found)
        whole = kept[3]
        return replace(whole, commitments=tuple(one for one in whole.commitments if one.period.overlaps(window)))


def not_ours_to_write(source: Source) -> Source:
    """As read from a file that we only look at: nothing in it can be adopted."""
    return replace(source, commitments=tuple(replace(one, own=False) for one in source.commitments))


def free_busy(source: Source, own_dates: Iterable[Occurrence], window: Period) -> FreeBusy:
    """A stakeholder's time. Blocks that are exactly one of our dates with them are that touchbase, and not in its way.

    Where something could not be read, what is busy is known and the rest is not.
    """
    if not source.whole and not source.commitments:
        return UNKNOWN
    ours = {date.period for date in own_dates if not date.cancelled}
    busy = (one.period for one in source.commitments if one.busy and one.period not in ours)
    known = FreeBusy.of(busy, window)
    return replace(known, covers=source.covers if source.whole else None)


def _around(window: Period) -> Period:
    """The window in whole stretches of four weeks."""
    first, last = window.start.toordinal(), window.end.toordinal()
    midnight = window.start.replace(hour=0, minute=0, second=0, microsecond=0)
    early, late = first % STRETCH, STRETCH - last % STRETCH
    return Period(midnight - timedelta(days=early), midnight + timedelta(days=last - first + late))


def _covered(sheets: list[Sheet], found: list[Taken], window: Period) -> Period | None:
    """A calendar speaks for all of the window, a VFREEBUSY only for its own stretch."""
    if any(sheet.events or not sheet.free_busy for sheet in sheets):
        return window
    stretches = [one.covers.clipped(window) for one in found if one.covers is not None]
    return max((one for one in stretches if one is not None), key=lambda one: one.minutes, default=None)
