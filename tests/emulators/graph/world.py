"""The tenant: people and their mailboxes, the clock of the test, the ledger of all mail, and our own mistakes."""

import uuid
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from tests.emulators.graph.csdl import schema
from tests.emulators.graph.mailbox import Folder, Item, Json, Mailbox, address_of
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.switches import Switches

TENANT = "7a1f5c2e-0d4b-4c6a-9b1e-2f3a4b5c6d7e"
CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
SPACE = uuid.UUID("4d8f6d0a-1d2b-4b9e-8a52-64c9b7f0a111")


@dataclass(frozen=True)
class Mail:
    """One mail that was sent. `kind`: invitation, update, cancellation or reply; `key`: the wall time of one date."""

    at: datetime
    kind: str
    sender: str
    to: str
    subject: str
    uid: str
    comment: str = ""
    key: datetime | None = None


@dataclass
class Session:
    """One held Teams meeting; `people` are (address or "", name, joined, left)."""

    item_uid: str
    start: datetime
    end: datetime
    people: list[tuple[str, str, datetime, datetime]]


@dataclass
class World:
    """All state. `now` is the test's to set; `problems` must be empty at the end."""

    now: datetime = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    switches: Switches = field(default_factory=Switches)
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    tenant: str = TENANT
    out_of_reach: set[str] = field(default_factory=set)  # addresses an application access policy keeps apps from
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    remembered: dict[Hashable, Json] = field(default_factory=dict)  # dates as they were shown
    _checked: set[Hashable] = field(default_factory=set)

    def add(self, address: str, name: str, zone: str = "GMT Standard Time", *, personal: bool = False) -> Mailbox:
        """A person with a mailbox and a default calendar."""
        box = Mailbox(str(uuid.uuid5(SPACE, address)), address, name, zone, personal=personal)
        self.mailboxes[address.lower()] = box
        self.folder(box, "Calendar", default=True)
        return box

    def folder(self, box: Mailbox, name: str, *, default: bool = False, can_edit: bool = True) -> Folder:
        """One more calendar."""
        found = Folder(f"AAMkCal{uuid.uuid5(SPACE, box.address + name).hex}-_AA=", name, default, can_edit)
        box.folders[found.id] = found
        return found

    def person(self, who: str) -> Mailbox:
        """By object id or address. Raises `Refused`."""
        for box in self.mailboxes.values():
            if who == box.id or who.lower() == box.address.lower():
                return box
        raise Refused(404, "ErrorInvalidUser", f"The requested user '{who}' is invalid.")

    def copies(self, item: Item) -> list[tuple[Mailbox, Item]]:
        """The records of the same meeting in other mailboxes."""
        found = ((box, box.by_uid(item.uid)) for box in self.mailboxes.values())
        return [(box, copy) for box, copy in found if copy is not None and copy is not item]

    def original(self, item: Item) -> Item | None:
        """The organiser's record of a meeting, if the organiser is of this tenant."""
        box = self.mailboxes.get(address_of(item.organizer))
        return box.by_uid(item.uid) if box else None

    def mail(self, kind: str, item: Item, sender: str, to: str, comment: str = "", key: datetime | None = None) -> None:
        self.mails.append(Mail(self.now, kind, sender, to.lower(), item.fields["subject"], item.uid, comment, key))

    def touch(self, item: Item) -> None:
        """A new changeKey."""
        item.version = next(self.numbers)
        item.modified = self.now

    def check(self, value: Json, type_name: str, where: str, seen_as: Hashable = None) -> None:
        """Our own answers are held to the schema too; what was `seen_as` the same before is not looked at again."""
        if seen_as is not None and seen_as in self._checked:
            return
        self._checked.add(seen_as)
        wrong = schema().answer(value, type_name)
        self.problems += [f"{where}: answer of {type_name}: {one.where}: {one.what}" for one in wrong]
