"""A plan's changes as the single writes they take, in phases of writes that do not depend on each other."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from touchbase.domain.adoption import Adopt, Release
from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries, Readdress, Renew, SkipOccurrence
from touchbase.domain.identity import series_uid
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
)

Phase = list[tuple[Change, Step]]


def phases(changes: Iterable[Change]) -> tuple[Phase, ...]:
    """Ends first, so that nobody ever has two live series; then what is new; then single dates."""
    found: tuple[Phase, Phase, Phase] = ([], [], [])
    for change in changes:
        for phase, step in _steps(change):
            found[phase].append((change, step))
    return tuple(phase for phase in found if phase)


def _steps(change: Change) -> Iterator[tuple[int, Step]]:
    """The writes of one change, each with the phase it belongs to."""
    match change:
        case End():
            yield 0, EndSeries(change.uid, change.after)
        case Release():
            yield 0, ReleaseSeries(change.uid)
        case MoveSeries():
            yield 0, EndSeries(change.uid, change.after)
            yield 1, CreateSeries(change.series)
        case Create():
            yield 1, CreateSeries(change.series)
        case Renew() | Readdress() | Adopt():
            yield 1, _of_one_that_stays(change)
        case MoveOccurrence() | SkipOccurrence():
            yield 2, _of_a_date(change)


def _of_one_that_stays(change: Renew | Readdress | Adopt) -> Step:
    match change:
        case Renew():
            return RenewSeries(change.uid, change.recurrence)
        case Readdress():
            return ChangeGuest(change.uid, change.name, change.email)
        case _:
            return AdoptSeries(change.uid, change.stakeholder, change.generation)


def next_generation(step: CreateSeries, owner: str) -> CreateSeries:
    """The same series under a new uid, where the old one is taken by a deleted event."""
    generation = step.series.generation + 1
    uid = series_uid(owner, step.series.stakeholder, generation)
    return CreateSeries(replace(step.series, uid=uid, generation=generation))


def _of_a_date(change: MoveOccurrence | SkipOccurrence) -> Step:
    if isinstance(change, SkipOccurrence):
        return SkipDate(change.uid, change.original_start)
    if change.period.start == change.original_start:
        return RestoreDate(change.uid, change.original_start)
    return MoveDate(change.uid, change.original_start, change.period)
