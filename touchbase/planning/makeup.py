"""A missed date is owed: the next free time inside the grace window; after three in a row, another way to meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.domain.change import Change
from touchbase.domain.period import Period
from touchbase.domain.proposal import Proposal
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local
from touchbase.planning.ahead import Ahead
from touchbase.planning.diary import Diary
from touchbase.planning.grid import PER_DAY, slots_of
from touchbase.planning.health import assess
from touchbase.planning.openings import Openings
from touchbase.planning.rethink import IN_A_ROW, rethought
from touchbase.planning.words import time_words

LONG_TALK = 45  # minutes: after a long gap the next talk is longer


def proposals(snapshot: Snapshot, changes: Iterable[Change]) -> tuple[Proposal, ...]:
    """At most one a stakeholder, by priority, around everything as it stands once `changes` are carried out.

    The histories of the snapshot already hold this run's verdicts. No proposal takes the time of another.
    """
    owed = [who for who in snapshot.stakeholders if _is_owed(who, snapshot)]
    if not owed:
        return ()
    openings, ahead = Openings.of(snapshot), Ahead.of(snapshot, changes)
    diary, found = ahead.diary(openings.grid), []
    for who in sorted(owed, key=lambda who: (who.priority, who.id)):
        if snapshot.history(who.id).missed_in_a_row >= IN_A_ROW or ahead.declined(who.id):
            proposal = rethought(who, ahead, openings)
        else:
            proposal = _MakeUp(who, ahead, openings).found(diary)
        found += [] if proposal is None else [proposal]
    return tuple(found)


def _is_owed(who: Stakeholder, snapshot: Snapshot) -> bool:
    """Not while nobody knows about the latest date, nor for a series that a person took off the calendar."""
    history = snapshot.history(who.id)
    if who.state_on(snapshot.today) != "active" or not history.missed_in_a_row or history.last_verdict == "doubtful":
        return False
    theirs = [booking for booking in snapshot.bookings if booking.series.stakeholder == who.id]
    return any(b.stands for b in theirs) or not any(b.standing == "paused_by_user" for b in theirs)


@dataclass(frozen=True)
class _MakeUp:
    """Looks for the one time that makes up for a missed date."""

    who: Stakeholder
    ahead: Ahead
    openings: Openings

    def found(self, diary: Diary) -> Proposal | None:
        """The earliest day in the grace window, on it the preferred hours; the diary takes it."""
        snapshot, next_date, minutes = self.ahead.snapshot, self.ahead.next_of(self.who), self._minutes()
        longer = self.who._replace(minutes=minutes)
        starts = self.openings.for_both(longer) & diary.open_starts(minutes)
        best = self._best(starts & self.openings.grid.starts_between(self._grace(next_date)), longer)
        if best is None:
            return None
        period = Period.lasting(self.openings.grid.moment(best), minutes)
        diary.take(period)
        why = self._why(period, next_date)
        return Proposal(self.who.id, "make_up", snapshot.owner.zone, period.start, minutes, why)

    def _minutes(self) -> int:
        snapshot, who = self.ahead.snapshot, self.who
        health = assess(who, snapshot.history(who.id), snapshot.now, snapshot.owner.zone, snapshot.rules.thresholds)
        return max(who.minutes, LONG_TALK) if health.state in ("lapsed", "dormant") else who.minutes

    def _grace(self, next_date: datetime | None) -> Period:
        """From the notice on, half a cadence from the last one held and from the next one; empty when they are near."""
        snapshot, half = self.ahead.snapshot, timedelta(days=self.who.cadence.days / 2)
        held = snapshot.history(self.who.id).last_held
        start = snapshot.now + timedelta(hours=snapshot.rules.notice_hours)
        start = start if held is None else max(start, held + half)
        end = snapshot.horizon.end
        end = end if next_date is None else min(end, next_date - half + timedelta(seconds=1))
        return Period(start, max(start, end))

    def _best(self, starts: int, longer: Stakeholder) -> int | None:
        ours, theirs = self.openings.preferred(longer)

        def order(slot: int) -> tuple[int, int, int]:
            return (slot // PER_DAY, (not ours >> slot & 1) + (not theirs >> slot & 1), slot)

        return min(slots_of(starts), key=order, default=None)

    def _why(self, period: Period, next_date: datetime | None) -> tuple[str, ...]:
        snapshot, who, zone = self.ahead.snapshot, self.who, self.ahead.snapshot.owner.zone
        reasons = [_missed_words(who, snapshot)]
        if period.minutes > who.minutes:
            reasons.append(f"{period.minutes:.0f} minutes, because after a long gap there is more to say")
        if next_date is not None:
            reasons.append(f"your next one is {time_words(next_date, zone)}")
        if who.zone != zone:
            reasons.append(f"{local(period.start, who.zone):%H:%M} for them in {who.zone}")
        if not snapshot.busy_of(who.id).known:
            reasons.append(f"{who.name}'s calendar is unknown, so only their working hours were used")
        return tuple(reasons)


def _missed_words(who: Stakeholder, snapshot: Snapshot) -> str:
    """The latest missed date with what is known of it."""
    history = snapshot.history(who.id)
    missed = [e for e in snapshot.judged.values() if e.stakeholder == who.id and e.judgement.verdict == "not_held"]
    latest = max(missed, key=lambda entry: entry.start, default=None)
    if latest is None or (history.last_held is not None and latest.start < history.last_held):
        count = history.missed_in_a_row
        return "the last date was not held" if count == 1 else f"the last {count} dates were not held"
    because = f": {latest.judgement.reasons[0]}" if latest.judgement.reasons else ""
    return f"{time_words(latest.start, snapshot.owner.zone)} was not held{because}"
