"""How the sign-ins stand: as JSON, and as lines for a person."""

from collections.abc import Iterator
from datetime import datetime

from touchbase.domain.account import Standing
from touchbase.domain.zone import local_date, zone
from touchbase.reports.words import age_words, day_words

Json = dict[str, object]


def account_json(standing: Standing, owner_zone: str) -> Json:
    """One account; never a token. Times with the owner's offset, null when unknown."""
    return {
        "provider": standing.provider,
        "signed_in": standing.signed_in,
        "who": standing.who,
        "scopes": list(standing.scopes),
        "missing": list(standing.missing),
        "since": _iso(standing.since, owner_zone),
        "refreshed": _iso(standing.refreshed, owner_zone),
        "ends": _iso(standing.ends, owner_zone),
        "problem": standing.problem,
        "remedy": standing.remedy,
    }


def account_lines(standing: Standing, now: datetime, owner_zone: str) -> Iterator[str]:
    """Who, since when, what is off, and whether it will last."""
    name = standing.provider.capitalize()
    if standing.problem:
        yield f"{name}: {standing.problem.rstrip('.')}. {standing.remedy}".rstrip()
        return
    yield f"{name}: signed in{_who(standing)}{_ages(standing, now)}."
    yield from (f"  Allowed: {scope}" for scope in standing.scopes)
    yield from _concerns(standing, now, owner_zone)


def signed_in_lines(standing: Standing, now: datetime, owner_zone: str) -> Iterator[str]:
    """What a person reads when it went well."""
    yield f"You are signed in to {standing.provider.capitalize()}{_who(standing)}."
    yield from _concerns(standing, now, owner_zone)


def _who(standing: Standing) -> str:
    return f" for {standing.who}" if standing.who else ""


def _ages(standing: Standing, now: datetime) -> str:
    since = f", {age_words(now - standing.since)}" if standing.since else ""
    return since + (f"; last renewed {age_words(now - standing.refreshed)}" if standing.refreshed else "")


def _concerns(standing: Standing, now: datetime, owner_zone: str) -> Iterator[str]:
    """What is off, and when it may end."""
    for feature in standing.missing:
        yield f"  Off, because it was not allowed: {feature}. To allow it: touchbase auth {standing.provider}"
    if standing.ends is not None:
        day = day_words(local_date(standing.ends, owner_zone), local_date(now, owner_zone))
        verb = "May end" if now < standing.ends else "May have ended"
        yield f"  {verb} on {day}. {standing.remedy}".rstrip()


def _iso(moment: datetime | None, zone_name: str) -> str | None:
    return None if moment is None else moment.astimezone(zone(zone_name)).isoformat()
