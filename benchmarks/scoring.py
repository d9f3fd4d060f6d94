"""How clashing dates are counted: one AND and one popcount a slot, against comparing every date with every interval."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figure import Figure, Found
from benchmarks.worlds import WEEKS, world
from touchbase.domain.availability import working_periods
from touchbase.domain.hours import workweek
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.grid import PER_DAY, Grid
from touchbase.planning.openings import Openings

SEED = 501
HOURS = range(8 * 4, 18 * 4)  # quarters of the day
REPEATS = 5

Slots = Sequence[tuple[range, int]]
"""Every weekly or fortnightly slot: the days of its dates, and the quarter of the day."""


def measure(_folder: Path, quick: bool) -> Found:
    """The same slots of the same people, the same totals asserted."""
    snapshot = world(SEED, 30)
    openings = Openings.of(snapshot)
    people = snapshot.stakeholders[: 2 if quick else 8]
    slots = [(range(day, WEEKS * 7, 14), quarter) for day in range(14) if day % 7 < 5 for quarter in HOURS]
    ready, quickly = _timed(lambda: [_by_bits(openings.for_both(who), slots) for who in people], REPEATS)
    fresh, anew = _timed(lambda: [_by_bits(_anew(openings).for_both(who), slots) for who in people], REPEATS)
    plain, slowly = _timed(lambda: [_by_intervals(snapshot, openings.grid, who, slots) for who in people], 1)
    assert ready == fresh == plain
    each = f"clashes of {len(slots)} slots, {len(people)} people: "
    yield Figure("scoring", f"{each}bit sets / a loop over intervals", quickly / slowly, "x", 0.01)
    yield Figure("scoring", f"{each}the same, making the bits included", anew / slowly)


def _anew(openings: Openings) -> Openings:
    """With nothing worked out yet."""
    return Openings(openings.snapshot, openings.grid, openings.owner)


def _by_bits(free: int, slots: Slots) -> int:
    """As the planner does it: the days of a slot are one number, shifted to its quarter."""
    bases = {days: sum(1 << day * PER_DAY for day in days) for days in dict.fromkeys(days for days, _ in slots)}
    return sum(len(days) - (free & bases[days] << quarter).bit_count() for days, quarter in slots)


def _by_intervals(snapshot: Snapshot, grid: Grid, who: Stakeholder, slots: Slots) -> int:
    """The plain way: each date against every busy period and all working hours of both."""
    buffer, last = snapshot.rules.buffer_minutes, grid.last
    ours = working_periods(snapshot.rules.working_hours, snapshot.owner.zone, grid.first, last)
    theirs = working_periods(workweek(who.working_hours), who.zone, grid.first, last)
    busy, their_busy = snapshot.reading.busy.busy, snapshot.busy_of(who.id).busy
    clashes = 0
    for days, quarter in slots:
        for day in days:
            period = Period.lasting(grid.moment(day * PER_DAY + quarter), who.minutes)
            wide = period.padded(buffer)
            free = (
                any(work.contains(period) for work in ours)
                and any(work.contains(period) for work in theirs)
                and not any(wide.overlaps(taken) for taken in busy)
                and not any(period.overlaps(taken) for taken in their_busy)
            )
            clashes += not free
    return clashes


def _timed(work: Callable[[], list[int]], repeats: int) -> tuple[list[int], float]:
    """What came out, and the least CPU seconds of it."""
    least, found = float("inf"), []
    for _ in range(repeats):
        began = time.process_time()
        found = work()
        least = min(least, time.process_time() - began)
    return found, least
