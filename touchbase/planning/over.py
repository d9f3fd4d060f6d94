"""Which dates and meetings are over: those seen, and those that the rule gives and the calendar no longer shows."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from touchbase.domain.booking import Booking
from touchbase.domain.event import Evidence, Meeting, SeenSeries
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder

SETTLED = timedelta(minutes=15)

Key = tuple[str, datetime]


def is_over(period: Period, now: datetime) -> bool:
    """True once it ended at least 15 minutes ago."""
    return period.end + SETTLED <= now


def dates_over(snapshot: Snapshot) -> Iterator[Evidence]:
    """Evidence of each date that is over, one a key; dates that touchbase itself took off are not among them."""
    ours = _taken_off_by_us(snapshot)
    seen = {evidence.key: evidence for evidence in snapshot.reading.evidence}
    since = {booking.uid: booking.since for booking in snapshot.bookings}
    given_up = {s.uid for s in snapshot.reading.series if s.cancelled or s.guest_reply == "declined"}
    for key, evidence in seen.items():
        # A series that is called off or declined as a whole today does not undo what was judged of it before.
        undone = evidence.uid in given_up and key in snapshot.judged
        undone = undone or _before_its_slot(key, since)
        if is_over(evidence.period, snapshot.now) and not undone and not (evidence.cancelled_by and key in ours):
            yield evidence
    shown = ours.union(seen, (date.key for date in snapshot.reading.dates))
    given = (evidence for evidence in _given(snapshot) if not _before_its_slot(evidence.key, since))
    yield from (evidence for evidence in given if evidence.key not in shown)


def _before_its_slot(key: Key, since: Mapping[str, datetime | None]) -> bool:
    """Moving a whole series by hand moves its past dates too, on paper: those never took place."""
    uid, original_start = key
    moved = since.get(uid)
    return moved is not None and original_start < moved


def meetings_over(snapshot: Snapshot) -> Iterator[tuple[Stakeholder, Meeting]]:
    """Each other meeting that is over with each person on the list who was asked to it."""
    own = frozenset(snapshot.owner.all_addresses)
    people = {a: person for person in snapshot.stakeholders for a in person.all_addresses if a not in own}
    for meeting in snapshot.reading.meetings:
        if is_over(meeting.period, snapshot.now):
            asked = sorted({address.lower() for address in meeting.addresses} & people.keys())
            yield from ((person, meeting) for person in {people[a].id: people[a] for a in asked}.values())


def _taken_off_by_us(snapshot: Snapshot) -> set[Key]:
    return {
        (booking.uid, start)
        for booking in snapshot.bookings
        for start, change in booking.exceptions.items()
        if change.period is None and change.by == "us"
    }


def _given(snapshot: Snapshot) -> Iterator[Evidence]:
    """What the calendar's own rule of each standing series gives of the past, called off by we do not know whom."""
    series = {seen.uid: seen for seen in snapshot.reading.series if not seen.cancelled}
    for booking in snapshot.bookings:
        if booking.stands and booking.uid in series and booking.uid not in snapshot.looked_up:
            yield from _given_by(series[booking.uid], booking, snapshot)


def _given_by(seen: SeenSeries, booking: Booking, snapshot: Snapshot) -> Iterator[Evidence]:
    rule, window = seen.recurrence, snapshot.reading.window
    if rule is None:
        return
    for start in rule.starts(Period(window.start, max(window.start, min(window.end, snapshot.now)))):
        period = rule.period(start)
        change = booking.exceptions.get(start)
        place = change.period if change is not None and change.period is not None else period
        # One that was moved out of this look's sight may stand there unseen.
        if is_over(period, snapshot.now) and window.contains(period) and window.contains(place):
            yield Evidence(seen.uid, start, period, cancelled_by="someone")
