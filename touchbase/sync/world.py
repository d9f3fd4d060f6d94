"""What a run works with, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from touchbase.calendars.port import Calendar
from touchbase.domain.change import Change, Record
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.domain.problem import Problem
from touchbase.errors import TouchbaseError
from touchbase.store.port import Store

LAST_SYNC = "last_sync"
SYNC_RUN = "sync.run"
"""The kind of the action `undo` finds after a run; its `after` is the run's number."""


def no_time_passes() -> float:
    """For a run that may take as long as it likes."""
    return 0.0


Progress = Callable[[int, int, str], None]
"""Called after each write with how many are done, how many there are, and whose it was."""


@dataclass(frozen=True)
class World:
    """Everything a run touches, put together once at the composition root; the clock is not read again.

    `elapsed` says how many seconds the run has taken so far.
    """

    owner: Owner
    rules: Rules
    store: Store
    calendar: Calendar
    now: datetime
    holidays: Callable[[str, date, date], frozenset[date]]
    elapsed: Callable[[], float] = no_time_passes

    @property
    def horizon(self) -> Period:
        """From now to the end of the weeks every date is tested in."""
        return Period(self.now, self.now + timedelta(weeks=self.rules.horizon_weeks))


@dataclass(frozen=True, slots=True)
class Failure:
    """One stakeholder whose change did not work; the others went on."""

    stakeholder: str
    error: str
    remedy: str


@dataclass
class Outcome:
    """What a run did. `stopped` is the failure that concerned the whole calendar, if there was one.

    `run` is the run's number in the store, 0 when there was nothing to carry out.
    """

    plan: Plan
    applied: list[Change] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    recorded: list[Record] = field(default_factory=list)
    calls_read: int = 0
    calls_write: int = 0
    mails: int = 0
    warnings: tuple[Problem, ...] = ()
    stopped: TouchbaseError | None = None
    reminder: str = ""
    run: int = 0
