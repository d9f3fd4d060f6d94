"""What stands around one person once a plan is carried out: everybody else's touchbases, and the room they leave."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from touchbase.domain.booking import Booking
from touchbase.domain.change import Record
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.dates import dates_of
from touchbase.planning.grid import PER_DAY, Grid, slots_of
from touchbase.planning.lanes import Lane, weekly_hours
from touchbase.planning.ledger import changed
from touchbase.planning.steps import phases

ENOUGH = 1e-9  # hours a week are sums of fractions


@dataclass(frozen=True)
class Dates:
    """One person's touchbases: the starts they block for somebody else's, and how many a day and a week."""

    blocked: int
    by_day: Counter[int]
    by_week: Counter[int]


@dataclass(frozen=True)
class Around:
    """The others by id, how many touchbases stand a day and a week, the caps, and the hours a week that are left."""

    others: Mapping[str, Dates]
    by_day: Counter[int]
    by_week: Counter[int]
    max_per_day: int
    max_per_week: int
    hours: float

    def in_the_way(self, lane: Lane) -> tuple[str, ...]:
        """Whose touchbases lie on a date of the lane, or nearer than the buffer."""
        return tuple(id for id, dates in self.others.items() if lane.free & dates.blocked)

    def full(self, lane: Lane, hours: float, without: str = "") -> str:
        """The cap a lane of so many hours a week exceeds, "" for none; `without` somebody's touchbases."""
        gone = self.others.get(without, NOTHING)
        if any(self.by_day[day] - gone.by_day[day] >= self.max_per_day for day in _days(lane)):
            return "max_per_day"
        weeks = Counter(day // 7 for day in lane.days)
        if any(self.by_week[week] - gone.by_week[week] + dates > self.max_per_week for week, dates in weeks.items()):
            return "max_per_week"
        return "hours_per_week" if hours > self.hours + ENOUGH else ""


NOTHING = Dates(0, Counter(), Counter())


def told(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """The snapshot with what the plan remembers: edits people made, and the verdicts on dates that are over."""
    records = [change for change in plan.changes if isinstance(change, Record)]
    edited = {record.booking.uid: record.booking for record in records if record.booking is not None}
    held: dict[str, datetime] = {}
    for record in records:
        entry = record.touchbase
        if entry is not None and entry.judgement.held and entry.moves_clock:
            before = held.get(entry.stakeholder) or snapshot.history(entry.stakeholder).last_held or entry.start
            held[entry.stakeholder] = max(before, entry.start)
    met = {id: snapshot.history(id)._replace(last_held=last) for id, last in held.items()}
    histories = {**snapshot.histories, **met}
    bookings = tuple(edited.get(booking.uid, booking) for booking in snapshot.bookings)
    return replace(snapshot, bookings=bookings, histories=histories)


def around(snapshot: Snapshot, plan: Plan, who: Stakeholder, grid: Grid) -> Around:
    """Where everybody but `who` stands once the plan is carried out; `snapshot` is as `told` gave it."""
    ledger = [booking for booking in _carried_out(snapshot, plan) if booking.series.stakeholder != who.id]
    periods: dict[str, list[Period]] = {}
    week = Period(grid.moment(0), snapshot.horizon.end)
    for booking in ledger:
        if booking.stands or booking.standing == "ended":
            dates = dates_of(booking, snapshot.reading, week)
            periods.setdefault(booking.series.stakeholder, []).extend(date.period for date in dates)
    others = {id: _dates(some, grid, who.minutes, snapshot.rules.buffer_minutes) for id, some in periods.items()}
    standing = (booking.series.recurrence for booking in ledger if booking.stands)
    hours = snapshot.rules.hours_per_week - sum(weekly_hours(rule.minutes, rule.cadence) for rule in standing)
    by_day, by_week = Counter[int](), Counter[int]()
    for one in others.values():
        by_day.update(one.by_day)
        by_week.update(one.by_week)
    return Around(others, by_day, by_week, snapshot.rules.max_per_day, snapshot.rules.max_per_week, hours)


def _carried_out(snapshot: Snapshot, plan: Plan) -> Iterable[Booking]:
    """The ledger once every write of the plan is done."""
    ledger = {booking.uid: booking for booking in snapshot.bookings}
    for phase in phases(plan.changes):
        for _, step in phase:
            ledger |= changed(step, ledger)
    return ledger.values()


def _dates(periods: Iterable[Period], grid: Grid, minutes: int, buffer: int) -> Dates:
    periods = tuple(periods)
    days = [grid.minute(period.start) // (24 * 60) for period in periods]
    blocked = grid.everything & ~grid.starts_clear_of(periods, minutes, buffer)
    return Dates(blocked, Counter(days), Counter(day // 7 for day in days))


def _days(lane: Lane) -> Iterator[int]:
    return (slot // PER_DAY for slot in slots_of(lane.free))
