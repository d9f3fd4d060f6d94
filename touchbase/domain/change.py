"""The changes a plan is made of: they print, sort and count themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from touchbase.domain.booking import Booking
from touchbase.domain.event import Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.touchbase import Touchbase
from touchbase.domain.zone import instant, local

Json = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One step of a plan. `notifies` means the calendar will mail the guest. `why` is for people."""

    kind: ClassVar[str] = ""
    order: ClassVar[int] = 0
    stakeholder: str
    why: tuple[str, ...] = ()
    notifies: bool = False

    @property
    def writes(self) -> bool:
        """True when a calendar is written, not only our own ledger."""
        return True

    @property
    def mails(self) -> int:
        """How many mails the guest gets."""
        return int(self.notifies)

    def sort_key(self) -> tuple[int, str, str]:
        return (self.order, self.stakeholder, str(self.facts()))

    def facts(self) -> Json:
        """What the change does, without its reasons: the part the plan's hash covers."""
        return {}

    def to_json(self) -> Json:
        """The contract's keys; those that do not apply are null."""
        blank: Json = dict.fromkeys(("start", "time_zone", "rrule", "duration_minutes", "original_start"))
        shown = {key: value for key, value in self.facts().items() if key in blank}
        head: Json = {"kind": self.kind, "stakeholder": self.stakeholder}
        return head | blank | shown | {"notifies": self.notifies, "why": list(self.why)}


@dataclass(frozen=True, kw_only=True)
class Record(Change):
    """Only our own memory changes: a verdict, or an edit a person made on the calendar that we now respect."""

    kind: ClassVar[str] = "record"
    order: ClassVar[int] = 0
    touchbase: Touchbase | None = None
    booking: Booking | None = None

    @property
    def writes(self) -> bool:
        return False

    def facts(self) -> Json:
        if self.touchbase is not None:
            entry = self.touchbase
            return {
                "start": entry.start.isoformat(),
                "original_start": _iso(entry.original_start),
                "duration_minutes": entry.minutes,
                "verdict": entry.judgement.verdict,
                "touchbase": entry.id,
            }
        return {} if self.booking is None else booking_facts(self.booking)


@dataclass(frozen=True, kw_only=True)
class Park(Record):
    """The person is no longer on the list: their series is left alone and no longer tended."""

    kind: ClassVar[str] = "park"
    order: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True)
class End(Change):
    """The series has no dates after the instant `after`; with `uid` gone for good when it had none before.

    `asked` means a person asked for it by a command, so that neither policy nor guard stands against it.
    """

    kind: ClassVar[str] = "end"
    order: ClassVar[int] = 2
    uid: str
    after: datetime
    asked: bool = False

    def facts(self) -> Json:
        return {"uid": self.uid}


@dataclass(frozen=True, kw_only=True)
class Create(Change):
    """A new series on the calendar."""

    kind: ClassVar[str] = "create"
    order: ClassVar[int] = 4
    series: Series

    def facts(self) -> Json:
        return series_facts(self.series)


@dataclass(frozen=True, kw_only=True)
class MoveSeries(Change):
    """The series `uid` ends after the instant `after` and `series` stands from then on: two repeatable steps."""

    kind: ClassVar[str] = "move_series"
    order: ClassVar[int] = 3
    uid: str
    after: datetime
    series: Series

    @property
    def mails(self) -> int:
        """A cancellation and an invitation."""
        return 2 * int(self.notifies)

    def facts(self) -> Json:
        return series_facts(self.series) | {"replaces": self.uid}


@dataclass(frozen=True, kw_only=True)
class Renew(Change):
    """The same series goes on for another year."""

    kind: ClassVar[str] = "renew"
    order: ClassVar[int] = 5
    uid: str
    recurrence: Recurrence

    def facts(self) -> Json:
        return recurrence_facts(self.recurrence) | {"uid": self.uid}


@dataclass(frozen=True, kw_only=True)
class Readdress(Change):
    """The guest of the series has another address: it is asked there, and no longer at the old one."""

    kind: ClassVar[str] = "readdress"
    order: ClassVar[int] = 5
    uid: str
    name: str
    email: str

    def facts(self) -> Json:
        return {"uid": self.uid, "guest": self.email}


@dataclass(frozen=True, kw_only=True)
class MoveOccurrence(Change):
    """One date goes to another time; the rest of the series stays."""

    kind: ClassVar[str] = "move_occurrence"
    order: ClassVar[int] = 6
    uid: str
    original_start: datetime
    period: Period
    zone: str

    def facts(self) -> Json:
        return {
            "uid": self.uid,
            "start": local(self.period.start, self.zone).isoformat(),
            "time_zone": self.zone,
            "duration_minutes": int(self.period.minutes),
            "original_start": local(self.original_start, self.zone).isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class SkipOccurrence(Change):
    """One date is taken off."""

    kind: ClassVar[str] = "skip_occurrence"
    order: ClassVar[int] = 7
    uid: str
    original_start: datetime
    zone: str

    def facts(self) -> Json:
        return {
            "uid": self.uid,
            "time_zone": self.zone,
            "original_start": local(self.original_start, self.zone).isoformat(),
        }


def series_facts(series: Series) -> Json:
    """A series as plain values."""
    head: Json = {"uid": series.uid, "guest": series.guest_email, "summary": series.summary}
    return head | recurrence_facts(series.recurrence)


def recurrence_facts(recurrence: Recurrence) -> Json:
    """A recurrence under the contract's names; the start carries its offset."""
    start = instant(recurrence.first, recurrence.at, recurrence.zone)
    return {
        "start": local(start, recurrence.zone).isoformat(),
        "time_zone": recurrence.zone,
        "rrule": recurrence.rrule(),
        "duration_minutes": recurrence.minutes,
    }


def booking_facts(booking: Booking) -> Json:
    """A ledger entry as plain values."""
    exceptions = {
        start.isoformat(): [_iso(change.period.start if change.period else None), change.by]
        for start, change in sorted(booking.exceptions.items())
    }
    head: Json = {"standing": booking.standing, "pinned": booking.pinned, "exceptions": exceptions}
    return series_facts(booking.series) | head


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
