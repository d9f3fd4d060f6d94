"""What a mailbox holds: its person, calendars and events, as plain records."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from tests.emulators.graph.zones import Wall

Json = dict[str, Any]


@dataclass
class Change:
    """An exception: what one date has of its own. `replies` are answers to this date alone, by lower-case address."""

    start: Wall | None = None
    end: Wall | None = None
    fields: Json = field(default_factory=dict)
    attendees: list[Json] | None = None
    replies: dict[str, Json] = field(default_factory=dict)
    response: str = ""
    tags: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """More than an answer."""
        return self.start is not None or bool(self.fields or self.tags) or self.attendees is not None


@dataclass
class Item:
    """One event or series in one mailbox; a meeting has such a record in each of its people's mailboxes.

    `changes` and `gone` are keyed by the naive wall time the rule gives in the zone of `start`.
    """

    number: int
    calendar: str
    uid: str
    organizer: Json
    mine: bool
    fields: Json
    start: Wall
    end: Wall
    created: datetime
    modified: datetime
    version: int = 1
    folder: int = 0
    recurrence: Json | None = None
    attendees: list[Json] = field(default_factory=list)
    tags: dict[str, tuple[str, str]] = field(default_factory=dict)
    transaction: str = ""
    sent: str = ""
    response: str = "notResponded"
    answered: datetime | None = None
    cancelled: bool = False
    unseen: int = 0  # looks that will not find it yet
    changes: dict[datetime, Change] = field(default_factory=dict)
    gone: set[datetime] = field(default_factory=set)

    @property
    def length(self) -> timedelta:
        return self.end.instant - self.start.instant

    @property
    def guests(self) -> list[str]:
        """Addresses, lower case."""
        return [address_of(one) for one in self.attendees]

    def lags(self) -> bool:
        """Counts a look that comes too early."""
        self.unseen -= self.unseen > 0
        return self.unseen > 0

    def change(self, key: datetime) -> Change:
        return self.changes.setdefault(key, Change())


@dataclass
class Folder:
    """A calendar."""

    id: str
    name: str
    default: bool = False
    can_edit: bool = True


@dataclass
class Mailbox:
    """One person of the tenant, or a personal account. `hours` are wall times of `zone`."""

    id: str
    address: str
    name: str
    zone: str = "GMT Standard Time"
    hours: tuple[str, str] = ("08:00:00.0000000", "17:00:00.0000000")
    days: tuple[str, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    personal: bool = False
    hidden: bool = False  # free/busy closed to others
    open: bool = False  # shows others subject and place of its busy time
    customised: bool = False  # the zone is a custom one, as old Outlooks leave it
    folders: dict[str, Folder] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    transactions: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    @cached_property
    def default(self) -> Folder:
        return next(one for one in self.folders.values() if one.default)

    @property
    def party(self) -> Json:
        return {"emailAddress": {"name": self.name, "address": self.address}}

    def by_uid(self, uid: str) -> Item | None:
        return next((item for item in self.items.values() if item.uid == uid), None)

    def id_of(self, item: Item, *, immutable: bool) -> str:
        """The id for ever, or the one that changes with the folder."""
        return _token("AAkA" if immutable else "AAMk", f"{self.id}/{item.number}/{'' if immutable else item.folder}")


@lru_cache(maxsize=10_000)
def _token(kind: str, text: str) -> str:
    """Looks like the service's: base64 with - and _, ending in =."""
    return f"{kind}{base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest() * 2).decode().rstrip('=')}A="


def address_of(party: Json) -> str:
    return str(party["emailAddress"]["address"]).lower()
