"""An independent, slow judge of plans: it walks day by day and knows nothing of how plans are made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from touchbase.domain.booking import Booking
from touchbase.domain.change import Create, End, MoveOccurrence, MoveSeries, Record, Renew, SkipOccurrence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder

A_DAY = timedelta(days=1)
NEAR = timedelta(days=400)


def rule_starts(rule: Recurrence, first: datetime, end: datetime) -> list[datetime]:
    """Every start of the rule from `first` up to `end`, by looking at each day."""
    found = []
    day = max(rule.first, (first - 2 * A_DAY).date())
    while day <= (end + 2 * A_DAY).date() and (rule.last is None or day <= rule.last):
        if _is_day(rule, day):
            start = datetime.combine(day, rule.at, ZoneInfo(rule.zone)).astimezone(UTC)
            if first <= start < end:
                found.append(start)
        day += A_DAY
    return found


def place_of(entry: Booking, start: datetime) -> Period | None:
    """Where the ledger has the date of that original start; None when it was taken off."""
    change = entry.exceptions.get(start)
    if change is not None:
        return change.period
    return Period(start, start + timedelta(minutes=entry.series.recurrence.minutes))


def _is_day(rule: Recurrence, day: date) -> bool:
    if day.weekday() != rule.first.weekday():
        return False
    if rule.cadence.unit == "week":
        return (day - rule.first).days // 7 % rule.cadence.every == 0
    months = (day.year - rule.first.year) * 12 + day.month - rule.first.month
    return months % rule.cadence.every == 0 and (day.day + 6) // 7 == (rule.first.day + 6) // 7


@dataclass(frozen=True)
class Stands:
    """One date after the plan: whose, its original start, where it is, and how it came there."""

    who: str
    uid: str
    original: datetime
    period: Period
    planned: bool  # new, or moved by this plan
    moved: bool
    fixed: bool  # frozen, put there by a person, or of a series nobody tends
    missed: bool  # said to clash

    def __str__(self) -> str:
        return f"{self.who} {self.period.start:%a %d %b %H:%M}-{self.period.end:%H:%M}"


class Checker:
    """All the assertions about one plan for one snapshot."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot, self.plan, self.rules = snapshot, plan, snapshot.rules
        self.zone = ZoneInfo(snapshot.owner.zone)
        self.end = snapshot.now + timedelta(weeks=self.rules.horizon_weeks)
        self.frozen_until = snapshot.now + timedelta(hours=self.rules.freeze_hours)
        self.earliest = snapshot.now + timedelta(hours=max(self.rules.notice_hours, self.rules.freeze_hours))
        self.people = {who.id: who for who in snapshot.stakeholders}
        changed = {c.booking.uid: c.booking for c in plan.changes if isinstance(c, Record) and c.booking is not None}
        self.before = {b.uid: b for b in snapshot.bookings} | changed
        self.over = {c.uid: c.after for c in plan.changes if isinstance(c, End | MoveSeries)}
        self.moves = {(c.uid, c.original_start): c.period for c in plan.changes if isinstance(c, MoveOccurrence)}
        self.skips = {(c.uid, c.original_start) for c in plan.changes if isinstance(c, SkipOccurrence)}
        self.new = [c.series for c in plan.changes if isinstance(c, Create | MoveSeries)]
        self.missed = {(miss.stakeholder, miss.original_start) for miss in plan.expected_misses}
        self.all = sorted([*self._old(), *self._made()], key=lambda one: one.period)
        self.dates = [one for one in self.all if self.snapshot.now <= one.period.start < self.end]

    def check(self) -> None:
        self.no_two_overlap()
        self.caps_hold()
        for one in self.dates:
            if one.planned and not one.missed:
                self.suits_both(one)
        self.nothing_frozen_moves()
        self.moves_stay_near()
        self.one_series_each()
        self.hours_and_ramp_hold()
        self.nobody_is_forgotten()

    # what stands afterwards

    def _old(self) -> Iterator[Stands]:
        for booking in self.before.values():
            if booking.stands:
                yield from self._dates_of(self._renewed(booking))

    def _dates_of(self, booking: Booking) -> Iterator[Stands]:
        who = booking.series.stakeholder
        for start in rule_starts(booking.series.recurrence, self.snapshot.now - NEAR, self.end + NEAR):
            key, was = (booking.uid, start), place_of(booking, start)
            now = self.moves.get(key, was)
            if now is None or key in self.skips or now.start > self.over.get(booking.uid, now.start):
                continue
            moved = key in self.moves
            fixed = was is not None and not moved and (self._by_hand(booking, start) or was.start <= self.frozen_until)
            yield Stands(who, booking.uid, start, now, moved, moved, fixed, (who, start) in self.missed)

    def _made(self) -> Iterator[Stands]:
        for series in self.new:
            for start in rule_starts(series.recurrence, self.snapshot.now, self.end + NEAR):
                usual = Period(start, start + timedelta(minutes=series.recurrence.minutes))
                key = (series.uid, start)
                missed = (series.stakeholder, start) in self.missed
                place = self.moves.get(key, usual)
                yield Stands(series.stakeholder, series.uid, start, place, True, key in self.moves, False, missed)

    def _renewed(self, booking: Booking) -> Booking:
        for change in self.plan.changes:
            if isinstance(change, Renew) and change.uid == booking.uid:
                return replace(booking, series=replace(booking.series, recurrence=change.recurrence))
        return booking

    def _by_hand(self, booking: Booking, start: datetime) -> bool:
        who = self.people.get(booking.series.stakeholder)
        change = booking.exceptions.get(start)
        tended = who is not None and booking.standing == "live" and not booking.pinned and self._active(who)
        return not tended or (change is not None and change.by == "human")

    def _active(self, who: Stakeholder) -> bool:
        today = self.snapshot.now.astimezone(self.zone).date()
        if who.state == "paused" and who.paused_until is not None and who.paused_until <= today:
            return True
        return who.state == "active"

    # what must hold

    def no_two_overlap(self) -> None:
        buffer = timedelta(minutes=self.rules.buffer_minutes)
        for n, one in enumerate(self.dates):
            for other in self.dates[n + 1 :]:
                if other.period.start >= one.period.end + buffer:
                    break
                excused = one.missed or other.missed or (one.fixed and other.fixed)
                assert excused, f"{one} and {other} stand upon each other"

    def caps_hold(self) -> None:
        """A planned date never is one too many; what stands anyway, and misses, may be."""
        earlier = [
            date.period.start
            for date in self.snapshot.reading.dates
            if date.period.start < self.snapshot.now and not date.cancelled
        ]
        starts = [*earlier, *(one.period.start for one in self.dates if not one.missed)]
        for one in self.dates:
            if one.planned and not one.missed:
                day, monday = self._day(one.period.start), self._monday(one.period.start)
                a_day = sum(self._day(start) == day for start in starts)
                a_week = sum(self._monday(start) == monday for start in starts)
                assert a_day <= self.rules.max_per_day, f"{one} is one too many a day"
                assert a_week <= self.rules.max_per_week, f"{one} is one too many a week"

    def suits_both(self, one: Stands) -> None:
        who, buffer = self.people[one.who], timedelta(minutes=self.rules.buffer_minutes)
        assert one.period.start >= self.earliest, f"{one} is too soon"
        assert one.period.end - one.period.start == timedelta(minutes=who.minutes), f"{one} has another length"
        week = self.rules.working_hours
        for moment in _through(one.period):
            ours, theirs = moment.astimezone(self.zone), moment.astimezone(ZoneInfo(who.zone))
            assert _within(week[ours.weekday()], ours), f"{one} is outside your hours"
            assert ours.date() not in self.snapshot.holidays, f"{one} is on a holiday"
            assert theirs.weekday() < 5, f"{one} is on their weekend"
            assert _within(who.working_hours, theirs), f"{one} is outside their hours"
        for busy in self.snapshot.reading.busy.busy:
            near = busy.start < one.period.end + buffer and one.period.start - buffer < busy.end
            assert not near, f"{one} lies upon your {busy}"
        for busy in self.snapshot.busy_of(one.who).busy:
            assert not (busy.start < one.period.end and one.period.start < busy.end), f"{one} lies upon their {busy}"

    def nothing_frozen_moves(self) -> None:
        for uid, original in [*self.moves, *self.skips]:
            if uid in self.before:
                was = place_of(self.before[uid], original)
                assert was is None or was.start > self.frozen_until, f"{original} of {uid} was frozen"
        for uid, after in self.over.items():
            assert after >= self.frozen_until, f"{uid} ends inside the freeze"

    def moves_stay_near(self) -> None:
        for one in self.all:
            if one.moved and one.period.start != one.original:
                weeks = abs((self._monday(one.period.start) - self._monday(one.original)).days) // 7
                assert weeks <= 1, f"{one} was moved {weeks} weeks"
                self._between_neighbours(one)

    def _between_neighbours(self, one: Stands) -> None:
        half = timedelta(days=self.people[one.who].cadence.days / 2)
        own = sorted((other for other in self.all if other.uid == one.uid), key=lambda other: other.original)
        at = own.index(one)
        for before in own[:at][-1:]:
            assert self._day(before.period.start) < self._day(one.period.start), f"{one} is not after {before}"
            assert one.period.start - before.period.start >= half, f"{one} is too near to {before}"
        for after in own[at + 1 :][:1]:
            assert self._day(one.period.start) < self._day(after.period.start), f"{one} is not before {after}"
            assert after.period.start - one.period.start >= half, f"{one} is too near to {after}"

    def one_series_each(self) -> None:
        ids = [b.series.stakeholder for b in self.before.values() if b.stands and b.uid not in self.over]
        ids += [series.stakeholder for series in self.new]
        assert len(ids) == len(set(ids)), "somebody has two series"

    def hours_and_ramp_hold(self) -> None:
        rules = [b.series.recurrence for b in self.before.values() if b.stands and b.uid not in self.over]
        rules += [series.recurrence for series in self.new]
        hours = sum(rule.minutes / 60 * 7 / rule.cadence.days for rule in rules)
        assert not self.new or hours <= self.rules.hours_per_week + 1e-6, "more hours a week than there are"
        creates = sum(isinstance(change, Create) for change in self.plan.changes)
        assert self.rules.new_per_run == 0 or creates <= self.rules.new_per_run

    def nobody_is_forgotten(self) -> None:
        have = {b.series.stakeholder for b in self.before.values() if b.stands}
        have |= {series.stakeholder for series in self.new}
        told = {unplaced.stakeholder for unplaced in self.plan.unplaced if unplaced.why and unplaced.fix}
        for who in self.snapshot.stakeholders:
            assert not self._active(who) or who.id in have | told, f"{who.id} has no series and no reason"

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _monday(self, moment: datetime) -> date:
        day = self._day(moment)
        return day - timedelta(days=day.weekday())


def _through(period: Period) -> Iterator[datetime]:
    """The first moment, every fifth minute and the last one."""
    moment = period.start
    while moment < period.end:
        yield moment
        moment += timedelta(minutes=5)
    yield period.end - timedelta(seconds=1)


def _within(stretches: tuple[Hours, ...], at: datetime) -> bool:
    minute = (at - datetime.combine(at.date(), time(0), at.tzinfo)).total_seconds() / 60
    return any(stretch.start <= minute < stretch.end for stretch in stretches)
