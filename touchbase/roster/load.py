"""The list of stakeholders from its file: the good ones, every problem, and a fingerprint of the bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import Unreadable, decode
from touchbase.roster.doubles import Known, doubles
from touchbase.roster.entry import Entry, stakeholder
from touchbase.roster.fields import Fault, check
from touchbase.roster.identify import ids

LARGEST = 20_000_000  # bytes; room for a 10 MB cell to be named by its row

Found = tuple[tuple[Entry, ...], tuple[Problem, ...]]


def _toml(text: str, file: str) -> Found:
    from touchbase.roster.toml_list import read

    return read(text, file)


def _csv(text: str, file: str) -> Found:
    from touchbase.roster.csv_list import read  # most lists are TOML, and `status` need not pay for the csv module

    return read(text, file)


FORMATS: dict[str, Callable[[str, str], Found]] = {".toml": _toml, ".csv": _csv}


@dataclass(frozen=True, slots=True)
class Roster:
    """Who matters. `fingerprint` is the SHA-256 of the file, "" when it could not be read.

    `left_out` are the ids of entries with an error: they are on the list, so nobody should think they were removed.
    """

    stakeholders: tuple[Stakeholder, ...]
    problems: tuple[Problem, ...] = ()
    fingerprint: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def load(path: Path, zone: str, minutes: int) -> Roster:
    """The list at `path`; `zone` and `minutes` are the owner's, for entries without. Never raises: see `problems`.

    An entry with an error is left out and drops no other. Of two with one id or one address both are left out.
    """
    path = path.absolute()
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        return parse(raw, path, zone, minutes)
    except FileNotFoundError:
        problem = Problem(path.name, f"There is no {path}.", "Run `touchbase init`, or correct stakeholders.file.")
    except OSError as error:
        problem = Problem(path.name, f"It cannot be read: {error.strerror}.", "Check the file and its permissions.")
    return Roster((), (problem,))


def parse(raw: bytes, path: Path, zone: str, minutes: int) -> Roster:
    """The bytes of a list that stands at `path`, whose suffix says the format."""
    fingerprint = sha256(raw).hexdigest()
    entries, problems = _entries(raw, path)
    if not entries and not problems:
        problems = (Problem(path.name, "The list is empty.", "Add somebody: `touchbase stakeholders add`."),)
    people, faults, left_out = _people(entries, zone, minutes, path.parent)
    return Roster(people, (*problems, *faults), fingerprint, left_out)


def _entries(raw: bytes, path: Path) -> Found:
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        return (), (Problem(path.name, "A list ends in .toml or .csv.", "Rename it, or correct stakeholders.file."),)
    try:
        return read(decode(raw, LARGEST), path.name)
    except Unreadable as error:
        where = f"{path.name}:{error.line}" if error.line else path.name
        return (), (Problem(where, f"The list {error.what}", error.cure),)


def _people(
    entries: tuple[Entry, ...], zone: str, minutes: int, folder: Path
) -> tuple[tuple[Stakeholder, ...], list[Problem], tuple[str, ...]]:
    """The good ones, what is wrong with the others, and the ids of those."""
    named = ids([entry.raw for entry in entries])
    checked = [(entry, id, *check(entry.raw)) for entry, id in zip(entries, named, strict=True)]
    twice, clashing = doubles([Known(entry, id, _addresses(values)) for entry, id, values, _ in checked])
    people, problems, left_out = [], [], []
    for place, (entry, id, values, faults) in enumerate(checked):
        problems += _problems(entry, id, faults)
        if place in clashing or any(fault.severity == "error" for fault in faults):
            left_out.append(id)
        else:
            people.append(stakeholder(id, values, zone, minutes, folder))
    return tuple(people), [*problems, *twice], tuple(dict.fromkeys(left_out))


def _addresses(values: dict[str, Any]) -> tuple[str, ...]:
    return (*([values["email"]] if "email" in values else ()), *values.get("addresses", ()))


def _problems(entry: Entry, id: str, faults: tuple[Fault, ...]) -> list[Problem]:
    name = entry.raw.get("name", id)
    found = [
        Problem(entry.where(fault.key), f"{fault.key} of {name!r}: {fault.what}", fault.cure, fault.severity)
        for fault in faults
    ]
    if not entry.raw.get("id"):
        cure = f'Write id = "{id}", so that it stays the same when the name changes.'
        found.append(Problem(entry.where(""), f"{name!r} has no id.", cure, "warning"))
    return found
