"""The whole way: config.toml, a sign-in, a plan and syncs against Google, once with all it offers."""

import json
from datetime import timedelta

import pytest

from tests.cli.signing import GOOGLE, Home, home
from tests.cli.terminal import PEOPLE
from tests.emulators.faults import Fault, answer
from tests.emulators.google.mail import What
from touchbase.errors import Exit

__all__ = ["home"]

DAY = timedelta(days=1)


def settle(home: Home, more: str = "") -> None:
    """Signed in, with a list; everybody has a Google account."""
    for email, name in (("ana@example.com", "Ana Ruiz"), ("bo@example.com", "Bo Lind")):
        home.google.add_user(email, name)
    own = f'api_endpoint = "{home.google.api_endpoint}"\nmeet_endpoint = "{home.google.meet_endpoint}"\n'
    home.terminal.write("config.toml", GOOGLE + own + more)
    home.terminal.write("stakeholders.toml", PEOPLE)
    assert home.sign_in().code == 0


def mails(home: Home, *what: What) -> list[tuple[str, str]]:
    return [(mail.to, mail.what) for mail in home.google.world.ledger.sent(*what)]


def test_a_plan_writes_nothing_a_sync_does_it_and_the_next_one_finds_nothing_to_do(home: Home) -> None:
    settle(home)
    plan = home.terminal.run("plan", "--json").json
    assert [change["kind"] for change in plan["changes"]] == ["create", "create"]
    assert home.google.writes == []
    first = home.terminal.run("sync", "--json").json
    assert len(first["applied"]) == 2
    assert sorted(mails(home)) == [("ana@example.com", "invitation"), ("bo@example.com", "invitation")]
    home.google.now = home.terminal.now = home.terminal.now + timedelta(hours=1)
    before = len(home.google.server.history)
    second = home.terminal.run("sync")
    assert (second.code, second.out, second.err) == (0, "", "")
    assert len([one for one in home.google.server.history[before:] if one.request.path != "/token"]) <= 3
    assert len(home.google.writes) == 2


def test_a_reply_is_evidence(home: Home) -> None:
    settle(home, "attendance = true\n")
    home.terminal.run("sync")
    bo = next(one for one in home.google.world.meetings() if one.row(None)["attendees"][0]["email"] == "bo@example.com")
    home.google.hands("bo@example.com").answer(bo.id, "accepted")
    home.google.now = home.terminal.now = home.terminal.now + 8 * DAY
    seen = home.terminal.run("sync", "--json").json
    assert {one["stakeholder"]: one["verdict"] for one in seen["recorded"]}["bo-lind"] == "likely"


def test_a_file_tells_of_somebody_google_cannot_tell_of_and_a_further_calendar_is_busy_time(home: Home) -> None:
    team = home.google.add_calendar("sam@example.com", "Team")
    settle(home, f'[[calendar.busy_from]]\nprovider = "google"\ncalendar_id = "{team.id}"\n')
    hands = home.google.hands("sam@example.com")
    busy = hands.busy(home.terminal.now, home.terminal.now + 100 * DAY)
    hands.move_to(busy.id, team.id)
    plan = home.terminal.run("plan", "--json").json
    assert plan["changes"] == []
    assert len(plan["unplaced"]) == 2


def test_a_right_that_was_not_given_is_named(home: Home) -> None:
    settle(home)
    home.terminal.write("config.toml", (home.terminal.home / "config.toml").read_text() + "attendance = true\n")
    seen = home.terminal.run("sync")
    assert seen.code == 0
    assert "was not allowed to help with seeing who was in the Meet call" in seen.err


@pytest.mark.parametrize(("status", "code"), [(503, Exit.UNAVAILABLE), (429, Exit.TRY_LATER), (401, Exit.SIGN_IN)])
def test_a_calendar_that_cannot_be_read_ends_with_its_code_and_one_line(home: Home, status: int, code: Exit) -> None:
    settle(home)
    home.google.faults.add(Fault(answer(status, retry_after=3600), path="/calendar/v3", times=None))
    seen = home.terminal.run("sync")
    assert (seen.code, seen.out) == (code, "")
    assert len(seen.err.splitlines()) == 1
    assert "127.0.0.1" not in seen.err
    assert "@" not in seen.err


def test_stopped_invitations_are_remembered_by_the_next_runs(home: Home) -> None:
    settle(home)
    home.google.world.switches.invitations_left = 1
    first = home.terminal.run("sync", "--json")
    assert first.code in (Exit.SOME_FAILED, Exit.TRY_LATER)
    assert "some hours" in json.dumps(json.loads(first.out)["failed"])
    writes = len(home.google.writes)
    home.google.now = home.terminal.now = home.terminal.now + timedelta(hours=1)
    home.google.world.switches.invitations_left = None
    home.terminal.run("sync")
    assert len(home.google.writes) == writes
    home.google.now = home.terminal.now = home.terminal.now + timedelta(hours=6)
    assert home.terminal.run("sync").code == 0
    assert len(mails(home)) == 2


def test_a_machine_in_another_year_writes_nothing(home: Home) -> None:
    """Google's own Date says what time it is."""
    settle(home)
    home.google.now = home.terminal.now - 400 * DAY
    refused = home.terminal.run("sync")
    assert (refused.code, home.google.writes) == (Exit.REFUSED, [])
    assert "the calendar says" in refused.err
    home.google.now = home.terminal.now
    assert len(home.terminal.run("sync", "--json").json["applied"]) == 2


def test_a_long_wait_that_google_asks_for_is_kept_from_run_to_run(home: Home) -> None:
    settle(home)
    home.google.faults.add(Fault(answer(429, retry_after=1800), path="/calendar/v3"))
    first = home.terminal.run("sync")
    assert (first.code, first.err.count("\n")) == (Exit.TRY_LATER, 1)
    asked = len(home.google.server.history)
    home.terminal.now += timedelta(minutes=29)
    again = home.terminal.run("sync")
    assert (again.code, again.out, again.err) == (Exit.TRY_LATER, "", "")
    assert "wait until" in home.terminal.run("sync", tty=True).err
    assert len(home.google.server.history) == asked
    home.google.now = home.terminal.now = home.terminal.now + timedelta(minutes=1)
    assert home.terminal.run("sync").code == 0
