"""One event as it really is: what all its people share, its changed dates, and each calendar's copy."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.google.when import When
from tests.emulators.rules import Rule

Fields = dict[str, Any]
Key = datetime | None
OWN = ("reminders", "colorId", "transparency", "visibility")
"""Fields that each calendar's copy may have for itself, besides its private properties."""


@dataclass
class Stamp:
    """When a row last changed."""

    version: int
    updated: datetime


@dataclass
class Copy:
    """What one calendar keeps to itself. `removed` by its owner; `hidden` until answered."""

    own: dict[Key, Fields] = field(default_factory=dict)
    versions: dict[Key, int] = field(default_factory=dict)
    removed: bool = False
    hidden: bool = False

    def fields(self, key: Key, *, inherit: bool = True) -> Fields:
        """The date's own over the series'."""
        master = self.own.get(None, {})
        if key is not None and not inherit:
            master = {name: value for name, value in master.items() if name != "private"}
        return master | (self.own.get(key, {}) if key is not None else {})


@dataclass
class Date:
    """One date, or the one there is of an event that does not recur (`key` None)."""

    meeting: "Meeting"
    key: Key
    start: When
    end: When
    fields: Fields

    @property
    def cancelled(self) -> bool:
        return bool(self.fields["status"] == "cancelled")

    @property
    def id(self) -> str:
        return self.meeting.id if self.key is None else self.meeting.instance_id(self.key)

    def meets(self, after: datetime, before: datetime) -> bool:
        """Does it end after `after` and start before `before`?"""
        return self.end.instant > after and self.start.instant < before

    def reply(self, email: str) -> str:
        """What a guest answered for this date; "" when not invited."""
        found = (one for one in self.fields.get("attendees", ()) if one["email"].lower() == email.lower())
        return str(next((one["responseStatus"] for one in found), ""))


@dataclass
class Meeting:
    """`calendar` is the id of the organiser's; `dates` are changed single dates with all their fields."""

    id: str
    ical_uid: str
    calendar: str
    creator: str
    created: datetime
    fields: Fields
    sequence: int = 0
    dates: dict[datetime, Fields] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    stamps: dict[Key, Stamp] = field(default_factory=dict)
    conference_reads: int = 0
    ruled: dict[datetime, Fields] = field(default_factory=dict, repr=False)
    """Dates as the rule has them, worked out before; empty after every change."""

    @property
    def recurs(self) -> bool:
        return bool(self.fields.get("recurrence"))

    @property
    def cancelled(self) -> bool:
        return bool(self.fields["status"] == "cancelled")

    @property
    def start(self) -> When:
        found: When = self.fields["start"]
        return found

    @property
    def length(self) -> timedelta:
        start, end = self.fields["start"], self.fields["end"]
        found: timedelta = end.wall - start.wall if start.all_day else end.instant - start.instant
        return found

    @property
    def rule(self) -> Rule:
        return Rule(self.start.wall, self.start.zone, tuple(self.fields.get("recurrence", ())))

    def row(self, key: Key) -> Fields:
        """The fields of the whole, or of one date; to look at only."""
        if key is None:
            return self.fields
        return self.dates.get(key) or self._by_rule(key)

    def change_row(self, key: Key) -> Fields:
        """The same to write to: a date that was as the rule has it becomes one of its own."""
        if key is None:
            return self.fields
        return self.dates.setdefault(key, deepcopy(self._by_rule(key)))

    def _by_rule(self, key: datetime) -> Fields:
        if key not in self.ruled:
            row = {name: value for name, value in self.fields.items() if name != "recurrence"}
            start = self.start.at(key)
            self.ruled[key] = row | {"start": start, "end": start.later(self.length)}
        return self.ruled[key]

    def date(self, key: Key) -> Date:
        row = self.row(key)
        return Date(self, key, row["start"], row["end"], row)

    def has(self, key: datetime) -> bool:
        """Is that one of its original starts?"""
        return self.recurs and self.rule.has(key)

    def between(self, after: datetime, before: datetime) -> Iterator[Date]:
        """All its dates that touch the window, cancelled ones too; those of a cancelled series are all cancelled."""
        if not self.recurs:
            keys: list[Key] = [None]
        else:
            ruled = self.rule.starts(after - self.length - timedelta(days=1), before)
            keys = [*(one for one in ruled if one not in self.dates), *self.dates]
        for date in map(self.date, keys):
            if date.meets(after, before):
                yield date

    def invites(self, calendar: str, key: Key) -> bool:
        """Is it that calendar's own, or is its owner a guest?"""
        guests = (one["email"].lower() for one in self.row(key).get("attendees", ()))
        return calendar == self.calendar or calendar.lower() in guests

    def instance_id(self, key: datetime) -> str:
        return f"{self.id}_{self.start.at(key).key()}"

    def stamp(self, key: Key) -> Stamp:
        return self.stamps.get(key) or self.stamps[None]

    def version(self, calendar: str, key: Key) -> int:
        """What the etag on that calendar is made of."""
        copy = self.copies[calendar]
        return max(self.stamp(key).version, copy.versions.get(key, copy.versions.get(None, 0)))

    def drop_lost_dates(self, *, all_of_them: bool) -> None:
        """After a new start or rule: changed dates that are no longer dates of it are gone."""
        for key in list(self.dates):
            if all_of_them or not self.has(key):
                del self.dates[key]
                self.stamps.pop(key, None)
                for copy in self.copies.values():
                    copy.own.pop(key, None)
                    copy.versions.pop(key, None)
