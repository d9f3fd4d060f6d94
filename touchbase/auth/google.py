"""Google: sign in once, say how it stands, sign out, and the session a calendar works with."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from touchbase.auth import google_scopes
from touchbase.auth.account import Account, Desk, Standing
from touchbase.auth.cures import cure, not_signed_in
from touchbase.auth.endpoint import Refused, ask
from touchbase.auth.grant import TESTING, Grant, from_text
from touchbase.auth.tokens import TokenStore
from touchbase.errors import BadInput, ProviderDown, SignInAgain, TouchbaseError, TryLater

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

Settings = Mapping[str, str | bool]
"""[calendar.google] of config.toml."""
TESTING_SAID = "Google ends it then, as for projects in Testing: publish yours and sign in again; see docs/google.md."
TESTING_FEARED = "Is the Google project still in Testing? Then publish it, and sign in again; see docs/google.md."
CONNECTIONS = "https://myaccount.google.com/connections"


class GoogleSession(NamedTuple):
    """What a calendar needs. `granted` is what the person allowed; `missing` says in plain words what is off."""

    credentials: "Credentials"
    granted: frozenset[str]
    missing: tuple[str, ...] = ()


def sign_in(settings: Settings, tokens: TokenStore, account: Account, desk: Desk, asked: tuple[str, ...]) -> Standing:
    """Ask the person once and keep the grant; a service account has nothing to ask and is tried instead."""
    if settings.get("service_account_file"):
        return _try_key(settings, desk, asked)
    from touchbase.auth.google_client import read_client
    from touchbase.auth.google_flow import consent

    if not settings.get("client_secrets"):
        cure = "Write its path as `client_secrets` under [calendar.google], or --client-secrets: docs/google.md."
        raise BadInput("touchbase needs the client file of your own Google project.", remedy=cure)
    client = read_client(Path(str(settings["client_secrets"])))
    grant = consent(client, asked, account.owner, desk)
    with tokens.lock(account):
        tokens.save(account, grant.to_text())
    return _standing(grant, asked)


def standing(settings: Settings, tokens: TokenStore, account: Account, asked: tuple[str, ...]) -> Standing:
    """From what is kept, without asking Google; what is refused or damaged is its `problem`."""
    try:
        if settings.get("service_account_file"):
            from touchbase.auth.google_key import read_key

            return Standing("google", True, read_key(settings).subject, asked)
        text = tokens.load(account)
        if text is None:
            raise not_signed_in("google")
        return _standing(from_text(text), asked)
    except TouchbaseError as error:
        return Standing("google", False, problem=error.sentence, remedy=error.remedy)


def sign_out(tokens: TokenStore, account: Account, desk: Desk) -> str:
    """Revoke at Google, then delete here. "" when both went well, else why Google may still accept the sign-in."""
    with tokens.lock(account):
        why = _revoke(tokens, account, desk)
        tokens.delete(account)
    return why


def session(
    settings: Settings,
    tokens: TokenStore,
    account: Account,
    asked: tuple[str, ...],
    clock: Callable[[], datetime],
    environ: Mapping[str, str] = os.environ,
    sleep: Callable[[float], None] = time.sleep,
) -> GoogleSession:
    """Credentials whose every refresh goes through our lock and our wire, and fails in our errors; nothing is sent yet.

    SignInAgain when nobody signed in, or did not allow what nothing works without.
    """
    from google.oauth2.credentials import Credentials

    if settings.get("service_account_file"):
        from touchbase.auth.google_key import KeyRefresher, read_key

        refresher = KeyRefresher(read_key(settings), asked, environ, clock, sleep)
        return GoogleSession(Credentials(None, refresh_handler=refresher, scopes=list(asked)), frozenset(asked))  # type: ignore[no-untyped-call]
    from touchbase.auth.google_refresh import Refresher, load

    kept = load(tokens, account)
    missing = google_scopes.missing(asked, kept.scopes)
    if google_scopes.WITHOUT[asked[0]] in missing:
        raise SignInAgain(f"Google was not allowed to help with {missing[0]}.", cure("google"), "google")
    credentials = Credentials(  # type: ignore[no-untyped-call]
        kept.access_token,
        expiry=kept.expires.replace(tzinfo=None),
        refresh_handler=Refresher(tokens, account, environ, clock, kept.access_token, sleep),
        scopes=list(kept.scopes),
        granted_scopes=list(kept.scopes),
    )
    return GoogleSession(credentials, frozenset(kept.scopes), missing)


def _try_key(settings: Settings, desk: Desk, asked: tuple[str, ...]) -> Standing:
    from touchbase.auth.google_key import KeyRefresher, read_key

    key = read_key(settings)
    KeyRefresher(key, asked, desk.environ, lambda: desk.now, desk.sleep)()
    return Standing("google", True, key.subject, asked, since=desk.now, refreshed=desk.now)


def _standing(grant: Grant, asked: tuple[str, ...]) -> Standing:
    ends, remedy = grant.ends, TESTING_SAID
    if ends is None and grant.refreshed - grant.since < TESTING:  # not yet outlived what Testing allows
        ends, remedy = grant.since + TESTING, TESTING_FEARED
    return Standing(
        "google",
        True,
        grant.who,
        grant.scopes,
        google_scopes.missing(asked, grant.scopes),
        grant.since,
        grant.refreshed,
        ends,
        remedy=remedy if ends is not None else "",
    )


def _revoke(tokens: TokenStore, account: Account, desk: Desk) -> str:
    """RFC 7009; a token that Google does not know any more is as good as revoked."""
    by_hand = f"Take touchbase off the list at {CONNECTIONS}."
    try:
        text = tokens.load(account)
        if text is None:
            return ""
        grant = from_text(text)
        ask(grant.client.revoke_uri, {"token": grant.refresh_token}, desk.environ, desk.sleep)
    except Refused as refusal:
        return "" if refusal.code == "invalid_token" else f"Google did not revoke the sign-in. {by_hand}"
    except (SignInAgain, ProviderDown, TryLater) as error:
        return f"The sign-in was not revoked at Google: {error.sentence} {by_hand}"
    return ""
