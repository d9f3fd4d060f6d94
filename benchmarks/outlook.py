"""Requests to an emulated Microsoft Graph: a first sync, one with nothing to do, and how many at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from benchmarks.figure import Figure, Found
from benchmarks.worlds import CADENCES, NOW
from tests.emulators.graph.graph import Graph
from touchbase.calendars.outlook import GraphWire, OutlookCalendar
from touchbase.calendars.patience import Waiter
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.stakeholder import Stakeholder
from touchbase.store.sqlite import open_store
from touchbase.sync import Outcome, World, run

SAM = Owner("Sam Okafor", "sam@example.com", "Europe/London")
RULES = Rules(new_per_run=0, hours_per_week=80.0, max_per_day=8, max_per_week=36, max_mails_per_run=400)
TARGETS = {30: 5, 150: 13}
MEETINGS = 12  # a week, by hand, before any touchbase


class Session:
    """A sign-in with one token."""

    mailbox = "/me"

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self) -> str:
        return self.token

    def refused(self, _: str) -> str:
        return self.token


def measure(folder: Path, quick: bool) -> Found:
    """One leader with people outside the organisation, and a week half full."""
    for people in (30,) if quick else TARGETS:
        with Graph(now=NOW) as graph:
            _fill(graph)
            first, booked = _sync(folder / f"{people}.db", graph, people)
            second, again = _sync(folder / f"{people}.db", graph, people)
            peak = graph.flight.peak[SAM.email]
        made = len(booked.applied)
        yield Figure("outlook", f"first sync of {people}: requests (for {made} changes)", first, "", TARGETS[people])
        most = 2 + ceil(2 * ceil(people / 20) / 20)
        yield Figure("outlook", f"nothing to do for {people}: requests", second, "", most)
        yield Figure("outlook", f"nothing to do for {people}: changes", len(again.applied), "", 0)
        yield Figure("outlook", f"most at once on the mailbox, {people}", peak, "", 4)


def _sync(database: Path, graph: Graph, people: int) -> tuple[int, Outcome]:
    """A process of its own; how many HTTP requests it took, and what it did."""
    waiter = Waiter(lambda: NOW, lambda _: None, lambda: 0.5)
    wire = GraphWire(Session(graph.token(SAM.email)), graph.endpoint, waiter.retry_after, graph.ca)
    calendar = OutlookCalendar(wire, waiter, lambda: NOW, SAM)
    mark = graph.mark()
    with open_store(database, SAM.id) as store:
        world = World(SAM, RULES, store, calendar, NOW, lambda *_: frozenset())
        outcome = run(world, _people(people), "f" * 64)
    calendar.close()
    assert not outcome.failed, outcome.failed[:3]
    return len(graph.requests(mark)), outcome


def _people(many: int) -> Sequence[Stakeholder]:
    shares = [cadence for cadence, share in CADENCES for _ in range(share)]
    return [
        Stakeholder(
            f"person-{n}", f"Person {n}", f"person-{n}@example.org", "peer", 1 + n % 9,
            shares[n * len(shares) // many], SAM.zone,
        )
        for n in range(many)
    ]  # fmt: skip


def _fill(graph: Graph) -> None:
    hand = graph.person(SAM.email, SAM.name)
    monday = datetime(2026, 2, 2, 9, tzinfo=NOW.tzinfo)
    for n in range(MEETINGS):
        start = monday + timedelta(days=n % 5, hours=n // 5 * 2)
        hand.make(f"Meeting {n}", start, 60, guests=["ben@example.com"], weekly=1 + n % 2)
