"""The port every calendar provider stands behind; tests/calendars/contract.py is its meaning."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Reading, SeenSeries, Series
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import Step
from touchbase.errors import TouchbaseError


class Calendar(Protocol):
    """One calendar of the owner's. Every write may be repeated: the second one finds the work done and changes nothing.

    A write to a uid that does not carry our tag raises `ForeignEvent`; to one that does not exist, `NoSuchSeries`.
    `adopt` alone writes to an event without our tag: a person asked for it, and the tag is all it writes.
    `ProviderDown`, `TryLater` and `SignInAgain` say what their names say; after them a write may or may not have
    happened, and `find` tells.
    """

    name: str
    mails: bool
    """True when a write that concerns the guest sends them mail."""
    at_once: int
    """How many steps `write` takes to the provider together; 1 where there is no batch."""

    def read(self, window: Period) -> Reading:
        """One look at the window: our series with their dates and evidence, other busy time, other meetings.

        Those of them that repeat by hand are also told as `recurring`: timed, with somebody else in them.

        All our tagged series are returned, also those without a date in the window and cancelled ones still to be seen.
        Evidence is given for the dates that ended inside the window. What could not be read is a warning, never a lie.
        """
        ...

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        """By stakeholder id; somebody whose calendar cannot be read is missing or UNKNOWN, never free."""
        ...

    def warnings(self) -> tuple[Problem, ...]:
        """What the last `free_busy` could not read of each person's calendar."""
        ...

    def find(self, uid: str) -> SeenSeries | None:
        """Look one series up by id before its absence is believed. A cancelled one is returned with `cancelled`.

        One that carries our tag and that somebody else organises by now is returned with `handed_over`; `read` has it
        among the owner's other meetings.
        """
        ...

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        """Carry out steps that do not depend on each other, at most `at_once` of them in one round trip.

        One answer for each, in order: None when it is done, else what went wrong with that one. Providers
        without a batch use `touchbase.calendars.steps.one_by_one`.
        """
        ...

    def create(self, series: Series) -> None:
        """Put the series on the calendar and invite its guest. An equal one that already stands is left as it is.

        Raises `UidTaken` when that uid stands for something else or was deleted (a tombstone): use a new generation.
        """
        ...

    def end(self, uid: str, after: datetime) -> None:
        """Let no date start after the instant `after`; earlier dates keep their moves.

        One with no date left is cancelled whole.
        """
        ...

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        """The same slot with a later last day; moves and skips stay."""
        ...

    def change_guest(self, uid: str, name: str, email: str) -> None:
        """Ask the new address in the place of the guest's old one: one mail to it, and the old one is taken off.

        The slot, its moves and skips, and whoever a person added, stay. One that is asked already is left as it is.
        """
        ...

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        """Move one date; the key stays its original start."""
        ...

    def skip_date(self, uid: str, original_start: datetime) -> None:
        """Take one date off."""
        ...

    def restore_date(self, uid: str, original_start: datetime) -> None:
        """Put one moved or skipped date back where the rule has it."""
        ...

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        """Put our tag, and nothing else, on a series the owner made by hand; nobody is ever mailed.

        `read` then shows it as a SeenSeries of that stakeholder and generation. One that carries this very tag is
        left as it is. CalendarRefused when somebody else organises it, when it does not repeat, or when it carries
        our tag for another stakeholder or generation.
        """
        ...

    def release(self, uid: str) -> None:
        """Take our tag off a series that was adopted, which undoes `adopt`; nobody is ever mailed.

        One without our tag is left as it is, so that a repetition changes nothing.
        """
        ...

    def publish(self) -> None:
        """Bring what is derived from our series (a combined file, say) up to date; called at the end of every run."""
        ...
