"""The story at each of the three calendars, ready to be run; one of each for all tests of a file."""

from collections.abc import Iterator

import pytest

from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.graph.graph import Graph
from tests.kills import story
from tests.kills.desks import LocalDesk, set_up
from tests.kills.google_desk import GoogleDesk
from tests.kills.outlook_desk import OutlookDesk


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> LocalDesk:
    desk = LocalDesk(tmp_path_factory.mktemp("local") / "home")
    set_up(desk)
    return desk


@pytest.fixture(scope="module")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoogleDesk]:
    with GoogleEmulator(story.BEFORE) as emulator, pytest.MonkeyPatch.context() as patch:
        for name, value in emulator.environment.items():
            patch.setenv(name, value)
        desk = GoogleDesk(tmp_path_factory.mktemp("google") / "home", emulator)
        set_up(desk)
        yield desk


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OutlookDesk]:
    with Graph(now=story.BEFORE) as emulator, pytest.MonkeyPatch.context() as patch:
        for name, value in emulator.server.environment.items():
            patch.setenv(name, value)
        desk = OutlookDesk(tmp_path_factory.mktemp("outlook") / "home", emulator)
        set_up(desk)
        yield desk
