"""Two entries that are one: the same id, or the same address, however it is spelled."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touchbase.domain.problem import Problem
from touchbase.domain.text import same_address
from touchbase.roster.entry import Entry

_TAG = re.compile(r"\+[^@]*@")
Clash = tuple[str, int, int]
"""What is shared, and the places in the list of the two that share it."""


@dataclass(frozen=True, slots=True)
class Known:
    """One entry by what tells it from others: its id and its addresses, the good ones of a faulty entry too."""

    entry: Entry
    id: str
    addresses: tuple[str, ...]


def doubles(known: Sequence[Known]) -> tuple[tuple[Problem, ...], frozenset[int]]:
    """A problem for each clash, naming both, and the places in the list of everybody concerned.

    Addresses that differ only by a +tag are a warning and concern nobody: some people do use two.
    """
    addresses = [[same_address(one) for one in somebody.addresses] for somebody in known]
    by_id = clashes([somebody.id.lower()] for somebody in known)
    by_address = clashes(addresses)
    concerned = frozenset(place for _, *places in (*by_id, *by_address) for place in places)
    alike = [clash for clash in clashes(map(_untagged, addresses)) if not concerned.issuperset(clash[1:])]
    problems = (
        *(_twice(known, "id", clash) for clash in by_id),
        *(_twice(known, "email", clash) for clash in by_address),
        *(_alike(known, clash) for clash in alike),
    )
    return problems, concerned


def clashes(marks: Iterable[Iterable[str]]) -> list[Clash]:
    """Every later place that shares a mark with an earlier one."""
    first: dict[str, int] = {}
    found = []
    for place, some in enumerate(marks):
        for mark in dict.fromkeys(some):
            if first.setdefault(mark, place) != place:
                found.append((mark, first[mark], place))
    return found


def _twice(known: Sequence[Known], key: str, clash: Clash) -> Problem:
    what, cure = (
        ("the id of", "Give one of them another id.")
        if key == "id"
        else ("an address of", "Take one entry out, or correct the address.")
    )
    shared, first, second = clash
    here, there = known[second], known[first]
    return Problem(
        here.entry.where(key),
        f"{shared!r} is {what} both {_name(there)} ({there.entry.where('')}) and {_name(here)}.",
        cure,
    )


def _alike(known: Sequence[Known], clash: Clash) -> Problem:
    shared, first, second = clash
    what = f"{_name(known[first])} and {_name(known[second])} share {shared!r} but for a +tag."
    return Problem(known[second].entry.where("email"), what, "Is that one person?", "warning")


def _untagged(addresses: Iterable[str]) -> list[str]:
    return [_TAG.sub("@", address) for address in addresses]


def _name(one: Known) -> str:
    return repr(one.entry.raw.get("name", one.id))
