"""Somebody's address changed in the list: the series that stands asks the new one, and goes on."""

from collections.abc import Iterable, Iterator

from touchbase.domain.booking import Booking
from touchbase.domain.change import Change, End, MoveSeries, Readdress
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder


def readdressed(snapshot: Snapshot, changes: Iterable[Change]) -> Iterator[Readdress]:
    """One for each series that goes on and whose guest has left the list's addresses; never under create-only.

    A guest that a person put there by hand stays, and so does an old address that the list still names as theirs.
    """
    if snapshot.rules.policy == "create-only":
        return
    over = {change.uid for change in changes if isinstance(change, End | MoveSeries)}
    people = {who.id: who for who in snapshot.stakeholders if who.state_on(snapshot.today) == "active"}
    shown = {seen.uid: seen.guest_email.lower() for seen in snapshot.reading.series if not seen.cancelled}
    for booking in _newest(snapshot.bookings):
        who = people.get(booking.series.stakeholder)
        if who is not None and booking.uid not in over and _left(booking, shown.get(booking.uid, ""), who):
            yield _change(booking, who, snapshot)


def _newest(bookings: Iterable[Booking]) -> Iterable[Booking]:
    """The newest series of each person that is tended."""
    tended = (booking for booking in bookings if booking.standing in ("live", "declined"))
    by_age = sorted(tended, key=lambda booking: booking.series.generation)
    return {booking.series.stakeholder: booking for booking in by_age}.values()


def _left(booking: Booking, shown: str, who: Stakeholder) -> bool:
    """The address that is asked is the one we wrote, and is no longer theirs."""
    return shown == booking.series.guest_email.lower() and shown not in who.all_addresses


def _change(booking: Booking, who: Stakeholder, snapshot: Snapshot) -> Readdress:
    why = f"{who.name} has another address on your list than {booking.series.guest_email}"
    return Readdress(
        stakeholder=who.id, uid=booking.uid, name=who.name, email=who.email, why=(why,), notifies=snapshot.mails
    )
