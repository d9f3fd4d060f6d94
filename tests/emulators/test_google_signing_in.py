"""The emulator's OAuth, through the real google-auth-oauthlib and google-auth."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.emulators.google import client
from tests.emulators.google.browser import Browser
from tests.emulators.google.desk import ANA, SAM
from tests.emulators.google.emulator import AUTH, GoogleEmulator
from tests.emulators.google.oauth import CLIENT_ID, CLIENT_SECRET, Consent

EVENTS, BUSY = AUTH + "calendar.events.owned", AUTH + "calendar.freebusy"
VERIFIER = "v" * 60


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleEmulator]:
    with GoogleEmulator(datetime(2026, 2, 1, 8, tzinfo=UTC)) as running:
        running.add_user(SAM)
        running.add_user(ANA)
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def flow(google: GoogleEmulator, tmp_path: Path) -> Iterator[Any]:
    from google_auth_oauthlib.flow import InstalledAppFlow

    secrets = google.client_secrets(tmp_path / "client_secret.json")
    made = InstalledAppFlow.from_client_secrets_file(str(secrets), [EVENTS, BUSY])
    yield made
    made.oauth2session.close()


def sign_in(google: GoogleEmulator, flow: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The flow of the library with our browser."""
    import webbrowser

    browser = Browser(google.server.ca_path)
    monkeypatch.setattr(webbrowser, "get", lambda _=None: type("Ours", (), {"open": staticmethod(browser)}))
    try:
        return flow.run_local_server(host="127.0.0.1", port=0, timeout_seconds=20, authorization_prompt_message=None)
    finally:
        browser.wait()


def ask(google: GoogleEmulator, path: str = "/token", **form: str) -> tuple[int, dict[str, Any]]:
    said = requests.post(google.url + path, data=form, timeout=20)
    return said.status_code, said.json()


def page(google: GoogleEmulator, **more: str) -> requests.Response:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": CLIENT_ID, "redirect_uri": "http://127.0.0.1:1/", "response_type": "code", "scope": EVENTS,
        "state": "s", "code_challenge": challenge, "code_challenge_method": "S256",
    } | more  # fmt: skip
    return requests.get(google.url + "/o/oauth2/auth", params=asked, allow_redirects=False, timeout=20)


def exchange(google: GoogleEmulator, **more: str) -> tuple[int, dict[str, Any]]:
    code = page(google).headers["Location"].partition("code=")[2].partition("&")[0].replace("%2F", "/")
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": "http://127.0.0.1:1/",
            "code_verifier": VERIFIER, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}  # fmt: skip
    return ask(google, **form | more)


def refresh(google: GoogleEmulator, token: str, **more: str) -> tuple[int, dict[str, Any]]:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return ask(google, **form, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, **more)


def test_the_installed_app_signs_in(google: GoogleEmulator, flow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = sign_in(google, flow, monkeypatch)
    assert google.oauth.asked[0]["code_challenge_method"] == "S256"
    assert google.oauth.tokens.holder(credentials.refresh_token).email == SAM  # type: ignore[union-attr]
    assert set(credentials.granted_scopes) == {EVENTS, BUSY}


def test_some_scopes_may_be_unticked(google: GoogleEmulator, flow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    google.oauth.consent = Consent(ANA, grants=frozenset({EVENTS}))
    with pytest.raises(Warning, match="Scope has changed"):
        sign_in(google, flow, monkeypatch)
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    credentials = sign_in(google, flow, monkeypatch)
    assert credentials.granted_scopes == [EVENTS]
    assert refresh(google, credentials.refresh_token, scope=f"{EVENTS} {BUSY}")[1]["error"] == "invalid_scope"


def test_a_no_is_a_no(google: GoogleEmulator, flow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from oauthlib.oauth2 import AccessDeniedError

    google.oauth.consent = Consent(denies=True)
    with pytest.raises(AccessDeniedError):
        sign_in(google, flow, monkeypatch)


def test_another_state_is_seen(google: GoogleEmulator, flow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from oauthlib.oauth2 import MismatchingStateError

    google.oauth.consent = Consent(wrong_state=True)
    with pytest.raises(MismatchingStateError):
        sign_in(google, flow, monkeypatch)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "other"}, "invalid_client"),
        ({"redirect_uri": "https://evil.example/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, "redirect_uri_mismatch"),
        ({"response_type": "token"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
    ],
)
def test_a_page_that_cannot_be_shown(google: GoogleEmulator, wrong: dict[str, str], error: str) -> None:
    said = page(google, **wrong)
    assert (said.status_code >= 400, said.json()["error"]) == (True, error)


def test_a_code_is_good_for_one_exchange_by_whoever_asked_for_it(google: GoogleEmulator) -> None:
    assert exchange(google)[0] == 200
    assert exchange(google, code_verifier="w" * 60)[1]["error"] == "invalid_grant"
    assert exchange(google, redirect_uri="http://127.0.0.1:2/")[1]["error"] == "invalid_grant"
    assert exchange(google, client_secret="none")[1]["error"] == "invalid_client"
    assert exchange(google, grant_type="password")[1]["error"] == "unsupported_grant_type"
    code = next(iter(google.oauth.tokens.codes), "")
    google.now += timedelta(minutes=11)
    assert exchange(google, code=code)[1]["error"] == "invalid_grant"


def test_a_refresh_token_dies_when_it_is_revoked(google: GoogleEmulator) -> None:
    token = exchange(google)[1]["refresh_token"]
    assert refresh(google, token)[1]["scope"] == EVENTS
    assert ask(google, "/revoke", token=token) == (200, {})
    assert refresh(google, token) == (
        400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    )  # fmt: skip
    assert ask(google, "/revoke", token=token)[0] == 400
    second = exchange(google)[1]["refresh_token"]
    google.oauth.tokens.revoke(SAM)
    assert refresh(google, second)[1]["error"] == "invalid_grant"


@pytest.mark.parametrize(("testing", "days", "alive"), [(True, 6, True), (True, 7, False), (False, 100, True)])
def test_in_testing_it_dies_after_a_week(google: GoogleEmulator, testing: bool, days: int, alive: bool) -> None:
    google.world.switches.testing = testing
    token = exchange(google)[1]["refresh_token"]
    google.now += timedelta(days=days)
    assert (refresh(google, token)[0] == 200) is alive


def test_an_unused_one_dies_after_half_a_year(google: GoogleEmulator) -> None:
    token = exchange(google)[1]["refresh_token"]
    google.now += timedelta(days=183)
    assert refresh(google, token)[0] == 400


def test_refresh_tokens_may_rotate(google: GoogleEmulator) -> None:
    google.world.switches.rotates_refresh_tokens = True
    token = exchange(google)[1]["refresh_token"]
    new = refresh(google, token)[1]["refresh_token"]
    assert (refresh(google, token)[0], refresh(google, new)[0]) == (400, 200)


def test_an_access_token_lasts_an_hour(google: GoogleEmulator) -> None:
    token = exchange(google)[1]["access_token"]
    url = google.api_endpoint + "calendars/primary/events"

    def call() -> requests.Response:
        return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=20)

    assert call().status_code == 200
    google.now += timedelta(hours=1)
    assert (call().status_code, call().headers["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert call().json()["error"]["errors"][0]["reason"] == "authError"


def test_a_service_account_acts_for_those_it_was_delegated_to(google: GoogleEmulator, tmp_path: Path) -> None:
    import httplib2
    from google.auth.exceptions import RefreshError
    from google.oauth2.service_account import Credentials
    from google_auth_httplib2 import Request

    google.oauth.service_account(tmp_path / "robot.json", google.url, delegated=frozenset({EVENTS}))
    robot: Any = Credentials.from_service_account_file(str(tmp_path / "robot.json"))  # type: ignore[no-untyped-call]
    http = httplib2.Http(ca_certs=google.server.ca_path)
    sam = robot.with_scopes([EVENTS]).with_subject(SAM)
    sam.refresh(Request(http))
    url = google.api_endpoint + "calendars/primary/events"
    answer, content = http.request(url, headers={"Authorization": f"Bearer {sam.token}"})
    assert (answer.status, json.loads(content)["summary"]) == (200, SAM)
    with pytest.raises(RefreshError, match="unauthorized_client"):
        robot.with_scopes([BUSY]).with_subject(SAM).refresh(Request(http))
    stolen = json.loads((tmp_path / "robot.json").read_text()) | {"client_email": "robot-9@x.example"}
    with pytest.raises(RefreshError, match="invalid_grant"):
        Credentials.from_service_account_info(stolen, scopes=[EVENTS]).refresh(Request(http))  # type: ignore[no-untyped-call]
    http.close()


def test_a_service_account_alone_invites_nobody(google: GoogleEmulator) -> None:
    from tests.emulators.google.desk import insert, refusal

    api = client.calendar(google, SAM)
    google.oauth.tokens.grants[-1].service = True
    body = {"attendees": [{"email": ANA}], "start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}}
    assert refusal(api.events().insert(calendarId="primary", body=body)) == (403, "forbiddenForServiceAccounts")
    assert insert(api.events(), attendees=[])["id"]
