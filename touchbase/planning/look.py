"""One look at our series on the calendar, indexed, so that a thousand of them are compared in one pass."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from touchbase.domain.booking import Booking
from touchbase.domain.event import Occurrence, SeenSeries
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder


@dataclass(frozen=True)
class Look:
    """`series` by uid, `dates` by uid and original start, `people` on the list by id."""

    snapshot: Snapshot
    series: dict[str, SeenSeries]
    dates: dict[str, dict[datetime, Occurrence]]
    people: dict[str, Stakeholder]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Look":
        dates: dict[str, dict[datetime, Occurrence]] = defaultdict(dict)
        for date in snapshot.reading.dates:
            dates[date.uid][date.original_start] = date
        series = {seen.uid: seen for seen in snapshot.reading.series}
        return cls(snapshot, series, dict(dates), {person.id: person for person in snapshot.stakeholders})

    @property
    def now(self) -> datetime:
        return self.snapshot.now

    @property
    def zone(self) -> str:
        """The owner's."""
        return self.snapshot.owner.zone

    def dates_of(self, uid: str) -> dict[datetime, Occurrence]:
        return self.dates.get(uid, {})

    def has_another(self, booking: Booking) -> bool:
        """True when the person has a further series on the calendar, as "this and all following" makes one."""
        person = booking.series.stakeholder
        return any(
            seen.stakeholder == person and seen.uid != booking.uid and not seen.cancelled
            for seen in self.series.values()
        )

    def has_newer(self, booking: Booking) -> bool:
        """True when the calendar has a later generation of that series, which we made in its place."""
        person, generation = booking.series.stakeholder, booking.series.generation
        return any(
            seen.stakeholder == person and seen.generation > generation and not seen.cancelled
            for seen in self.series.values()
        )

    def is_listed(self, booking: Booking) -> bool:
        return booking.series.stakeholder in self.people

    def name_of(self, booking: Booking) -> str:
        """The name on the list, else the one the invitation was made for."""
        person = self.people.get(booking.series.stakeholder)
        return booking.series.guest_name if person is None else person.name

    def rule_of(self, booking: Booking) -> Recurrence:
        """The rule the calendar shows; ours where it shows none that we know."""
        seen = self.series.get(booking.uid)
        return booking.series.recurrence if seen is None or seen.recurrence is None else seen.recurrence
