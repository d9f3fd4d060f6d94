"""The people, their calendars, what stands on them, and the clock of the test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from tests.emulators.google.mail import Ledger, Mail, What
from tests.emulators.google.meeting import Copy, Key, Meeting, Stamp
from tests.emulators.google.refusal import Refusal
from tests.emulators.google.switches import Switches
from tests.emulators.rules import utc

Role = Literal["freeBusyReader", "reader", "writer", "owner"]
RANK = ("none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner")


@dataclass
class Book:
    """One calendar. `shared` gives others a role; `free_busy` says who else may see when its owner is busy."""

    id: str
    owner: str
    zone: str
    summary: str = ""
    primary: bool = False
    free_busy: Literal["everyone", "domain", "nobody"] = "domain"
    shared: dict[str, Role] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    error: str = ""
    """What a free/busy query says of it instead of an answer; "missing": nothing at all."""

    def role(self, email: str) -> str:
        """What that person may do here."""
        if email == self.owner:
            return "owner"
        if email in self.shared:
            return self.shared[email]
        same = email.partition("@")[2] == self.owner.partition("@")[2]
        return "freeBusyReader" if self.free_busy == "everyone" or (self.free_busy == "domain" and same) else "none"

    def may(self, email: str, role: Role) -> bool:
        return RANK.index(self.role(email)) >= RANK.index(role)


@dataclass
class User:
    """A Google account. `adds_invitations`: do invitations stand on the calendar at once, or only when answered?"""

    email: str
    name: str
    zone: str
    number: int
    adds_invitations: Literal["all", "answered"] = "all"


@dataclass
class World:
    """`now` is set by the test. `complaints` are answers and requests that Google would never give or take."""

    now: datetime
    switches: Switches = field(default_factory=Switches)
    users: dict[str, User] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    complaints: list[str] = field(default_factory=list)
    version: int = 1000
    codes: int = 0
    oldest_token: int = 0

    def add_user(self, email: str, name: str = "", zone: str = "Europe/London", **kept: object) -> User:
        """A person with a Google account, whose primary calendar has the address as its id."""
        user = User(email, name or email.partition("@")[0].title(), zone, len(self.users) + 1)
        self.users[email] = user
        book = Book(email, email, zone, email, primary=True)
        for key, value in kept.items():
            setattr(user if hasattr(user, key) else book, key, value)
        self.books[email] = book
        return user

    def add_calendar(self, owner: str, name: str, zone: str = "") -> Book:
        """A secondary calendar."""
        id = f"c_{len(self.books):04d}{re.sub('[^a-z0-9]', '', name.lower())}@group.calendar.google.com"
        self.books[id] = Book(id, owner, zone or self.users[owner].zone, name)
        return self.books[id]

    def book(self, id: str, email: str, role: Role = "reader") -> Book:
        """The calendar an API call means; 404 for whoever may not even read, 403 for whoever may only read."""
        book = self.books.get(email if id == "primary" else id)
        if book is None or not book.may(email, "freeBusyReader"):
            raise Refusal("notFound")
        if not book.may(email, role):
            raise Refusal("requiredAccessLevel" if book.may(email, "reader") else "notFound")
        return book

    def meeting(self, book: Book, event_id: str) -> tuple[Meeting, Key]:
        """An event by its id or one date by an instance id; 404 when it never was on that calendar."""
        meeting = book.meetings.get(event_id)
        if meeting is not None:
            return meeting, None
        master_id, _, stamp = event_id.rpartition("_")
        master = book.meetings.get(master_id)
        if master is None or not master.recurs:
            raise Refusal("notFound")
        keys = [key for key in self._keys(master, stamp) if key in master.dates or master.has(key)]
        if not keys:
            raise Refusal("notFound")
        return master, keys[0]

    def _keys(self, master: Meeting, text: str) -> Iterator[datetime]:
        if master.start.all_day and re.fullmatch(r"\d{8}", text):
            yield utc(datetime.strptime(text, "%Y%m%d"), master.start.zone)  # noqa: DTZ007  # wall time
        if not master.start.all_day and re.fullmatch(r"\d{8}T\d{6}Z", text):
            yield datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    def meetings(self) -> list[Meeting]:
        """Each once."""
        return list({id(one): one for book in self.books.values() for one in book.meetings.values()}.values())

    def tick(self) -> int:
        self.version += 1
        return self.version

    def touch(self, meeting: Meeting, key: Key) -> None:
        """Something shared has changed: new etags on all calendars."""
        meeting.ruled.clear()
        meeting.stamps[key] = Stamp(self.tick(), self.now)
        for calendar in self.guests_of(meeting):
            if calendar not in meeting.copies:
                self.deliver(meeting, calendar)

    def touch_copy(self, meeting: Meeting, calendar: str, key: Key) -> None:
        meeting.copies[calendar].versions[key] = self.tick()

    def guests_of(self, meeting: Meeting) -> list[str]:
        """Calendars of all who are invited to it, or to a date of it."""
        rows = [meeting.fields, *meeting.dates.values()]
        emails = {one["email"].lower() for row in rows for one in row.get("attendees", ())}
        return [email for email in emails if email in self.books and email != meeting.calendar]

    def deliver(self, meeting: Meeting, calendar: str) -> None:
        """The event appears on a guest's calendar."""
        book = self.books[calendar]
        waits = self.users[book.owner].adds_invitations == "answered"
        meeting.copies[calendar] = Copy(hidden=waits)
        book.meetings.setdefault(meeting.id, meeting)

    def mail(self, to: str, what: What, meeting: Meeting, key: Key, by: str) -> None:
        self.ledger.mails.append(Mail(self.now, to, what, meeting.id, key, by))

    def next_code(self) -> str:
        """A Meet code never used before."""
        self.codes += 1
        letters, number = "", self.codes
        for _ in range(10):
            number, digit = divmod(number, 26)
            letters = chr(97 + digit) + letters
        return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
