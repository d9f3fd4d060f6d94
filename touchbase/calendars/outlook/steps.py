"""Which conversation carries out which step."""

from collections.abc import Callable, Sequence

from touchbase.calendars.outlook import adopting, creating, dating, ending, guests
from touchbase.calendars.outlook.answers import CrossesNeighbour
from touchbase.calendars.outlook.lookup import Desk
from touchbase.calendars.outlook.talk import Talk
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
from touchbase.errors import TouchbaseError


def conversation(step: Step) -> Callable[[Desk, bool], Talk[None]]:
    """Begun with True, it trusts nothing that was known before."""
    match step:
        case MoveDate(uid, original_start, period):
            return dating.move(uid, original_start, period)
        case SkipDate(uid, original_start):
            return dating.skip(uid, original_start)
        case RestoreDate(uid, original_start):
            return dating.restore(uid, original_start)
        case _:
            return _of_series(step)


def blocked(steps: Sequence[Step], outcomes: Sequence[TouchbaseError | None]) -> list[int]:
    """Which moves were in the way of a neighbour that has moved since: two dates may follow each other."""
    done = {step.uid for step, outcome in zip(steps, outcomes, strict=True) if outcome is None}
    return [n for n, outcome in enumerate(outcomes) if isinstance(outcome, CrossesNeighbour) and steps[n].uid in done]


def _of_series(
    step: CreateSeries | EndSeries | RenewSeries | ChangeGuest | AdoptSeries | ReleaseSeries,
) -> Callable[[Desk, bool], Talk[None]]:
    match step:
        case CreateSeries(series):
            return creating.create(series)
        case EndSeries(uid, after):
            return ending.end(uid, after)
        case RenewSeries(uid, recurrence):
            return ending.renew(uid, recurrence)
        case ChangeGuest(uid, name, email):
            return guests.change_guest(uid, name, email)
        case AdoptSeries(uid, stakeholder, generation):
            return adopting.adopt(uid, stakeholder, generation)
        case _:
            return adopting.release(step.uid)
