"""A signed-in leader with three people on Outlook, synced through the composition root; its pauses take no time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.emulators.graph.graph import Graph
from tests.emulators.graph.switches import Switches
from tests.simulation import outlook_wire
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.outlook_seen import OutlookSeen
from tests.simulation.seen import Shown
from touchbase.domain.cadence import Cadence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import TouchbaseError
from touchbase.store.sqlite import open_store
from touchbase.sync import Outcome, preview, run

MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
THREE = ("ana-ruiz", "ben-li", "chi-obi")


def person(id: str, cadence: str = "weekly") -> Stakeholder:
    name = id.replace("-", " ").title()
    return Stakeholder(
        id, name, f"{id}@example.com", "peer", 2, Cadence.parse(cadence), "Europe/London", added=MONDAY.date(),
        tags=("canary-tag",),
    )  # fmt: skip


@dataclass
class Office:
    """`now` is what the next command sees; `done` is what the last run left behind."""

    home: OutlookHome
    people: list[Stakeholder] = field(default_factory=lambda: [person(id) for id in THREE])
    now: datetime = MONDAY
    done: Outcome | None = None

    @property
    def graph(self) -> Graph:
        return self.home.graph

    @property
    def seen(self) -> OutlookSeen:
        return OutlookSeen(self.home)

    def sync(self) -> TouchbaseError | None:
        """One run; the error that stopped it, if one did."""
        with time_machine.travel(self.now, tick=False):
            context = self.home.context()
            try:
                self.done = run(context.world(context.store), self.people, "f" * 64)
            except TouchbaseError as error:
                self.done = None
                return error
            finally:
                context.close()
        return self.done.stopped

    def plan(self) -> list[str]:
        """The kinds of the changes a run would make now."""
        with time_machine.travel(self.now, tick=False):
            context = self.home.context()
            try:
                return [change.kind for change in preview(context.world(context.memory), self.people).changes]
            finally:
                context.close()

    def good(self) -> Outcome:
        """A run that nothing stops and in which nobody fails."""
        error = self.sync()
        assert error is None, error
        assert self.done is not None
        assert self.done.failed == []
        return self.done

    def settled(self) -> None:
        """I1, I2: everybody has one live series, another run writes nothing, and the wire history is clean."""
        self.good()
        before = self.seen.picture()
        self.good()
        assert self.seen.picture()[:2] == before[:2]  # type: ignore[index]
        assert self.booked() == sorted(who.id for who in self.people)
        outlook_wire.check(self.seen)

    def booked(self) -> list[str]:
        """Whose series stand."""
        return sorted(who for _, _, who in self.seen.ours())

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def date(self, who: str, nth: int = 0) -> Shown:
        """A date to come of somebody's series."""
        dates = [one for one in self.seen.dates(self.now, self.now + timedelta(weeks=6)) if one.who == who]
        return sorted(dates, key=lambda one: one.start)[nth]

    def standing(self, who: str) -> list[str]:
        """How we remember that person's series."""
        with open_store(self.home.folder / "touchbase.db", SAM) as store:
            return [booking.standing for booking in store.bookings() if booking.series.stakeholder == who]

    def creates(self, since: int = 0) -> list[int | None]:
        """The status of each POST of an event."""
        spoken = self.graph.spoken(since=since)
        return [one.status for one in spoken if one.request.method == "POST" and one.request.path.endswith("/events")]


@contextmanager
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switches: Switches | None = None) -> Iterator[Office]:
    with Graph(switches, now=MONDAY) as graph:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        graph.person(SAM, "Sam Okafor")
        office = Office(OutlookHome(tmp_path / "home", graph))
        assert office.home.sign_in(at=MONDAY).code == 0
        yield office
