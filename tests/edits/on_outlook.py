"""An Outlook mailbox at the emulated Graph; what we touched is read off the wire."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.calendars.contract import OWNER
from tests.calendars.outlook_desk import SAID, Desk, Held, Ways
from tests.edits.place import GUESTS, MONDAY, NEW, OFF, RULE, TAG, TIMES, Place, Shown
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.switches import Switches
from touchbase.calendars.outlook import Departed
from touchbase.calendars.port import Calendar
from touchbase.calendars.whose import Whose
from touchbase.domain.event import Reply

TOUCHES = {
    "start": TIMES, "end": TIMES, "recurrence": RULE, "attendees": GUESTS, "singleValueExtendedProperties": TAG,
}  # fmt: skip


class OnOutlook(Place):
    name = "outlook"
    fields = frozenset({"title", "notes", "guest", "room", "link"})
    dated = frozenset({"title", "notes", "room"})

    def __init__(self, home: Path, switches: Switches | None = None) -> None:
        super().__init__(home)
        self._stack = ExitStack()
        self.graph = self._stack.enter_context(Graph(switches, now=MONDAY))
        self.hand = self.graph.person(OWNER.email, OWNER.name)
        self.people = self.ways = Ways(self.graph, self.hand)
        self.who = OWNER.email
        self.options: dict[str, Any] = {}
        self._marked = 0

    def calendar(self) -> Calendar:
        desk = Desk(self.graph, self.ways, Held(self.graph, who=self.who))
        kept = {"whose": Whose("outlook", OWNER, self.notes), "departed": Departed(self.notes)}
        calendar = desk.another(**kept, **self.options)
        self._stack.callback(calendar.close)
        return calendar

    def edit(self, uid: str, field: str, text: str, key: datetime | None = None) -> None:
        item = self.ways.item(uid)
        guests = [{"emailAddress": one["emailAddress"], "type": one["type"]} for one in item.attendees]
        words: dict[str, Any] = {
            "title": {"subject": text},
            "notes": {"body": {"contentType": "text", "content": text}},
            "room": {"location": {"displayName": text}},
            "guest": {"attendees": [*guests, {"emailAddress": {"address": text}, "type": "optional"}]},
            "link": {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"},
        }
        self.hand.edit(item.uid, key, **words[field])

    def shown(self, uid: str, key: datetime | None = None) -> Shown:
        item = self.ways.item(uid)
        own = self.hand.date(item.uid, key).change.fields if key is not None else {}
        fields = {**item.fields, **own}
        return {
            "title": fields["subject"],
            "notes": fields["body"]["content"],
            "room": fields["location"]["displayName"],
            "link": fields["onlineMeeting"],
            "guests": frozenset(item.guests),
        }

    def at(self, now: datetime) -> None:
        self.now = self.graph.world.now = now

    def mark(self) -> None:
        self._marked = self.graph.mark()

    def written(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.graph.spoken(since=self._marked):
            if one.writes:
                uid, touched = self._touched(one.request.method, one.request.path, one.request.json or {})
                found[uid] |= touched
        return {uid: frozenset(touched) for uid, touched in found.items()}

    def answer(self, uid: str, reply: Reply, key: datetime | None = None) -> None:
        item = self.ways.item(uid)
        self.hand.reply(item.uid, item.guests[0], SAID[reply], key)

    def uninvite(self, uid: str, address: str) -> None:
        item = self.ways.item(uid)
        self.hand.edit(item.uid, attendees=[one for one in item.attendees if one["emailAddress"]["address"] != address])

    def hand_over(self, uid: str) -> None:
        """Somebody with the rights for it makes the guest the organiser."""
        item = self.ways.item(uid)
        item.mine, item.organizer = False, {"emailAddress": dict(item.attendees[0]["emailAddress"])}
        self.graph.world.touch(item)

    def move_away(self, uid: str) -> None:
        """To another calendar of the owner's."""
        folder = self.graph.world.folder(self.hand.box, "Private")
        self.hand.move_to(self.ways.item(uid).uid, folder.id)

    def picture(self) -> object:
        items = {item.number: item.version for item in self.hand.items()}
        return items, len(self.graph.mails)

    def close(self) -> None:
        self._stack.close()

    def _touched(self, method: str, path: str, body: dict[str, Any]) -> tuple[str, set[str]]:
        if method == "POST" and path.endswith("/events"):
            return str(body["transactionId"]), {NEW}
        off = method == "DELETE" or path.endswith("/cancel")
        return "of one that stands", {OFF} if off else {TOUCHES.get(name, name) for name in body}
