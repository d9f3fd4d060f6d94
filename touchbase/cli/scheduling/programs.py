"""Runs the machine's own programs (crontab, systemctl, launchctl) by argument lists, never through a shell."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from touchbase.errors import TouchbaseError, UsageError

SECONDS = 20


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended and what it said."""

    code: int
    out: str
    err: str


def run(name: str, *arguments: str, text: str = "") -> Finished:
    """Run it with this standard input; UsageError when the machine has no such program."""
    path = shutil.which(name)
    if path is None:
        raise UsageError(
            f"There is no `{name}` on this machine.", "Choose another with --cron, --systemd or --launchd."
        )
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  (a program of the machine, an argument list of ours)
            [path, *arguments], input=text, capture_output=True, text=True, encoding="utf-8",
            errors="surrogateescape", env=environment, timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as why:
        raise TouchbaseError(f"`{name}` did not answer: {why}.") from why
    return Finished(done.returncode, done.stdout, done.stderr.strip())


def run_well(name: str, *arguments: str, text: str = "") -> str:
    """As `run`; a failure is an error that names the command to try by hand."""
    done = run(name, *arguments, text=text)
    if done.code:
        said = f" It said: {done.err}" if done.err else ""
        raise TouchbaseError(f"`{' '.join((name, *arguments))}` failed ({done.code}).{said}", "Try it by hand.")
    return done.out
