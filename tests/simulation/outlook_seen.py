"""What stands on the emulated Outlook calendar, read from its records with none of our code, and its people's hands."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.emulators.graph.dates import Date, between
from tests.emulators.graph.hands import Hands
from tests.emulators.graph.mailbox import Item
from tests.emulators.graph.show import attendees
from tests.emulators.graph.zones import Wall, iana
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.seen import BY_RULE, OFF, Master, Shown
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

OURS = "tb1 "
SAID = {"accepted": "accepted", "declined": "declined", "tentative": "tentativelyAccepted", "needs_action": "none"}


def tag_of(item: Item) -> tuple[str, str] | None:
    """Uid and stakeholder of an event of ours: the words of its tag."""
    for _, value in item.tags.values():
        if value.startswith(OURS):
            return value.split(" ")[1], value.split(" ")[2]
    return None


class OutlookSeen:
    """`Seen` of tests/simulation/seen.py for Outlook."""

    def __init__(self, home: OutlookHome) -> None:
        self.home = home
        self.graph = home.graph
        self.box = home.graph.world.person(SAM)
        self.hand = OutlookHand(self)
        self._writes, self._read = 0, 0

    def wake(self) -> Calendar:
        """A new process each time."""
        return self.home.calendar()

    def ours(self) -> Iterator[tuple[Item, str, str]]:
        for item in self.box.items.values():
            tag = tag_of(item)
            if tag is not None:
                yield item, *tag

    def find(self, uid: str) -> Item:
        return next(item for item, known, _ in self.ours() if known == uid)

    def dates(self, first: datetime, end: datetime) -> list[Shown]:
        return [self._shown(uid, who, one) for item, uid, who in self.ours() for one in between(item, first, end)]

    def masters(self) -> list[Master]:
        return [self._master(item, uid, who) for item, uid, who in self.ours() if item.recurrence]

    def place(self, uid: str, key: datetime) -> datetime | str | None:
        item = self.find(uid)
        wall = Wall.of(key, item.start.zone).at
        if wall in item.gone:
            return OFF
        change = item.changes.get(wall)
        return change.start.instant if change and change.start else BY_RULE

    def picture(self) -> object:
        """Equal when nothing was written: no record changed, no mail went out, no write was on the wire."""
        return (
            {(box.address, item.number): item.version for box in self.graph.world.mailboxes.values()
             for item in box.items.values()},
            len(self.graph.mails),
            self.writes(),
        )  # fmt: skip

    def writes(self) -> int:
        """Writes on the wire until now."""
        self._writes += sum(one.writes for one in self.graph.spoken(since=self._read))
        self._read = self.graph.mark()
        return self._writes

    def words(self) -> Iterator[str]:
        """All that somebody invited can read."""
        for item, _, _ in self.ours():
            exceptions = [change.fields for change in item.changes.values()]
            yield json.dumps([item.fields, item.attendees, exceptions], default=str)

    def hide(self) -> None:
        raise NotImplementedError("see tests/simulation/test_outlook_faults.py")

    unhide = hide

    def _master(self, item: Item, uid: str, who: str) -> Master:
        assert item.recurrence is not None
        zone, span = iana(item.start.zone), item.recurrence["range"]
        ends = None
        if span["type"] == "endDate":
            ends = datetime.combine(date.fromisoformat(span["endDate"]), time(23, 59), ZoneInfo(zone))
        at = item.start.at
        return Master(uid, who, at.weekday(), at.time(), zone, item.fields["subject"], ends, item.cancelled)

    def _shown(self, uid: str, who: str, one: Date) -> Shown:
        answers = [person["status"]["response"] for person in attendees(one)]
        reply = {"tentativelyAccepted": "tentative", "none": "needs_action"}.get(answers[0], answers[0])
        declined = one.change.response == "declined"
        return Shown(uid, who, one.original, one.start.instant, one.end.instant, reply, declined=declined)


class OutlookHand:
    """The verbs of the year for the people at this calendar; series by our uid."""

    def __init__(self, seen: OutlookSeen) -> None:
        self.seen = seen
        self.hands = Hands(seen.graph.world, seen.box)

    def _uid(self, uid: str) -> str:
        return self.seen.find(uid).uid

    def _guest(self, uid: str) -> str:
        return self.seen.find(uid).guests[0]

    def move_date(self, uid: str, key: datetime, period: Period) -> None:
        self.hands.move(self._uid(uid), key, period.start, int(period.minutes))

    def delete_date(self, uid: str, key: datetime) -> None:
        self.hands.delete(self._uid(uid), key)

    cancel_date = delete_date

    def decline_date(self, uid: str, key: datetime) -> None:
        self.hands.own_answer(self._uid(uid), key)

    def delete_series(self, uid: str) -> None:
        self.hands.delete(self._uid(uid))

    def move_series(self, uid: str, rule: Recurrence) -> None:
        first = datetime.combine(rule.first, rule.at, ZoneInfo(rule.zone)).astimezone(UTC)
        self.hands.change_slot(self._uid(uid), first, rule.minutes)

    def retitle(self, uid: str, title: str) -> None:
        self.hands.edit(self._uid(uid), subject=title)

    def answer(self, uid: str, reply: Reply) -> None:
        self.hands.reply(self._uid(uid), self._guest(uid), SAID[reply])

    def answer_date(self, uid: str, key: datetime, reply: Reply) -> None:
        self.hands.reply(self._uid(uid), self._guest(uid), SAID[reply], key)

    def propose(self, uid: str, key: datetime, start: datetime) -> None:
        """The guest asks for another time: tentatively accepted, with a slot of half an hour."""
        slot = (start, start + timedelta(minutes=30))
        self.hands.reply(self._uid(uid), self._guest(uid), "tentativelyAccepted", key, proposed=slot)
