"""One owner's desk for the tests of sync: a calendar in memory, a store on disk, a list, a clock that stands still."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

from touchbase.calendars.memory import Hands, MemoryCalendar
from touchbase.calendars.port import Calendar
from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.identity import series_uid
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.store.port import Store
from touchbase.store.sqlite import SqliteStore, open_store
from touchbase.sync import Outcome, World, preview, run

SATURDAY = datetime(2026, 3, 7, 7, 0, tzinfo=UTC)
LONDON = "Europe/London"
OWNER = Owner("Sam Okafor", "sam@example.com", LONDON)
WEEKLY, FORTNIGHTLY = Cadence(1, "week"), Cadence(2, "week")
HEARTBEAT = "last_sync"


def no_holidays(_code: str, _first: date, _last: date) -> frozenset[date]:
    return frozenset()


def person(id: str, cadence: Cadence = WEEKLY, **more: Any) -> Stakeholder:
    name = id.replace("-", " ").title()
    return Stakeholder(id, name, f"{id}@example.com", "peer", more.pop("priority", 3), cadence, LONDON, **more)


@dataclass
class Desk:
    """Everything around a run; `home` is a folder of its own, so that a copy of it is another desk."""

    home: Path
    people: list[Stakeholder]
    calendar: MemoryCalendar = field(default_factory=MemoryCalendar)
    rules: Rules = field(default_factory=lambda: Rules(horizon_weeks=5, hours_per_week=20.0, max_per_day=4))
    now: datetime = SATURDAY
    fingerprint: str = "f" * 64

    @property
    def hands(self) -> Hands:
        return Hands(self.calendar)

    @property
    def horizon(self) -> Period:
        return Period(self.now, self.now + timedelta(weeks=self.rules.horizon_weeks))

    def open(self) -> SqliteStore:
        self.home.mkdir(exist_ok=True)
        return open_store(self.home / "touchbase.db", OWNER.id)

    def world(self, store: Store, calendar: Calendar | None = None) -> World:
        return World(OWNER, self.rules, store, calendar or self.calendar, self.now, no_holidays)

    def run(self, **more: Any) -> Outcome:
        with self.open() as store:
            return run(self.world(store), self.people, self.fingerprint, **more)

    def preview(self) -> Plan:
        with self.open() as store:
            return preview(self.world(store), self.people)

    def later(self, **delta: float) -> "Desk":
        self.now += timedelta(**delta)
        return self

    def copy(self, home: Path) -> "Desk":
        """The same desk in another folder, as it is at this moment."""
        copytree(self.home, home)
        return replace(self, home=home, calendar=deepcopy(self.calendar), people=list(self.people))

    # what there is

    def dump(self, *, heartbeat: bool = True) -> dict[str, list[dict[str, object]]]:
        """Every row of the database; without the one fact that says when the last run was, if so wished."""
        with self.open() as store:
            rows = store.export()
        if not heartbeat:
            rows["fact"] = [row for row in rows["fact"] if row["name"] != HEARTBEAT]
        return rows

    def bytes_on_disk(self) -> dict[str, str]:
        """Every file below the desk, by a digest of what it holds."""
        files = (path for path in self.home.rglob("*") if path.is_file())
        return {str(path.relative_to(self.home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def bookings(self) -> tuple[Booking, ...]:
        with self.open() as store:
            return store.bookings()

    def booking_of(self, id: str) -> Booking:
        """The newest one of that person."""
        return max((b for b in self.bookings() if b.series.stakeholder == id), key=lambda b: b.series.generation)

    def outcomes(self) -> Counter[str]:
        """How many writes are intended, done, failed and unknown."""
        with self.open() as store:
            return Counter(operation.outcome for operation in store.operations())

    # what was before the story begins

    def stand(
        self, id: str, first: date, at: str = "10:00", *, last: date | None = None, off: Iterable[datetime] = ()
    ) -> str:
        """A series that stands on the calendar and in the ledger; `off` are dates we took off."""
        who = next(one for one in self.people if one.id == id)
        rule = Recurrence(first, time.fromisoformat(at), LONDON, who.cadence, who.minutes, last)
        series = Series(series_uid(OWNER.id, id, 1), id, 1, rule, "Touchbase", "Hello", who.name, who.email)
        self.calendar.create(series)
        for start in off:
            self.calendar.skip_date(series.uid, start)
        with self.open() as store:
            store.save_booking(Booking(series, exceptions={start: DateChange(None, "us") for start in off}))
        return series.uid

    def settled(self) -> "Desk":
        """Forget what the calendar noted of the time before."""
        self.calendar.calls.clear()
        self.calendar.sent.clear()
        return self


def live_after(calendar: MemoryCalendar, moment: datetime) -> Counter[str]:
    """How many series each person has with a date to come after that moment: I1 says one at most."""
    far = Period(moment, moment + timedelta(days=800))
    return Counter(
        entry.series.stakeholder
        for entry in calendar.entries.values()
        if not entry.deleted and any(start > moment for start, _ in entry.standing().live(far.end))
    )


def utc(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)
