"""What is wrong with one date, exactly and in words: somebody busy, outside somebody's hours, a holiday."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date
from touchbase.planning.openings import Openings


@dataclass(frozen=True)
class Clashes:
    """Answers for single dates by exact intervals, off the quarter grid too."""

    openings: Openings

    def reason(self, stakeholder: Stakeholder, period: Period) -> str:
        """Why this date does not suit, "" when it does."""
        snapshot = self.openings.snapshot
        if local_date(period.start, snapshot.owner.zone) in snapshot.holidays:
            return "it falls on a public holiday"
        buffer = snapshot.rules.buffer_minutes
        owner, guest = self.openings.owner, self.openings.guest(stakeholder)
        if touches(owner.busy, period.padded(buffer)):
            return "you are busy then"
        if touches(guest.busy, period):
            return f"{stakeholder.name} is busy then"
        if not inside(owner.working, period):
            return "it is outside your working hours"
        if not inside(guest.working, period):
            return f"it is outside {stakeholder.name}'s working hours"
        return ""


def touches(busy: Sequence[Period], period: Period) -> bool:
    """True when one of the disjoint, ordered periods overlaps this one."""
    at = bisect_right(busy, period.end, key=_start)
    return any(busy[n].overlaps(period) for n in range(max(0, at - 2), min(at + 1, len(busy))))


def inside(allowed: Sequence[Period], period: Period) -> bool:
    """True when one of the disjoint, ordered periods contains this one."""
    at = bisect_right(allowed, period.start, key=_start)
    return at > 0 and allowed[at - 1].contains(period)


def _start(period: Period) -> datetime:
    return period.start
