"""What the tests of the Graph emulator share: a mailbox, a client, and the hands of its owner."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.emulators.graph.client import Client, event, guest, weekly
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.hands import Hands

SAM, ANA = "sam@example.com", "ana@example.com"


def hands(graph: Graph, address: str = SAM) -> Hands:
    return Hands(graph.world, graph.world.person(address))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def starts(events: list[Any]) -> list[str]:
    return [one["start"]["dateTime"][5:16] for one in events]


def series(sam: Client, **more: Any) -> Any:
    body = event(recurrence=weekly(endDate="2026-04-30"), attendees=[guest(ANA)], **more)
    return sam.post("/me/events", body)


def trust(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """For msal: the bundle is in the environment, the clocks agree, and polls of a device do not wait."""
    for name, value in graph.server.environment.items():
        monkeypatch.setenv(name, value)
    graph.world.now = datetime.now(UTC)
    graph.accounts.interval = 0
