"""How good a plan is against its own proof, greedy beside it, and what it costs; on seeds nothing was tuned on."""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.figure import Figure, Found
from benchmarks.measure import python, said_by
from benchmarks.worlds import world
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.arrange import arrange
from touchbase.planning.diary import Diary
from touchbase.planning.greedy import greedily
from touchbase.planning.lanes import Request, request
from touchbase.planning.openings import Openings
from touchbase.planning.solve import solve

SEEDS = range(501, 541)
FEW_SEEDS = range(501, 505)
NO_LIMIT = 1e6  # hours a week: the caps a day and a week are what binds here
ALONE = "from benchmarks.planning import alone; alone({people}, {seed}, {seconds})"


class Solved(NamedTuple):
    """One instance: gaps as fractions, `lanes` and `solving` in CPU seconds, `wall` in seconds."""

    gap: float
    above: float  # what greedy costs more than the answer
    lanes: float
    solving: float
    wall: float


def measure(_folder: Path, quick: bool) -> Found:
    """30, 150 and 1,000 stakeholders."""
    seeds = FEW_SEEDS if quick else SEEDS
    yield from _few(seeds[: len(seeds) // 2])
    yield from _usual(seeds)
    yield from _many(seeds[0])


def _few(seeds: Sequence[int]) -> Found:
    _solved(world(seeds[0], 30), 2.0)  # loads the solver's library
    found = [_solved(world(seed, 30), 2.0) for seed in seeds]
    yield Figure("planning", f"30 people: largest gap of {len(found)} seeds", max(f.gap for f in found), "%", 0.0)
    yield Figure("planning", "30 people: solving, CPU, median", statistics.median(f.solving for f in found), "s", 0.1)
    yield _above("30", found)


def _usual(seeds: Sequence[int]) -> Found:
    one, two, unmet = [], [], []
    for seed in seeds:
        snapshot = world(seed, 150)
        openings = Openings.of(snapshot)
        one.append(_solved(snapshot, 1.0))
        two.append(_solved(snapshot, 2.0))
        unmet.append(_unmet(snapshot, openings))
    within = sum(f.gap <= 0.01 for f in one) / len(one)
    yield Figure("planning", f"150 people, 1 s: seeds of {len(one)} with a gap <= 1 %", within, "%", 0.9, least=True)
    yield Figure("planning", "150 people, 1 s: median gap", statistics.median(f.gap for f in one), "%")
    yield Figure("planning", "150 people, 2 s: largest gap", max(f.gap for f in two), "%", 0.02)
    yield _above("150", two)
    relative = statistics.median(f.solving / f.lanes for f in one)
    yield Figure("planning", "150 people: CPU of solving / of finding all lanes", relative, "x")
    yield Figure("planning", "150 people: dates unmet after repair, all seeds", sum(unmet) / len(unmet), "%", 0.02)
    yield Figure("planning", "150 people: dates unmet after repair, worst seed", max(unmet), "%")


def _many(seed: int) -> Found:
    """In a process of its own, for its peak memory."""
    found: dict[str, float] = json.loads(said_by(python(ALONE.format(people=1_000, seed=seed, seconds=10.0))))
    yield Figure("planning", "1,000 people, 10 s: gap", found["gap"], "%", 0.01)
    yield Figure("planning", "1,000 people: what greedy costs more", found["above"], "%")
    yield Figure("planning", "1,000 people: time of solving", found["wall"], "s", 10.0)
    yield Figure("planning", "1,000 people: CPU of solving / of finding all lanes", found["relative"], "x")
    yield Figure("planning", "1,000 people: peak memory", found["peak"], "MB", 512)


def alone(people: int, seed: int, seconds: float) -> None:
    """One instance in this process; what came out goes to stderr as JSON."""
    import resource

    found = _solved(world(seed, people), seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    print(json.dumps({**found._asdict(), "relative": found.solving / found.lanes, "peak": peak}), file=sys.stderr)


def _above(people: str, found: Sequence[Solved]) -> Figure:
    most = max(f.above for f in found)
    what = f"{people} people: what greedy costs more, median (at most {100 * most:.1f} %)"
    return Figure("planning", what, statistics.median(f.above for f in found), "%")


def _solved(snapshot: Snapshot, seconds: float) -> Solved:
    began = time.process_time()
    openings = Openings.of(snapshot)
    requests: list[Request] = [request(snapshot, openings, who) for who in snapshot.stakeholders]
    diary = Diary(openings.grid, snapshot.rules)
    lanes = time.process_time() - began
    greedy = greedily(requests, diary, NO_LIMIT)
    began, wall = time.process_time(), time.perf_counter()
    found = solve(requests, diary, NO_LIMIT, seconds)
    solving, wall = time.process_time() - began, time.perf_counter() - wall
    above = (greedy.objective - found.objective) / found.objective if found.objective else 0.0
    return Solved(found.gap, above, lanes, solving, wall)


def _unmet(snapshot: Snapshot, openings: Openings) -> float:
    """The share of the dates of all new series that clash and found no other place."""
    made = arrange(snapshot, openings)
    dates = sum(len(one.lane.days) for one in made.placement.placed)
    return sum(fix.period is None for fix in made.repairs) / max(1, dates)
