"""Why somebody has the slot they have: the best candidates in the plan as it stands, and what each rule cost them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from touchbase.domain.change import Create, MoveSeries
from touchbase.domain.plan import Plan
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date
from touchbase.planning.around import Around, around, told
from touchbase.planning.decide import decide
from touchbase.planning.lanes import CLASH, STUCK, Lane, Request, owed_on, recurrence_of, request
from touchbase.planning.lift import Lift, Setting
from touchbase.planning.openings import Openings

BEST = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """One recurring slot. The four costs and the bonus, which is taken off, are points; `weight` multiplies their sum.

    `mark` is "chosen" in this plan, "present" before it, or "". `taken_by` are the ids of those whose touchbases are
    in the way, `full` the cap it would exceed ("max_per_day", "max_per_week", "hours_per_week" or "").
    """

    start: datetime
    dates: int
    clashes: int
    clash_cost: int
    preference_cost: int
    fairness_cost: int
    lateness_cost: int
    kept_bonus: int
    weight: int
    cost: int
    mark: str
    taken_by: tuple[str, ...]
    full: str

    @property
    def open(self) -> bool:
        """True where nothing of the plan stands in the way."""
        return not self.taken_by and not self.full


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ten cheapest candidates, and those chosen and present where these are dearer.

    `lifts` are the rules of which any one, lifted, would let somebody in who got no place; None where that is not the
    question, () where it takes more than one.
    """

    candidates: tuple[Candidate, ...]
    lifts: tuple[Lift, ...] | None = None


def explain(snapshot: Snapshot, plan: Plan, who: Stakeholder) -> Explanation:
    """Why this plan, made for this snapshot, gives them what it does, with everybody else where the plan has them.

    Those who only wait for a later run have their places too.
    """
    plan = _with_those_who_wait(snapshot, plan)
    snapshot = told(snapshot, plan)
    openings = Openings.of(snapshot)
    kept = _kept(snapshot, who)
    wanted = request(snapshot, openings, who, kept)
    others = around(snapshot, plan, who, openings.grid)
    marks = dict(_marks(snapshot, plan, wanted, openings))
    lanes = [lane for n, lane in enumerate(wanted.lanes) if n < BEST or lane.first in marks]
    candidates = tuple(_candidate(lane, wanted, openings, others, marks.get(lane.first, "")) for lane in lanes)
    setting = Setting(snapshot, openings, wanted, kept, others)
    asked = _got_nothing(snapshot, plan, who) and setting.first_open() is None
    return Explanation(candidates, setting.lifts() if asked else None)


def _with_those_who_wait(snapshot: Snapshot, plan: Plan) -> Plan:
    """The plan as it would be if all new series were booked in one run."""
    limit = snapshot.rules.new_per_run
    if not limit or sum(isinstance(change, Create) for change in plan.changes) < limit:
        return plan
    return decide(replace(snapshot, rules=snapshot.rules._replace(new_per_run=0)))


def _kept(snapshot: Snapshot, who: Stakeholder) -> Recurrence | None:
    """The slot of their newest series, which is a little cheaper."""
    theirs = (booking.series for booking in snapshot.bookings if booking.series.stakeholder == who.id)
    newest = max(theirs, key=lambda series: series.generation, default=None)
    return None if newest is None else newest.recurrence


def _marks(snapshot: Snapshot, plan: Plan, wanted: Request, openings: Openings) -> Iterator[tuple[int, str]]:
    """By its first slot: the lane of the series that stands now, and after it the one the plan makes."""
    who, grid = wanted.stakeholder, openings.grid
    for booking in snapshot.bookings:
        rule = booking.series.recurrence
        if booking.stands and booking.series.stakeholder == who.id and rule.cadence == who.cadence:
            starts = set(rule.starts(snapshot.horizon))
            yield from ((lane.first, "present") for lane in wanted.lanes if grid.moment(lane.first) in starts)
    for change in plan.changes:
        if isinstance(change, Create | MoveSeries) and change.stakeholder == who.id:
            made = change.series.recurrence
            yield from ((lane.first, "chosen") for lane in wanted.lanes if recurrence_of(lane, grid, who) == made)


def _got_nothing(snapshot: Snapshot, plan: Plan, who: Stakeholder) -> bool:
    """Somebody who should have a place now and finds none; not one who is not due yet, or whose series was deleted."""
    by_hand = any(b.series.stakeholder == who.id and b.standing == "paused_by_user" for b in snapshot.bookings)
    due = owed_on(snapshot, who) <= local_date(snapshot.horizon.end, snapshot.owner.zone)
    return due and not by_hand and any(one.stakeholder == who.id for one in plan.unplaced)


def _candidate(lane: Lane, wanted: Request, openings: Openings, others: Around, mark: str) -> Candidate:
    return Candidate(
        start=openings.grid.moment(lane.first),
        dates=len(lane.days),
        clashes=lane.clashes,
        clash_cost=CLASH * lane.clashes + STUCK * lane.stuck,
        preference_cost=lane.outside,
        fairness_cost=lane.unfair,
        lateness_cost=lane.late,
        kept_bonus=lane.kept,
        weight=wanted.weight,
        cost=lane.cost,
        mark=mark,
        taken_by=others.in_the_way(lane),
        full=others.full(lane, wanted.hours_per_week),
    )
