"""One owner, one calendar, one or two machines that run `touchbase sync` on it, and what people do meanwhile."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from tests.machine.ground import Ground, Shown
from tests.machine.stores import blank, image, opened
from tests.machine.wishes import Wishes
from tests.sync.crashing import Fate, Killed, mortal_calendar, mortal_store
from tests.sync.desk import OWNER, SATURDAY, no_holidays
from touchbase.domain.booking import Booking
from touchbase.domain.owner import Policy, Rules
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import Step
from touchbase.errors import TouchbaseError
from touchbase.store.port import LogEntry, Store
from touchbase.store.sqlite import SqliteStore
from touchbase.sync import SYNC_RUN, Outcome, World, preview, run, take_back

CAP = 4
FREEZE = timedelta(hours=24)
Trouble = Literal["", "refusal", "fault", "cut", "crash"]


@dataclass
class Machine:
    """One computer: its own database, its own copy of the list; `log` is the log as it was last seen."""

    name: str
    people: dict[str, Stakeholder]
    store: SqliteStore = field(default_factory=lambda: opened(blank()))
    copies: list[bytes] = field(default_factory=list)
    log: tuple[LogEntry, ...] = ()

    def keep_copy(self) -> None:
        self.copies.append(image(self.store))

    def restore(self, copy: bytes) -> None:
        self.store.close()
        self.store = opened(copy)
        self.log = self.store.log()


@dataclass(frozen=True)
class Ran:
    """One run, or one `undo`, as the wire saw it. `before` is the machine's ledger when it began.

    `cut` are uids that stood on the calendar and were left out of its reading.
    """

    machine: Machine
    people: dict[str, Stakeholder]
    policy: Policy
    now: datetime
    before: tuple[Booking, ...]
    steps: tuple[Step, ...]
    mails: int
    trouble: Trouble = ""
    approved: bool = False
    undo: bool = False
    outcome: Outcome | None = None
    error: TouchbaseError | None = None
    cut: frozenset[str] = frozenset()


@dataclass
class Town:
    """Everything there is. The clock stands still unless somebody turns it."""

    machines: list[Machine]
    ground: Ground
    policy: Policy = "upsert-only"
    now: datetime = SATURDAY
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def hands(self) -> Any:
        return self.ground.hands

    @property
    def rules(self) -> Rules:
        return Rules(
            horizon_weeks=4, hours_per_week=20.0, max_per_day=4, max_mails_per_run=CAP, planner_seconds=0.0,
            policy=self.policy,
        )  # fmt: skip

    def deed(self) -> None:
        """A person did something: what follows may be an answer to it."""
        self.ground.deeds += 1

    def shown(self) -> list[Shown]:
        """Our series with the dates that are still to come."""
        return self.ground.shown(Period(self.now, self.now + timedelta(weeks=9)))

    def world(self, machine: Machine, fate: Fate | None = None) -> World:
        store: Store = machine.store if fate is None else mortal_store(machine.store, fate)
        calendar = self.ground.calendar
        if fate is not None:
            calendar = mortal_calendar(calendar, fate)
        self.ground.turn(self.now)
        return World(OWNER, self.rules, store, calendar, self.now, no_holidays)

    def preview(self, machine: Machine) -> Plan:
        return preview(self.world(machine), tuple(machine.people.values()))

    def run(self, machine: Machine, *, approve: str = "", fate: Fate | None = None, trouble: Trouble = "") -> Ran:
        """One `touchbase sync` of that machine; whatever it raises is part of what is told."""
        people = tuple(machine.people.values())
        world = self.world(machine, fate)
        return self._watched(
            machine, lambda: run(world, people, fingerprint(machine), approve=approve), trouble, approved=bool(approve)
        )

    def undo(self, machine: Machine) -> Ran | None:
        """The last run of that machine taken back, if it wrote anything."""
        action = machine.store.last_action()
        if action is None or action.kind != SYNC_RUN:
            return None
        done = self._watched(
            machine, lambda: take_back(self.world(machine), int(action.after)), "", approved=True, undo=True
        )
        machine.store.mark_undone(action.id, self.now)
        return done

    def _watched(
        self, machine: Machine, act: Callable[[], Outcome], trouble: Trouble, *, approved: bool, undo: bool = False
    ) -> Ran:  # fmt: skip
        before, people = machine.store.bookings(), dict(machine.people)
        cut = self.ground.cut & {one.uid for one in self.shown() if one.dates}
        steps, posted = len(self.ground.steps), len(self.ground.posted)
        outcome: Outcome | None = None
        error: TouchbaseError | None = None
        try:
            outcome = act()
        except TouchbaseError as raised:
            error = raised
        except Killed:
            trouble = "crash"
        finally:
            self.ground.forget_faults()
            self.ground.cut = frozenset()
        written, mails = tuple(self.ground.steps[steps:]), len(self.ground.posted) - posted
        return Ran(
            machine,
            people,
            self.policy,
            self.now,
            before,
            written,
            mails,
            trouble,
            approved,
            undo,
            outcome,
            error,
            cut,
        )


def fingerprint(machine: Machine) -> str:
    """Another list has another one."""
    return hashlib.sha256(repr(sorted(machine.people.values())).encode()).hexdigest()
