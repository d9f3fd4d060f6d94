"""What was found about the series that stand, as it is put together."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from touchbase.domain.booking import Booking
from touchbase.domain.change import Change
from touchbase.domain.event import Occurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.repair import ClashingDate


class Homeless(NamedTuple):
    """A series that should stand elsewhere, and why; `clashes` of its next dates, None where it has to move anyway."""

    who: Stakeholder
    booking: Booking
    why: str
    clashes: int | None = None


@dataclass
class Tended:
    """What was found about the series that stand: changes to make, dates to move, slots to choose anew.

    `fixed` dates stay whatever happens (frozen, put there by a person, no longer tended); `fine` ones suit both sides.
    `positions` also hold the neighbours just outside the horizon.
    """

    changes: list[Change] = field(default_factory=list)
    fixed: list[Occurrence] = field(default_factory=list)
    fine: list[tuple[Stakeholder, Occurrence]] = field(default_factory=list)
    clashing: list[ClashingDate] = field(default_factory=list)
    homeless: list[Homeless] = field(default_factory=list)
    positions: dict[str, dict[datetime, datetime]] = field(default_factory=dict)


def frozen(date: Occurrence, snapshot: Snapshot) -> bool:
    """Up to its last instant: a series that ends `after` an instant keeps the date that starts at it."""
    return date.period.start <= snapshot.now + timedelta(hours=snapshot.rules.freeze_hours)
