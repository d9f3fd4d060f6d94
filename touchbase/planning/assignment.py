"""Who got which lane, what that costs, and what no assignment can cost less than."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touchbase.planning.lanes import Lane, Request


@dataclass(frozen=True, slots=True)
class Assignment:
    """The lane of each stakeholder who got one. `objective` is the cost of all; no assignment goes below `bound`."""

    lanes: Mapping[str, Lane]
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the objective may be from the best possible, as a fraction of it."""
        return max(0.0, self.objective - self.bound) / self.objective if self.objective else 0.0


FEW = 40


def few(requests: Sequence[Request]) -> bool:
    """True for a list so short that its best assignment is proven, not only come close to."""
    return len(requests) <= FEW


def cost(requests: Sequence[Request], chosen: Mapping[str, Lane]) -> int:
    """The points of an assignment: the lanes' own, and what each stakeholder without one costs."""
    return sum(chosen[r.stakeholder.id].cost if r.stakeholder.id in chosen else r.unplaced_cost for r in requests)


def cheapest_alone(requests: Sequence[Request]) -> int:
    """Everybody's best lane, as if they were alone: a bound nobody can beat."""
    return sum(min(r.lanes[0].cost, r.unplaced_cost) if r.lanes else r.unplaced_cost for r in requests)
