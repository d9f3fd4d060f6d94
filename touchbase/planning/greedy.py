"""The assignment one person at a time gives: quick, always there, and where a better one starts from."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from touchbase.planning.assignment import Assignment, cheapest_alone, cost
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Lane, Request

Order = Callable[[Request], tuple[float, ...]]


def greedily(requests: Sequence[Request], diary: Diary, hours: float) -> Assignment:
    """The cheaper of two orders: by priority, and by how few lanes somebody has. The diary is left as it was."""
    tries = [_in_order(requests, deepcopy(diary), hours, order) for order in (_by_priority, _by_scarcity)]
    return min(tries, key=lambda assignment: assignment.objective)


def _in_order(requests: Sequence[Request], diary: Diary, hours: float, order: Order) -> Assignment:
    chosen: dict[str, Lane] = {}
    for wanted in sorted(requests, key=order):
        lane = _first_allowed(wanted, diary) if wanted.hours_per_week <= hours + 1e-9 else None
        if lane is not None:
            chosen[wanted.stakeholder.id] = lane
            _take(lane, wanted, diary)
            hours -= wanted.hours_per_week
    return Assignment(chosen, cost(requests, chosen), cheapest_alone(requests))


def _first_allowed(wanted: Request, diary: Diary) -> Lane | None:
    minutes = wanted.stakeholder.minutes
    worthwhile = (lane for lane in wanted.lanes if lane.cost < wanted.unplaced_cost)
    return next((lane for lane in worthwhile if diary.allows(lane.free, minutes, lane.days)), None)


def _take(lane: Lane, wanted: Request, diary: Diary) -> None:
    diary.take_starts(lane.free, wanted.stakeholder.minutes)
    for day in lane.days:
        if not lane.free & diary.grid.day_bits(day):
            diary.expect(day)


def _by_priority(wanted: Request) -> tuple[float, ...]:
    return (wanted.stakeholder.priority, wanted.owed.toordinal(), len(wanted.lanes))


def _by_scarcity(wanted: Request) -> tuple[float, ...]:
    return (len(wanted.lanes) / wanted.weight, wanted.stakeholder.priority, wanted.owed.toordinal())
