"""An emulated Graph with one mailbox, and a client that is signed in to it; at hand in every test of the emulator."""

from collections.abc import Iterator

import pytest

from tests.emulators.graph.client import Client
from tests.emulators.graph.graph import Graph
from tests.emulators.graph_office import SAM


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph() as graph:
        graph.person(SAM, "Sam Okafor")
        yield graph


@pytest.fixture
def sam(graph: Graph) -> Client:
    return Client(graph, graph.token(SAM))
