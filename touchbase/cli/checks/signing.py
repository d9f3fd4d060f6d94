"""Checks of the sign-ins: whether they work as far as we know, will last, and whose files they stand in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from touchbase.cli.checks.check import Check
from touchbase.cli.checks.disk import modes
from touchbase.domain.account import Standing
from touchbase.reports.words import age_words


def standings(found: Sequence[Standing], now: datetime) -> Check:
    """Every account in use is signed in to; an end that is feared is worth a word."""
    if not found:
        return Check("sign-in", True, "not used: your calendar is a folder")
    ill = [one for one in found if one.problem]
    if ill:
        return Check("sign-in", False, "; ".join(_wrong(one) for one in ill), " ".join(one.remedy for one in ill))
    advice = [one.remedy for one in found if one.remedy]
    off = [
        f"`touchbase auth {one.provider}` can allow what is off: {', '.join(one.missing)}."
        for one in found
        if one.missing
    ]
    return Check("sign-in", True, "; ".join(_well(one, now) for one in found), " ".join((*off, *advice)))


def files(named: Iterable[Path]) -> Check:
    """The files of clients and keys that config.toml names are there and nobody else's to read."""
    named = tuple(named)
    gone = [str(path) for path in named if not path.is_file()]
    if gone:
        return Check("client files", False, f"{', '.join(gone)}: not there", "Correct the path in config.toml.")
    return modes("client files", named) if named else Check("client files", True, "none is used")


def _wrong(standing: Standing) -> str:
    return f"{standing.provider}: {standing.problem.rstrip('.')}"


def _well(standing: Standing, now: datetime) -> str:
    age = f", {age_words(now - standing.since)}" if standing.since else ""
    return f"{standing.provider}: signed in{age}"
