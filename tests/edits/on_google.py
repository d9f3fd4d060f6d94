"""Google's calendar at the emulator, over the real client library; what we touched is read off the wire."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from tests.calendars.contract import OWNER
from tests.calendars.google_desk import Clock, Pages
from tests.edits.place import GUESTS, MONDAY, NEW, OFF, RULE, TAG, TIMES, Place, Shown
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.switches import Switches
from touchbase.calendars.google import CalendarWire, Connection, GoogleCalendar, Line
from touchbase.calendars.port import Calendar
from touchbase.calendars.whose import Whose
from touchbase.domain.event import Reply

NAMES = {"title": "summary", "notes": "description", "room": "location", "link": "conferenceData"}
TOUCHES = {"start": TIMES, "end": TIMES, "recurrence": RULE, "attendees": GUESTS, "extendedProperties": TAG}
CODE = "abc-defg-hij"


class OnGoogle(Place):
    name = "google"
    fields = frozenset({"title", "notes", "guest", "room", "link"})
    dated = frozenset({"title", "notes", "guest", "room"})

    def __init__(self, home: Path, switches: Switches | None = None) -> None:
        super().__init__(home)
        self._stack = ExitStack()
        self.google = self._stack.enter_context(GoogleEmulator(MONDAY, switches))
        self.google.add_user(OWNER.email, OWNER.name)
        self.people = self.pages = Pages(self.google)
        self.id = "primary"
        self.who = OWNER.email
        self._marked = 0

    def calendar(self) -> Calendar:
        clock = Clock(self.now)
        waiter = clock.waiter()
        credentials = Credentials(**self.google.credentials(self.who))  # type: ignore[no-untyped-call]
        connection = Connection(credentials, waiter.retry_after, self.google.server.ca_path)
        self._stack.callback(connection.close)
        line = Line(CalendarWire(connection, self.id, self.google.api_endpoint), waiter)
        whose = Whose("google", OWNER, self.notes)
        return GoogleCalendar(line, OWNER, primary=self.id == "primary", whose=whose)

    def edit(self, uid: str, field: str, text: str, key: datetime | None = None) -> None:
        if field == "guest":
            self.pages.sam.add_guest(uid, text, key)
            return
        value: object = {
            "conferenceId": CODE,
            "createRequest": {"requestId": "by-hand", "status": {"statusCode": "success"}},
        }
        self.pages.sam.edit(uid, key, **{NAMES[field]: value if field == "link" else text})

    def shown(self, uid: str, key: datetime | None = None) -> Shown:
        row = self.pages.sam.find(uid).row(key)
        told: dict[str, object] = {field: deepcopy(row.get(name)) for field, name in NAMES.items()}
        return told | {"guests": frozenset(one["email"].lower() for one in row.get("attendees", ()))}

    def at(self, now: datetime) -> None:
        self.now = self.google.now = now

    def mark(self) -> None:
        self._marked = len(self.google.writes)

    def written(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for call in self.google.writes[self._marked :]:
            body: dict[str, Any] = call.body or {}
            uid = str(body["id"] if call.method.endswith("insert") else call.event_id).partition("_")[0]
            if call.method.endswith("insert"):
                found[uid].add(NEW)
            elif call.method.endswith("delete"):
                found[uid].add(OFF)
            else:
                found[uid] |= {TOUCHES.get(name, name) for name in body}
        return {uid: frozenset(touched) for uid, touched in found.items()}

    def answer(self, uid: str, reply: Reply, key: datetime | None = None) -> None:
        hands = self.google.hands(self.guest(uid))
        if key is None:
            hands.answer(uid, reply)
        else:
            hands.answer_date(uid, key, reply)

    def guest(self, uid: str) -> str:
        """Whom we invited: the first."""
        return str(self.pages.sam.find(uid).row(None)["attendees"][0]["email"])

    def known(self, *ids: str) -> None:
        for id in ids:
            self.google.add_user(f"{id}@example.com", id)

    def uninvite(self, uid: str, address: str) -> None:
        people = self.pages.sam.find(uid).row(None)["attendees"]
        self.pages.sam.edit(uid, attendees=[one for one in people if one["email"] != address])

    def hand_over(self, uid: str) -> None:
        """The guest becomes the organiser, and the owner a guest."""
        self.pages.sam.add_self_as_guest(uid)
        self.google.hands(self.guest(uid)).take_over(uid)

    def move_away(self, uid: str) -> None:
        """To another calendar of the owner's."""
        self.pages.sam.move_to(uid, self.google.add_calendar(OWNER.email, "Private").id)

    def picture(self) -> object:
        book = self.google.world.books[OWNER.email]
        return {
            id: (one.sequence, deepcopy(one.fields), deepcopy(one.dates)) for id, one in book.meetings.items()
        }, len(self.google.world.ledger.mails)

    def close(self) -> None:
        self._stack.close()
