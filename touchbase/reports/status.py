"""Who needs attention, why, and what to do: people, their history and the rules in, one value out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.owner import Rules
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date, zone
from touchbase.planning.health import AT_EASE, Health, assess, attention_order

Json = dict[str, object]
STATES = ("never_met", "on_track", "due", "slipping", "lapsed", "dormant", "paused", "completed", "let_go")
WITHOUT_SCROLLING = 20


class Line(NamedTuple):
    """One relationship."""

    person: Stakeholder
    history: History
    health: Health

    @property
    def needs_attention(self) -> bool:
        return self.health.state not in AT_EASE


class Account(NamedTuple):
    """A calendar we work with, and whether it works as far as we know without asking it."""

    provider: str
    ok: bool
    detail: str


class Status(NamedTuple):
    """All relationships as of a moment, the most urgent first. `zone` is the owner's."""

    as_of: datetime
    zone: str
    lines: tuple[Line, ...]
    hours_needed: float
    hours_given: float
    accounts: tuple[Account, ...] = ()
    last_sync: datetime | None = None

    @property
    def urgent(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.needs_attention)


def take_stock(
    people: Iterable[Stakeholder],
    histories: Mapping[str, History],
    now: datetime,
    owner_zone: str,
    rules: Rules,
    *,
    everybody: bool = True,
) -> tuple[tuple[Line, ...], float]:
    """Everybody's health, the most urgent first, and the hours a week that the active ones cost.

    When not `everybody` is to be told of, those of a long list who need nothing get no words.
    """
    people = tuple(people)
    brief = not everybody and len(people) > WITHOUT_SCROLLING
    lines = [
        Line(
            person,
            history := histories.get(person.id, NO_HISTORY),
            assess(person, history, now, owner_zone, rules.thresholds, brief=brief),
        )
        for person in people
    ]
    lines.sort(key=lambda line: attention_order(line.person, line.health))
    today = local_date(now, owner_zone)
    return tuple(lines), round(sum(person.hours_per_week for person in people if person.state_on(today) == "active"), 2)


def status_json(status: Status) -> Json:
    """The contract's `status` object, without its "schema"."""
    return {
        "as_of": _iso(status.as_of, status.zone),
        "stakeholders": [_line_json(line, status.zone) for line in status.lines],
        "counts": count_states(status.lines),
        "capacity": {
            "needed_hours_per_week": status.hours_needed,
            "budget_hours_per_week": status.hours_given,
        },
        "accounts": [{"provider": a.provider, "ok": a.ok, "detail": a.detail} for a in status.accounts],
        "last_sync": _iso(status.last_sync, status.zone),
    }


def count_states(lines: Iterable[Line]) -> dict[str, int]:
    """How many are in each state, all states named."""
    counts = dict.fromkeys(STATES, 0)
    for line in lines:
        counts[line.health.state] += 1
    return counts


def _line_json(line: Line, owner_zone: str) -> Json:
    person, history, health = line.person, line.history, line.health
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "category": person.category,
        "priority": person.priority,
        "cadence": str(person.cadence),
        "state": health.state,
        "ratio": health.ratio,
        "last_held": _iso(history.last_held, owner_zone),
        "last_verdict": history.last_verdict,
        "days_since_held": health.days_since_held,
        "next": _iso(history.next, owner_zone),
        "missed_in_a_row": history.missed_in_a_row,
        "reasons": list(health.reasons),
    }


def _iso(moment: datetime | None, zone_name: str) -> str | None:
    return None if moment is None else moment.astimezone(zone(zone_name)).isoformat()
