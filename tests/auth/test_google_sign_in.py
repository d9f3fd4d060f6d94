"""The one-time sign-in at Google, through google-auth-oauthlib, against the emulated endpoints."""

import json
import socket
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from tests.auth.google import ASKED, SAM, Place, place
from tests.emulators.faults import Fault, answer, drop, half_body
from tests.emulators.google.oauth import Consent
from touchbase.auth.account import Desk
from touchbase.auth.google import sign_in
from touchbase.auth.google_scopes import ATTENDANCE, EVENTS, EVENTS_OWNED, FREEBUSY, missing, needed
from touchbase.errors import BadInput, Exit, ProviderDown, SignInAgain, TouchbaseError, TryLater

__all__ = ["place"]


def test_a_person_agrees_once(place: Place) -> None:
    standing = place.sign_in()
    assert (standing.signed_in, standing.who, standing.missing, standing.problem) == (True, "sam@example.com", (), "")
    assert place.standing() == standing
    assert place.session().credentials.token in place.google.oauth.tokens.access


def test_google_is_asked_the_way_the_standards_say(place: Place) -> None:
    place.sign_in()
    [asked] = place.google.oauth.asked
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 22
    assert (asked["access_type"], asked["prompt"], asked["login_hint"]) == ("offline", "consent", "sam@example.com")
    redirect = urlsplit(asked["redirect_uri"])
    assert (redirect.scheme, redirect.hostname) == ("http", "127.0.0.1")
    assert asked["scope"].split() == list(ASKED)


def test_two_sign_ins_share_neither_state_nor_challenge_nor_port(place: Place) -> None:
    place.sign_in()
    place.sign_in()
    one, other = place.google.oauth.asked
    assert all(one[name] != other[name] for name in ("state", "code_challenge"))


def test_the_challenge_is_really_verified(place: Place) -> None:
    """Google is told another challenge on the way: the code of that page is worth nothing to us."""

    def meddle(url: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        place.browser(f"{url.partition('?')[0]}?{urlencode(asked | {'code_challenge': 'x' * 43})}")

    desk = Desk(place.said.append, place.google.now, meddle, 20)
    with pytest.raises(SignInAgain, match=r"did not accept the sign-in \(invalid_grant\)"):
        sign_in(place.settings, place.tokens, SAM, desk, ASKED)
    assert place.kept == ""


def test_the_receiver_is_gone_afterwards(place: Place) -> None:
    place.sign_in()
    port = urlsplit(place.google.oauth.asked[0]["redirect_uri"]).port
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port or 0), timeout=1)


def test_strays_before_the_answer_do_no_harm(place: Place) -> None:
    stray = "/?" + urlencode({"code": "4/forged", "state": "guessed"})
    place.browser.strays = ["/favicon.ico", "/", stray, "/apple-touch-icon.png"]
    assert place.sign_in().signed_in
    assert [status for status, _ in place.browser.pages] == [404, 404, 400, 404, 200]


def test_an_answer_with_another_state_is_never_exchanged(place: Place) -> None:
    place.google.oauth.consent = Consent(wrong_state=True)
    with pytest.raises(SignInAgain, match="not for this sign-in came and was ignored") as caught:
        place.sign_in(patience=0.5)
    assert caught.value.exit_code == Exit.SIGN_IN
    assert place.paths("/token") == 0
    assert place.kept == ""


def test_who_says_no_reads_that_nothing_was_changed(place: Place) -> None:
    place.google.oauth.consent = Consent(denies=True)
    with pytest.raises(SignInAgain, match=r"You did not allow it .* nothing was changed") as caught:
        place.sign_in()
    assert caught.value.remedy == "Run `touchbase auth google` again to agree."
    assert "Nothing was allowed" in place.browser.pages[-1][1]
    assert (place.paths("/token"), place.kept) == (0, "")


def test_a_new_sign_in_that_fails_leaves_the_old_one(place: Place) -> None:
    place.sign_in()
    kept = place.kept
    place.google.oauth.consent = Consent(denies=True)
    with pytest.raises(SignInAgain):
        place.sign_in()
    assert place.kept == kept


def test_nobody_comes_in_time(place: Place) -> None:
    with pytest.raises(SignInAgain, match="No answer came from the browser within 1 min; nothing was changed"):
        sign_in(place.settings, place.tokens, SAM, place.desk(0.05, opens=False), ASKED)
    assert place.said[1].startswith(place.google.url)
    assert place.said[2].startswith("A browser elsewhere?")


def test_partial_consent_is_kept_and_named(place: Place) -> None:
    place.google.oauth.consent = Consent(grants=frozenset({EVENTS_OWNED}))
    standing = place.sign_in()
    assert standing.missing == ("seeing when you and your guests are busy",)
    session = place.session()
    assert (session.granted, session.missing) == (frozenset({EVENTS_OWNED}), standing.missing)
    place.google.oauth.tokens.expire_access()
    session.credentials.refresh(None)  # type: ignore[no-untyped-call]
    assert place.google.server.history[-1].request.form["scope"] == EVENTS_OWNED, "more would be refused"


def test_without_the_calendar_itself_there_is_no_session(place: Place) -> None:
    place.google.oauth.consent = Consent(grants=frozenset({FREEBUSY}))
    place.sign_in()
    with pytest.raises(SignInAgain, match="not allowed to help with keeping touchbases on your calendar"):
        place.session()


def test_nobody_signed_in_yet(place: Place) -> None:
    with pytest.raises(SignInAgain, match=r"not signed in to Google yet. Run `touchbase auth google` once"):
        place.session()
    assert place.standing().problem == "You are not signed in to Google yet."


@pytest.mark.parametrize(
    ("settings", "writes", "scopes"),
    [
        ({"calendar_id": "primary", "attendance": False}, True, (EVENTS_OWNED, FREEBUSY)),
        ({"calendar_id": "team@example.com"}, True, (EVENTS, FREEBUSY)),
        ({"calendar_id": "primary", "attendance": True}, True, (EVENTS_OWNED, FREEBUSY, ATTENDANCE)),
        ({"calendar_id": "primary", "attendance": True}, False, (FREEBUSY,)),
    ],
)
def test_no_more_is_asked_than_is_used(settings: dict[str, str | bool], writes: bool, scopes: tuple[str, ...]) -> None:
    assert needed(settings, writes) == scopes
    assert missing(scopes, scopes) == ()
    assert len(missing(scopes, ())) == len(scopes)


def test_all_calendars_include_the_own_one() -> None:
    assert missing((EVENTS_OWNED, FREEBUSY), (EVENTS, FREEBUSY)) == ()


@pytest.mark.parametrize(
    ("fault", "error", "sentence"),
    [
        (answer(500, b"{}"), TryLater, "a bad moment at Google"),
        (answer(200, b"<html>Please log in to the hotel's network</html>"), TryLater, "a captive portal"),
        (answer(200, b'{"access_token": "x"}'), TryLater, "no refresh token in it"),
        (answer(200, b'{"access_token": "x", "refresh_token": 5}'), TryLater, "a refresh token that is none"),
        (answer(200, b'{"access_token": "x", "refresh_token": "y", "expires_in": "soon"}'), TryLater, "no number"),
        (answer(307, b"", headers={"Location": "https://127.0.0.1:1/token"}), ProviderDown, "a redirect"),
        (answer(400, b'{"error": "invalid_client"}'), SignInAgain, "another client secret"),
        (drop(), ProviderDown, "the connection is cut"),
        (half_body(), TouchbaseError, "the answer is cut"),
    ],
)
def test_an_exchange_that_fails_says_why_and_keeps_nothing(
    place: Place, fault: object, error: type[TouchbaseError], sentence: str
) -> None:
    place.google.faults.add(Fault(fault, path="/token", times=9))  # type: ignore[arg-type]
    with pytest.raises(error) as caught:
        place.sign_in()
    assert caught.value.remedy
    assert place.kept == ""


def test_a_client_file_of_a_newer_kind_without_a_secret_is_fine(place: Place) -> None:
    path = Path(str(place.settings["client_secrets"]))
    found = json.loads(path.read_text())
    del found["installed"]["client_secret"]
    path.write_text(json.dumps(found))
    with pytest.raises(SignInAgain, match="invalid_client"):  # the emulated client has one
        place.sign_in()


def test_no_client_file_is_named(place: Place) -> None:
    place.settings.clear()
    with pytest.raises(BadInput, match=r"client file of your own Google project.*docs/google.md"):
        place.sign_in()


def test_the_term_google_gives_is_shown(place: Place) -> None:
    place.google.world.switches.testing = place.google.world.switches.says_refresh_expiry = True
    standing = place.sign_in()
    assert standing.ends is not None
    assert (standing.ends - place.google.now).days == 6
    assert "publish yours" in standing.remedy


def test_google_does_not_sign_in_for_another_reason(place: Place) -> None:
    def back(url: str) -> None:
        query = parse_qs(urlsplit(url).query)
        answer = {"error": "admin_policy_enforced", "state": query["state"][0]}
        assert requests.get(f"{query['redirect_uri'][0]}?{urlencode(answer)}", timeout=5).ok

    with pytest.raises(SignInAgain, match=r"Google did not sign you in \(admin_policy_enforced\)"):
        sign_in(place.settings, place.tokens, SAM, Desk(place.said.append, place.google.now, back, 5), ASKED)
