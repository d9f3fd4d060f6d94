"""Is the stakeholder still among the guests of their own series? Who was taken off by hand is not asked again."""

from collections.abc import Iterable, Iterator

from touchbase.domain.booking import Booking
from touchbase.domain.change import Change, MoveSeries, Renew
from touchbase.domain.event import SeenSeries
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder


def is_asked(seen: SeenSeries, booking: Booking | None, who: Stakeholder | None) -> bool:
    """True when the guest the calendar shows is the one we asked, or has an address the list knows as theirs."""
    theirs = set() if who is None else set(who.all_addresses)
    return seen.guest_email.lower() in theirs | ({booking.series.guest_email.lower()} if booking else set())


def without_reinvitations(changes: Iterable[Change], snapshot: Snapshot) -> list[Change]:
    """The changes but those that would invite somebody anew who was taken off, or prolong what goes on without them."""
    alone = {seen.uid for _, seen in _alone(snapshot)}
    return [one for one in changes if not (isinstance(one, MoveSeries | Renew) and one.uid in alone)]


def uninvited(snapshot: Snapshot) -> Iterator[str]:
    """A sentence for each series that stands without its stakeholder."""
    for who, seen in _alone(snapshot):
        left = f"{who.name} is no longer among the guests of your series, and is not asked again by touchbase."
        if seen.guest_email:
            yield f"{left} {seen.guest_email} is: if that is theirs, add it to their addresses in your list."
        else:
            yield f"{left} Add them on the calendar, or end the series with `touchbase retire {who.id}`."


def _alone(snapshot: Snapshot) -> Iterator[tuple[Stakeholder, SeenSeries]]:
    people = {who.id: who for who in snapshot.stakeholders}
    shown = {seen.uid: seen for seen in snapshot.reading.series if not seen.cancelled}
    for booking in snapshot.bookings:
        who, seen = people.get(booking.series.stakeholder), shown.get(booking.uid)
        if who is not None and seen is not None and booking.stands and not is_asked(seen, booking, who):
            yield who, seen
