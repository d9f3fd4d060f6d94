"""Scoring by bits against a loop over intervals that knows nothing of bits."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings

from tests.planning.builders import seeds, world_of
from tests.planning.checker import rule_starts
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.lanes import request
from touchbase.planning.openings import Openings

Scores = dict[datetime, tuple[int, int, int, int]]  # by first start: dates, clashes, outside yours, outside theirs


@settings(max_examples=10, phases=[Phase.generate], deadline=None)
@given(seeds)
def test_every_lane_of_a_person_is_scored_as_by_hand(seed: int) -> None:
    snapshot = world_of(seed)
    openings = Openings.of(snapshot)
    wanted = request(snapshot, openings, snapshot.stakeholders[0])
    found: Scores = {
        openings.grid.moment(lane.first): (len(lane.days), lane.clashes, lane.ours, lane.theirs)
        for lane in wanted.lanes
    }
    assert found == _Slow(snapshot, snapshot.stakeholders[0]).scores(wanted.earliest)


class _Slow:
    """Walks every quarter of an hour of every first day, date by date and five minutes by five minutes."""

    def __init__(self, snapshot: Snapshot, who: Stakeholder) -> None:
        self.snapshot, self.rules, self.who = snapshot, snapshot.rules, who
        self.zone, self.their_zone = ZoneInfo(snapshot.owner.zone), ZoneInfo(who.zone)
        self.end = snapshot.now + timedelta(weeks=self.rules.horizon_weeks)
        self.from_ = snapshot.now + timedelta(hours=max(self.rules.notice_hours, self.rules.freeze_hours))
        self.suits = cache(self._suits)

    def scores(self, earliest: date) -> Scores:
        found: Scores = {}
        last_day = self.end.astimezone(self.zone).date()
        for n in range(int(self.who.cadence.days) + 1):
            day = earliest + timedelta(n)
            if day >= last_day or (self.who.cadence.unit == "month" and day.day > 28):
                continue
            for minute in range(0, 24 * 60, 15):
                start = datetime.combine(day, time(*divmod(minute, 60)), self.zone)
                if self.suits(start.astimezone(ZoneInfo("UTC"))):
                    found |= self._scored(start, last_day)
        return found

    def _scored(self, start: datetime, last_day: date) -> Scores:
        """Nothing where more than half of the dates clash."""
        rule = Recurrence(start.date(), start.time(), self.zone.key, self.who.cadence)
        starts = [
            one
            for one in rule_starts(rule, start - timedelta(1), self.end + timedelta(1))
            if one.astimezone(self.zone).date() < last_day
        ]
        free = [one for one in starts if self.suits(one)]
        if 2 * len(free) < len(starts):
            return {}
        ours = sum(not self._prefers(self.rules.preferred, one, self.zone) for one in free)
        theirs = sum(not self._prefers(self.who.preferred, one, self.their_zone) for one in free)
        return {starts[0]: (len(starts), len(starts) - len(free), ours, theirs)}

    def _suits(self, start: datetime) -> bool:
        period = Period.lasting(start, self.who.minutes)
        if not self.from_ <= start < self.end or self._near_a_clock_change(start):
            return False
        for moment in _through(period):
            here = moment.astimezone(self.zone)
            if here.date() in self.snapshot.holidays or not _within(self.rules.working_hours[here.weekday()], here):
                return False
            there = moment.astimezone(self.their_zone)
            if there.weekday() > 4 or not _within(self.who.working_hours, there):
                return False
        buffer = timedelta(minutes=self.rules.buffer_minutes)
        wide = Period(period.start - buffer, period.end + buffer)
        if any(busy.overlaps(wide) for busy in self.snapshot.reading.busy.busy):
            return False
        return not any(busy.overlaps(period) for busy in self.snapshot.busy_of(self.who.id).busy)

    def _prefers(self, hours: tuple[Hours, ...], start: datetime, zone: ZoneInfo) -> bool:
        moments = _through(Period.lasting(start, self.who.minutes))
        return not hours or all(_within(hours, moment.astimezone(zone)) for moment in moments)

    def _near_a_clock_change(self, start: datetime) -> bool:
        """Within three hours of a wall time that does not exist or exists twice."""
        wall = start.astimezone(self.zone)
        offsets = {
            (wall + timedelta(hours=n)).astimezone(ZoneInfo("UTC")).astimezone(self.zone).utcoffset() for n in (-4, 4)
        }
        return len(offsets) > 1


def _through(period: Period) -> Iterable[datetime]:
    moment = period.start
    while moment < period.end:
        yield moment
        moment += timedelta(minutes=5)
    yield period.end - timedelta(seconds=1)


def _within(stretches: tuple[Hours, ...], at: datetime) -> bool:
    minute = at.hour * 60 + at.minute
    return any(stretch.start <= minute < stretch.end for stretch in stretches)
