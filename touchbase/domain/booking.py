"""What we last wrote or accepted on the calendar: one series and its exceptions, our side of every comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from touchbase.domain.event import Series
from touchbase.domain.period import Period

Standing = Literal["live", "parked", "retired", "paused_by_user", "declined", "ended"]


@dataclass(frozen=True, slots=True)
class DateChange:
    """One date that is not where the rule puts it: moved to `period`, or skipped when that is None, and by whom."""

    period: Period | None
    by: Literal["us", "human"]


@dataclass(frozen=True, slots=True)
class Booking:
    """The ledger's entry for one series. A parked one is left alone, a retired one ends in the next run.

    `pinned` means a person chose its slot, so we never move it by ourselves.

    `parked_since` is when the stakeholder vanished from the list. `since` is when a person moved the slot to
    where it is: dates the rule gives before it never took place. `last_by_hand` means a person chose the last
    day: it is not renewed. `exceptions` by original start (UTC).
    """

    series: Series
    standing: Standing = "live"
    pinned: bool = False
    exceptions: Mapping[datetime, DateChange] = field(default_factory=dict)
    parked_since: datetime | None = None
    since: datetime | None = None
    last_by_hand: bool = False

    @property
    def uid(self) -> str:
        return self.series.uid

    @property
    def stands(self) -> bool:
        """True while the series is on the calendar."""
        return self.standing in ("live", "parked", "retired", "declined")
