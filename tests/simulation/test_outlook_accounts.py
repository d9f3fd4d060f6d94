"""Other ways into Outlook: a personal account, an application of an organisation, another calendar of the mailbox."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.graph.graph import Graph
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.outlook_office import MONDAY, Office

APP = "99999999-2222-4333-8444-555555555555"


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
    with Graph(now=MONDAY) as graph:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        yield graph


@pytest.mark.parametrize("tenant", ["consumers", "common"])
@pytest.mark.parametrize("schedule", ["403", "400", "501", "errors"])
def test_a_personal_account_has_no_schedules_and_no_teams(
    graph: Graph, tmp_path: Path, tenant: str, schedule: Any
) -> None:
    graph.switches.personal_schedule = schedule
    graph.person(SAM, "Sam Okafor", personal=True)
    office = Office(OutlookHome(tmp_path / "home", graph, tenant=tenant))
    assert office.home.sign_in(at=MONDAY).code == 0
    office.settled()
    assert not any(item.fields["isOnlineMeeting"] for item, _, _ in office.seen.ours())


def test_a_personal_account_cannot_sign_in_at_the_authority_of_organisations(graph: Graph, tmp_path: Path) -> None:
    graph.person(SAM, "Sam Okafor", personal=True)
    answer = OutlookHome(tmp_path / "home", graph).sign_in(at=MONDAY)
    assert answer.code == 77, answer
    assert "Traceback" not in answer.err


@pytest.fixture
def by_application(graph: Graph, tmp_path: Path) -> Office:
    graph.person(SAM, "Sam Okafor")
    graph.person("ana-ruiz@example.com").make("Busy", MONDAY.replace(hour=9), 420, weekly=1)
    graph.register(APP, secret="s3-canary", redirects=())
    lines = f'client_secret_file = "secret.txt"\nuser = "{SAM}"\n'
    home = OutlookHome(tmp_path / "home", graph, tenant=graph.world.tenant, client=APP, outlook=lines)
    home.write("secret.txt", "s3-canary\n")
    (home.folder / "secret.txt").chmod(0o600)
    return Office(home)


def test_an_application_acts_for_one_person_without_a_sign_in(by_application: Office) -> None:
    assert by_application.home.run("auth", "outlook", at=MONDAY).code == 0
    by_application.good()
    by_application.good()
    assert by_application.booked() == ["ana-ruiz", "ben-li", "chi-obi"]
    paths = {one.request.path for one in by_application.graph.spoken()}
    assert all(path.startswith(f"/v1.0/users/{SAM}") or path.endswith("$batch") for path in paths), paths
    said = [one.request.body for one in by_application.graph.server.wire() if b"s3-canary" in one.request.body]
    assert said
    shown = json.loads(by_application.home.run("auth", "status", "--json", at=MONDAY).out)["accounts"]
    assert "s3-canary" not in json.dumps(shown)


def test_a_mailbox_that_the_organisation_keeps_from_applications(by_application: Office) -> None:
    by_application.graph.world.out_of_reach.add(SAM)
    error = by_application.sync()
    assert error is not None
    assert by_application.booked() == []
    assert "s3-canary" not in str(error)


def test_touchbases_may_stand_in_another_calendar(graph: Graph, tmp_path: Path) -> None:
    sam = graph.person(SAM, "Sam Okafor")
    work = graph.world.folder(sam.box, "Work")
    office = Office(OutlookHome(tmp_path / "home", graph, outlook=f'calendar_id = "{work.id}"'))
    assert office.home.sign_in(at=MONDAY).code == 0
    office.settled()
    assert {item.calendar for item, _, _ in office.seen.ours()} == {work.id}
    one = office.date("ana-ruiz", 1)
    sam.move(office.seen.find(one.uid).uid, one.key, one.start.replace(hour=16))
    office.settled()
