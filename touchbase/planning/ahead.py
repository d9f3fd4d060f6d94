"""Every date as it will stand once a plan is carried out, and whose it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.domain.booking import Booking
from touchbase.domain.cadence import LONGEST_DAYS
from touchbase.domain.change import Change, End, MoveSeries
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.dates import FURTHEST_MOVE, dates_of
from touchbase.planning.diary import Diary
from touchbase.planning.grid import Grid
from touchbase.planning.ledger import changed
from touchbase.planning.steps import phases
from touchbase.planning.verdict import count_meeting

YEAR_AHEAD = timedelta(days=LONGEST_DAYS) + FURTHEST_MOVE


@dataclass(frozen=True)
class Ahead:
    """The ledger after the plan, by uid; `over` says after which instant a series that ends now has no dates."""

    snapshot: Snapshot
    ledger: Mapping[str, Booking]
    over: Mapping[str, datetime]

    @classmethod
    def of(cls, snapshot: Snapshot, changes: Iterable[Change]) -> "Ahead":
        changes = tuple(changes)
        ledger = {booking.uid: booking for booking in snapshot.bookings}
        for phase in phases(changes):
            for _, step in phase:
                ledger |= changed(step, ledger)
        return cls(snapshot, ledger, {c.uid: c.after for c in changes if isinstance(c, End | MoveSeries)})

    def booking_of(self, stakeholder: str) -> Booking | None:
        """Their newest series that stands."""
        theirs = [b for b in self.ledger.values() if b.stands and b.series.stakeholder == stakeholder]
        return max(theirs, key=lambda booking: booking.series.generation, default=None)

    def declined(self, stakeholder: str) -> bool:
        """True when they declined the whole series."""
        booking = self.booking_of(stakeholder)
        return booking is not None and booking.standing == "declined"

    def next_of(self, who: Stakeholder) -> datetime | None:
        """When the two meet next as far as is known: a date of theirs, or another small meeting, within a year."""
        year = Period(self.snapshot.now, self.snapshot.now + YEAR_AHEAD)
        dates = (period.start for id, period in self._dates(year, who.id) if id == who.id)
        return min((start for start in (*dates, *self._meetings(who)) if start >= self.snapshot.now), default=None)

    def diary(self, grid: Grid, without: str = "") -> Diary:
        """All touchbases of the horizon and of this week so far, but for one stakeholder's."""
        diary = Diary(grid, self.snapshot.rules)
        for id, period in self._dates(Period(grid.moment(0), self.snapshot.horizon.end)):
            if not without or id != without:
                diary.take(period)
        return diary

    def _dates(self, window: Period, only: str = "") -> Iterator[tuple[str, Period]]:
        """By the ledger what stands from now on; as the calendar shows it what is past or of no series that stands."""
        now, reading = self.snapshot.now, self.snapshot.reading
        for booking in self.ledger.values():
            if booking.stands and only in ("", booking.series.stakeholder):
                dates = dates_of(booking, reading, Period(now, window.end))
                yield from ((booking.series.stakeholder, date.period) for date in dates)
        shown = (d for d in reading.dates if not d.cancelled and window.start <= d.period.start < window.end)
        for date in shown:
            entry, start = self.ledger.get(date.uid), date.period.start
            if start < now or ((entry is None or not entry.stands) and start <= self.over.get(date.uid, start)):
                yield "" if entry is None else entry.series.stakeholder, date.period

    def _meetings(self, who: Stakeholder) -> Iterator[datetime]:
        """The starts of other meetings that would count as time with them."""
        addresses = set(who.all_addresses)
        for meeting in self.snapshot.reading.meetings:
            counts = count_meeting(meeting)
            if counts is not None and counts.moves_clock and addresses & set(map(str.lower, meeting.addresses)):
                yield meeting.period.start
