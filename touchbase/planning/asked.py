"""Another time that a guest asks for: told to the owner as a proposal, and never agreed to by touchbase."""

from collections.abc import Iterator

from touchbase.domain.event import Occurrence
from touchbase.domain.proposal import Proposal
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.words import time_words


def asked(snapshot: Snapshot) -> Iterator[Proposal]:
    """One for each date to come whose guest would rather have it elsewhere, by the time it stands at."""
    people = {who.id: who for who in snapshot.stakeholders}
    whose = {booking.uid: booking.series.stakeholder for booking in snapshot.bookings if booking.stands}
    for date in sorted(snapshot.reading.dates, key=lambda date: (date.period, date.uid)):
        who = people.get(whose.get(date.uid, ""))
        if who is not None and not date.cancelled and date.period.start > snapshot.now:
            yield from _asked(date, who, snapshot.owner.zone)


def _asked(date: Occurrence, who: Stakeholder, zone: str) -> Iterator[Proposal]:
    wanted = date.proposed
    if wanted is None or wanted == date.period:
        return
    then = time_words(date.period.start, zone)
    why = f"{who.name} asks for {time_words(wanted.start, zone)} instead of {then}"
    do = "if that suits you, move the date on your calendar: it stays where you put it"
    yield Proposal(who.id, "new_time", zone, wanted.start, round(wanted.minutes), (why, do))
