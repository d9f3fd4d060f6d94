"""The line in the user's crontab, between two comment lines that say it is ours."""

import shlex
import shutil
from dataclasses import dataclass

from touchbase.cli.scheduling.job import Job, Piece
from touchbase.cli.scheduling.programs import run, run_well
from touchbase.errors import TouchbaseError, UsageError

WHERE = "your crontab (`crontab -l` shows it)"
NOTHING_YET = ("no crontab", "no such file")


def cron_line(job: Job) -> str:
    """The crontab(5) line; UsageError where a path cannot be written on one line."""
    hours = {1: "*", 24: "7"}.get(job.every.hours, f"*/{job.every.hours}")
    words = [f"{name}={shlex.quote(value)}" for name, value in job.environment]
    words += [shlex.quote(word) for word in job.command]
    if any("\n" in word or "\r" in word for word in words):
        raise UsageError("A path with a line break in it cannot stand in a crontab.")
    return f"{job.minute} {hours} * * * {' '.join(words)}".replace("%", r"\%")


def block(job: Job) -> tuple[str, ...]:
    return (
        f"# >>> {job.name}: written by `touchbase schedule install`",
        cron_line(job),
        f"# <<< {job.name}",
    )


def lines_of(crontab: str, name: str) -> str:
    """Our lines of it, "" when there are none; UsageError when our end line is missing."""
    return _split(crontab, name)[0]


def without_block(crontab: str, name: str) -> str:
    """The crontab without our lines, every other line as it was; UsageError when our end line is missing."""
    return _split(crontab, name)[1]


def _split(crontab: str, name: str) -> tuple[str, str]:
    ours, others, inside = "", "", False
    for line in crontab.splitlines(keepends=True):
        starts = not inside and line.startswith(f"# >>> {name}:")
        if inside or starts:
            ours += line
            inside = starts or line.rstrip() != f"# <<< {name}"
        else:
            others += line
    if inside:
        raise UsageError(
            f"The crontab has the line '# >>> {name}' but not '# <<< {name}', so where ours ends is unknown.",
            "Put that line back, or take ours out, with `crontab -e`.",
        )
    return ours, others


def with_block(crontab: str, job: Job) -> str:
    """The crontab with our lines at the end, once."""
    rest = without_block(crontab, job.name)
    if rest and not rest.endswith("\n"):
        rest += "\n"
    return rest + "\n".join(block(job)) + "\n"


def read_crontab() -> str:
    """The user's crontab, "" when there is none yet; what cannot be read is an error and never overwritten."""
    done = run("crontab", "-l")
    if done.code == 0:
        return done.out
    if any(words in done.err.lower() for words in NOTHING_YET):
        return ""
    raise TouchbaseError(f"The crontab cannot be read: {done.err}.", "Ask who keeps this machine, or use --systemd.")


@dataclass(frozen=True, slots=True)
class Cron:
    """cron, through the `crontab` program."""

    kind: str = "cron"

    def pieces(self, job: Job) -> tuple[Piece, ...]:
        return (Piece(WHERE, "\n".join(block(job)) + "\n"),)

    def standing(self, job: Job) -> tuple[Piece, ...]:
        ours = lines_of(read_crontab(), job.name) if shutil.which("crontab") else ""
        return (Piece(WHERE, ours),) if ours else ()

    def install(self, job: Job) -> None:
        self._write(with_block(read_crontab(), job))

    def remove(self, job: Job) -> None:
        self._write(without_block(read_crontab(), job.name))

    def _write(self, crontab: str) -> None:
        run_well("crontab", "-", text=crontab)
