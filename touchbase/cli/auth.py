"""`auth`: sign in once, see how it stands, sign out."""

from pathlib import Path

import click

from touchbase.auth.account import Desk, Standing
from touchbase.cli.accounts import by_person, cured, in_use
from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.signing import desk
from touchbase.errors import Exit, SignInAgain
from touchbase.reports.accounts import account_json, account_lines, signed_in_lines

PROVIDERS = ("google", "outlook")


@group("auth", "touchbase auth google", "touchbase auth status", "touchbase auth logout google")
def command() -> None:
    """Sign in to Google or Outlook, once; touchbase then works by itself until you sign out."""


@command.command("google", examples=("touchbase auth google", "touchbase auth google --no-browser   # over ssh"))
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@click.option("--client-secrets", metavar="FILE", type=click.Path(path_type=Path), help="Instead of the one in config.")
@pass_context
def google(context: Context, no_browser: bool, client_secrets: Path | None) -> None:
    """Let touchbase keep its events on your Google calendar. How to get a client file: docs/google.md."""
    from touchbase.auth.google import sign_in

    own = {"client_secrets": str(client_secrets)} if client_secrets else {}
    settings, account = {**context.config.google, **own}, context.account("google")
    at = _desk(context, "google", no_browser)
    _welcome(context, sign_in(settings, context.tokens, account, at, context.google_scopes))


@command.command(
    "outlook", examples=("touchbase auth outlook", "touchbase auth outlook --device-code   # without a browser here")
)
@click.option("--device-code", is_flag=True, help="Show a code to type on another device.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@pass_context
def outlook(context: Context, device_code: bool, no_browser: bool) -> None:
    """Let touchbase keep its events on your Outlook calendar."""
    from touchbase.auth.outlook import sign_in

    account, at = context.account("outlook"), _desk(context, "outlook", no_browser or device_code)
    _welcome(context, sign_in(context.outlook_settings, context.tokens, account, at, device_code=device_code))


@command.command("status", examples=("touchbase auth status", "touchbase auth status --json"))
@pass_context
def status(context: Context) -> int:
    """Which sign-ins there are, what they allow, how old they are and whether they will last. Asks nobody."""
    used, zone = in_use(context.config), context.owner.zone
    found = [standing_of(context, provider) for provider in PROVIDERS]
    shown = [one for one in found if one.signed_in or one.provider in used]
    if context.as_json:
        context.screen.json({"accounts": [account_json(one, zone) for one in shown]})
    else:
        context.screen.say(*(line for one in shown for line in account_lines(one, context.now, zone)))
        context.screen.say(*(() if shown else ("No account is in use: your calendar is a folder.",)))
    return Exit.SIGN_IN if any(one.problem and one.provider in used for one in shown) else Exit.OK


@command.command("logout", examples=("touchbase auth logout", "touchbase auth logout google"))
@click.argument("provider", type=click.Choice(PROVIDERS), required=False)
@pass_context
def logout(context: Context, provider: str | None) -> int:
    """End a sign-in: revoke it at the provider, then delete it here. Meetings on the calendar stay."""
    chosen = [provider] if provider else [one for one in PROVIDERS if _kept(context, one)]
    ended = [(one, _sign_out(context, one)) for one in chosen]
    if context.as_json:
        context.screen.json({"accounts": [{"provider": one, "revoked": not why, "detail": why} for one, why in ended]})
    else:
        context.screen.say(*(f"Signed out of {one.capitalize()}." for one, _ in ended))
        context.screen.say(*(() if ended else ("Nobody is signed in.",)))
    context.screen.fail(*(why for _, why in ended if why))
    return Exit.SOME_FAILED if any(why for _, why in ended) else Exit.OK


def _desk(context: Context, provider: str, elsewhere: bool) -> Desk:
    """An application of an organisation needs nobody to sit there."""
    return desk(context, elsewhere=elsewhere or not by_person(context.config, provider))


def _welcome(context: Context, standing: Standing) -> None:
    cured(context, standing.provider)
    if context.as_json:
        context.screen.json({"accounts": [account_json(standing, context.owner.zone)]})
    context.screen.say(*signed_in_lines(standing, context.now, context.owner.zone))


def standing_of(context: Context, provider: str) -> Standing:
    """How the owner's sign-in at that provider stands, without asking the provider."""
    account = context.account(provider)
    if provider == "google":
        from touchbase.auth.google import standing as at_google

        return at_google(context.config.google, context.tokens, account, context.google_scopes)
    from touchbase.auth.outlook import standing as at_outlook

    return at_outlook(context.outlook_settings, context.tokens, account, context.now)


def _sign_out(context: Context, provider: str) -> str:
    from touchbase.calendars.whose import ACCOUNT

    account = context.account(provider)
    if context.memory.get(provider + ACCOUNT):
        context.store.set(provider + ACCOUNT, "")
    at = Desk(context.screen.warn, context.now, environ=context.environ, sleep=context.sleep)
    if provider == "google":
        from touchbase.auth.google import sign_out as from_google

        return from_google(context.tokens, account, at)
    from touchbase.auth.outlook import sign_out as from_outlook

    return from_outlook(context.outlook_settings, context.tokens, account, at)


def _kept(context: Context, provider: str) -> bool:
    """Something is kept, be it damaged."""
    try:
        return context.tokens.load(context.account(provider)) is not None
    except SignInAgain:
        return True
