"""Why somebody has the slot they have: the best ten candidates, and which rule cost each how much."""

from dataclasses import dataclass
from datetime import datetime

from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.lanes import CLASH, Lane, request, weight
from touchbase.planning.openings import Openings

BEST = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """One recurring slot; the four costs are in points before `weight` multiplies their sum."""

    start: datetime
    dates: int
    clashes: int
    clash_cost: int
    preference_cost: int
    fairness_cost: int
    lateness_cost: int
    weight: int
    cost: int


def explain(snapshot: Snapshot, stakeholder: Stakeholder) -> tuple[Candidate, ...]:
    """The ten cheapest candidates as if they were alone on the list; () when there is none."""
    openings = Openings.of(snapshot)
    lanes = request(snapshot, openings, stakeholder).lanes[:BEST]
    return tuple(_candidate(lane, openings, stakeholder) for lane in lanes)


def _candidate(lane: Lane, openings: Openings, stakeholder: Stakeholder) -> Candidate:
    return Candidate(
        start=openings.grid.moment(lane.first),
        dates=len(lane.days),
        clashes=lane.clashes,
        clash_cost=CLASH * lane.clashes,
        preference_cost=lane.outside,
        fairness_cost=lane.unfair,
        lateness_cost=lane.late,
        weight=weight(stakeholder.priority),
        cost=lane.cost,
    )
