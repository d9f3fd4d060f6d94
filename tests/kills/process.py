"""A real `touchbase` process as cron starts one, and its real death."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from tests.emulators.faults import Deed
from tests.emulators.messages import Answer, App, Dropped, Request

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
How = Literal["before", "unheard", "heard"]
"""The request is not carried out; it is, and nobody hears of it; it is answered, and no more is written after that."""


def bare(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a crontab (fault 88): next to nothing."""
    return {"PATH": os.defpath, "HOME": str(home), "TOUCHBASE_HOME": str(home), **more}


@dataclass
class Process:
    """One command line in a process of its own; with `at`, under a clock that stands still there."""

    environment: Mapping[str, str]
    at: datetime | None = None
    options: tuple[str, ...] = ()
    pipe: int | None = None
    running: "subprocess.Popen[str] | None" = None
    started: threading.Event = field(default_factory=threading.Event)

    def start(self, *command: str) -> "Process":
        clocked = ("tests.kills.launch", "--at", self.at.isoformat(), *self.options) if self.at else ("touchbase",)
        self.running = subprocess.Popen(
            [sys.executable, "-m", *clocked, *command], cwd=ROOT, env=dict(self.environment), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            pass_fds=() if self.pipe is None else (self.pipe,),
        )  # fmt: skip
        self.started.set()
        return self

    def end(self) -> tuple[int, str, str]:
        """Its exit code (minus the signal that killed it), and what it said on both streams."""
        assert self.running is not None
        try:
            out, err = self.running.communicate(timeout=PATIENCE)
        except BaseException:
            self.running.kill()
            self.running.communicate()
            raise
        return self.running.returncode, out, err

    def run(self, *command: str) -> tuple[int, str, str]:
        return self.start(*command).end()

    def send(self, number: signal.Signals) -> None:
        self.started.wait(PATIENCE)
        assert self.running is not None
        self.running.send_signal(number)

    def kill(self) -> None:
        """Dead when this returns."""
        self.send(signal.SIGKILL)
        assert self.running is not None
        self.running.wait(PATIENCE)


def deadly(victim: Process, how: How, mark: Path) -> Deed:
    """What the emulator does to the client that sends it this request; one that hears the answer dies by `mark`."""

    def deed(request: Request, app: App) -> Answer:
        if how == "before":
            victim.kill()
            raise Dropped
        answer = app(request)
        if how == "heard":
            mark.touch()
            return answer
        victim.kill()
        raise Dropped

    return deed
