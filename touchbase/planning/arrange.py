"""Where everything goes: what stands is kept or moved first, then what is new is placed around it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.domain.change import Change, End
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.plan import Unplaced
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.clash import Clashes
from touchbase.planning.dates import FURTHEST_MOVE
from touchbase.planning.diary import Diary
from touchbase.planning.feasible import cheapest_changes, situation, words
from touchbase.planning.openings import Openings
from touchbase.planning.place import Placed, Placement, place
from touchbase.planning.repair import ClashingDate, Positions, Repair, repair
from touchbase.planning.solve import can_solve
from touchbase.planning.tend import tend
from touchbase.planning.tended import Tended


@dataclass(frozen=True)
class Arrangement:
    """Where everything goes: changes to series that stand, new series, and single dates moved or not."""

    changes: tuple[Change, ...]
    placement: Placement
    repairs: tuple[Repair, ...]
    unplaced: tuple[Unplaced, ...]
    fixes: tuple[str, ...]


def arrange(snapshot: Snapshot, openings: Openings, stuck: Mapping[str, Unplaced] | None = None) -> Arrangement:
    """First what stands and clashes, then what is new, so that nothing new takes the room an old date needs.

    `stuck` are series (by uid) that should move and for which nothing else was found: then all is arranged around them.
    """
    stuck = stuck or {}
    clashes = Clashes(openings)
    tended = tend(snapshot, clashes, stuck)
    diary, pushed = _diary(snapshot, openings, tended)
    old = _repaired([*tended.clashing, *pushed], tended.positions, openings, diary)
    for date in _left_where_they_are(old, tended):
        diary.take(date)
    ending = {change.uid for change in tended.changes if isinstance(change, End)}
    placement = place(snapshot, openings, diary, tended.homeless, ending)
    more = _stuck(tended, placement)
    if more:
        return arrange(snapshot, openings, {**stuck, **more})
    fixes = _fixes(snapshot, openings, diary, placement, ending)
    new = _repaired(*_new_dates(placement, clashes, diary), openings, diary)
    unplaced = (*placement.unplaced, *stuck.values())
    return Arrangement(tuple(tended.changes), placement, (*old, *new), unplaced, fixes)


def _fixes(
    snapshot: Snapshot, openings: Openings, diary: Diary, placement: Placement, ending: Collection[str]
) -> tuple[str, ...]:
    """The cheapest changes with which everybody would get a place, where somebody got none."""
    requests, lanes = tuple(placement.requests.values()), placement.assignment.lanes
    if not placement.starved or not can_solve(snapshot.rules.planner_seconds):
        return ()
    moving = {*ending, *(one.replaces.uid for one in placement.placed if one.replaces is not None)}
    found = cheapest_changes(situation(snapshot, openings, diary, requests, lanes, moving))
    return tuple(words(change) for change in found)


def _stuck(tended: Tended, placement: Placement) -> dict[str, Unplaced]:
    why_not = {unplaced.stakeholder: unplaced for unplaced in placement.unplaced}
    return {one.booking.uid: why_not[one.who.id] for one in tended.homeless if one.who.id in why_not}


def _diary(snapshot: Snapshot, openings: Openings, tended: Tended) -> tuple[Diary, list[ClashingDate]]:
    """The dates that stay, and those of lower priority that a touchbase somebody moved by hand now lies upon."""
    diary = Diary(openings.grid, snapshot.rules)
    for date in tended.fixed:
        diary.take(date.period)
    pushed = []
    for who, date in sorted(tended.fine, key=_rank):
        if diary.clear(date.period):
            diary.take(date.period)
        else:
            pushed.append(ClashingDate(who, *date.key, "another touchbase stands there"))
    return diary, pushed


def _left_where_they_are(repairs: Iterable[Repair], tended: Tended) -> Iterator[Period]:
    """The places of clashing dates that could not be moved: they still stand, unless they were off for a pause."""
    for fix in repairs:
        start = tended.positions[fix.date.uid].get(fix.date.original_start)
        if fix.period is None and start is not None:
            yield Period.lasting(start, fix.date.stakeholder.minutes)


def _rank(fine: tuple[Stakeholder, Occurrence]) -> tuple[int, datetime, str]:
    who, date = fine
    return (who.priority, date.period.start, who.id)


def _repaired(
    clashing: Sequence[ClashingDate], positions: Positions, openings: Openings, diary: Diary
) -> tuple[Repair, ...]:
    """Every clashing date, moved where something is free; under create-only nothing is moved."""
    if openings.snapshot.rules.policy == "create-only":
        return tuple(Repair(date, None) for date in clashing)
    return repair(clashing, positions, openings, diary)


def _new_dates(placement: Placement, clashes: Clashes, diary: Diary) -> tuple[list[ClashingDate], Positions]:
    """The diary takes every date of the new series that suits; the others clash."""
    horizon = clashes.openings.snapshot.horizon
    positions = {}
    clashing = []
    for one in placement.placed:
        diary.take_starts(one.lane.free, one.request.stakeholder.minutes)
    for one in placement.placed:
        recurrence = one.series.recurrence
        beyond = timedelta(days=recurrence.cadence.days) + FURTHEST_MOVE
        starts = list(recurrence.starts(Period(horizon.start, horizon.end + beyond)))
        positions[one.series.uid] = {start: start for start in starts}
        clashing += [date for start in starts if start < horizon.end for date in _clash(one, start, clashes, diary)]
    return clashing, positions


def _clash(one: Placed, start: datetime, clashes: Clashes, diary: Diary) -> Iterator[ClashingDate]:
    """A date outside its lane (on the last day, in a night the clocks change) may suit all the same."""
    who, period = one.request.stakeholder, one.series.recurrence.period(start)
    slot = 1 << diary.grid.slot(start)
    if one.lane.free & slot:
        return
    why = clashes.reason(who, period)
    if not why and not (diary.clear(period) and diary.allows(slot, who.minutes)):
        why = "another touchbase stands there, or the day or week is full"
    if why:
        yield ClashingDate(who, one.series.uid, start, why)
    else:
        diary.take(period)
