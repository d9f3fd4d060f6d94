"""The four calendars, and the stories told on them: each is told once, however many tests look at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.edits.on_google import OnGoogle
from tests.edits.on_local import OnLocal
from tests.edits.on_memory import OnMemory
from tests.edits.on_outlook import OnOutlook
from tests.edits.place import Place
from tests.edits.story import Story, tell
from tests.edits.table import Wish

PLACES: tuple[type[Place], ...] = (OnMemory, OnLocal, OnGoogle, OnOutlook)


@pytest.fixture(params=PLACES, ids=[one.name for one in PLACES])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty calendar of each kind."""
    made: Place = request.param(tmp_path)
    yield made
    made.close()


def at(*names: str) -> list[object]:
    """The `at_place` of those names."""
    return [pytest.param(kind, id=kind.name) for kind in PLACES if kind.name in names]


Handed = OnGoogle | OnOutlook
HANDED = at("google", "outlook")


@pytest.fixture
def at_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty calendar of the kind the test names."""
    made: Place = request.param(tmp_path)
    yield made
    made.close()


@pytest.fixture
def handed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Handed]:
    """A provider, where a series can have another organiser and a calendar another owner."""
    made: Handed = request.param(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Callable[[type[Place], Wish], Story]:
    """Tells a story when it is first asked for."""
    told: dict[tuple[str, str], Story | BaseException] = {}

    def story(kind: type[Place], wish: Wish) -> Story:
        key = (kind.name, wish.name)
        if key not in told:
            try:
                told[key] = tell(kind, tmp_path_factory.mktemp(kind.name), wish)
            except Exception as reason:
                told[key] = reason
        found = told[key]
        if isinstance(found, BaseException):
            raise found
        return found

    return story
