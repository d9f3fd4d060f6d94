"""Access tokens renewed: once for all runs, saved before used, and each failure with its own cure."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import httplib2
import pytest
from google_auth_httplib2 import AuthorizedHttp

from tests.auth.google import SAM, Place, place
from tests.emulators.faults import Fault, answer, drop, half_body
from tests.emulators.serving import Answer, Server
from touchbase.errors import Exit, ProviderDown, SignInAgain, TouchbaseError, TryLater

__all__ = ["place"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def signed(place: Place) -> Place:
    place.sign_in()
    return place


def refresh(place: Place) -> str:
    """As google-auth does it when the access token is over."""
    credentials = place.session().credentials
    credentials.refresh(None)  # type: ignore[no-untyped-call]
    return str(credentials.token)


def without_tokens(text: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(text).items() if "token" not in name}


def test_a_fresh_token_is_used_as_it_is(signed: Place) -> None:
    asked = signed.paths()
    assert signed.session().credentials.valid
    assert signed.paths() == asked


def test_an_old_one_is_renewed_and_the_new_one_kept(signed: Place) -> None:
    signed.google.now += HOUR
    token = refresh(signed)
    assert token in signed.google.oauth.tokens.access
    assert json.loads(signed.kept)["access_token"] == token
    assert signed.standing().refreshed == signed.google.now
    asked = signed.paths()
    assert signed.session().credentials.token == token
    assert signed.paths() == asked, "the next run needs no refresh"


def test_a_rotated_refresh_token_is_saved(signed: Place) -> None:
    signed.google.world.switches.rotates_refresh_tokens = True
    for _ in range(3):
        signed.google.now += HOUR
        refresh(signed)
    assert json.loads(signed.kept)["refresh_token"] in signed.google.oauth.tokens.grants[0].refresh_tokens


def test_a_rotation_changes_nothing_else(signed: Place) -> None:
    before = without_tokens(signed.kept)
    signed.google.world.switches.rotates_refresh_tokens = True
    signed.google.now += HOUR
    refresh(signed)
    moved = ("expires", "refreshed")
    after = without_tokens(signed.kept)
    assert {k: v for k, v in after.items() if k not in moved} == {k: v for k, v in before.items() if k not in moved}


def test_google_calls_through_the_library_renew_by_themselves(signed: Place) -> None:
    signed.google.oauth.tokens.expire_access()
    http = AuthorizedHttp(signed.session().credentials, http=httplib2.Http(ca_certs=signed.google.server.ca_path))
    status, _ = http.request(f"{signed.google.api_endpoint}calendars/primary/events")
    http.close()
    assert status.status == 200
    assert signed.paths() == 2


def test_a_session_that_was_overtaken_takes_what_the_other_got(signed: Place) -> None:
    early = signed.session().credentials
    signed.google.now += HOUR
    token = refresh(signed)
    asked = signed.paths()
    early.refresh(None)  # type: ignore[no-untyped-call]
    assert (early.token, signed.paths()) == (token, asked)
    early.refresh(None)  # type: ignore[no-untyped-call]
    assert signed.paths() == asked + 1, "that one was refused with 401, so it is really renewed"


RENEW = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
from touchbase.auth.google_refresh import Refresher
print("ready", flush=True)
sys.stdin.readline()
now = datetime.fromisoformat(sys.argv[2])
refresher = Refresher(FileTokens(Path(sys.argv[1])), Account("google", "sam@example.com"), {}, lambda: now, "")
print(refresher()[0], flush=True)
"""


@pytest.mark.parametrize("rotates", [True, False])
def test_processes_that_renew_at_once_renew_once(signed: Place, rotates: bool) -> None:
    signed.google.world.switches.rotates_refresh_tokens = rotates
    signed.google.now += HOUR
    argv = [sys.executable, "-c", RENEW, str(signed.tokens.folder), signed.google.now.isoformat()]
    runs = [subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    asked = signed.paths()
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    tokens = {run.communicate(timeout=30)[0].strip() for run in runs}
    assert (signed.paths() - asked, len(tokens)) == (1, 1)
    assert json.loads(signed.kept)["access_token"] in tokens


def test_revoked_says_sign_in_again_and_deletes_nothing(signed: Place) -> None:
    signed.google.oauth.tokens.revoke("sam@example.com")
    kept = signed.kept
    with pytest.raises(SignInAgain, match="revoked or has expired") as caught:
        refresh(signed)
    assert (caught.value.exit_code, caught.value.provider) == (Exit.SIGN_IN, "google")
    assert caught.value.remedy == "Run `touchbase auth google` once at a terminal."
    assert "Testing" not in str(caught.value), "on the first day it cannot be that"
    assert signed.kept == kept


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("late", [timedelta(), timedelta(days=3)])
def test_the_death_after_seven_days_in_testing_is_named(signed: Place, late: timedelta, said: bool) -> None:
    signed.google.world.switches.testing = True
    signed.google.world.switches.says_refresh_expiry = said
    signed.sign_in()
    signed.google.now += 6 * DAY
    refresh(signed)
    signed.google.now += DAY + late
    with pytest.raises(SignInAgain, match=r"ended after its 7 days.*in Testing.*Publish it \(docs/google.md\)"):
        refresh(signed)


def test_after_seven_days_that_were_lived_through_it_is_not_testing(signed: Place) -> None:
    assert signed.standing().ends == signed.google.now + 7 * DAY
    signed.google.now += 8 * DAY
    refresh(signed)
    assert (signed.standing().ends, signed.standing().remedy) == (None, "")
    signed.google.oauth.tokens.revoke("sam@example.com")
    signed.google.now += DAY
    with pytest.raises(SignInAgain) as caught:
        refresh(signed)
    assert "Testing" not in str(caught.value)


@pytest.mark.parametrize("code", ["invalid_client", "deleted_client", "unauthorized_client"])
def test_a_client_that_google_does_not_know_any_more(signed: Place, code: str) -> None:
    signed.google.faults.add(Fault(answer(401, {"error": code}), path="/token"))
    with pytest.raises(SignInAgain, match=rf"no longer accepts this client \({code}\)"):
        refresh(signed)


def test_an_error_code_that_is_none_is_not_repeated(signed: Place) -> None:
    signed.google.faults.add(Fault(answer(400, {"error": "\x1b[2J" + "x" * 5000}), path="/token"))
    with pytest.raises(SignInAgain, match=r"accepts this client \(refused\)"):
        refresh(signed)


@pytest.mark.parametrize(
    ("fault", "error", "sentence"),
    [
        (answer(503, b""), TryLater, "overloaded"),
        (answer(429, {"error": "rate_limit_exceeded"}), TryLater, "too many"),
        (answer(500, {"error": "internal_failure"}), TryLater, "a bad moment"),
        (answer(200, b"<html>Log in to the hotel</html>"), TryLater, "a captive portal"),
        (answer(200, b"[]"), TryLater, "JSON of another kind"),
        (answer(200, {"token_type": "Bearer"}), TryLater, "no token in it"),
        (answer(200, {"access_token": "x", "expires_in": 10**30}), TryLater, "a number without end"),
        (answer(200, {"access_token": "x", "scope": [1]}), TryLater, "scopes that are none"),
        (answer(403, b"<html>Blocked by the proxy</html>"), TryLater, "a proxy's own page"),
        (answer(404, b""), TryLater, "nothing there"),
        (answer(302, headers={"Location": "https://127.0.0.1:1/"}), ProviderDown, "a redirect"),
        (answer(307, headers={"Location": "https://127.0.0.1:1/"}), ProviderDown, "one that would repeat the secret"),
        (drop(), ProviderDown, "the connection is cut"),
        (half_body(), TouchbaseError, "half an answer"),
    ],
)
def test_what_is_not_about_the_sign_in_never_asks_to_sign_in(
    signed: Place, fault: Callable[..., object], error: type[TouchbaseError], sentence: str
) -> None:
    signed.google.faults.add(Fault(fault, path="/token", times=None))  # type: ignore[arg-type]
    kept = signed.kept
    with pytest.raises(error) as caught:
        refresh(signed)
    assert not isinstance(caught.value, SignInAgain)
    assert "sign in again" not in str(caught.value)
    assert caught.value.remedy
    assert signed.kept == kept


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_secret_follows_a_redirect(signed: Place, status: int) -> None:
    with Server(lambda _: Answer.of_json({"access_token": "caught", "refresh_token": "caught"})) as elsewhere:
        to = {"Location": f"{elsewhere.url}/token"}
        signed.google.faults.add(Fault(answer(status, headers=to), path="/(token|revoke)", times=None))
        with pytest.raises(ProviderDown, match="sends us to another address, which is not followed"):
            refresh(signed)
        with pytest.raises(ProviderDown, match="not followed"):
            signed.sign_in()
        assert "not followed" in signed.sign_out()
        assert elsewhere.history == []


def test_a_short_trouble_is_waited_out(signed: Place) -> None:
    signed.google.faults.add(Fault(answer(503, b""), path="/token", times=2))
    assert refresh(signed) in signed.google.oauth.tokens.access
    assert signed.slept == [1.0, 3.0]


def test_no_network_at_all(signed: Place) -> None:
    signed.google.server.close()
    with pytest.raises(ProviderDown, match="cannot be reached"):
        refresh(signed)


def test_a_certificate_nobody_vouches_for(signed: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPLIB2_CA_CERTS", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ProviderDown, match=r"certificate is not one this machine trusts.*REQUESTS_CA_BUNDLE"):
        refresh(signed)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPLIB2_CA_CERTS"])
def test_either_ca_variable_is_enough(signed: Place, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for other in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPLIB2_CA_CERTS", "SSL_CERT_FILE"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, signed.google.server.ca_path)
    assert refresh(signed) in signed.google.oauth.tokens.access
    assert signed.sign_in().signed_in


def test_a_token_that_ends_at_once_is_used_until_google_says_no(signed: Place) -> None:
    signed.google.faults.add(Fault(answer(200, {"access_token": "short", "expires_in": 5}), path="/token"))
    assert refresh(signed) == "short"


def test_a_run_whose_sign_in_vanished_meanwhile(signed: Place) -> None:
    credentials = signed.session().credentials
    signed.tokens.delete(SAM)
    with pytest.raises(SignInAgain, match="not signed in"):
        credentials.refresh(None)  # type: ignore[no-untyped-call]


def test_cut_at_every_byte_it_is_damaged_and_stays(signed: Place) -> None:
    path, whole = signed.tokens.path(SAM), signed.kept.encode()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(SignInAgain, match=r"damaged; nothing was deleted. Run `touchbase auth google`"):
            signed.session()
        assert path.read_bytes() == whole[:end]
    assert "damaged" in signed.standing().problem
    path.write_bytes(whole)
    assert signed.session().credentials.valid


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2}, {"refresh_token": None}, {"refresh_token": 5}, {"expires": "soon"},
        {"since": "2026-06-03T11:00"}, {"client": None}, {"client": {}}, {"client": {"id": "x", "no": "such"}},
        {"scopes": "a b"}, {"asked": [1]},
        {"ends": 5}, {"who": None},
    ],
)  # fmt: skip
def test_values_of_another_kind_are_damage_too(signed: Place, change: dict[str, object]) -> None:
    signed.tokens.save(SAM, json.dumps(json.loads(signed.kept) | change))
    with pytest.raises(SignInAgain, match="damaged"):
        signed.session()


@pytest.mark.parametrize("text", ["", "null", "[]", "5", "{}", "[" * 100_000, '{"schema": 1}', '"text"'])
def test_text_of_another_kind_is_damage_too(signed: Place, text: str) -> None:
    signed.tokens.save(SAM, text)
    with pytest.raises(SignInAgain, match="damaged"):
        signed.session()


def test_signing_in_again_cures_damage(signed: Place) -> None:
    signed.tokens.save(SAM, "half a tok")
    signed.sign_in()
    assert refresh(signed) in signed.google.oauth.tokens.access


class TestSignOut:
    def test_it_is_revoked_and_then_deleted(self, signed: Place) -> None:
        assert signed.sign_out() == ""
        assert signed.google.oauth.tokens.grants[0].revoked
        assert signed.tokens.load(SAM) is None
        assert signed.google.server.history[-1].request.path == "/revoke"

    def test_the_token_is_in_no_address(self, signed: Place) -> None:
        signed.sign_out()
        assert signed.google.server.history[-1].request.query == {}

    def test_one_that_was_revoked_before_is_as_good(self, signed: Place) -> None:
        signed.google.oauth.tokens.revoke("sam@example.com")
        assert signed.sign_out() == ""
        assert signed.tokens.load(SAM) is None

    def test_nobody_was_signed_in(self, place: Place) -> None:
        assert place.sign_out() == ""
        assert place.paths("/revoke") == 0

    @pytest.mark.parametrize(
        ("fault", "why"),
        [
            (drop(), "was not revoked at Google: The sign-in service cannot be reached"),
            (answer(503, b""), "was not revoked at Google: The sign-in service is overloaded"),
            (answer(400, {"error": "invalid_request"}), "Google did not revoke"),
        ],
    )
    def test_when_google_does_not_confirm_it_is_deleted_and_said(
        self, signed: Place, fault: Callable[..., object], why: str
    ) -> None:
        signed.google.faults.add(Fault(fault, path="/revoke", times=None))  # type: ignore[arg-type]
        said = signed.sign_out()
        assert why in said
        assert said.endswith("Take touchbase off the list at https://myaccount.google.com/connections.")
        assert signed.tokens.load(SAM) is None

    def test_damage_cannot_be_revoked_but_is_deleted(self, signed: Place) -> None:
        signed.tokens.save(SAM, "half a tok")
        assert "damaged" in signed.sign_out()
        assert signed.tokens.load(SAM) is None


def test_no_secret_is_in_any_error(signed: Place) -> None:
    secrets = [json.loads(signed.kept)[name] for name in ("access_token", "refresh_token")]
    faults = [answer(503, b""), drop(), answer(307, headers={"Location": "https://127.0.0.1:1/"}), half_body()]
    for fault in (*faults, answer(400, {"error": "invalid_grant", "error_description": secrets[1]})):
        signed.google.faults.add(Fault(fault, path="/token", times=3))
        signed.google.now += HOUR
        with pytest.raises(TouchbaseError) as caught:
            refresh(signed)
        error: BaseException | None = caught.value
        while error is not None:
            assert not any(secret in f"{error!r} {error}" for secret in secrets)
            error = None if error.__suppress_context__ else error.__context__
        signed.google.faults.faults.clear()
