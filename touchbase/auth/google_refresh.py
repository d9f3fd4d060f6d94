"""New access tokens from what is kept: under the lock, saved before used, and never two runs the same."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from touchbase.auth.account import Account
from touchbase.auth.cures import cure, not_signed_in
from touchbase.auth.endpoint import Refused, ask
from touchbase.auth.grant import TESTING, Grant, from_text
from touchbase.auth.tokens import TokenStore
from touchbase.errors import SignInAgain, TryLater

NEARLY = timedelta(hours=12)  # Google does not end it to the minute


class Refresher:
    """What google-auth calls when an access token is missing, old, or was answered with 401 (`refresh_handler`)."""

    def __init__(
        self,
        tokens: TokenStore,
        account: Account,
        environ: Mapping[str, str],
        clock: Callable[[], datetime],
        handed: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._tokens, self._account, self._environ, self._clock, self._sleep = tokens, account, environ, clock, sleep
        self._handed = handed

    def __call__(self, *_: object, **__: object) -> tuple[str, datetime]:
        """An access token and when it ends, in naive UTC as google-auth wants it."""
        with self._tokens.lock(self._account):
            kept = load(self._tokens, self._account)
            if kept.access_token == self._handed or not kept.fresh(self._clock()):  # else another run was faster
                kept = renew(kept, self._environ, self._clock, self._sleep)
                self._tokens.save(self._account, kept.to_text())
        self._handed = kept.access_token
        return kept.access_token, kept.expires.replace(tzinfo=None)


def load(tokens: TokenStore, account: Account) -> Grant:
    """What is kept; SignInAgain when there is none, or it is damaged."""
    text = tokens.load(account)
    if text is None:
        raise not_signed_in("google")
    return from_text(text)


def renew(
    kept: Grant, environ: Mapping[str, str], clock: Callable[[], datetime], sleep: Callable[[float], None]
) -> Grant:
    """One refresh (RFC 6749 6), with the scopes that were granted: asking for more is refused."""
    client = kept.client
    form = {
        "grant_type": "refresh_token",
        "client_id": client.id,
        "client_secret": client.secret,
        "refresh_token": kept.refresh_token,
        "scope": " ".join(kept.scopes),
    }
    try:
        return kept.renewed(ask(client.token_uri, form, environ, sleep), clock())
    except Refused as refusal:
        raise ended(kept, refusal.code, clock()) from None
    except (ValueError, OverflowError):
        raise TryLater(
            "Something that is not Google's sign-in answered.", "The same command will work later."
        ) from None


def ended(kept: Grant, code: str, now: datetime) -> SignInAgain:
    """Why Google no longer accepts a sign-in, as well as can be told, and the cure in one line."""
    if code != "invalid_grant":
        sentence = f"Google no longer accepts this client ({code})."
        return SignInAgain(sentence, f"Check the client file, then: {cure('google')}", "google")
    week = kept.since + TESTING
    if not kept.ends and not kept.refreshed < week < now + NEARLY:
        return SignInAgain("Your sign-in to Google was revoked or has expired.", cure("google"), "google")
    return SignInAgain(
        "Your sign-in to Google ended after its 7 days: the Google project is probably still in Testing.",
        f"Publish it (docs/google.md), so that it lasts. {cure('google')}",
        "google",
    )
