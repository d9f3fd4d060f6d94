"""One of the owner's calendars could not be read: what it may hold is not free, so nothing is booked or moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.domain.change import Change, Create, MoveOccurrence, MoveSeries
from touchbase.domain.plan import ExpectedMiss, Unplaced
from touchbase.domain.snapshot import Snapshot

AGAIN = "run `touchbase sync` once it can be read again"


@dataclass(frozen=True)
class Held:
    """The changes that may go on, and who and which dates wait."""

    changes: tuple[Change, ...]
    unplaced: tuple[Unplaced, ...] = ()
    waiting: tuple[ExpectedMiss, ...] = ()


def held(changes: Iterable[Change], snapshot: Snapshot) -> Held:
    """All of them where everything was read; else without what would take time that may not be the owner's."""
    changes, unread = tuple(changes), snapshot.reading.unread
    if not unread:
        return Held(changes)
    why = f"{' and '.join(unread)} could not be read, and you may be busy there"
    taking = [change for change in changes if isinstance(change, Create | MoveSeries | MoveOccurrence)]
    unplaced = [Unplaced(c.stakeholder, why, AGAIN) for c in taking if not isinstance(c, MoveOccurrence)]
    moves = [c for c in taking if isinstance(c, MoveOccurrence)]
    waiting = [ExpectedMiss(c.stakeholder, c.original_start, f"clashes; its move waits: {why}") for c in moves]
    return Held(tuple(c for c in changes if c not in taking), tuple(unplaced), tuple(waiting))
