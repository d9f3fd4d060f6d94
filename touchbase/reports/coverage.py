"""How well the groups of the list are covered: nobody there, nobody met lately, key people never met."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from touchbase.domain.change import Json
from touchbase.domain.owner import Owner
from touchbase.domain.profile import SIDES
from touchbase.domain.stakeholder import CATEGORIES, Stakeholder
from touchbase.domain.zone import local_date
from touchbase.planning.health import AT_EASE
from touchbase.reports.status import Line
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words

ADVISED = ("boss", "peer", "direct_report", "mentor", "internal_support", "customer", "community_partner")
KEY_PRIORITY = 2
COVERAGE = (
    Column("Group", shrink=True), Column("People", "right"), Column("Last held"), Column("Need attention", "right"),
)  # fmt: skip


class Group(NamedTuple):
    """One category, or one side of the organisation's wall."""

    name: str
    people: int
    last_held: date | None
    attention: int


class Coverage(NamedTuple):
    """`nobody` are advised groups with nobody on the list; `never_met` are key people never met."""

    groups: tuple[Group, ...]
    nobody: tuple[str, ...]
    never_met: tuple[str, ...]


def side(person: Stakeholder, owner: Owner) -> str:
    """ "inside" or "outside" the owner's organisation: as the list says, else by the domain of the address."""
    if person.profile.side:
        return person.profile.side
    return "inside" if _domain(person.email) in {_domain(one) for one in owner.all_addresses} else "outside"


def coverage(lines: Sequence[Line], owner: Owner) -> Coverage:
    """By category, then inside and outside; the order is that of the known categories, own words after them."""
    present = Counter(line.person.category for line in lines)
    names = [*(name for name in CATEGORIES if name in present), *sorted(set(present) - set(CATEGORIES))]
    by_category = [_group(name, [one for one in lines if one.person.category == name], owner) for name in names]
    sides = {line.person.id: side(line.person, owner) for line in lines}
    by_side = [_group(name, [one for one in lines if sides[one.person.id] == name], owner) for name in SIDES]
    met = {line.person.id for line in lines if line.history.last_held}
    key = [line.person for line in lines if line.person.priority <= KEY_PRIORITY and line.person.id not in met]
    return Coverage(
        (*by_category, *by_side),
        tuple(name for name in ADVISED if name not in present),
        tuple(person.name for person in key),
    )


def coverage_json(found: Coverage) -> Json:
    return {
        "groups": [
            {
                "name": group.name,
                "people": group.people,
                "last_held": group.last_held and group.last_held.isoformat(),
                "need_attention": group.attention,
            }
            for group in found.groups
        ],
        "nobody": list(found.nobody),
        "never_met": list(found.never_met),
    }


def coverage_table(found: Coverage, today: date) -> Table:
    rows = [
        Row(
            (
                group.name.replace("_", " "),
                str(group.people),
                day_words(group.last_held, today) if group.last_held else "never",
                str(group.attention or ""),
            ),
            "warn" if group.people and not group.last_held else "",
        )
        for group in found.groups
    ]
    notes = []
    if found.nobody:
        notes.append(f"Nobody on your list yet: {', '.join(name.replace('_', ' ') for name in found.nobody)}.")
    if found.never_met:
        notes.append(f"Key people never met: {', '.join(found.never_met)}.")
    return Table("Who is covered", COVERAGE, rows, tuple(notes))


def _group(name: str, lines: Sequence[Line], owner: Owner) -> Group:
    held = [line.history.last_held for line in lines if line.history.last_held]
    last = local_date(max(held), owner.zone) if held else None
    return Group(name, len(lines), last, sum(line.health.state not in AT_EASE for line in lines))


def _domain(address: str) -> str:
    return address.lower().rpartition("@")[2]
