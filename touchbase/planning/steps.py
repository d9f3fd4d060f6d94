"""A plan's changes as the single writes they take, in phases of writes that do not depend on each other."""

from collections.abc import Iterable
from dataclasses import replace

from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries, Renew, SkipOccurrence
from touchbase.domain.identity import series_uid
from touchbase.domain.step import CreateSeries, EndSeries, MoveDate, RenewSeries, RestoreDate, SkipDate, Step

Phase = list[tuple[Change, Step]]


def phases(changes: Iterable[Change]) -> tuple[Phase, ...]:
    """Ends first, so that nobody ever has two live series; then what is new; then single dates."""
    first: Phase = []
    second: Phase = []
    third: Phase = []
    for change in changes:
        match change:
            case End():
                first.append((change, EndSeries(change.uid, change.after)))
            case MoveSeries():
                first.append((change, EndSeries(change.uid, change.after)))
                second.append((change, CreateSeries(change.series)))
            case Create():
                second.append((change, CreateSeries(change.series)))
            case Renew():
                second.append((change, RenewSeries(change.uid, change.recurrence)))
            case MoveOccurrence():
                third.append((change, _move(change)))
            case SkipOccurrence():
                third.append((change, SkipDate(change.uid, change.original_start)))
    return tuple(phase for phase in (first, second, third) if phase)


def next_generation(step: CreateSeries, owner: str) -> CreateSeries:
    """The same series under a new uid, where the old one is taken by a deleted event."""
    generation = step.series.generation + 1
    uid = series_uid(owner, step.series.stakeholder, generation)
    return CreateSeries(replace(step.series, uid=uid, generation=generation))


def _move(change: MoveOccurrence) -> Step:
    if change.period.start == change.original_start:
        return RestoreDate(change.uid, change.original_start)
    return MoveDate(change.uid, change.original_start, change.period)
