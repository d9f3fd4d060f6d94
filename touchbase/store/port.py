"""The port of our memory; tests/store/contract.py is its meaning. Every call speaks of one owner's rows."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from touchbase.domain.booking import Booking
from touchbase.domain.event import Evidence, Occurrence
from touchbase.domain.history import History
from touchbase.domain.memo import Memo, MemoKind
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import KnownList
from touchbase.domain.touchbase import Touchbase


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the append-only log.

    `action` is record, confirm, retract or restore; `evidence` what was seen, or None.
    """

    sequence: int
    at: datetime
    action: Literal["record", "confirm", "retract", "restore"]
    touchbase: Touchbase
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Run:
    """One sync: `finished` is None while it runs or when it died."""

    id: int
    started: datetime
    finished: datetime | None
    plan: str
    summary: str


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan that waits for approval, was approved or has run; `body` is its JSON."""

    hash: str
    body: str
    state: Literal["waiting", "done"]
    at: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person did that `undo` can take back.

    `before` and `after` are texts whose meaning belongs to `kind`.
    """

    id: int
    at: datetime
    kind: str
    summary: str
    before: str
    after: str
    undone: bool


class Store(Protocol):
    """Writes outside `transaction()` commit at once; inside, all or nothing.

    A write that changes nothing touches no row.
    """

    def transaction(self) -> AbstractContextManager[None]:
        """Serialises writers (BEGIN IMMEDIATE); nests into the outer one."""
        ...

    def close(self) -> None: ...

    # the list
    def known_list(self) -> KnownList | None: ...
    def remember_list(self, known: KnownList) -> None: ...

    # the ledger of series
    def bookings(self) -> tuple[Booking, ...]: ...
    def save_booking(self, booking: Booking) -> None: ...
    def save_dates(self, uid: str, stakeholder: str, dates: Sequence[Occurrence], window: Period) -> None:
        """Make the kept dates of one series inside the window equal to these; for `History.next` without a network."""
        ...

    # the log
    def record(self, entry: Touchbase, at: datetime, evidence: Evidence | None = None) -> bool:
        """Append when it says something new.

        A calendar's entry never changes what a person said; False when nothing was written.
        """
        ...

    def confirm(self, entry: Touchbase, at: datetime) -> None:
        """Append a person's verdict on a touchbase; final until retracted or said anew by a person."""
        ...

    def retract(self, id: str, at: datetime) -> Touchbase | None:
        """Append that this entry no longer counts; returns it, or None when there is none standing."""
        ...

    def restore(self, entry: Touchbase, at: datetime) -> None:
        """Append that this entry stands again just as it was, source and all; `undo` does it."""
        ...

    def touchbases(
        self, stakeholder: str | None = None, since: datetime | None = None, limit: int | None = None
    ) -> tuple[Touchbase, ...]:
        """What stands, newest first."""
        ...

    def judged(self, window: Period) -> Mapping[tuple[str, datetime], Touchbase]:
        """What stands of dates of series whose original start lies in the window, by occurrence key."""
        ...

    def log(self) -> tuple[LogEntry, ...]:
        """Every line ever written, oldest first."""
        ...

    def histories(self, now: datetime) -> Mapping[str, History]:
        """By stakeholder id, for everybody on record; one indexed query each for held, missed and next."""
        ...

    # what is remembered of relationships
    def memos(self, *kinds: MemoKind, stakeholder: str | None = None) -> tuple[Memo, ...]:
        """Oldest first; of all kinds when none is named, and of a person also those that name them as `other`."""
        ...

    def save_memos(self, memos: Iterable[Memo]) -> int:
        """Make each stand as given, all or none; how many changed."""
        ...

    def drop_memos(self, ids: Iterable[str]) -> int:
        """Take them out for good; how many there were."""
        ...

    # the ledger of writes
    def begin(self, operation: Operation) -> bool:
        """Commit the intent before the call. An operation of the same id that is not done is taken up again.

        False, and nothing is kept, when another write has sent the very same mail today, or may have.
        """
        ...

    def finish(self, id: str, outcome: Outcome, at: datetime) -> None: ...
    def operations(self, outcome: Outcome | None = None, since: datetime | None = None) -> tuple[Operation, ...]:
        """Oldest first; with `since` those whose last change came after it."""
        ...

    # runs, plans, actions
    def begin_run(self, at: datetime) -> int: ...
    def finish_run(self, id: int, at: datetime, plan: str, summary: str) -> None: ...
    def last_run(self) -> Run | None:
        """The last run that finished."""
        ...

    def save_plan(self, plan: SavedPlan) -> None: ...
    def saved_plan(self, hash: str) -> SavedPlan | None:
        """By hash or an unambiguous beginning of at least four characters."""
        ...

    def waiting_plan(self) -> SavedPlan | None: ...
    def act(self, at: datetime, kind: str, summary: str, before: str, after: str) -> int: ...
    def last_action(self) -> Action | None:
        """The newest action not yet undone."""
        ...

    def mark_undone(self, id: int, at: datetime) -> None: ...

    # small facts: last notice sent, install id
    def get(self, key: str) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...

    # privacy and care
    def export(self, stakeholder: str | None = None) -> dict[str, list[dict[str, object]]]:
        """Every row as plain values by table, of one person or of all."""
        ...

    def forget(self, stakeholder: str, names: Iterable[str]) -> int:
        """Erase every row and every free text that names this person; returns how many rows went or changed.

        VACUUMs after.
        """
        ...

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database, () when nothing is."""
        ...
