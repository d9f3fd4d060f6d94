"""One owner's calendar at one provider for the tests of human edits: whole runs of sync, hands, and the wire."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.calendars.contract import OWNER, People
from touchbase.calendars.port import Calendar
from touchbase.domain.booking import Booking
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Reply
from touchbase.domain.owner import Rules
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.store.sqlite import SqliteStore, open_store
from touchbase.sync import Outcome, World, preview, run

MONDAY = datetime(2026, 1, 5, 6, tzinfo=UTC)
HORIZON = timedelta(weeks=6)
WEEKLY = Cadence(1, "week")
RULES = Rules(
    horizon_weeks=6, hours_per_week=40.0, max_per_day=8, max_per_week=60, new_per_run=0, max_mails_per_run=500,
    conference=False,
)  # fmt: skip
TIMES, RULE, GUESTS, TAG, OFF, NEW = "its times", "its rule", "its guests", "our tag", "taken off", "a new one"
"""What a write of ours can touch, in words that fit every provider."""

Shown = Mapping[str, object]
"""What the calendar itself shows of the human part of one series or date: title, notes, guests, room, link."""


def no_holidays(_code: str, _first: date, _last: date) -> frozenset[date]:
    return frozenset()


def person(id: str, **more: Any) -> Stakeholder:
    name = id.replace("-", " ").title()
    return Stakeholder(id, name, f"{id}@example.com", "peer", 3, more.pop("cadence", WEEKLY), OWNER.zone, **more)


class Notes(dict[str, str]):
    """Where a calendar keeps something from one run to the next."""

    def set(self, key: str, value: str) -> None:
        self[key] = value


class Place(ABC):
    """Subclasses bring a provider. `list` is the list of stakeholders, which a test changes as it likes."""

    name: str
    people: People
    fields: frozenset[str] = frozenset({"title", "notes"})
    """Which parts of an event a person can edit there."""
    dated: frozenset[str] = frozenset()
    """Which of them a person can edit on one date alone."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = MONDAY
        self.rules = RULES
        self.list: list[Stakeholder] = []
        self.notes = Notes()

    # what a provider brings

    @abstractmethod
    def calendar(self) -> Calendar:
        """As a new process sees it."""

    @abstractmethod
    def edit(self, uid: str, field: str, text: str, key: datetime | None = None) -> None:
        """A person edits one field of the series or of one date."""

    @abstractmethod
    def shown(self, uid: str, key: datetime | None = None) -> Shown:
        """The human part of an event, read past our own code; "guests" are addresses."""

    @abstractmethod
    def written(self) -> Mapping[str, frozenset[str]]:
        """What our writes touched since `mark`, by series."""

    @abstractmethod
    def mark(self) -> None:
        """From here on, writes are counted."""

    @abstractmethod
    def answer(self, uid: str, reply: Reply, key: datetime | None = None) -> None:
        """The one guest we invited answers the series or one date."""

    @abstractmethod
    def uninvite(self, uid: str, address: str) -> None:
        """The owner takes a guest off the series."""

    @abstractmethod
    def picture(self) -> object:
        """Equal before and after exactly when nothing was written."""

    def at(self, now: datetime) -> None:
        """The clock goes on."""
        self.now = now

    def close(self) -> None:  # noqa: B027 - not every place holds something
        """Let go of what it holds."""

    # how the tests speak

    def open(self) -> SqliteStore:
        return open_store(self.home / "touchbase.db", OWNER.id)

    def rows(self) -> object:
        """Every row of our memory."""
        with self.open() as store:
            return store.export()

    def world(self, store: SqliteStore) -> World:
        return World(OWNER, self.rules, store, self.calendar(), self.now, no_holidays)

    def run(self, **more: Any) -> Outcome:
        with self.open() as store:
            return run(self.world(store), self.list, "f" * 64, **more)

    def preview(self) -> Plan:
        with self.open() as store:
            return preview(self.world(store), self.list)

    def later(self, **delta: float) -> None:
        self.at(self.now + timedelta(**delta))

    def run_approved(self) -> Outcome:
        """As a person who has looked at the plan and wants it."""
        plan = self.preview()
        return self.run(approve="" if plan.guard.ok else plan.hash)

    def known(self, *ids: str) -> None:  # noqa: B027 - only some providers have accounts of guests
        """Those people have an account with the provider, where it takes one."""

    def booked(self, *ids: str, **more: Any) -> list[str]:
        """A weekly series with each, as a run books them; their uids."""
        self.known(*ids)
        self.list += [person(id, **more) for id in ids]
        outcome = self.run()
        assert (outcome.failed, outcome.stopped) == ([], None)
        return [self.booking(id).uid for id in ids]

    def booking(self, id: str) -> Booking:
        """The newest one of that person."""
        with self.open() as store:
            found = [one for one in store.bookings() if one.series.stakeholder == id]
        return max(found, key=lambda one: one.series.generation)

    def keys(self, uid: str) -> Sequence[datetime]:
        """The original starts to come inside the horizon, by the rule as we wrote it."""
        return list(self.rule_of(uid).starts(Period(self.now + timedelta(days=2), self.now + HORIZON)))

    def rule_of(self, uid: str) -> Recurrence:
        """As the ledger has it."""
        with self.open() as store:
            return next(one.series.recurrence for one in store.bookings() if one.uid == uid)

    def relist(self, id: str, **fields: Any) -> None:
        """The row of one person is edited."""
        self.list = [one._replace(**fields) if one.id == id else one for one in self.list]

    def setting(self, **fields: Any) -> None:
        """config.toml is edited."""
        self.rules = self.rules._replace(**fields)

    def settles(self) -> Plan:
        """Another run writes nothing, and after it nothing is left to do or to remember."""
        before = self.picture()
        self.mark()
        again = self.run()
        assert self.written() == {}
        assert self.picture() == before
        assert (again.applied, again.failed, again.stopped) == ([], [], None)
        return again.plan


def said(outcome: Outcome) -> str:
    """Everything a run's plan says in words."""
    plan = outcome.plan
    whys = [why for change in plan.changes for why in change.why]
    proposed = [why for proposal in plan.proposals for why in proposal.why]
    return "\n".join([*whys, *plan.notices, *proposed, *(one.why for one in plan.expected_misses)])


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Which values are not what they were."""
    return {name: (before[name], after.get(name)) for name in before if before[name] != after.get(name)}
