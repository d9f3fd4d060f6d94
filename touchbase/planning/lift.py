"""Which single rule keeps somebody out: each one is really lifted, and then looked whether a slot is free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from touchbase.domain.availability import FreeBusy
from touchbase.domain.hours import MIDNIGHT, Hours
from touchbase.domain.owner import Rules
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.around import Around
from touchbase.planning.lanes import Lane, Request, request
from touchbase.planning.openings import Openings

WIDER = 30  # minutes more at both ends of working hours, step by step
OTHERS = 3  # people whose touchbases are named, the cheapest slots first
NO_LIMIT = 1_000_000

Lanes = Sequence[tuple[Lane, tuple[str, ...]]]
"""Lanes, cheapest first, each with the ids of those whose touchbases are in the way."""


@dataclass(frozen=True, slots=True)
class Lift:
    """One rule that, lifted alone, would let somebody in at `start`, at that cost.

    `rule` is hours_per_week, max_per_day or max_per_week (`to` is the least value that would do), touchbase (that of
    `stakeholder`), their_hours or your_hours (`to` is minutes more at both ends), their_busy or your_busy.
    """

    rule: str
    start: datetime
    cost: int
    stakeholder: str = ""
    to: float | None = None


@dataclass(frozen=True)
class Setting:
    """One person who found no place, their lanes with those whose touchbases are in the way, and the others."""

    snapshot: Snapshot
    openings: Openings
    wanted: Request
    kept: Recurrence | None
    others: Around

    def lifts(self) -> tuple[Lift, ...]:
        """All that would do alone, the cheapest slot first; at equal cost your limits, then others, hours, meetings."""
        lanes = [(lane, self.others.in_the_way(lane)) for lane in self._worthwhile]
        found = [*self._caps(lanes), *self._touchbases(lanes), *self._hours(), *self._meetings()]
        return tuple(sorted(found, key=lambda lift: lift.cost))

    def first_open(self) -> Lane | None:
        """The cheapest lane nothing stands in the way of."""
        return next((lane for lane in self._worthwhile if self._is_open(lane, self.others.in_the_way(lane))), None)

    @property
    def _worthwhile(self) -> Iterator[Lane]:
        return (lane for lane in self.wanted.lanes if lane.cost < self.wanted.unplaced_cost)

    def _is_open(self, lane: Lane, taken: Sequence[str], without: str = "") -> bool:
        if taken and tuple(taken) != (without,):
            return False
        return not self.others.full(lane, self.wanted.hours_per_week, without)

    def _caps(self, lanes: Lanes) -> Iterator[Lift]:
        needed = self.snapshot.rules.hours_per_week + self.wanted.hours_per_week - self.others.hours
        lane = replace(self, others=replace(self.others, hours=NO_LIMIT))._first(lanes)
        if lane is not None:
            yield self._lift("hours_per_week", lane, to=-(-round(needed * 1000) // 10) / 100)
        for rule, capped in (("max_per_day", self._with_day), ("max_per_week", self._with_week)):
            if capped(NO_LIMIT)._first(lanes) is not None:
                tried = ((cap, capped(cap)._first(lanes)) for cap in count(1))
                yield next(self._lift(rule, lane, to=cap) for cap, lane in tried if lane is not None)

    def _with_day(self, cap: int) -> "Setting":
        return replace(self, others=replace(self.others, max_per_day=cap))

    def _with_week(self, cap: int) -> "Setting":
        return replace(self, others=replace(self.others, max_per_week=cap))

    def _first(self, lanes: Lanes, without: str = "") -> Lane | None:
        return next((lane for lane, taken in lanes if self._is_open(lane, taken, without)), None)

    def _touchbases(self, lanes: Lanes) -> list[Lift]:
        """The touchbases of one other person, who would need another slot."""
        tried = ((id, self._first(lanes, id)) for id in self.others.others)
        found = [self._lift("touchbase", lane, stakeholder=id) for id, lane in tried if lane is not None]
        return sorted(found, key=lambda lift: lift.cost)[:OTHERS]

    def _hours(self) -> Iterator[Lift]:
        for widened in (self._their_hours, self._your_hours):
            if widened(MIDNIGHT) is not None:
                tried = (widened(more) for more in range(WIDER, MIDNIGHT + WIDER, WIDER))
                yield next(lift for lift in tried if lift is not None)

    def _their_hours(self, more: int) -> Lift | None:
        """What they prefer stays."""
        who = self.wanted.stakeholder
        wide = who._replace(working_hours=_wider(who.working_hours, more), preferred=who.preferred or who.working_hours)
        return self._look("their_hours", self.snapshot, wide, to=more)

    def _your_hours(self, more: int) -> Lift | None:
        rules: Rules = self.snapshot.rules
        wide = rules._replace(working_hours=tuple(_wider(day, more) for day in rules.working_hours))
        return self._look("your_hours", replace(self.snapshot, rules=wide), self.wanted.stakeholder, to=more)

    def _meetings(self) -> Iterator[Lift]:
        snapshot, who = self.snapshot, self.wanted.stakeholder
        free = {**snapshot.free_busy, who.id: FreeBusy((), snapshot.busy_of(who.id).covers)}
        theirs = self._look("their_busy", replace(snapshot, free_busy=free), who)
        nothing = FreeBusy((), snapshot.reading.busy.covers)
        yours = self._look("your_busy", replace(snapshot, reading=replace(snapshot.reading, busy=nothing)), who)
        yield from (lift for lift in (theirs, yours) if lift is not None)

    def _look(self, rule: str, snapshot: Snapshot, who: Stakeholder, *, to: float | None = None) -> Lift | None:
        """The same person in a world with other hours or meetings."""
        openings = Openings.of(snapshot)
        lifted = replace(self, openings=openings, wanted=request(snapshot, openings, who, self.kept))
        lane = lifted.first_open()
        return None if lane is None else self._lift(rule, lane, to=to)

    def _lift(self, rule: str, lane: Lane, *, stakeholder: str = "", to: float | None = None) -> Lift:
        return Lift(rule, self.openings.grid.moment(lane.first), lane.cost, stakeholder, to)


def _wider(hours: tuple[Hours, ...], more: int) -> tuple[Hours, ...]:
    return tuple(Hours(max(0, one.start - more), min(MIDNIGHT, one.end + more)) for one in hours)
