"""What happens to a Google account, from the command line to the wire: sign-ins that end, part of one, another one."""

import json
from datetime import timedelta

import pytest

from tests.emulators.faults import Fault, Paged, answer, first
from tests.emulators.google.emulator import AUTH
from tests.emulators.google.oauth import Consent
from tests.emulators.serving import Answer, Request, Server
from tests.simulation.google_home import SAM
from tests.simulation.google_life import FIVE, Life, google, life, mail_of
from touchbase.errors import ProviderDown, SignInAgain, TryLater
from touchbase.sync import Outcome

__all__ = ["google", "life"]


def stands(life: Life) -> bool:
    """All series are there, and the next run has nothing to do."""
    return sorted(life.live()) == sorted(FIVE) and life.is_quiet()


def test_a_revoked_sign_in_is_said_once_a_day_and_cured_by_a_new_one(life: Life) -> None:
    """80: exit 77, one line, no browser, nothing deleted; `status` shows it."""
    life.settled().google.oauth.tokens.revoke(SAM)
    pages = len(life.google.oauth.asked)
    said = life.command("sync")
    assert (said.code, said.out, len(said.err.strip().splitlines())) == (77, "", 1)
    assert "touchbase auth google" in said.err
    again = life.later(hours=1).command("sync")
    assert (again.code, again.err) == (77, "")
    status = json.loads(life.command("status", "--json").out)
    assert [(one["provider"], one["ok"]) for one in status["accounts"]] == [("google", False)]
    assert life.later(days=1).command("sync").err.count("\n") == 1
    assert len(life.google.oauth.asked) == pages
    assert life.home.sign_in(at=life.now).code == 0
    assert (life.command("sync").code, life.google.writes) == (0, [])
    assert json.loads(life.command("status", "--json").out)["accounts"][0]["ok"] is True
    assert stands(life)


def test_a_sign_in_of_a_project_in_testing_dies_after_a_week_and_says_why(life: Life) -> None:
    """80."""
    life.settled().google.world.switches.testing = True
    assert life.later(days=6).command("sync").code == 0
    said = life.later(days=1, hours=6).command("sync")
    assert (said.code, "Testing" in said.err) == (77, True)
    assert life.google.writes == []


def test_an_access_token_that_ends_in_the_middle_is_renewed(life: Life) -> None:
    """79."""
    tokens = life.settled().google.oauth.tokens
    life.google.faults.add(Fault(first(lambda _: tokens.expire_access()), path="/batch"))
    issued = tokens.issued
    assert life.is_quiet()
    assert tokens.issued == issued + 2, "one for the two hours, one for the fault"


@pytest.mark.parametrize("rotates", [False, True])
def test_months_of_refreshes(life: Life, rotates: bool) -> None:
    """81: whether or not each refresh gives another refresh token."""
    life.settled().google.world.switches.rotates_refresh_tokens = rotates
    for _ in range(4):
        assert life.later(days=1).command("sync").code == 0
    assert life.is_quiet()


def test_without_free_busy_the_rest_works_and_it_is_said(life: Life) -> None:
    """82: granular consent."""
    life.google.oauth.consent = Consent(SAM, grants=frozenset({AUTH + "calendar.events.owned"}))
    said = life.home.sign_in(at=life.now)
    assert (said.code, "busy" in said.out + said.err) == (0, True)
    done = life.run()
    assert [problem for problem in done.warnings if "busy" in str(problem)]
    assert sorted(life.live()) == sorted(FIVE)


def test_without_the_calendar_nothing_works_and_it_is_said(life: Life) -> None:
    """82."""
    life.google.oauth.consent = Consent(SAM, grants=frozenset({AUTH + "calendar.freebusy"}))
    said = life.home.sign_in(at=life.now)
    assert "calendar" in said.out + said.err
    with pytest.raises(SignInAgain, match="not allowed"):
        life.run()
    assert life.google.calls == []


def test_another_account_is_not_written_to(life: Life) -> None:
    """54: the calendar of somebody else shows none of our series, so nothing is believed."""
    life.settled().google.oauth.consent = Consent(mail_of("ana-ruiz"))
    life.home.sign_in(at=life.now)
    said = life.command("sync")
    assert said.code in (65, 77, 78)
    assert [call for call in life.google.writes if call.status < 300] == []
    life.google.oauth.consent = Consent(SAM)
    assert life.home.sign_in(at=life.now).code == 0
    assert stands(life)


@pytest.mark.parametrize("path", ["/batch", "/token", "pageToken="])
@pytest.mark.parametrize("status", [302, 303, 307, 308])
def test_nothing_follows_a_redirect(life: Life, path: str, status: int) -> None:
    """85: neither tokens nor meetings go elsewhere, and what somebody else says is not believed."""
    seen: list[Request] = []

    def elsewhere(request: Request) -> Answer:
        seen.append(request)
        return Answer.of_json({"items": [], "access_token": "forged", "expires_in": 3599})

    life.settled()
    with Server(elsewhere) as other:
        away = {"Location": f"{other.url}/stolen"}
        life.google.faults.add(Fault(answer(status, "", headers=away), path=path, times=None))
        life.google.faults.add(Paged("short", path="/primary/events"))
        _try(life)
    assert (seen, life.google.writes) == ([], [])
    life.google.faults.clear()
    assert stands(life)


def _try(life: Life) -> Outcome | None:
    try:
        return life.run()
    except (ProviderDown, TryLater, SignInAgain):
        return None


def test_signing_out_revokes_and_leaves_the_meetings(life: Life) -> None:
    """S10."""
    life.settled()
    assert life.command("auth", "logout", "google").code == 0
    assert [one.request.path for one in life.google.server.history].count("/revoke") == 1
    assert all(grant.revoked for grant in life.google.oauth.tokens.grants if grant.refresh_tokens)
    assert life.command("sync").code == 77
    assert sorted(life.live()) == sorted(FIVE)


def test_two_hours_later_is_not_a_new_sign_in(life: Life) -> None:
    life.settled()
    assert life.later(hours=2).command("sync").code == 0
    assert len(life.google.oauth.asked) == 1
    assert life.now - timedelta(hours=2) > life.google.oauth.tokens.grants[0].created
