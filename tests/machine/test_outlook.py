"""The same life at the emulated Microsoft Graph, over real HTTPS; the truth is read from its records, past any API."""

from datetime import datetime
from typing import Any

from tests.calendars.outlook_desk import Desk, Held, Ways
from tests.emulators.graph.dates import between
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.hands import Hands
from tests.machine.ground import Ground, Recorder, Shown
from tests.machine.rules_hand import HandRules
from tests.machine.rules_list import ListRules
from tests.machine.rules_run import RunRules
from tests.machine.shards import shard
from tests.simulation.outlook_seen import SAID, tag_of
from tests.sync.desk import OWNER, SATURDAY
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence


class Program(Ways):
    """Outlook in the words of the rules; whoever is asked may answer."""

    def answer(self, uid: str, reply: Reply) -> None:
        item = self.item(uid)
        self.hand.reply(item.uid, item.guests[0], SAID[reply])


class AtOutlook(Recorder):
    """Sam's mailbox."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        hand: Hands = graph.person(OWNER.email, OWNER.name)
        self.program = Program(graph, hand)
        self.process = Desk(graph, self.program, Held(graph)).another()
        super().__init__(lambda: self.process, self._sent)

    @property
    def calendar(self) -> Calendar:
        return self

    @property
    def hands(self) -> Any:
        return self.program

    def turn(self, now: datetime) -> None:
        self.graph.world.now = now

    def shown(self, window: Period) -> list[Shown]:
        found = []
        for item in self.program.hand.items():
            tag = tag_of(item)
            if tag is not None:
                dates = () if item.cancelled else between(item, window.start, window.end)
                places = {one.original: Period(one.start.instant, one.end.instant) for one in dates}
                ahead = {key: place for key, place in places.items() if place.start >= window.start}
                found.append(Shown(*tag, ahead))
        return sorted(found, key=lambda one: one.uid)

    def foreign(self) -> object:
        items = (item for item in self.program.hand.items() if tag_of(item) is None)
        return {item.number: (repr(item.fields), repr(item.start), repr(item.changes)) for item in items}

    def rule_of(self, uid: str) -> Recurrence:
        raise NotImplementedError

    def _sent(self) -> list[tuple[str, str, object]]:
        mails = [one for one in self.graph.mails if one.to != OWNER.email]
        return [(one.to, one.kind, (one.key, n)) for n, one in enumerate(mails)]


class Outlook(ListRules, HandRules, RunRules):
    """One machine."""

    def settle(self) -> Ground:
        ground = AtOutlook(self.closing.enter_context(Graph(now=SATURDAY)))
        self.closing.callback(ground.process.close)
        return ground


TestOutlook1 = shard(Outlook, 1, 15)
