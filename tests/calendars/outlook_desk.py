"""An Outlook calendar on an emulated Graph, with the hands of its people and the clock of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.calendars.contract import ANA, OWNER
from tests.emulators.graph.graph import DELEGATED, Graph
from tests.emulators.graph.hands import Hands
from tests.emulators.graph.mailbox import Item
from tests.emulators.graph.switches import Switches
from touchbase.calendars.outlook import GraphWire, OutlookCalendar
from touchbase.calendars.patience import Patience, Waiter
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant

SCOPES = (*DELEGATED, "OnlineMeetings.Read", "OnlineMeetingArtifact.Read.All")
NOW = datetime(2026, 1, 1, 6, 30, tzinfo=UTC)
SAID: dict[Reply, str] = {"accepted": "accepted", "declined": "declined", "tentative": "tentativelyAccepted"}


@dataclass
class Held:
    """A sign-in that always has a token; `asked` counts how often a new one was wanted after a refusal."""

    graph: Graph
    mailbox: str = "/me"
    who: str = OWNER.email
    token: str = ""
    renewed: int = 0

    def __call__(self) -> str:
        self.token = self.token or self.graph.token(self.who, SCOPES)
        return self.token

    def refused(self, token: str) -> str:
        self.renewed += 1
        self.token = self.graph.token(self.who, SCOPES)
        return self.token


class Ways:
    """What people do, in the words of the contract."""

    def __init__(self, graph: Graph, hand: Hands) -> None:
        self.graph = graph
        self.hand = hand

    def item(self, uid: str) -> Item:
        """By our uid, by iCalUId or by Graph's own id."""
        for item in self.hand.items():
            tags = [value.split(" ") for _, value in item.tags.values()]
            names = (item.uid, self.hand.box.id_of(item, immutable=True), *(tag[1] for tag in tags if len(tag) > 1))
            if uid in names:
                return item
        raise KeyError(uid)

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self.hand.move(self.item(uid).uid, original_start, period.start, int(period.minutes))

    def delete_date(self, uid: str, original_start: datetime) -> None:
        self.hand.delete(self.item(uid).uid, original_start)

    def cancel_date(self, uid: str, original_start: datetime) -> None:
        self.hand.delete(self.item(uid).uid, original_start, "Sorry, not this time")

    def delete_series(self, uid: str) -> None:
        self.hand.delete(self.item(uid).uid)

    def move_series(self, uid: str, recurrence: Recurrence) -> None:
        start = instant(recurrence.first, recurrence.at, recurrence.zone)
        self.hand.change_slot(self.item(uid).uid, start, recurrence.minutes)

    def retitle(self, uid: str, summary: str) -> None:
        self.hand.edit(self.item(uid).uid, subject=summary)

    def answer(self, uid: str, reply: Reply) -> None:
        self.hand.reply(self.item(uid).uid, ANA, SAID[reply])

    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None:
        self.hand.reply(self.item(uid).uid, ANA, SAID[reply], original_start)

    def decline_date(self, uid: str, original_start: datetime) -> None:
        self.hand.own_answer(self.item(uid).uid, original_start)

    def busy(self, period: Period, uid: str = "busy", *, out_of_office: bool = False) -> None:
        kind = "oof" if out_of_office else "busy"
        self.hand.make(uid, period.start, int(period.minutes), show_as=kind)

    def meet(self, uid: str, period: Period, *guests: str) -> None:
        self.item(self.hand.make("Lunch", period.start, int(period.minutes), guests=guests)).uid = uid

    def meet_weekly(self, uid: str, recurrence: Recurrence, *guests: str, own: bool = True) -> str:
        start = instant(recurrence.first, recurrence.at, recurrence.zone)
        if own:
            made = self.hand.make("Coffee", start, recurrence.minutes, guests=guests, weekly=recurrence.cadence.every)
        else:
            made = self.hand.invited(guests[0], "Coffee", start, recurrence.minutes, others=guests[1:], weekly=1)
        item = self.item(made)
        if recurrence.last is not None and item.recurrence is not None:
            item.recurrence["range"] |= {"type": "endDate", "endDate": recurrence.last.isoformat()}
        return self.hand.box.id_of(item, immutable=True)


@dataclass
class Desk:
    """`slept` are the seconds waited, which the clock of the world went on by."""

    graph: Graph
    people: Ways
    held: Held
    slept: list[float] = field(default_factory=list)
    attendance: bool = False

    def another(self, **options: Any) -> OutlookCalendar:
        """A fresh process: it knows nothing."""
        wire = GraphWire(self.held, self.graph.endpoint, self.waiter.retry_after, self.graph.ca)
        return OutlookCalendar(wire, self.waiter, self.now, OWNER, **options)

    @property
    def waiter(self) -> Waiter:
        return Waiter(self.now, self._sleep, lambda: 0.5, Patience(attempts=4, budget=120))

    def now(self) -> datetime:
        return self.graph.world.now

    def picture(self) -> object:
        items = {item.number: item.version for item in self.people.hand.items()}
        return items, len(self.graph.mails)

    def writes(self, since: int = 0) -> list[str]:
        """Every part that changes something, as `PATCH .../events/{id}` without the id."""
        return [one.request.method for one in self.graph.spoken(since=since) if one.writes]

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.graph.world.now += timedelta(seconds=seconds)


@contextmanager
def at_desk(switches: Switches | None = None, **options: Any) -> Iterator[tuple[Desk, OutlookCalendar]]:
    """Sam's mailbox, empty, and a calendar that looks at it; leaving checks what the emulator found wrong."""
    with Graph(switches, now=NOW) as graph:
        hand = graph.person(OWNER.email, OWNER.name)
        desk = Desk(graph, Ways(graph, hand), Held(graph))
        calendar = desk.another(**options)
        try:
            yield desk, calendar
        finally:
            calendar.close()
