"""Series that carry our tag and that the ledger does not know: our memory was lost, or a run was killed."""

from collections.abc import Iterator
from datetime import time

from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import SeenSeries, Series
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local
from touchbase.planning.look import Look


def strangers(look: Look) -> Iterator[Booking]:
    """An entry for each of them whose person is on the list; a cancelled one only while nothing newer is known."""
    known = {booking.uid for booking in look.snapshot.bookings}
    newest = _newest(look)
    for seen in look.series.values():
        if seen.uid in known or seen.stakeholder not in look.people:
            continue
        if not seen.cancelled or newest[seen.stakeholder] == (seen.generation, False, seen.uid):
            yield _entry(seen, look.people[seen.stakeholder], look)


def _newest(look: Look) -> dict[str, tuple[int, bool, str]]:
    """Generation, whether it stands, and uid of the newest series of each person, of the ledger and of the calendar."""
    ledger = [(b.series.stakeholder, (b.series.generation, True, b.uid)) for b in look.snapshot.bookings]
    shown = [(s.stakeholder, (s.generation, not s.cancelled, s.uid)) for s in look.series.values()]
    return dict(sorted([*ledger, *shown]))


def _entry(seen: SeenSeries, person: Stakeholder, look: Look) -> Booking:
    """Pinned: without our memory we cannot tell whether a person chose its slot, so we take it that one did."""
    return Booking(
        Series(
            seen.uid,
            seen.stakeholder,
            seen.generation,
            seen.recurrence or _stand_in(seen.uid, person, look),
            seen.summary,
            seen.description,
            person.name,
            seen.guest_email or person.email,
            look.snapshot.rules.conference,
        ),
        pinned=True,
    )


def _stand_in(uid: str, person: Stakeholder, look: Look) -> Recurrence:
    """For a rule that is not ours: weekly from the first date seen. Never written; it only makes the entry whole."""
    start = local(min(look.dates_of(uid), default=look.now), look.zone)
    return Recurrence(start.date(), time(start.hour, start.minute), look.zone, Cadence(1, "week"), person.minutes)
