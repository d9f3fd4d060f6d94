"""The fields of one stakeholder: one table of names, kinds and checks that every format and every command shares."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from touchbase.domain import text
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.profile import AGREED, BOUNDARIES, KINDS, SIDES, Profile
from touchbase.domain.stakeholder import CATEGORIES, INTENTS, LOWEST_PRIORITY, STATES
from touchbase.domain.zone import zone

Kind = Literal["text", "number", "date", "list"]
Raw = str | int | date | list[str]
"""What a file holds of one field, as TOML says it; a CSV cell is turned into this first."""

MOST = 50  # texts in one list
TAG_LENGTH = 60
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_KINDS: dict[Kind, tuple[type, str, str]] = {
    "text": (str, "a text", "write a text in quotes"),
    "number": (int, "a whole number", "write one such as 2, without quotes"),
    "date": (date, "a date", "write one such as 2026-01-05"),
    "list": (list, "a list of texts", 'write one such as ["one", "two"]'),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in every format, what kind of value a file holds, and the check that makes it ours."""

    name: str
    kind: Kind
    check: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One field that is wrong, before anybody knows on which line it stands."""

    key: str
    what: str
    cure: str
    severity: Literal["error", "warning"] = "error"


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"{value!r} is not an id: write letters, digits and dashes such as ana-ruiz, at most 64")
    return value


def _priority(value: int) -> int:
    return _between(value, 1, LOWEST_PRIORITY, "1 is the highest priority, 9 the lowest")


def _minutes(value: int) -> int:
    return _between(value, 5, 240, "minutes")


def _between(value: int, low: int, high: int, meaning: str) -> int:
    if not low <= value <= high:
        raise ValueError(f"is {value}: write a number from {low} to {high} ({meaning})")
    return value


def _zone(value: str) -> str:
    zone(value)
    return value


@lru_cache(maxsize=1024)
def _stretches(values: tuple[str, ...]) -> tuple[Hours, ...]:
    found = tuple(Hours.parse(value) for value in values)
    for one, following in pairwise(found):
        if following.start < one.end:
            raise ValueError(f"{following} does not come after {one}: write the stretches in order and apart")
    return found


def _hours(values: list[str]) -> tuple[Hours, ...]:
    return _stretches(tuple(values))


def _working_hours(values: list[str]) -> tuple[Hours, ...]:
    if not values:
        raise ValueError("leaves no time to meet: leave it out for 09:00-17:00, or write hours")
    return _hours(values)


def _day(value: date) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if not 1970 <= value.year <= 2199:
        raise ValueError(f"is {value}: write a year from 1970 to 2199")
    return value


def _addresses(values: list[str]) -> tuple[str, ...]:
    return tuple(text.address(value) for value in _few(values))


def _ids(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(value) for value in _few(values)))


def _tags(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.one_line(value, TAG_LENGTH) for value in _few(values)))


def _few(values: list[str]) -> list[str]:
    if len(values) > MOST:
        raise ValueError(f"holds {len(values)} entries: use at most {MOST}")
    return values


def _word_of(allowed: Iterable[str]) -> Callable[[str], str]:
    words = tuple(allowed)

    def check(value: str) -> str:
        if value not in words:
            guess = text.did_you_mean(value, words)
            raise ValueError(f"{value!r} is not known: write one of {', '.join(words)}. {guess}".rstrip())
        return value

    return check


def _same(value: str) -> str:
    return value


FIELDS: tuple[Field, ...] = (
    Field("id", "text", _id),
    Field("name", "text", _same),
    Field("email", "text", text.address),
    Field("addresses", "list", _addresses),
    Field("category", "text", _same),
    Field("priority", "number", _priority),
    Field("cadence", "text", Cadence.parse),
    Field("duration_minutes", "number", _minutes),
    Field("time_zone", "text", _zone),
    Field("working_hours", "list", _working_hours),
    Field("preferred", "list", _hours),
    Field("free_busy", "text", _same),
    Field("added", "date", _day),
    Field("tags", "list", _tags),
    Field("intent", "text", _word_of(INTENTS)),
    Field("state", "text", _word_of(STATES)),
    Field("paused_until", "date", _day),
    Field("kind", "text", _word_of(KINDS)),
    Field("contact", "text", _same),
    Field("why", "text", _same),
    Field("my_outcome", "text", _same),
    Field("their_outcome", "text", _same),
    Field("their_outcome_asked", "date", _day),
    Field("healthy_looks_like", "text", _same),
    Field("cadence_state", "text", _word_of(AGREED)),
    Field("agreed_on", "date", _day),
    Field("boundary", "text", _word_of(BOUNDARIES)),
    Field("knows", "list", _ids),
    Field("interests", "list", _tags),
    Field("side", "text", _word_of(SIDES)),
)
OF_PROFILE = Profile._fields
BY_NAME = {field.name: field for field in FIELDS}
NAMES = tuple(BY_NAME)
REQUIRED = ("name", "email")


def check(raw: Mapping[str, object]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The good values of one entry by field name, and every fault of the others."""
    values: dict[str, Any] = {}
    faults = [_missing(name) for name in REQUIRED if name not in raw]
    for name, value in raw.items():
        if value == "" and name in BY_NAME and name not in REQUIRED:
            continue  # an empty text is a field left out
        try:
            values[name] = checked(name, value)
        except ValueError as error:
            faults.append(Fault(name, *text.in_two(error)))
    return values, (*faults, *_doubts(values))


def checked(name: str, value: object) -> Any:
    """One value as ours; ValueError, as `what: cure`, for an unknown field, a wrong kind or a wrong value."""
    if isinstance(value, str) and name in _REPEATED:
        return _checked_once(name, value)
    return _checked(name, value)


def _checked(name: str, value: object) -> Any:
    field = BY_NAME.get(name)
    if field is None:
        guess = text.did_you_mean(name, NAMES) or f"known are {', '.join(NAMES)}"
        raise ValueError(f"is not a field of a stakeholder: {guess}")
    if isinstance(value, str):
        value = text.one_line(value)
        value = from_cell(field.kind, value) if field.kind == "date" else value
    _of_kind(field.kind, value)
    return field.check(value)


# A list of a thousand people names the same few zones, cadences and categories: each is checked once.
_REPEATED = frozenset(("category", "cadence", "time_zone", "intent", "state"))
_checked_once = lru_cache(maxsize=1024)(_checked)


def from_cell(kind: Kind, cell: str) -> Raw:
    """What a CSV cell says, as TOML would say it; a cell that does not fit its kind stays the text it is."""
    if kind == "list":
        return [part.strip() for part in cell.split(";") if part.strip()]
    if kind == "number" and _NUMBER.fullmatch(cell):
        return int(cell)
    if kind == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell


def _of_kind(kind: Kind, value: object) -> None:
    wanted, name, cure = _KINDS[kind]
    texts = not isinstance(value, list) or all(isinstance(one, str) for one in value)
    if not isinstance(value, wanted) or isinstance(value, bool) or not texts:
        raise ValueError(f"{repr(value)[:60]} is not {name}: {cure}")


def _missing(name: str) -> Fault:
    return Fault(name, "is missing.", f"Write the {name} of this stakeholder.")


def _doubts(values: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is allowed and yet looks like a slip."""
    category, found = values.get("category", ""), []
    if category and category not in CATEGORIES and (guess := text.did_you_mean(category, CATEGORIES)):
        found.append(Fault("category", f"{category!r} counts as an own word.", guess, "warning"))
    if "paused_until" in values and values.get("state", "paused") != "paused":
        what = f"says nothing while state is {values['state']}."
        found.append(Fault("paused_until", what, 'Write state = "paused", or take it out.', "warning"))
    return tuple(found)
