"""Everything a decision may look at, in one value; `now` is inside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.booking import Booking
from touchbase.domain.event import Reading
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.operation import Operation
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import local_date


@dataclass(frozen=True)
class Snapshot:
    """`judged` holds what the log says of single dates, by occurrence key; `known_ids` are the last good list's ids,
    and `known` is that list in its order.

    `mails` says whether this provider mails guests when it is written. `looked_up` are uids in `reading.series` that
    were found by a look-up alone: their dates were not read, so their absence says nothing. `refused` are pairs of a
    stakeholder and the uid of a series made by hand that shall not serve as their touchbase. `recent` are the writes of
    the last day, oldest first, and `last_run` is when the last run went through.
    """

    now: datetime
    owner: Owner
    rules: Rules
    stakeholders: tuple[Stakeholder, ...]
    reading: Reading
    bookings: tuple[Booking, ...] = ()
    free_busy: Mapping[str, FreeBusy] = field(default_factory=dict)
    histories: Mapping[str, History] = field(default_factory=dict)
    judged: Mapping[tuple[str, datetime], Touchbase] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    known_ids: frozenset[str] = frozenset()
    mails: bool = False
    looked_up: frozenset[str] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()
    recent: tuple[Operation, ...] = ()
    last_run: datetime | None = None
    known: tuple[Stakeholder, ...] = ()

    @property
    def today(self) -> date:
        """The owner's local day."""
        return local_date(self.now, self.owner.zone)

    @property
    def horizon(self) -> Period:
        """From now to the end of the weeks every date is tested in."""
        return Period(self.now, self.now + timedelta(weeks=self.rules.horizon_weeks))

    def history(self, stakeholder: str) -> History:
        return self.histories.get(stakeholder, NO_HISTORY)

    def busy_of(self, stakeholder: str) -> FreeBusy:
        return self.free_busy.get(stakeholder, UNKNOWN)
