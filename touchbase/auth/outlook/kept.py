"""What is kept of a sign-in between runs: msal's cache, and the facts `auth status` tells without the network."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from touchbase.auth.cures import damaged


class Kept(NamedTuple):
    """One person's sign-in. `home` is the id of the account, which stays when its address changes; times in UTC."""

    cache: str
    home: str
    who: str
    scopes: tuple[str, ...]
    since: datetime
    refreshed: datetime

    def __repr__(self) -> str:
        return f"Kept({self.who!r})"  # the cache holds secrets, and a repr ends up in places


def to_text(kept: Kept) -> str:
    """For the token store."""
    fields = kept._asdict()
    times = {"since": kept.since.isoformat(), "refreshed": kept.refreshed.isoformat()}
    return json.dumps({"schema": 1, **fields, **times, "cache": json.loads(kept.cache)}, indent=1)


def from_text(text: str) -> Kept:
    """What `to_text` made; SignInAgain when it is anything else."""
    try:
        given = json.loads(text)
        return Kept(
            cache=json.dumps(_cache(given["cache"])),
            home=_word(given["home"]),
            who=_word(given["who"]),
            scopes=tuple(map(_word, given["scopes"])),
            since=_moment(given["since"]),
            refreshed=_moment(given["refreshed"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged("outlook") from None


def _cache(given: Any) -> dict[str, dict[str, dict[str, str]]]:
    """msal's own form: credentials by kind and key, each a flat record of texts."""
    for kind, entries in given.items():
        for entry in entries.values():
            if not all(isinstance(entry[name], str) for name in _needed(kind)):
                raise ValueError(kind)
            if "expires_on" in entry:
                int(entry["expires_on"])
    return dict(given)


def _needed(kind: str) -> Iterable[str]:
    return {
        "AccessToken": ("secret", "client_id", "environment", "expires_on", "credential_type"),
        "RefreshToken": ("secret", "client_id", "environment", "credential_type"),
        "Account": ("home_account_id", "environment", "username", "authority_type"),
    }.get(kind, ("environment",))


def _word(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError("not a text")
    return given


def _moment(given: object) -> datetime:
    moment = datetime.fromisoformat(_word(given))
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment
