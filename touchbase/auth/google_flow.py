"""The one-time consent: the browser goes to Google, comes back to 127.0.0.1, and the code becomes a grant."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from touchbase.auth import grant
from touchbase.auth.account import Desk
from touchbase.auth.endpoint import Json, unreached
from touchbase.auth.google_client import Client
from touchbase.auth.grant import Grant
from touchbase.auth.loopback import HOST, Loopback
from touchbase.auth.wire import CONNECT, READ, secure
from touchbase.errors import SignInAgain, TryLater

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import InstalledAppFlow

AGAIN = "Run `touchbase auth google` again"


def consent(client: Client, scopes: tuple[str, ...], who: str, desk: Desk) -> Grant:
    """Ask a person at a browser. SignInAgain when they do not agree, or nobody comes in time; nothing is kept then.

    PKCE with S256 (RFC 7636) and a state of this sign-in alone; the redirect is the IP literal (RFC 8252 7.3).
    """
    from google_auth_oauthlib.flow import InstalledAppFlow

    _hush()
    with Loopback() as loop:
        flow = InstalledAppFlow.from_client_config(client.installed(), list(scopes), redirect_uri=loop.address)
        secure(flow.oauth2session, desk.environ)
        url, state = flow.authorization_url(prompt="consent", login_hint=who)
        loop.expect(state)
        _show(url, loop.port, desk)
        answer = loop.wait(state, desk.patience)
    if answer is None:
        raise _nobody(loop, desk)
    if "code" not in answer:
        raise _denied(answer)
    try:
        return grant.first(client, _exchange(flow, answer["code"]), scopes, who, desk.now)
    except (ValueError, OverflowError):
        raise TryLater("Something that is not Google's sign-in answered.", f"{AGAIN} in a moment.") from None


def _hush() -> None:
    """At debug level these write down codes, verifiers and tokens, whoever listens."""
    for name in ("requests_oauthlib", "oauthlib"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _show(url: str, port: int, desk: Desk) -> None:
    if desk.browse is not None:
        desk.say("Your browser opens Google's page; agree there. If it does not open, this is its address:")
        desk.say(url)
        desk.browse(url)
        return
    desk.say("Open this address in a browser on this machine and agree there:")
    desk.say(url)
    desk.say(f"A browser elsewhere? Before, there: ssh -L {port}:{HOST}:{port} and the name of this machine")


def _nobody(loop: Loopback, desk: Desk) -> SignInAgain:
    strange = " An answer that was not for this sign-in came and was ignored." if loop.strangers else ""
    return SignInAgain(
        f"No answer came from the browser within {round(desk.patience / 60) or 1} min; nothing was changed.{strange}",
        f"{AGAIN} and agree on Google's page.",
        "google",
    )


def _denied(answer: Mapping[str, str]) -> SignInAgain:
    if answer["error"] == "access_denied":
        sentence = "You did not allow it on Google's page; nothing was changed."
        return SignInAgain(sentence, f"{AGAIN} to agree.", "google")
    what = answer["error"][:60]
    return SignInAgain(f"Google did not sign you in ({what}).", "docs/google.md goes through the set-up.", "google")


def _exchange(flow: "InstalledAppFlow", code: str) -> Json:
    """The token answer. A narrower consent than asked comes as a Warning that carries it."""
    import requests
    from oauthlib.oauth2 import OAuth2Error

    try:
        with flow.oauth2session:
            return dict(flow.fetch_token(code=code, include_client_id=True, timeout=(CONNECT, READ)))
    except Warning as narrower:
        return dict(narrower.token)  # type: ignore[attr-defined]
    except requests.RequestException as error:
        raise unreached(error) from None
    except OAuth2Error as error:
        known = error.error if error.error in ("invalid_client", "invalid_grant", "unauthorized_client") else ""
        if known:
            cure = "Is the client file current? docs/google.md goes through the set-up."
            raise SignInAgain(f"Google did not accept the sign-in ({known}).", cure, "google") from None
        raise TryLater("Google's sign-in did not answer as it should.", f"{AGAIN} in a moment.") from None
