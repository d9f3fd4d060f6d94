"""Teams, networks and public groups as stakeholders: how the tie with each stands, and how those of its people do."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from touchbase.domain.change import Json
from touchbase.domain.zone import local_date
from touchbase.planning.health import AT_EASE
from touchbase.reports.status import Line
from touchbase.reports.table import Column, Row, Table, Tone
from touchbase.reports.words import day_words

COLUMNS = (
    Column("Group", shrink=True), Column("Kind"), Column("Met through", shrink=True), Column("State"),
    Column("Last held"),    Column("Its people", "right"), Column("Need attention", "right"),
)  # fmt: skip
NONE = 'No group is on your list yet: write kind = "team" (or network, public) and its contact there.'


class Group(NamedTuple):
    """`members` are the people of the list whom the group knows."""

    line: Line
    members: tuple[Line, ...]

    @property
    def attention(self) -> tuple[Line, ...]:
        return tuple(line for line in self.members if line.health.state not in AT_EASE)


def roll_up(lines: Sequence[Line]) -> tuple[Group, ...]:
    """Each group with those of the list it knows, or who know it."""
    return tuple(Group(line, _members(line, lines)) for line in lines if line.person.profile.is_group)


def groups_json(groups: Sequence[Group]) -> Json:
    return {
        "groups": [
            {
                "stakeholder": group.line.person.id,
                "kind": group.line.person.profile.kind,
                "contact": group.line.person.profile.contact,
                "state": group.line.health.state,
                "members": [line.person.id for line in group.members],
                "need_attention": [line.person.id for line in group.attention],
            }
            for group in groups
        ]
    }


def groups_table(groups: Sequence[Group], today: date, zone: str) -> Table:
    if not groups:
        return Table(NONE, ())
    return Table("Teams, networks and the public", COLUMNS, [_row(group, today, zone) for group in groups])


def _members(group: Line, lines: Sequence[Line]) -> tuple[Line, ...]:
    known = set(group.person.profile.knows)
    return tuple(
        line
        for line in lines
        if line is not group and (line.person.id in known or group.person.id in line.person.profile.knows)
    )


def _row(group: Group, today: date, zone: str) -> Row:
    line, profile = group.line, group.line.person.profile
    held = line.history.last_held
    tone: Tone = "warn" if line.health.state not in AT_EASE or group.attention else ""
    cells = (
        line.person.name, profile.kind, profile.contact or line.person.email, line.health.state.replace("_", " "),
        day_words(local_date(held, zone), today) if held else "never", str(len(group.members)),
        str(len(group.attention)),
    )  # fmt: skip
    return Row(cells, tone)
