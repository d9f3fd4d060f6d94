"""A small invented world on a Tuesday morning in March: people, series, and what a calendar shows of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Evidence, Occurrence, Reading, SeenSeries, Series
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
WINDOW = Period(NOW - timedelta(days=35), NOW + timedelta(days=91))
LONDON = "Europe/London"
OWNER = Owner("Sam Okafor", "sam@example.com", LONDON, ("sam@example.org",))
WEEKLY, MONTHLY = Cadence(1, "week"), Cadence(1, "month")
WEDNESDAY = Recurrence(date(2026, 1, 7), time(10), LONDON, WEEKLY)


def at(day: int, hour: int = 10, minute: int = 0, month: int = 3) -> datetime:
    """A moment of 2026 in UTC, which is London's winter time until 29 March."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def half_hour(day: int, hour: int = 10, minute: int = 0, month: int = 3) -> Period:
    return Period.lasting(at(day, hour, minute, month), 30)


def person(id: str = "ana", name: str = "", priority: int = 2, cadence: Cadence = WEEKLY, **more: Any) -> Stakeholder:
    name = name or f"{id.title()} Ruiz"
    return Stakeholder(id, name, f"{id}@example.com", "peer", priority, cadence, LONDON, **more)


def booking(id: str = "ana", generation: int = 1, rule: Recurrence = WEDNESDAY, uid: str = "", **more: Any) -> Booking:
    uid = uid or f"tb-{id}-{generation}"
    series = Series(uid, id, generation, rule, "Touchbase", "Hello", f"{id.title()} Ruiz", f"{id}@example.com")
    return Booking(series, **more)


def shown(entry: Booking, **more: Any) -> SeenSeries:
    """The master of that entry as a calendar shows it when nobody touched it."""
    series = entry.series
    seen = SeenSeries(
        series.uid, series.stakeholder, series.generation, series.recurrence, guest_email=series.guest_email
    )
    return replace(seen, **more)


def dates(entry: Booking, window: Period = WINDOW) -> tuple[Occurrence, ...]:
    """The dates a calendar shows of that entry when nobody touched them."""
    rule = entry.series.recurrence
    found = []
    for start in rule.starts(Period(window.start - timedelta(days=40), window.end + timedelta(days=40))):
        change = entry.exceptions.get(start)
        place = rule.period(start) if change is None else change.period
        if place is not None and window.contains(place):
            found.append(Occurrence(entry.uid, start, place))
    return tuple(found)


def evidence(day: int, hour: int = 10, month: int = 3, uid: str = "tb-ana-1", **more: Any) -> Evidence:
    return Evidence(uid, at(day, hour, month=month), half_hour(day, hour, month=month), **more)


def world(*entries: Booking, people: Iterable[Stakeholder] | None = None, **more: Any) -> Snapshot:
    """A snapshot in which the calendar shows exactly what the ledger says; `people` are those of the entries."""
    ids = dict.fromkeys(entry.series.stakeholder for entry in entries)
    everybody = tuple(person(id) for id in ids) if people is None else tuple(people)
    standing = [entry for entry in entries if entry.stands]
    reading = Reading(
        WINDOW, tuple(shown(entry) for entry in standing), tuple(date for entry in standing for date in dates(entry))
    )
    usual: dict[str, Any] = {"now": NOW, "owner": OWNER, "rules": Rules(), "stakeholders": everybody}
    return Snapshot(**usual | {"reading": reading, "bookings": entries} | more)


def seeing(snapshot: Snapshot, **more: Any) -> Snapshot:
    """The same with another look at the calendar."""
    return replace(snapshot, reading=replace(snapshot.reading, **more))
