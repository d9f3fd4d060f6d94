"""What is kept of a sign-in to Google, as a value and as the text in the token store."""

import json
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from touchbase.auth.cures import damaged
from touchbase.auth.endpoint import Json
from touchbase.auth.google_client import Client

SCHEMA = 1
MARGIN = timedelta(minutes=5)  # google-auth wants 3:45; a run should not stand at the edge
TESTING = timedelta(days=7)  # how long a sign-in lasts while the project's publishing status is Testing
HOUR = 3600  # seconds; what Google's access tokens last when it does not say
SHORTEST = 600  # seconds


class Grant(NamedTuple):
    """What Google gave. Times are aware UTC; `ends` is when Google said that this sign-in ends, None when unsaid."""

    client: Client
    refresh_token: str
    access_token: str
    expires: datetime
    asked: tuple[str, ...]
    scopes: tuple[str, ...]
    who: str
    since: datetime
    refreshed: datetime
    ends: datetime | None = None

    def __repr__(self) -> str:
        return f"Grant({self.who!r})"  # the rest is secret, and a repr ends up in places

    def fresh(self, now: datetime) -> bool:
        """The access token is good for a while."""
        return bool(self.access_token) and now < self.expires - MARGIN

    def renewed(self, answer: Json, now: datetime) -> "Grant":
        """With what a refresh brought; a rotated refresh token replaces the old one. ValueError for no answer."""
        return self._replace(
            access_token=_text(answer, "access_token"),
            expires=now + timedelta(seconds=lasting(answer)),
            refresh_token=_text({"refresh_token": self.refresh_token, **answer}, "refresh_token"),
            scopes=scopes_of(answer, self.scopes),
            refreshed=now,
            ends=ending(answer, now) or self.ends,
        )

    def to_text(self) -> str:
        """JSON, for the token store alone."""
        times = {"expires": self.expires, "since": self.since, "refreshed": self.refreshed, "ends": self.ends}
        values = {**self._asdict(), **{name: at and at.isoformat() for name, at in times.items()}}
        return json.dumps({"schema": SCHEMA, **values, "client": self.client._asdict()}, indent=1)


def first(client: Client, answer: Json, asked: tuple[str, ...], who: str, now: datetime) -> Grant:
    """What the sign-in brought; ValueError when there is no refresh token in it."""
    empty = Grant(client, "", "", now, asked, asked, who, now, now)
    return empty.renewed({"refresh_token": None, **answer}, now)


def from_text(text: str) -> Grant:
    """SignInAgain for whatever is not the whole of what `to_text` wrote."""
    try:
        found = json.loads(text)
        if found.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        client = Client(**{name: _text(found["client"], name, empty=name == "secret") for name in found["client"]})
        texts = {name: _text(found, name, empty=True) for name in ("refresh_token", "access_token", "who")}
        times = {name: _time(found[name]) for name in ("expires", "since", "refreshed")}
        lists = {name: _texts(found[name]) for name in ("asked", "scopes")}
        ends = found["ends"] and _time(found["ends"])
        return Grant(client=client, **texts, **times, **lists, ends=ends)  # type: ignore[arg-type]  # by name, checked
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged("google") from None


def lasting(answer: Json) -> int:
    """How many seconds the access token is used; google-auth takes none of less than a few minutes.

    One that really ends sooner is answered with 401, and then refreshed.
    """
    said = answer.get("expires_in", HOUR)
    return max(int(said), SHORTEST) if isinstance(said, int | str) else HOUR


def scopes_of(answer: Json, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """What was really allowed (RFC 6749 5.1: unsaid means what was asked)."""
    said = answer.get("scope")
    if isinstance(said, str):
        return tuple(sorted(said.split()))
    return _texts(said) if isinstance(said, list) else otherwise


def ending(answer: Json, now: datetime) -> datetime | None:
    """Google says so for sign-ins with a term, among them those of projects in Testing."""
    seconds = answer.get("refresh_token_expires_in")
    return now + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None


def _text(found: object, name: str, empty: bool = False) -> str:
    value = found.get(name) if isinstance(found, dict) else None
    if not isinstance(value, str) or not (value or empty):
        raise ValueError(f"{name} is missing")
    return value


def _texts(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError("not a list of texts")
    return tuple(found)


def _time(found: object) -> datetime:
    moment = datetime.fromisoformat(found) if isinstance(found, str) else None
    if moment is None or moment.tzinfo is None:
        raise ValueError("not a moment")
    return moment.astimezone(UTC)
