"""The launchd agent of macOS, as a property list."""

import os
import plistlib
from dataclasses import dataclass
from pathlib import Path

from touchbase.cli.scheduling.files import OURS, as_written, take_away, write
from touchbase.cli.scheduling.job import Job, Piece
from touchbase.cli.scheduling.programs import run, run_well


def plist_text(job: Job) -> str:
    """launchd.plist(5); StartCalendarInterval makes up for a run that was slept through."""
    entry: dict[str, object] = {
        "Label": job.name,
        "ProgramArguments": list(job.command),
        "StartCalendarInterval": _times(job),
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    if job.environment:
        entry["EnvironmentVariables"] = dict(job.environment)
    head, body = plistlib.dumps(entry).decode().split("\n", 1)
    return f"{head}\n<!-- {OURS} -->\n{body}"


def _times(job: Job) -> list[dict[str, int]]:
    if not job.every.of_day:
        return [{"Minute": job.minute}]
    return [{"Hour": hour, "Minute": job.minute} for hour in job.every.of_day]


@dataclass(frozen=True, slots=True)
class Launchd:
    """An agent in `folder`, usually ~/Library/LaunchAgents."""

    folder: Path
    kind: str = "launchd"

    def pieces(self, job: Job) -> tuple[Piece, ...]:
        return (Piece(str(self.folder / f"{job.name}.plist"), plist_text(job)),)

    def standing(self, job: Job) -> tuple[Piece, ...]:
        return as_written(self.pieces(job))

    def install(self, job: Job) -> None:
        (piece,) = self.pieces(job)
        write((piece,))
        run("launchctl", "bootout", f"{_domain()}/{job.name}")
        run_well("launchctl", "bootstrap", _domain(), piece.where)

    def remove(self, job: Job) -> None:
        run("launchctl", "bootout", f"{_domain()}/{job.name}")
        take_away(self.pieces(job))


def _domain() -> str:
    return f"gui/{os.getuid()}"
