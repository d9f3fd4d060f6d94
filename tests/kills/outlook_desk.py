"""The story at the emulated Microsoft Graph."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.emulators.faults import FaultScript
from tests.emulators.graph.graph import Graph
from tests.kills import story
from tests.kills.desks import AHEAD, SAM, STRETCH, Kept
from tests.simulation.outlook_home import OutlookHome
from tests.simulation.outlook_seen import OutlookSeen
from touchbase.cli.context import Context


@dataclass
class OutlookDesk:
    """The emulated Microsoft Graph."""

    home: Path
    graph: Graph
    since: datetime = story.BEFORE

    def __post_init__(self) -> None:
        self.graph.person(SAM, story.OWNER.name)
        for one in story.PEOPLE:
            self.graph.person(one.email, one.name)
        self.of = OutlookHome(self.home, self.graph)
        assert self.of.sign_in(at=self.since).code == 0

    @property
    def environment(self) -> dict[str, str]:
        return self.graph.server.environment

    @property
    def faults(self) -> FaultScript:
        return self.graph.faults

    @property
    def requests(self) -> int:
        return len(self.graph.server.history)

    def context(self) -> Context:
        return self.of.context()

    def write(self, name: str, text: str) -> None:
        self.of.write(name, text)

    def busy(self) -> None:
        for period in story.BUSY:
            self.of.hands.make("Busy", period.start, int(period.minutes))

    def at(self, now: datetime) -> None:
        self.graph.world.now = now

    def keep(self) -> None:
        Kept(self.home).keep()
        self.graph.mails.clear()
        self.kept = deepcopy((vars(self.graph.world), self._accounts()))

    def put_back(self) -> None:
        Kept(self.home).put_back()
        world, accounts = deepcopy(self.kept)
        vars(self.graph.world).update(world)
        vars(self.graph.accounts).update(accounts)
        self.graph.faults.clear()

    def _accounts(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self.graph.accounts).items() if name != "world"}

    def picture(self) -> object:
        seen = OutlookSeen(self.of)
        guests = {uid: (who, item.guests, item.cancelled) for item, uid, who in seen.ours()}
        return sorted(seen.masters(), key=repr), sorted(seen.dates(*STRETCH), key=repr), guests

    def live(self) -> Counter[str]:
        dates = OutlookSeen(self.of).dates(*AHEAD)
        return Counter(who for who, _ in {(one.who, one.uid) for one in dates if not one.off})

    def mails(self) -> Counter[Any]:
        ours = [one for one in self.graph.mails if one.sender == SAM]
        return Counter((one.to, one.kind, one.subject, one.key) for one in ours)

    def writes(self) -> object:
        items = {(box.address, item.number): item.version for box in self.graph.world.mailboxes.values()
                 for item in box.items.values()}  # fmt: skip
        return items, len(self.graph.mails)
