"""The story of one leader on Outlook, told by the command line: sign in, first sync, a week, evidence, adoption."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.graph.graph import DELEGATED, Graph
from tests.emulators.graph.switches import Switches
from tests.simulation.outlook_home import SAM, OutlookHome
from tests.simulation.outlook_seen import OutlookSeen

MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
PERSON = """
[[stakeholder]]
id = "{id}"
name = "{name}"
email = "{id}@example.com"
category = "network"
cadence = "{cadence}"
duration_minutes = 30
added = 2026-03-02
tags = ["canary-tag"]
"""


def people(many: int, cadence: str = "every 2 months") -> str:
    ids = [f"person-{n}" for n in range(many)]
    return "".join(PERSON.format(id=id, name=id.replace("-", " ").title(), cadence=cadence) for id in ids)


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
    with Graph(now=MONDAY) as graph:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        graph.person(SAM, "Sam Okafor")
        graph.accounts.interval = 0
        yield graph


@pytest.fixture
def home(graph: Graph, tmp_path: Path) -> OutlookHome:
    return OutlookHome(tmp_path / "home", graph)


def test_nobody_is_signed_in_yet(home: OutlookHome) -> None:
    home.write("stakeholders.toml", people(2))
    answer = home.run("sync", at=MONDAY)
    assert (answer.code, answer.out) == (77, "")
    assert "touchbase auth outlook" in answer.err
    assert home.run("auth", "status", at=MONDAY).code == 77
    assert home.graph.requests() == []


@pytest.mark.parametrize("device_code", [False, True])
def test_signing_in_both_ways_and_out_again(home: OutlookHome, device_code: bool) -> None:
    answer = home.sign_in(device_code=device_code, at=MONDAY)
    assert answer.code == 0, answer
    assert SAM in answer.out
    assert "secret-0" not in answer.out + answer.err
    if device_code:
        assert "somebody who sends you a code" in answer.err
    shown = json.loads(home.good("auth", "status", "--json", at=MONDAY).out)["accounts"]
    assert [(one["provider"], one["signed_in"], one["who"]) for one in shown] == [("outlook", True, SAM)]
    files = list((home.folder / "tokens").rglob("outlook*"))
    assert files
    assert all(oct(file.stat().st_mode)[-3:] == "600" for file in files if file.is_file())
    home.run("auth", "logout", "outlook", at=MONDAY)
    assert home.run("auth", "status", at=MONDAY).code == 77


def test_least_scopes_are_asked_for(home: OutlookHome) -> None:
    home.sign_in(at=MONDAY)
    (page,) = [one.request for one in home.graph.server.wire() if one.request.path.endswith("/authorize")]
    asked = {scope.rsplit("/", 1)[-1] for scope in page.first("scope").split()}
    assert asked == {*DELEGATED, "openid", "profile", "offline_access"}


@pytest.mark.parametrize("switches", [
    Switches(),
    Switches(same_transaction="refused", page_size=5, expand_on_view="refused", tag_case="upper", batch_order="given",
             more_properties=False, range_change_drops_exceptions=True, transaction_outlives_event=True,
             tags_on_occurrences=False, sorted_instances=True, duplicate_status=409, duplicate_names_event=False),
], ids=["usual", "other"])  # fmt: skip
def test_the_first_sync_of_thirty_and_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switches: Switches
) -> None:
    with Graph(switches, now=MONDAY) as graph:
        for name, value in graph.server.environment.items():
            monkeypatch.setenv(name, value)
        graph.person(SAM, "Sam Okafor")
        graph.accounts.interval = 0
        home = OutlookHome(tmp_path / "home", graph)
        home.write("stakeholders.toml", people(30))
        home.sign_in(at=MONDAY, device_code=True)
        mark = graph.mark()
        planned = json.loads(home.good("plan", "--json", at=MONDAY).out)
        assert not any(one.writes for one in graph.spoken(since=mark))
        mark = graph.mark()
        done = json.loads(home.good("sync", "--json", at=MONDAY).out)
        assert done["plan"] == planned["plan"]
        assert [one["kind"] for one in done["applied"]] == ["create"] * 30
        assert len(graph.requests(since=mark)) <= 5
        assert len(graph.mails) == done["mails"] == 30
        mark = graph.mark()
        again = home.good("sync", at=MONDAY + timedelta(minutes=5))
        assert (again.out, again.err) == ("", "")
        assert len(graph.requests(since=mark)) <= 2 + math.ceil(2 * math.ceil(30 / 20) / 20)
        assert not any(one.writes for one in graph.spoken(since=mark))
        assert graph.flight.peak[SAM] <= 4


def one_person(home: OutlookHome) -> OutlookSeen:
    home.write("stakeholders.toml", people(1, "weekly"))
    assert home.sign_in(at=MONDAY, device_code=True).code == 0
    home.good("sync", at=MONDAY)
    return OutlookSeen(home)


def first_date(seen: OutlookSeen) -> Any:
    return sorted(seen.dates(MONDAY, MONDAY + 4 * A_WEEK), key=lambda one: one.start)[0]


@pytest.mark.parametrize(
    ("what", "verdict"),
    [("accepted", "likely"), ("declined", "not_held"), ("silent", "doubtful"), ("deleted", "not_held"),
     ("away", "doubtful"), ("attended", "confirmed"), ("alone", "likely")],
)  # fmt: skip
def test_what_was_held(graph: Graph, tmp_path: Path, what: str, verdict: str) -> None:
    home = OutlookHome(tmp_path / "home", graph, attendance=True)
    seen = one_person(home)
    hands, one, guest = home.hands, first_date(seen), "person-0@example.com"
    item = seen.find(one.uid)
    if what in ("accepted", "attended", "away", "alone"):
        hands.reply(item.uid, guest, "accepted")
    if what == "declined":
        hands.reply(item.uid, guest, "declined", one.key)
    if what == "deleted":
        hands.delete(item.uid, one.key)
    if what == "away":
        hands.make("Away", one.start - timedelta(hours=2), 300, show_as="oof")
    if what in ("attended", "alone"):
        guests = ((guest, 2, 28),) if what == "attended" else ()
        hands.meet(item.uid, one.start, 30, (SAM, 0, 30), *guests)
    found = json.loads(home.run("sync", "--json", at=one.end + timedelta(hours=1)).out)
    assert [(entry["stakeholder"], entry["verdict"]) for entry in found["recorded"]] == [("person-0", verdict)]


def test_a_proposed_time_is_shown_and_never_taken(home: OutlookHome) -> None:
    seen = one_person(home)
    one = first_date(seen)
    seen.hand.propose(one.uid, one.key, one.start + timedelta(hours=2))
    before = seen.picture()
    answer = home.run("sync", at=MONDAY + timedelta(hours=1))
    assert "asks to meet" in answer.err
    assert seen.picture() == before


def test_a_revoked_sign_in_is_told_a_crontab_once_a_day_and_writes_nothing(home: OutlookHome) -> None:
    seen = one_person(home)
    home.graph.accounts.revoke(SAM, at_once=True)
    before, later = seen.picture(), MONDAY + A_DAY
    first, second = (home.run("sync", at=later + timedelta(hours=n)) for n in range(2))
    assert (first.code, first.out, first.err.count("touchbase auth outlook")) == (77, "", 1)
    assert (second.code, second.out, second.err) == (77, "", "")
    status = json.loads(home.run("status", "--json", at=later).out)
    assert [(one["provider"], one["ok"]) for one in status["accounts"]] == [("outlook", False)]
    assert seen.picture() == before
    assert home.sign_in(at=later + timedelta(hours=3)).code == 0
    home.good("sync", at=later + timedelta(hours=4))


def test_a_series_made_by_hand_is_adopted_without_mail(home: OutlookHome) -> None:
    home.write("stakeholders.toml", people(1, "weekly"))
    home.sign_in(at=MONDAY, device_code=True)
    uid = home.hands.make("Coffee", datetime(2026, 3, 3, 10, tzinfo=UTC), guests=["person-0@example.com"], weekly=1)
    mails = len(home.graph.mails)
    home.run("adopt", "person-0", "--yes", at=MONDAY)
    seen = OutlookSeen(home)
    assert [(item.uid, who) for item, _, who in seen.ours()] == [(uid, "person-0")]
    home.good("sync", at=MONDAY)
    assert len(home.graph.mails) == mails
    assert len(list(seen.ours())) == 1
