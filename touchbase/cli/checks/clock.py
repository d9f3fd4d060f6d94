"""Checks of time: the clock, the zone rules, and the zone of this machine."""

import zoneinfo
from datetime import datetime, timedelta
from importlib.metadata import distributions
from pathlib import Path

from touchbase.cli.checks.check import Check
from touchbase.reports.words import age_words

SLACK = timedelta(minutes=5)
STALE = timedelta(days=3)
YEARS_GOOD = 1


def clock(now: datetime, synced: datetime | None) -> Check:
    """Time does not run backwards; `synced` is when the last sync was."""
    if synced is None or now >= synced - SLACK:
        return Check("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")
    return Check(
        "clock", False, f"it is {now:%Y-%m-%d %H:%M} UTC here, before the last sync at {synced:%Y-%m-%d %H:%M}",
        "Set the machine's clock, best by its network time service.",
    )  # fmt: skip


def last_sync(now: datetime, synced: datetime | None) -> Check:
    """A calendar nobody looked at for days is not kept; a run that found nothing to do has looked."""
    if synced is None:
        return Check("last sync", True, "none yet", "Run `touchbase sync`.")
    age = now - synced
    words = f"{synced:%Y-%m-%d %H:%M} UTC, {age_words(age)}"
    if age <= STALE:
        return Check("last sync", True, words)
    return Check(
        "last sync", False, words, "Run `touchbase sync`, and see that its schedule runs: `touchbase schedule show`."
    )


def zone_data(now: datetime, version: str) -> Check:
    """Zone rules change several times a year; `version` as 2026a or 2026.1, "" when unknown."""
    if not version[:4].isdecimal():
        return Check("zone data", True, "the machine does not say how old it is")
    if now.year - int(version[:4]) <= YEARS_GOOD:
        return Check("zone data", True, version)
    return Check("zone data", False, f"{version} is old", "Update the machine's time zone data (the package tzdata).")


def zones_agree(owner: str, host: str) -> Check:
    """The configured zone rules; another one here is worth knowing on a journey."""
    if host in ("", owner):
        return Check("time zone", True, owner)
    return Check(
        "time zone", True, f"yours is {owner}; this machine is in {host}",
        "Nothing to do on a journey. Moved for good? Change owner.time_zone in config.toml.",
    )  # fmt: skip


def zone_version(folders: tuple[str, ...] = zoneinfo.TZPATH) -> str:
    """The release of the zone rules in use: of the machine's own where it has them, else of the package."""
    for folder in map(Path, folders):
        if folder.is_dir():
            return _release(folder)
    return next((package.version for package in distributions(name="tzdata")), "")


def _release(folder: Path) -> str:
    """The first line of tzdata.zi, `# version 2026a`, or the file +VERSION."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with (folder / name).open(encoding="utf-8") as file:
                return file.readline().removeprefix("# version").strip()
        except OSError:
            continue
    return ""
