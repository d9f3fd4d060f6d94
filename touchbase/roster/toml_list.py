"""The list as TOML: one [[stakeholder]] a person, each problem with its line."""

from collections.abc import Mapping
from functools import partial

from touchbase.domain import toml
from touchbase.domain.problem import Problem
from touchbase.domain.text import Unreadable, did_you_mean
from touchbase.roster import plain_toml
from touchbase.roster.entry import Entry
from touchbase.roster.lines import TABLE, Lines


def read(text: str, file: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries in order, and what is wrong with the file as a whole; never raises."""
    tables: object = plain_toml.read(text)
    document: Mapping[str, object] = {}
    if not tables:
        try:
            document = toml.parse(text)
        except Unreadable as error:
            return (), (Problem(f"{file}:{error.line}" if error.line else file, error.what, error.cure),)
        tables = document.get(TABLE, [])
    lines = Lines(text)
    problems = tuple(_stray(name, lines, file) for name in document if name != TABLE)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        what = "stakeholder is not a list of people."
        return (), (*problems, Problem(f"{file}:{lines.of(TABLE)}", what, f"Write [[{TABLE}]] for each."))
    return tuple(Entry(raw, partial(_where, lines, file, number)) for number, raw in enumerate(tables)), problems


def _where(lines: Lines, file: str, number: int, key: str) -> str:
    if number >= len(lines.blocks):  # written as an inline list
        return f"{file}:{lines.of(TABLE)}"
    first, after = lines.blocks[number]
    return f"{file}:{lines.of(key, first, after) if key else first + 1}"


def _stray(name: str, lines: Lines, file: str) -> Problem:
    cure = did_you_mean(name, (TABLE,)) or f"Everything here stands under [[{TABLE}]]."
    return Problem(f"{file}:{lines.of(name)}", f"{name!r} is not known in a list.", cure)
