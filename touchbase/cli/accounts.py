"""The accounts in use, and what is remembered of one that needs a person: said once a day, shown by `status`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from touchbase.cli.context import Context
from touchbase.errors import Exit, RefusedPlan, SignInAgain

if TYPE_CHECKING:
    from touchbase.config import Config

WITHOUT_PERSON = ("service_account_file", "client_secret_file", "certificate_file")


class Facts(Protocol):
    """What we remember, as far as it is read here."""

    def get(self, key: str) -> str | None: ...


def in_use(config: "Config") -> tuple[str, ...]:
    """The providers that need an account, the one with the touchbases first."""
    named = (config.provider, *(source.provider for source in config.busy_from))
    return tuple(dict.fromkeys(name for name in named if name not in ("", "local")))


def by_person(config: "Config", provider: str) -> bool:
    """True when a person signs in there, and not an application of their organisation."""
    settings = config.google if provider == "google" else config.outlook
    return not any(settings.get(name) for name in WITHOUT_PERSON)


def trouble(facts: Facts, provider: str) -> str:
    """What a sync last heard of an account that needs a person; "" when it works as far as we know."""
    return str(_known(facts, provider).get("detail", ""))


@contextmanager
def watched(context: Context, *, always: bool = False) -> Iterator[None]:
    """Around a run: SignInAgain is remembered, and told a crontab once a day; whatever reads again is cured.

    With `always` it is raised every time.
    """
    try:
        yield
    except SignInAgain as error:
        if _told_today(context, error) and not (always or sys.stderr.isatty()):
            raise click.exceptions.Exit(Exit.SIGN_IN) from None
        raise
    except RefusedPlan:
        _remember(context)
        raise
    _remember(context)


def cured(context: Context, *providers: str) -> None:
    """Forget the trouble; a row is touched only where there was one."""
    for provider in providers:
        if context.memory.get(_key(provider)):
            context.store.set(_key(provider), "")


def _remember(context: Context) -> None:
    """The main calendar was read, so it works; of the further ones, all but those that are noted."""
    ended = {error.provider: error for error in context.ended}
    cured(context, *(provider for provider in in_use(context.config) if provider not in ended))
    for error in ended.values():
        _told_today(context, error)


def _told_today(context: Context, error: SignInAgain) -> bool:
    provider, today = error.provider or context.config.provider, context.today.isoformat()
    told = _known(context.store, provider).get("told") == today
    context.store.set(_key(provider), json.dumps({"detail": str(error), "told": today}, ensure_ascii=False))
    return told


def _known(facts: Facts, provider: str) -> dict[str, object]:
    said = facts.get(_key(provider))
    found = json.loads(said) if said else {}
    return found if isinstance(found, dict) else {}


def _key(provider: str) -> str:
    return f"account.{provider}"
