"""Twelve months at a glance: what was held with each person, and where the time went against the priorities."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import local_date
from touchbase.reports.words import MONTHS

TWELVE = 12


class Month(NamedTuple):
    """One cell of a strip: how many touchbases were held and how many were not."""

    label: str
    held: int = 0
    missed: int = 0

    @property
    def words(self) -> str:
        if not (self.held or self.missed):
            return f"{self.label}: nothing"
        return f"{self.label}: {self.held} held" + (f", {self.missed} not" if self.missed else "")


class Share(NamedTuple):
    """The time one priority got in those months; `share` and `fair` are parts of one, by time and by people's need."""

    priority: int
    people: int
    minutes: int
    share: float
    meant: float


def strips(
    people: Sequence[Stakeholder], touchbases: Iterable[Touchbase], today: date, zone: str
) -> dict[str, tuple[Month, ...]]:
    """By id, the oldest month first and this one last."""
    counts: dict[tuple[str, int], list[int]] = {}
    for entry in touchbases:
        key = (entry.stakeholder, _index(local_date(entry.start, zone)))
        cell = counts.setdefault(key, [0, 0])
        cell[0] += entry.judgement.held
        cell[1] += entry.judgement.verdict == "not_held"
    this = _index(today)
    return {
        person.id: tuple(_month(n, *counts.get((person.id, n), (0, 0))) for n in range(this - TWELVE + 1, this + 1))
        for person in people
    }


def time_by_priority(
    people: Sequence[Stakeholder], touchbases: Iterable[Touchbase], today: date, zone: str
) -> tuple[Share, ...]:
    """Minutes held in these twelve months by priority, beside what the cadences of the list mean to give."""
    priorities = {person.id: person.priority for person in people}
    first = _index(today) - TWELVE + 1
    minutes = dict.fromkeys(sorted(set(priorities.values())), 0)
    for entry in touchbases:
        if entry.judgement.held and entry.stakeholder in priorities and _index(local_date(entry.start, zone)) >= first:
            minutes[priorities[entry.stakeholder]] += entry.minutes
    total = sum(minutes.values()) or 1
    needed = sum(person.hours_per_week for person in people) or 1.0
    return tuple(
        Share(
            priority,
            sum(one.priority == priority for one in people),
            spent,
            spent / total,
            sum(one.hours_per_week for one in people if one.priority == priority) / needed,
        )
        for priority, spent in minutes.items()
    )


def _index(day: date) -> int:
    return day.year * TWELVE + day.month - 1


def _month(index: int, held: int, missed: int) -> Month:
    year, month = divmod(index, TWELVE)
    return Month(f"{MONTHS[month]} {year}", held, missed)
