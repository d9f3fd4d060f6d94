"""A token file cut at every byte, or with bits flipped: one line that says to sign in again, and nothing is sent."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bytes.bench import SOAK
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.graph.graph import Graph
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.outlook_home import OutlookHome
from tests.simulation.outlook_office import MONDAY
from touchbase.errors import Exit

LIST = '[[stakeholder]]\nid = "ana-ruiz"\nname = "Ana Ruiz"\nemail = "ana@example.com"\ncadence = "weekly"\n'
FLIPS = 2000 if SOAK else 25
TELLING = {Exit.OK, Exit.UNAVAILABLE, Exit.TRY_LATER, Exit.SIGN_IN, Exit.CONFIG}

Home = GoogleHome | OutlookHome


@pytest.fixture(params=["google", "outlook"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    with GoogleEmulator(MONDAY) if request.param == "google" else Graph(now=MONDAY) as service:
        made: Home
        if isinstance(service, GoogleEmulator):
            service.add_user(SAM, "Sam Okafor", "Europe/London")
            made = GoogleHome(tmp_path / "home", service)
        else:
            service.person(SAM, "Sam Okafor")
            made = OutlookHome(tmp_path / "home", service)
        for name, value in service.server.environment.items():
            monkeypatch.setenv(name, value)
        assert made.sign_in(at=MONDAY).code == Exit.OK
        made.write("stakeholders.toml", LIST)
        made.good("sync", at=MONDAY)
        yield made


def kept(home: Home) -> Path:
    [path] = (home.folder / "tokens").glob("*.json")
    return path


def requests(home: Home) -> int:
    service = home.google if isinstance(home, GoogleHome) else home.graph
    return len(service.server.history)


def test_cut_at_every_byte_it_asks_for_a_sign_in_and_sends_nothing(home: Home) -> None:
    path = kept(home)
    database = home.folder / "touchbase.db"
    raw, sent, remembered = path.read_bytes(), requests(home), database.read_bytes()
    step = 1 if SOAK else max(1, len(raw) // 60)
    for length in sorted({*range(0, len(raw), step), len(raw) - 1}):
        path.write_bytes(raw[:length])
        answer = home.run("sync", at=MONDAY)
        assert answer.code == Exit.SIGN_IN, (length, answer)
        assert (answer.out, len(answer.err.splitlines())) == ("", 1), (length, answer)
        assert "touchbase auth" in answer.err
        assert path.read_bytes() == raw[:length], "nothing was deleted or written over"
        assert home.run("sync", at=MONDAY).err == "", "a crontab hears it once a day"
        database.write_bytes(remembered)
    assert requests(home) == sent
    path.write_bytes(raw)
    assert home.run("sync", at=MONDAY).code == Exit.OK


def test_flipped_bits_give_an_exit_code_that_tells_and_never_a_crash(home: Home) -> None:
    path, chance = kept(home), random.Random(11)
    raw = path.read_bytes()
    for _ in range(FLIPS):
        damaged = bytearray(raw)
        damaged[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        answer = home.run("sync", at=MONDAY)
        assert answer.code in TELLING, (bytes(damaged), answer)
        assert "something broke" not in answer.err
        assert not list(home.folder.glob("crash-*"))
        path.write_bytes(raw)
    home.good("sync", at=MONDAY)
