"""What is to be run by itself, and the one shape that cron, systemd and launchd stand behind."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from touchbase.cli.scheduling.every import Every


@dataclass(frozen=True, slots=True)
class Job:
    """`name` tells two configurations on one machine apart; `writes` are the folders a run may write to."""

    name: str
    command: tuple[str, ...]
    every: Every
    minute: int
    environment: tuple[tuple[str, str], ...] = ()
    writes: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One text and where it goes."""

    where: str
    text: str


class Scheduler(Protocol):
    """Writes nothing but its own pieces, and takes away nothing else."""

    @property
    def kind(self) -> str: ...

    def pieces(self, job: Job) -> tuple[Piece, ...]:
        """Exactly what `install` would write."""
        ...

    def standing(self, job: Job) -> tuple[Piece, ...]:
        """What is written now, () when nothing of ours is."""
        ...

    def install(self, job: Job) -> None: ...
    def remove(self, job: Job) -> None: ...


def job_name(config: Path | None) -> str:
    """`touchbase`, or a name of its own for a configuration that is not in the usual place."""
    if config is None:
        return "touchbase"
    return f"touchbase-{hashlib.sha256(str(config).encode()).hexdigest()[:6]}"
