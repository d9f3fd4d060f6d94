"""The single writes a calendar knows, as values that can be kept in the ledger and read back."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, get_args

from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class CreateSeries:
    """Put a new series on the calendar and invite its guest."""

    series: Series

    @property
    def uid(self) -> str:
        return self.series.uid


@dataclass(frozen=True, slots=True)
class EndSeries:
    """No date starts after the instant `after`."""

    uid: str
    after: datetime


@dataclass(frozen=True, slots=True)
class RenewSeries:
    """The same slot with a later last day."""

    uid: str
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class MoveDate:
    """One date stands elsewhere."""

    uid: str
    original_start: datetime
    period: Period


@dataclass(frozen=True, slots=True)
class SkipDate:
    """One date is taken off."""

    uid: str
    original_start: datetime


@dataclass(frozen=True, slots=True)
class RestoreDate:
    """One moved or skipped date is back where the rule has it."""

    uid: str
    original_start: datetime


@dataclass(frozen=True, slots=True)
class AdoptSeries:
    """A series the owner made by hand gets our tag, and nothing else."""

    uid: str
    stakeholder: str
    generation: int


@dataclass(frozen=True, slots=True)
class ReleaseSeries:
    """An adopted series loses our tag, and is again what its owner made."""

    uid: str


@dataclass(frozen=True, slots=True)
class ChangeGuest:
    """The guest of the series has another address: the new one is asked in the place of the old one."""

    uid: str
    name: str
    email: str


OfADate = MoveDate | SkipDate | RestoreDate
OfTheTag = AdoptSeries | ReleaseSeries
Step = CreateSeries | EndSeries | RenewSeries | ChangeGuest | OfADate | OfTheTag
_KINDS = {kind.__name__: kind for kind in get_args(Step)}


def dumps(step: Step) -> str:
    """The step as one line of JSON; the same step gives the same text."""
    values = {field.name: _plain(getattr(step, field.name)) for field in fields(step)}
    return json.dumps({"step": type(step).__name__} | values, sort_keys=True, ensure_ascii=False)


def loads(text: str) -> Step:
    """The step `dumps` wrote."""
    values: dict[str, Any] = json.loads(text)
    kind: Callable[..., Step] = _KINDS[values.pop("step")]
    return kind(**{name: _READERS.get(name, str)(value) for name, value in values.items()})


def _plain(value: object) -> object:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case Period():
            return [value.start.isoformat(), value.end.isoformat()]
        case Cadence():
            return [value.every, value.unit]
        case Series() | Recurrence():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _period(value: list[str]) -> Period:
    return Period(datetime.fromisoformat(value[0]), datetime.fromisoformat(value[1]))


def _recurrence(value: dict[str, Any]) -> Recurrence:
    last = value["last"]
    read = {
        "first": date.fromisoformat(value["first"]),
        "at": time.fromisoformat(value["at"]),
        "cadence": Cadence(*value["cadence"]),
        "last": None if last is None else date.fromisoformat(last),
    }
    return Recurrence(**value | read)


def _series(value: dict[str, Any]) -> Series:
    return Series(**value | {"recurrence": _recurrence(value["recurrence"])})


_READERS: dict[str, Callable[[Any], object]] = {
    "after": datetime.fromisoformat,
    "generation": int,
    "original_start": datetime.fromisoformat,
    "period": _period,
    "recurrence": _recurrence,
    "series": _series,
}
