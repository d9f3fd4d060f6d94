"""The human wins: what people did to our series on the calendar, or to the list, becomes what we want."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from touchbase.domain.booking import Booking
from touchbase.domain.change import Change, Park, Record
from touchbase.domain.event import Reading
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.guard import expected, remote_is_empty
from touchbase.planning.look import Look
from touchbase.planning.standing import Step, has_ended, look_at
from touchbase.planning.strangers import strangers
from touchbase.planning.words import slot_words


@dataclass(frozen=True)
class Adopted:
    """`bookings` is the whole ledger after adoption; `records` carry the entries that changed.

    `missing` are uids believed gone; `duplicates` are uids of superseded series that still take place on the calendar.
    `notices` are sentences about what was seen and not acted upon.
    """

    records: tuple[Change, ...] = ()
    bookings: tuple[Booking, ...] = ()
    missing: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def missing(bookings: Iterable[Booking], reading: Reading) -> tuple[str, ...]:
    """Uids that should stand and were not shown: to be looked up one by one before anything is believed."""
    shown = {series.uid for series in reading.series}
    return tuple(sorted(booking.uid for booking in bookings if booking.stands and booking.uid not in shown))


def adopt(snapshot: Snapshot) -> Adopted:
    """Compare the ledger with what is seen; what differs was done by people and is kept. A second call finds nothing.

    Series still missing from `snapshot.reading.series` were looked up by the caller, so they count as deleted; but when
    at least three should stand and none is shown, nothing is believed at all.
    """
    if remote_is_empty(snapshot):
        return Adopted(bookings=snapshot.bookings, notices=(_nothing_believed(snapshot),))
    look = Look.of(snapshot)
    before = {booking.uid: booking for booking in snapshot.bookings}
    steps = _one_each([look_at(booking, look) for booking in (*before.values(), *strangers(look))])
    bookings = tuple(step.booking for step in steps)
    doubles = tuple(_doubles(bookings, look))
    return Adopted(
        tuple(_records(steps, before)),
        bookings,
        missing(snapshot.bookings, snapshot.reading),
        tuple(booking.uid for booking in doubles),
        tuple(_is_double(booking, look) for booking in doubles),
    )


def _one_each(steps: list[Step]) -> list[Step]:
    """At most one live series a stakeholder, the newest; an older one stays only when it ends before that begins."""
    newest = _newest(step.booking for step in steps)
    return [_superseded(step, newest.get(step.booking.series.stakeholder)) for step in steps]


def _superseded(step: Step, newest: Booking | None) -> Step:
    booking = step.booking
    if not booking.stands or newest is None or newest.uid == booking.uid or _makes_room(booking, newest):
        return step
    why = f"a newer series with {booking.series.guest_name} stands; this one is no longer tended"
    return step.then(replace(booking, standing="ended", parked_since=None), why)


def _newest(bookings: Iterable[Booking]) -> dict[str, Booking]:
    """The newest standing series of each stakeholder."""
    standing = (booking for booking in bookings if booking.stands)
    return {booking.series.stakeholder: booking for booking in sorted(standing, key=_age)}


def _age(booking: Booking) -> tuple[int, str, str]:
    return (booking.series.generation, booking.series.recurrence.first.isoformat(), booking.uid)


def _makes_room(older: Booking, newer: Booking) -> bool:
    last = older.series.recurrence.last
    return last is not None and last <= newer.series.recurrence.first


def _doubles(bookings: tuple[Booking, ...], look: Look) -> Iterator[Booking]:
    """Series that a newer one superseded and that the calendar would still let take place."""
    standing = _newest(bookings)
    for booking in bookings:
        newer, seen = standing.get(booking.series.stakeholder), look.series.get(booking.uid)
        if booking.standing != "ended" or newer is None or seen is None or seen.cancelled:
            continue
        shown = replace(booking, series=replace(booking.series, recurrence=look.rule_of(booking)))
        if not has_ended(shown, shown.series.recurrence, look) and not _makes_room(shown, newer):
            yield shown


def _records(steps: list[Step], before: dict[str, Booking]) -> Iterator[Record]:
    for step in steps:
        booking, known = step.booking, before.get(step.booking.uid)
        if known is None:
            found = f"a series with {booking.series.guest_name} was found on the calendar and is ours"
            yield Record(stakeholder=booking.series.stakeholder, booking=booking, why=(found, *step.why))
        elif booking != known:
            kind = Park if booking.standing == "parked" != known.standing else Record
            yield kind(stakeholder=booking.series.stakeholder, booking=booking, why=step.why)


def _nothing_believed(snapshot: Snapshot) -> str:
    return f"The calendar shows none of your {len(expected(snapshot))} series, so nothing it says is believed."


def _is_double(booking: Booking, look: Look) -> str:
    slot = slot_words(booking.series.recurrence)
    return f"Two series with {look.name_of(booking)} stand on the calendar; the older one, {slot}, can be deleted."
