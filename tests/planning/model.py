"""What a calendar would show once a plan is carried out: the pure model of a run."""

from dataclasses import replace

from tests.planning.builders import dates_shown, seen
from touchbase.domain.booking import Booking
from touchbase.domain.change import End, MoveSeries, Record
from touchbase.domain.event import Occurrence, Reading
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.ledger import after
from touchbase.planning.steps import phases


def carried_out(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """The same moment after the run: the log, the ledger, and a calendar on which every step worked."""
    ledger = {booking.uid: booking for booking in snapshot.bookings}
    ledger |= {c.booking.uid: c.booking for c in plan.changes if isinstance(c, Record) and c.booking is not None}
    ends = {c.uid: c.after for c in plan.changes if isinstance(c, End | MoveSeries)}
    shown = [date for uid in ends for date in dates_shown(ledger[uid], snapshot.reading.window)]
    kept = [date for date in shown if date.period.start <= ends[date.uid]]
    for phase in phases(plan.writes):
        for _, step in phase:
            ledger[step.uid] = after(step, ledger.get(step.uid))
    bookings = tuple(ledger.values())
    kept += [date for date in snapshot.reading.dates if date.uid not in ledger or _ended_before(date.uid, snapshot)]
    logged = [c.touchbase for c in plan.changes if isinstance(c, Record) and c.touchbase is not None]
    judged = {(entry.uid, entry.original_start or entry.start): entry for entry in logged}
    return replace(
        snapshot, bookings=bookings, reading=_shown(snapshot, bookings, kept), judged={**snapshot.judged, **judged}
    )


def _ended_before(uid: str, snapshot: Snapshot) -> bool:
    return any(booking.uid == uid and not booking.stands for booking in snapshot.bookings)


def _shown(snapshot: Snapshot, bookings: tuple[Booking, ...], kept: list[Occurrence]) -> Reading:
    standing = [booking for booking in bookings if booking.stands]
    dates = [date for booking in standing for date in dates_shown(booking, snapshot.reading.window)]
    return replace(snapshot.reading, series=tuple(seen(booking) for booking in standing), dates=(*dates, *kept))
