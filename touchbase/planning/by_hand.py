"""Recurring 1:1s that somebody made by hand: who is served by one already, and what is proposed about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from statistics import median_low

from touchbase.domain.event import RecurringMeeting
from touchbase.domain.proposal import Proposal
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local, local_date
from touchbase.planning.words import WEEKDAYS, time_words

ENOUGH = 1.5  # times the cadence wanted: less often than that, a relationship would slip by itself
A_MONTH = 365.25 / 12
OFTEN = ("several times a week", "every {}", "every other {}", "every third {}")


@dataclass(frozen=True, slots=True)
class ByHand:
    """A 1:1 with somebody on the list; `days` is the usual distance of its dates, `next` its first one to come (UTC).

    `serves` says that it makes a series of ours needless: it is frequent enough, and the owner did not say no.
    """

    who: Stakeholder
    meeting: RecurringMeeting
    next: datetime
    days: float
    refused: bool

    @property
    def frequent(self) -> bool:
        return self.days <= ENOUGH * self.who.cadence.days

    @property
    def serves(self) -> bool:
        return self.frequent and not self.refused


def by_hand(snapshot: Snapshot) -> tuple[ByHand, ...]:
    """Those that go on, with active people who have no series of ours: the one that serves best first, for each."""
    standing = {booking.series.stakeholder for booking in snapshot.bookings if booking.stands}
    free = [w for w in snapshot.stakeholders if w.id not in standing and w.state_on(snapshot.today) == "active"]
    whose = {address: who for who in free for address in who.all_addresses}
    found = [one for meeting in snapshot.reading.recurring for one in _with(meeting, whose, snapshot)]
    return tuple(sorted(found, key=_best_first))


def served(snapshot: Snapshot) -> Mapping[str, ByHand]:
    """By stakeholder id, the one that serves them best."""
    return {one.who.id: one for one in reversed(by_hand(snapshot)) if one.serves}


def without(snapshot: Snapshot, served: Mapping[str, ByHand]) -> Snapshot:
    """What is left to plan once those people are served: the others, in the hours that are left."""
    if not served:
        return snapshot
    hours = sum(one.meeting.minutes / 60 * 7 / one.days for one in served.values())
    rules = snapshot.rules._replace(hours_per_week=max(0.0, snapshot.rules.hours_per_week - hours))
    rest = tuple(who for who in snapshot.stakeholders if who.id not in served)
    return replace(snapshot, stakeholders=rest, rules=rules)


def told(served: Mapping[str, ByHand], zone: str) -> tuple[Proposal, ...]:
    """What a person may do about each, by priority."""
    found = sorted(served.values(), key=lambda one: (one.who.priority, one.who.id))
    return tuple(_proposal(one, zone) for one in found)


def rhythm(one: ByHand, zone: str) -> str:
    """`every other Tuesday at 10:00` on the wall clock of that zone; when it is next, where only one date is known."""
    starts = [local(start, zone) for start in one.meeting.starts]
    if len(starts) == 1:
        return f"on {time_words(starts[0], zone)}"
    [((weekday, at), _)] = Counter((WEEKDAYS[s.weekday()], f"{s:%H:%M}") for s in starts).most_common(1)
    weeks = round(one.days / 7)
    if weeks < len(OFTEN):
        return OFTEN[weeks].format(weekday) + (f" at {at}" if weeks else "")
    months = max(1, round(one.days / A_MONTH))
    often = "about once a month" if months == 1 else f"about every {months} months"
    return f"{often} on a {weekday} at {at}"


def _with(meeting: RecurringMeeting, whose: Mapping[str, Stakeholder], snapshot: Snapshot) -> Sequence[ByHand]:
    """Exactly two people, one of them on the list, and a date to come."""
    addresses = [address.lower() for address in meeting.addresses]
    ahead = min((start for start in meeting.starts if start >= snapshot.now), default=None)
    if meeting.people != len(addresses) + 1 or len(addresses) != 1 or addresses[0] not in whose or ahead is None:
        return ()
    who = whose[addresses[0]]
    refused = (who.id, meeting.uid) in snapshot.refused
    return (ByHand(who, meeting, ahead, _days_between(meeting.starts, snapshot), refused),)


def _days_between(starts: Sequence[datetime], snapshot: Snapshot) -> float:
    """By the owner's calendar days, so that no change of the clocks counts.

    A single date that was moved or taken off does not count either. One date alone: as far as we look ahead.
    """
    days = sorted({local_date(start, snapshot.owner.zone).toordinal() for start in starts})
    gaps = [later - earlier for earlier, later in pairwise(days)]
    return float(median_low(gaps)) if gaps else float((snapshot.reading.window.end - snapshot.now).days)


def _best_first(one: ByHand) -> tuple[str, bool, bool, float, str]:
    return (one.who.id, not one.serves, not one.meeting.own, one.days, one.meeting.uid)


def _proposal(one: ByHand, zone: str) -> Proposal:
    id, name = one.who.id, one.who.name
    met = f"you already meet {name} {rhythm(one, zone)}"
    if one.meeting.own:
        then = f"`touchbase adopt {id}` lets touchbase look after it"
    else:
        then = "that series serves as your touchbase as it is"
    other = f"`touchbase adopt {id} --no` books one of its own"
    return Proposal(
        id, "adopt" if one.meeting.own else "served", zone, one.next, one.meeting.minutes, (met, then, other)
    )
