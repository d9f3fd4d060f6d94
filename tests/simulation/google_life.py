"""A leader with a handful of people on Google, run by run: the real stack from config.toml to the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.cli.terminal import Answer
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.hands import Hands
from tests.emulators.google.meeting import Meeting
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.google_seen import GoogleSeen
from touchbase.cli.context import Context
from touchbase.sync import Outcome, run

MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
FIVE = ("ana-ruiz", "ben-li", "chi-obi", "dee-fox", "eva-ito")
PERSON = """\
[[stakeholder]]
id = "{id}"
name = "{name}"
email = "{email}"
category = "peer"
priority = 3
cadence = "{cadence}"
added = 2026-01-05

"""


def mail_of(id: str) -> str:
    return f"{id}@example.com"


@dataclass
class Life:
    """`now` is the moment of the next run."""

    folder: Path
    google: GoogleEmulator
    now: datetime = MONDAY
    ids: tuple[str, ...] = FIVE
    home: GoogleHome = field(init=False)

    def __post_init__(self) -> None:
        self.google.now = self.now
        self.google.add_user(SAM, "Sam Okafor")
        for id in self.ids:
            self.google.add_user(mail_of(id), id.replace("-", " ").title())
        self.home = GoogleHome(self.folder, self.google)
        self.enlist(*self.ids)
        assert self.home.sign_in(at=self.now).code == 0

    def enlist(self, *ids: str, cadence: str = "fortnightly", **mails: str) -> None:
        """Write the stakeholder list; `mails` by id with underscores."""
        people = (
            PERSON.format(id=id, name=id.replace("-", " ").title(), cadence=cadence,
                          email=mails.get(id.replace("-", "_"), mail_of(id))) for id in ids
        )  # fmt: skip
        self.home.write("stakeholders.toml", "".join(people))

    # runs

    def run(self, approve: str = "") -> Outcome:
        """One sync as a process of its own."""
        with self.process() as context:
            roster = context.roster
            return run(context.world(context.store), roster.stakeholders, roster.fingerprint, approve=approve)

    @contextmanager
    def process(self) -> Iterator[Context]:
        with time_machine.travel(self.now, tick=False):
            context = self.home.context()
            try:
                yield context
            finally:
                context.close()

    def command(self, *argv: str) -> Answer:
        return self.home.run(*argv, at=self.now)

    def later(self, **delta: float) -> "Life":
        self.now += timedelta(**delta)
        return self

    def settled(self) -> "Life":
        """Everybody has a series; what was on the wire until now is not looked at."""
        assert len(self.run().applied) == len(self.ids)
        assert self.run().plan.changes == ()
        self.google.calls.clear()
        self.google.world.ledger.mails.clear()
        return self.later(hours=2)

    # what there is

    @property
    def sam(self) -> Hands:
        return self.google.hands(SAM)

    def live(self) -> dict[str, list[Meeting]]:
        """By person, the series with dates to come."""
        found: dict[str, list[Meeting]] = {}
        ahead = self.now + timedelta(days=400)
        for meeting, who in GoogleSeen(self.home).ours():
            dates = () if meeting.cancelled else meeting.between(self.now, ahead)
            if any(not date.cancelled for date in dates):
                found.setdefault(who, []).append(meeting)
        return found

    def series(self, id: str) -> Meeting:
        """The only one that person has."""
        (found,) = self.live()[id]
        return found

    def key(self, id: str, nth: int = 0) -> datetime:
        """The original start of a date to come."""
        meeting = self.series(id)
        dates = meeting.rule.starts(self.now, self.now + timedelta(days=120))
        return dates[nth]

    def invitations(self) -> list[str]:
        """Who was invited by us, in order."""
        return [mail.to for mail in self.google.world.ledger.sent("invitation", by=SAM)]

    def is_quiet(self) -> bool:
        """The next run plans nothing and writes nothing."""
        before = len(self.google.writes)
        return self.run().plan.changes == () and len(self.google.writes) == before


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleEmulator]:
    with GoogleEmulator(MONDAY) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def life(tmp_path: Path, google: GoogleEmulator) -> Life:
    return Life(tmp_path / "home", google)
