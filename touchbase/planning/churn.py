"""The churn breaker: whoever was written to again and again within a day is left alone, whatever the plan wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries
from touchbase.domain.operation import Operation
from touchbase.domain.plan import ExpectedMiss, Unplaced
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.words import time_words

DAY = timedelta(hours=24)
RUNS_A_DAY = 3
"""Runs that mailed the same person within 24 hours; a fourth is not ordinary life any more."""
FAILURES_A_DAY = 5
"""Runs in which the same kind of change did not work for the same person."""


@dataclass(frozen=True)
class Frozen:
    """One person who is left alone: since when it is too much, and until when."""

    why: str
    until: datetime


@dataclass(frozen=True)
class Calmed:
    """The changes that may go on, and what is said about the others."""

    changes: tuple[Change, ...]
    unplaced: tuple[Unplaced, ...] = ()
    waiting: tuple[ExpectedMiss, ...] = ()
    left_alone: tuple[str, ...] = ()


def calmed(changes: Iterable[Change], snapshot: Snapshot) -> Calmed:
    """The changes without those for people who are to be left alone; what a person asked for by a command goes on."""
    changes, still = tuple(changes), frozen(snapshot)
    held = [change for change in changes if _waits(change, still)]
    if not held:
        return Calmed(changes)
    words = {id: _words(one, snapshot) for id, one in still.items()}
    creates = [change for change in held if isinstance(change, Create | MoveSeries)]
    moves = [change for change in held if isinstance(change, MoveOccurrence)]
    names = {person.id: person.name for person in snapshot.stakeholders}
    people = sorted({change.stakeholder for change in held})
    return Calmed(
        tuple(change for change in changes if change not in held),
        tuple(Unplaced(change.stakeholder, words[change.stakeholder]) for change in creates),
        tuple(ExpectedMiss(c.stakeholder, c.original_start, f"clashes; {words[c.stakeholder]}") for c in moves),
        tuple(f"{names.get(id, id)} is left alone: {words[id]}" for id in people),
    )


def frozen(snapshot: Snapshot) -> Mapping[str, Frozen]:
    """Who is to be left alone now, by stakeholder."""
    since = snapshot.now - DAY
    lately: dict[str, list[Operation]] = {}
    for operation in snapshot.recent:
        if since < operation.at <= snapshot.now:
            lately.setdefault(operation.stakeholder, []).append(operation)
    found = {id: _mailed(operations) or _failed(operations) for id, operations in lately.items()}
    return {id: one for id, one in found.items() if one is not None}


def _mailed(operations: Sequence[Operation]) -> Frozen | None:
    """When the runs that mailed them are too many for a day."""
    first = _first_of_each_run(op for op in operations if op.notified and op.outcome != "failed")
    if len(first) < RUNS_A_DAY:
        return None
    return Frozen(f"{len(first)} runs have mailed them within a day", first[-RUNS_A_DAY] + DAY)


def _failed(operations: Sequence[Operation]) -> Frozen | None:
    """When one kind of change did not work too often, and has not worked since."""
    for kind in sorted({operation.kind for operation in operations}):
        tried = [operation for operation in operations if operation.kind == kind]
        worked = max((op.run for op in tried if op.outcome == "done"), default=0)
        first = _first_of_each_run(op for op in tried if op.outcome == "failed" and op.run > worked)
        if len(first) >= FAILURES_A_DAY:
            what = kind.replace("_", " ")
            return Frozen(f"the {what} did not work {len(first)} times within a day", first[-FAILURES_A_DAY] + DAY)
    return None


def _first_of_each_run(operations: Iterable[Operation]) -> list[datetime]:
    """When each run began with it, oldest first."""
    found: dict[int, datetime] = {}
    for operation in operations:
        found[operation.run] = min(operation.at, found.get(operation.run, operation.at))
    return sorted(found.values())


def _waits(change: Change, still: Mapping[str, Frozen]) -> bool:
    asked = isinstance(change, End) and change.asked
    return change.writes and change.stakeholder in still and not asked


def _words(one: Frozen, snapshot: Snapshot) -> str:
    return f"{one.why}; nothing more is written before {time_words(one.until, snapshot.owner.zone)}"
