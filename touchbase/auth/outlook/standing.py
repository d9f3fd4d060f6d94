"""How a sign-in to Outlook stands, from what is kept and without the network."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from touchbase.auth.account import Account, Standing
from touchbase.auth.cures import cure, not_signed_in
from touchbase.auth.outlook.credentials import credential_of
from touchbase.auth.outlook.kept import Kept, from_text
from touchbase.auth.outlook.settings import Given, Settings, missing, settings_of
from touchbase.auth.tokens import TokenStore
from touchbase.errors import BadInput, TouchbaseError

IDLE = timedelta(days=90)
"""A refresh token unused for so long is dead (learn.microsoft.com/entra/identity-platform/refresh-tokens)."""


def standing(given: Given, tokens: TokenStore, account: Account, now: datetime) -> Standing:
    """Who signed in, for what, since when; what is missing, refused or damaged is its `problem`."""
    try:
        settings = settings_of(given)
        if settings.as_application:
            credential_of(settings)
            return of_application(settings)
        text = tokens.load(account)
        if text is None:
            raise not_signed_in("outlook")
        return of_kept(from_text(text), settings.scopes, now)
    except TouchbaseError as error:
        return _ill(error)


def of_kept(kept: Kept, asked: Sequence[str], now: datetime) -> Standing:
    """Each use renews the 90 days, so a schedule keeps it alive; `asked` is what config.toml needs today."""
    ends = kept.refreshed + IDLE
    over = now >= ends
    return Standing(
        "outlook",
        signed_in=not over,
        who=kept.who,
        scopes=kept.scopes,
        missing=missing(asked, kept.scopes),
        since=kept.since,
        refreshed=kept.refreshed,
        ends=ends,
        problem="It was not used for 90 days, so Microsoft has ended it." if over else "",
        remedy=cure("outlook") if over else "Each use makes it last 90 days more; a schedule keeps it alive.",
    )


def of_application(settings: Settings) -> Standing:
    return Standing("outlook", signed_in=True, who=settings.user, scopes=tuple(settings.application_scopes))


def _ill(error: TouchbaseError) -> Standing:
    problems = error.problems if isinstance(error, BadInput) else ()
    sentence = "; ".join([error.sentence, *map(str, problems)])
    return Standing("outlook", False, problem=sentence, remedy=error.remedy)
