"""From the command line: a sign-in of another account writes nothing, says whose it is, and is cured as it says."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.oauth import Consent
from tests.emulators.graph.graph import Graph
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.outlook_home import OutlookHome

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
KIM = "kim@example.com"
ANA = """\
[[stakeholder]]
id = "ana-ruiz"
name = "Ana Ruiz"
email = "ana@example.com"
category = "peer"
"""


@pytest.fixture
def google(tmp_path: Path) -> Iterator[GoogleHome]:
    with GoogleEmulator(NOW) as emulator:
        for who in (SAM, KIM, "ana@example.com"):
            emulator.add_user(who)
        home = GoogleHome(tmp_path, emulator)
        home.write("stakeholders.toml", ANA)
        yield home


@pytest.fixture
def outlook(tmp_path: Path) -> Iterator[OutlookHome]:
    with Graph(now=NOW) as graph:
        graph.person(SAM)
        graph.person(KIM)
        home = OutlookHome(tmp_path, graph)
        home.write("stakeholders.toml", ANA)
        yield home
        home.close()


def test_at_google(google: GoogleHome) -> None:
    google.google.oauth.consent = Consent(KIM)
    assert google.sign_in(at=NOW).code == 0
    said = google.run("sync", at=NOW)
    assert (said.code, said.out) == (78, "")
    assert f"opens the calendar of {KIM}, which is none of your addresses. Nothing was written." in said.err
    assert google.google.writes == []
    google.google.oauth.consent = Consent(SAM)
    assert google.sign_in(at=NOW).code == 0
    assert google.run("sync", at=NOW).code == 0
    booked = len(google.google.writes)
    assert booked == 1
    google.google.oauth.consent = Consent(KIM)
    assert google.sign_in(at=NOW).code == 0
    said = google.run("sync", at=NOW)
    assert said.code == 77
    assert f"until now it was that of {SAM}" in said.err
    assert len(google.google.writes) == booked


def test_a_plan_says_so_too_and_writes_no_file(google: GoogleHome) -> None:
    google.google.oauth.consent = Consent(KIM)
    google.sign_in(at=NOW)
    assert google.run("plan", at=NOW).code == 78
    assert list(google.folder.rglob("*.db")) == []


def test_who_signs_out_may_sign_in_as_another_of_theirs(google: GoogleHome) -> None:
    config = (google.folder / "config.toml").read_text("utf-8")
    google.write("config.toml", config.replace(f'email = "{SAM}"\n', f'email = "{SAM}"\naddresses = ["{KIM}"]\n'))
    google.google.oauth.consent = Consent(SAM)
    google.sign_in(at=NOW)
    assert google.run("sync", at=NOW).code == 0
    google.good("auth", "logout", "google", at=NOW)
    google.google.oauth.consent = Consent(KIM)
    google.sign_in(at=NOW)
    assert google.run("sync", at=NOW).code == 0


def test_at_outlook(outlook: OutlookHome) -> None:
    outlook.graph.accounts.who = KIM
    assert outlook.sign_in(at=NOW).code == 0
    said = outlook.run("sync", at=NOW)
    assert (said.code, said.out) == (78, "")
    assert f"opens the calendar of {KIM}, which is none of your addresses. Nothing was written." in said.err
    assert [one for one in outlook.graph.spoken() if one.writes] == []
    assert outlook.run("auth", "logout", "outlook", at=NOW).code == 0
    outlook.graph.accounts.who = SAM
    assert outlook.sign_in(at=NOW).code == 0
    assert outlook.run("sync", at=NOW).code == 0
    assert len([one for one in outlook.graph.spoken() if one.writes]) == 1
