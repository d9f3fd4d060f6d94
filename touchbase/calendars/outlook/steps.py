"""Which conversation carries out which step."""

from collections.abc import Callable

from touchbase.calendars.outlook import adopting, creating, dating, ending, guests
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
