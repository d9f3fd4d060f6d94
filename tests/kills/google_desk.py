"""The story at the emulated Google."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.emulators.faults import FaultScript
from tests.emulators.google.emulator import GoogleEmulator
from tests.kills import story
from tests.kills.desks import AHEAD, SAM, STRETCH, Kept
from tests.simulation.google_home import GoogleHome
from tests.simulation.google_seen import GoogleSeen, guest_of, tag_of
from touchbase.cli.context import Context


@dataclass
class GoogleDesk:
    """The emulated Google."""

    home: Path
    google: GoogleEmulator
    since: datetime = story.BEFORE

    def __post_init__(self) -> None:
        self.google.add_user(SAM, story.OWNER.name)
        for one in story.PEOPLE:
            self.google.add_user(one.email, one.name)
        self.of = GoogleHome(self.home, self.google)
        assert self.of.sign_in(at=self.since).code == 0

    @property
    def environment(self) -> dict[str, str]:
        return self.google.environment

    @property
    def faults(self) -> FaultScript:
        return self.google.faults

    @property
    def requests(self) -> int:
        """How many came until now, parts of batches left out."""
        return len(self.google.server.history)

    def context(self) -> Context:
        return self.of.context()

    def write(self, name: str, text: str) -> None:
        self.of.write(name, text)

    def busy(self) -> None:
        for period in story.BUSY:
            self.google.hands(SAM).busy(period.start, period.end)

    def at(self, now: datetime) -> None:
        self.google.now = now

    def keep(self) -> None:
        Kept(self.home).keep()
        self.google.world.ledger.mails.clear()
        self.kept = deepcopy((vars(self.google.world), vars(self.google.oauth.tokens)))

    def put_back(self) -> None:
        Kept(self.home).put_back()
        world, tokens = deepcopy(self.kept)
        vars(self.google.world).update(world)
        vars(self.google.oauth.tokens).update(tokens)
        self.google.faults.clear()

    def picture(self) -> object:
        seen = GoogleSeen(self.of)
        guests = {meeting.id: (who, guest_of(meeting.fields)) for meeting, who in seen.ours()}
        return sorted(seen.masters(), key=repr), sorted(seen.dates(*STRETCH), key=repr), guests

    def live(self) -> Counter[str]:
        ours = [(tag_of(one), one) for one, _ in GoogleSeen(self.of).ours() if not one.cancelled]
        return Counter(who for who, one in ours if any(not date.cancelled for date in one.between(*AHEAD)))

    def mails(self) -> Counter[Any]:
        return Counter((one.to, one.what, one.event, one.date) for one in self.google.world.ledger.sent(by=SAM))

    def writes(self) -> object:
        return self.google.world.version, len(self.google.world.ledger.mails)
