"""What a series that already stands needs: nothing, an end, a skip, another year or slot, or single dates moved."""

from collections.abc import Collection, Iterable

from touchbase.domain.booking import Booking
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.clash import Clashes
from touchbase.planning.dates import dates_of
from touchbase.planning.ending import end, end_left_over, pause, reason_to_end
from touchbase.planning.staying import keep_going, sort
from touchbase.planning.tended import Tended


def tend(snapshot: Snapshot, clashes: Clashes, stuck: Collection[str] = ()) -> Tended:
    """Look at every series that stands on the calendar, one by one.

    `stuck` are the uids of series that should move and cannot: they are kept as they are, single dates moved. Under the
    policy create-only that is every one, and nothing is changed.
    """
    found = Tended(fixed=_seen_elsewhere(snapshot, clashes))
    people = {stakeholder.id: stakeholder for stakeholder in snapshot.stakeholders}
    standing = [booking for booking in snapshot.bookings if booking.stands]
    newest = _newest(standing)
    superseded = {booking.series.stakeholder for booking in standing}
    for booking in snapshot.bookings:
        person = booking.series.stakeholder  # one who is not on the list is left alone, whatever came back by hand
        if booking.standing == "ended" and person in people.keys() - superseded and _may_change(snapshot):
            end_left_over(booking, snapshot, found)
    for booking in standing:
        who = people.get(booking.series.stakeholder)
        if not _may_change(snapshot):
            _leave(booking, who, snapshot, clashes, found)
        else:
            _tend(booking, who, snapshot, clashes, found, newest=booking.uid in newest, stays=booking.uid in stuck)
    return found


def _may_change(snapshot: Snapshot) -> bool:
    return snapshot.rules.policy != "create-only"


def _seen_elsewhere(snapshot: Snapshot, clashes: Clashes) -> list[Occurrence]:
    """Our dates on the calendar that no series we tend has: of ended ones, of strangers, and of this week so far."""
    grid = clashes.openings.grid
    week = Period(grid.moment(0), snapshot.horizon.end)
    tended = {booking.uid for booking in snapshot.bookings if booking.stands}
    return [
        date
        for date in snapshot.reading.dates
        if not date.cancelled
        and week.start <= date.period.start < week.end
        and (date.uid not in tended or date.period.start < snapshot.now)
    ]


def _newest(standing: Iterable[Booking]) -> set[str]:
    """The uid of everybody's newest series; an older one that makes room for it runs out by itself."""
    by_age = sorted(standing, key=lambda booking: booking.series.generation)
    return set({booking.series.stakeholder: booking.uid for booking in by_age}.values())


def _tend(
    booking: Booking,
    who: Stakeholder | None,
    snapshot: Snapshot,
    clashes: Clashes,
    found: Tended,
    *,
    newest: bool,
    stays: bool,
) -> None:
    ending = reason_to_end(booking, who, snapshot)
    if ending:
        end(booking, ending, snapshot, found)
    elif who is None or booking.standing != "live" or not newest:
        found.fixed += dates_of(booking, snapshot.reading, snapshot.horizon)
    elif who.state_on(snapshot.today) == "paused":
        pause(booking, who, snapshot, found)
    else:
        keep_going(booking, who, snapshot, clashes, found, stays=stays)


def _leave(booking: Booking, who: Stakeholder | None, snapshot: Snapshot, clashes: Clashes, found: Tended) -> None:
    if who is None or booking.standing != "live" or who.state_on(snapshot.today) != "active":
        found.fixed += dates_of(booking, snapshot.reading, snapshot.horizon)
    else:
        sort(booking, who, snapshot, clashes, found)
