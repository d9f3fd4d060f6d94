"""What stands around one person once the plan is carried out, against a slow judge who reads the plan by himself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings

from tests.planning.builders import booking, on, person, reading, rule, rules, seeds, utc, world, world_of
from tests.planning.checker import Checker
from touchbase.domain.booking import DateChange
from touchbase.domain.change import Create, End, MoveSeries
from touchbase.domain.event import Evidence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.around import Around, around, told
from touchbase.planning.decide import decide
from touchbase.planning.grid import slots_of
from touchbase.planning.lanes import Lane, request, weekly_hours
from touchbase.planning.openings import Openings


@settings(max_examples=12, phases=[Phase.generate], deadline=None)
@given(seeds)
def test_a_slow_judge_finds_the_same_room(seed: int) -> None:
    snapshot = world_of(seed)
    plan = decide(snapshot)
    checker, after = Checker(snapshot, plan), told(snapshot, plan)
    openings = Openings.of(after)
    for who in snapshot.stakeholders[:3]:
        others = around(after, plan, who, openings.grid)
        wanted = request(after, openings, who)
        for lane in wanted.lanes[:: max(1, len(wanted.lanes) // 12)]:
            judged = _Judge(checker, who.id, openings, lane)
            assert set(others.in_the_way(lane)) == judged.in_the_way(who.minutes)
            assert _full(others, lane) == judged.full()
            assert bool(others.full(lane, 10.0)) >= bool(others.full(lane, 0.0))


def _full(others: Around, lane: Lane) -> str:
    return others.full(lane, others.hours)


class _Judge:
    """Looks at every date of everybody else, one by one."""

    def __init__(self, checker: Checker, who: str, openings: Openings, lane: Lane) -> None:
        self.rules, self.zone, self.lane = checker.rules, ZoneInfo(checker.snapshot.owner.zone), lane
        self.starts = [openings.grid.moment(slot) for slot in slots_of(lane.free)]
        self.first = openings.grid.first
        monday, end = openings.grid.moment(0), checker.end
        self.dates = [one for one in checker.all if one.who != who and monday <= one.period.start < end]

    def in_the_way(self, minutes: int) -> set[str]:
        buffer = timedelta(minutes=self.rules.buffer_minutes)
        found = set()
        for start in self.starts:
            wide = Period(start - buffer, start + timedelta(minutes=minutes) + buffer)
            found |= {one.who for one in self.dates if one.period.overlaps(wide)}
        return found

    def full(self) -> str:
        days = [one.period.start.astimezone(self.zone).date() for one in self.dates]
        if any(days.count(start.astimezone(self.zone).date()) >= self.rules.max_per_day for start in self.starts):
            return "max_per_day"
        for week in {day // 7 for day in self.lane.days}:
            mondays = [(day - self.first).days // 7 for day in days]
            own = sum(day // 7 == week for day in self.lane.days)
            if mondays.count(week) + own > self.rules.max_per_week:
                return "max_per_week"
        return ""


@settings(max_examples=12, phases=[Phase.generate], deadline=None)
@given(seeds)
def test_the_hours_left_are_those_nobody_else_takes(seed: int) -> None:
    snapshot = world_of(seed)
    plan = decide(snapshot)
    after = told(snapshot, plan)
    over = {change.uid for change in plan.changes if isinstance(change, End | MoveSeries)}
    rules = [b.series for b in after.bookings if b.stands and b.uid not in over]
    rules += [change.series for change in plan.changes if isinstance(change, Create | MoveSeries)]
    for who in snapshot.stakeholders:
        taken = [one.recurrence for one in rules if one.stakeholder != who.id]
        left = snapshot.rules.hours_per_week - sum(weekly_hours(rule.minutes, rule.cadence) for rule in taken)
        assert abs(around(after, plan, who, Openings.of(after).grid).hours - left) < 1e-6


def test_what_the_plan_remembers_is_known() -> None:
    """A verdict of this very run moves the clock, and a date a person moved is where they put it."""
    entry = booking("ana", rule(utc(2, 3).date()))
    held = [
        Evidence(entry.uid, utc(2, day), Period.lasting(utc(2, day), 30), guest_reply="accepted") for day in (17, 24)
    ]
    moved = Period.lasting(on(utc(3, 10).date(), "15:00"), 30)
    shown = booking("ana", rule(utc(2, 3).date()), exceptions={utc(3, 10): DateChange(moved, "human")})
    snapshot: Snapshot = world([person()], [entry], given=rules())
    seen = reading(snapshot.now, snapshot.rules, [shown], evidence=tuple(held))
    snapshot = Snapshot(**{**vars(snapshot), "reading": seen})
    after = told(snapshot, decide(snapshot))
    assert after.history("ana").last_held == utc(2, 24)
    assert after.bookings[0].exceptions == {utc(3, 10): DateChange(moved, "human")}
    assert snapshot.history("ana").last_held is None, "the snapshot itself is left as it was"


def test_what_was_deleted_by_hand_stands_nowhere() -> None:
    gone, stays = booking("ben", rule(), standing="paused_by_user"), booking("cy", rule(at="11:00"))
    snapshot = world([person(), person("ben"), person("cy")], [gone, stays])
    plan = decide(snapshot)
    others = around(told(snapshot, plan), plan, person(), Openings.of(snapshot).grid)
    assert set(others.others) == {"cy"}
    assert others.hours == snapshot.rules.hours_per_week - 0.5
