"""The one-time sign-in of a person, and the trial of an application's own."""

from collections.abc import Mapping
from typing import Any

from touchbase.auth.account import Account, Desk, Standing
from touchbase.auth.cures import cure
from touchbase.auth.outlook import application
from touchbase.auth.outlook.answers import access_in
from touchbase.auth.outlook.application import Outside
from touchbase.auth.outlook.browser import by_browser
from touchbase.auth.outlook.clouds import cautions
from touchbase.auth.outlook.device import by_device_code
from touchbase.auth.outlook.kept import Kept, from_text, to_text
from touchbase.auth.outlook.session import ApplicationSession
from touchbase.auth.outlook.settings import Given, Settings, allowed, missing, settings_of
from touchbase.auth.outlook.standing import of_application, of_kept
from touchbase.auth.tokens import TokenStore
from touchbase.errors import ProviderDown, SignInAgain


def sign_in(given: Given, tokens: TokenStore, account: Account, desk: Desk, *, device_code: bool = False) -> Standing:
    """A person signs in at a browser or with a device code, and it is kept; an application is only tried.

    SignInAgain when it was not allowed, ProviderDown or TryLater for the network, BadInput when config.toml or the
    registration is wrong; then what was kept before stays as it was.
    """
    settings = settings_of(given)
    if settings.as_application:
        ApplicationSession(settings, lambda: desk.now, Outside(desk.environ, desk.sleep))()
        desk.say(f"The application signs in by itself and acts for {settings.user}.")
        return of_application(settings)
    before = _before(tokens, account)
    kept = _asked(settings, desk, before.who if before else "", device_code)
    _same_person(before, kept)
    with tokens.lock(account):
        tokens.save(account, to_text(kept))
    return of_kept(kept, settings.scopes, desk.now)


def _asked(settings: Settings, desk: Desk, hint: str, device_code: bool) -> Kept:
    """What the person allowed."""
    for line in cautions(settings.host):
        desk.say(line)
    cache = application.empty_cache()
    app = application.public(settings, cache, Outside(desk.environ, desk.sleep))
    scopes = settings.scopes
    answer = by_device_code(app, scopes, desk) if device_code else by_browser(app, scopes, desk, hint)
    access_in(answer, desk.now)
    return _kept(settings, desk, answer, app.get_accounts(), cache.serialize())


def _kept(settings: Settings, desk: Desk, answer: Mapping[str, Any], people: list[dict[str, Any]], cache: str) -> Kept:
    if not people or "refresh_token" not in answer:
        raise ProviderDown("Microsoft's answer names nobody, or holds nothing to renew.", cure("outlook"))
    scopes = allowed(str(answer.get("scope", ""))) or tuple(settings.scopes)  # RFC 6749 5.1: left out means all
    if off := missing([settings.vital_scope], scopes):
        raise SignInAgain(f"Microsoft was not allowed to help with {off[0]}.", cure("outlook"), "outlook")
    person = people[0]
    return Kept(cache, person["home_account_id"], person["username"], scopes, since=desk.now, refreshed=desk.now)


def _before(tokens: TokenStore, account: Account) -> Kept | None:
    """Who signed in last time; a damaged record is about to be replaced."""
    with tokens.lock(account):
        text = tokens.load(account)
    try:
        return from_text(text) if text else None
    except SignInAgain:
        return None


def _same_person(before: Kept | None, kept: Kept) -> None:
    """Another account's calendar knows none of our series: who changes accounts says so by signing out first."""
    if before and before.home != kept.home:
        raise SignInAgain(
            f"That was {kept.who}; until now touchbase worked for {before.who}. Nothing was changed.",
            "Sign in as before, or `touchbase auth logout outlook` first.",
            "outlook",
        )
