"""Checks of what we remember: the database, its backups, the lock."""

from datetime import datetime
from pathlib import Path

from touchbase.cli.checks.check import Check
from touchbase.reports.words import age_words


def integrity(problems: tuple[str, ...], backup: Path | None) -> Check:
    """The database is whole; else the newest good backup is offered."""
    if not problems:
        return Check("database", True, "whole")
    return Check("database", False, "; ".join(problems), restoring(backup))


def restoring(backup: Path | None) -> str:
    """How to go on after the database broke."""
    if backup is None:
        return (
            "There is no good backup. Move the database away; `touchbase sync` finds your series again by their mark."
        )
    return f"Put the newest good backup in its place: {backup}"


def backups(newest: datetime | None, now: datetime) -> Check:
    """There is a copy to go back to; none is no fault before there is much to lose."""
    if newest is None:
        return Check("backup", True, "none yet; a sync that has something to remember makes one a day")
    return Check("backup", True, f"{newest:%Y-%m-%d %H:%M} UTC, {age_words(now - newest)}")


def lock(free: bool) -> Check:
    """The lock frees itself when a run dies, so a held one means a run."""
    return Check("lock", True, "free" if free else "a sync is running just now")
