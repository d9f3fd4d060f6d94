"""What stands on a calendar: our recurring series, its dates, and what a calendar showed us when we read it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence

Reply = Literal["accepted", "declined", "tentative", "needs_action"]
Who = Literal["owner", "stakeholder", "someone"]


@dataclass(frozen=True, slots=True)
class Series:
    """The touchbase we want on the calendar: one VEVENT with an RRULE and one guest (RFC 5545).

    `uid` is deterministic in owner, stakeholder and `generation`, so that a repeated create is the same event.
    """

    uid: str
    stakeholder: str
    generation: int
    recurrence: Recurrence
    summary: str
    description: str
    guest_name: str
    guest_email: str
    conference: bool = False


@dataclass(frozen=True, slots=True)
class SeenSeries:
    """One of our own masters as the calendar shows it; known by our tag, never by its title.

    `recurrence` is None when a person wrote a rule we would never make. `cancelled` says the whole series is off,
    `handed_over` that somebody else organises it by now: only a look-up shows such a one, and it is never written.
    """

    uid: str
    stakeholder: str
    generation: int
    recurrence: Recurrence | None
    summary: str = ""
    description: str = ""
    guest_email: str = ""
    guest_reply: Reply = "needs_action"
    cancelled: bool = False
    etag: str = ""
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series; its key is uid and original start in UTC (RECURRENCE-ID). `period` is where it is now.

    `proposed` is where its guest asks to have it instead, where the provider tells that (Graph: proposedNewTime).
    """

    uid: str
    original_start: datetime
    period: Period
    cancelled: bool = False
    proposed: Period | None = None

    @property
    def key(self) -> tuple[str, datetime]:
        return (self.uid, self.original_start)

    @property
    def moved(self) -> bool:
        return self.period.start != self.original_start


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts seen about one date. `away` says where the owner was instead; `together_minutes` comes from attendance."""

    uid: str
    original_start: datetime
    period: Period
    cancelled_by: Who | None = None
    owner_reply: Reply = "accepted"
    guest_reply: Reply = "needs_action"
    together_minutes: int | None = None
    away: str = ""

    @property
    def key(self) -> tuple[str, datetime]:
        return (self.uid, self.original_start)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Another meeting of the owner's, held or to come: who was asked, no title. `people` counts heads, rooms not."""

    uid: str
    period: Period
    addresses: frozenset[str]
    people: int


@dataclass(frozen=True, slots=True)
class RecurringMeeting:
    """A series that a person made by hand, as it repeats inside the window; its dates are in `meetings` too.

    `addresses` are the other heads, `people` counts all with the owner, as most of its dates have them. `starts` are
    where its dates stand (UTC), `own` says that the owner organises it. `uid` is what `Calendar.adopt` takes.
    """

    uid: str
    addresses: frozenset[str]
    people: int
    starts: tuple[datetime, ...]
    own: bool
    minutes: int


@dataclass(frozen=True)
class Reading:
    """All that one look at the owner's calendar gave, over one window.

    `dates` are the dates of our own live series, moved ones where they stand now, cancelled ones where the provider
    still shows them; a date the rule gives and `dates` lacks was deleted. `busy` is the owner's other busy time, our
    own dates left out; nothing of ours is in `meetings` or `recurring` either. `unread`
    names those of the owner's calendars that could not be read at all: the owner may be busy there at any time.
    `clock` is the provider's own time when it answered (HTTP Date, RFC 9110 6.6.1), None where it has none.
    """

    window: Period
    series: tuple[SeenSeries, ...] = ()
    dates: tuple[Occurrence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    busy: FreeBusy = UNKNOWN
    meetings: tuple[Meeting, ...] = ()
    warnings: tuple[Problem, ...] = ()
    recurring: tuple[RecurringMeeting, ...] = ()
    unread: tuple[str, ...] = ()
    clock: datetime | None = None

    @cached_property
    def foreign_rules(self) -> frozenset[str]:
        """The uids of our series whose rule is one we would never write."""
        return frozenset(series.uid for series in self.series if series.recurrence is None)
