"""`python -m touchbase sync` itself, by the machine's own clock, killed when its first invitations are out: fault 1."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.emulators.faults import Fault
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.graph.graph import Graph
from tests.kills import story
from tests.kills.ending import SILENT, whole
from tests.kills.google_desk import GoogleDesk
from tests.kills.outlook_desk import OutlookDesk
from tests.kills.process import How, Process, bare, deadly

AnyDesk = GoogleDesk | OutlookDesk
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(params=["google", "outlook"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AnyDesk]:
    """Nobody is booked yet."""
    now = datetime.now(UTC)
    with GoogleEmulator(now) if request.param == "google" else Graph(now=now) as emulator:
        google = isinstance(emulator, GoogleEmulator)
        environment = emulator.environment if isinstance(emulator, GoogleEmulator) else emulator.server.environment
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        made = GoogleDesk if google else OutlookDesk
        desk: AnyDesk = made(tmp_path / "home", emulator, now)  # type: ignore[arg-type]
        desk.write("stakeholders.toml", story.list_now())
        yield desk


def sync(desk: AnyDesk) -> Process:
    desk.at(datetime.now(UTC))
    return Process(bare(desk.home, desk.environment))


@pytest.mark.parametrize("how", ["before", "unheard"])
def test_killed_by_its_own_clock_everybody_is_invited_once(desk: AnyDesk, how: How) -> None:
    victim = sync(desk)
    writes = Fault(
        deadly(victim, how, desk.home / "mark"), where=lambda one: one.method == "POST" and one.path.endswith("/events")
    )
    desk.faults.add(writes)
    assert victim.run("sync")[0] == -9
    assert writes.met == 1
    code, _, err = sync(desk).run("sync")
    assert (code, err) == (0, "")
    before = desk.writes()
    assert sync(desk).run("sync") == SILENT
    assert desk.writes() == before
    invited = Counter(mail[0] for mail in desk.mails())
    assert max(desk.mails().values()) == max(invited.values()) == 1
    code, out, err = sync(desk).run("status", "--json")
    met = {one["email"] for one in json.loads(out)["stakeholders"] if one["next"]}
    assert met == set(invited)
    assert whole(desk) == [("ok",)]
