"""Runs `python -m touchbase` at a moment of the test's choosing, and dies by SIGKILL where it is told.

    python -m tests.kills.launch --at 2026-03-07T07:00:00+00:00 sync              # as ever, but for the clock
    python -m tests.kills.launch --at ... --notes FILE sync                       # writes the names of its points
    python -m tests.kills.launch --at ... --point 17 sync                         # dies just before its 17th point
    python -m tests.kills.launch --at ... --mark FILE sync                        # ... at the first with FILE there
    python -m tests.kills.launch --at ... --tell 5 sync                           # writes to that pipe when it sleeps
    python -m tests.kills.launch --at ... --tell 5 --stuck sync                   # ... when it lets go of the lock,
                                                                                  # where it then hangs for ever

A point is a moment at which something of ours is about to change on the disk: an SQL statement that is no question, a
file below TOUCHBASE_HOME opened to write, renamed, removed, made, a lock taken. Just after one is just before the next.
"""

import argparse
import fcntl
import os
import runpy
import select
import signal
import sqlite3
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine

CONNECT, SLEEP = sqlite3.connect, time.sleep
FILES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link"}
CHANGES = ("BEGIN", "COMMIT", "ROLLBACK", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "REPLACE", "VACUUM")


class Watch:
    """Counts the points and keeps the appointment."""

    def __init__(self, home: str, asked: argparse.Namespace) -> None:
        self.home, self.point, self.mark = home, asked.point, asked.mark
        self.tell, self.stuck = asked.tell, asked.stuck
        self.notes = None if asked.notes is None else os.open(asked.notes, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self.count = 0

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook."""
        if event in FILES or (event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
            path = os.fsdecode(args[0]) if isinstance(args[0], str | bytes) else ""
            if path.startswith(self.home) or (path and not Path(path).is_absolute()):  # of an open folder
                self.reach(f"{event} {Path(path).name}")
        elif event == "fcntl.flock":
            if self.stuck and args[1] == fcntl.LOCK_UN and sys.exc_info()[0] is not None:  # on its way out
                os.write(self.tell, b"1")
                while True:
                    select.select([], [], [])
            self.reach(event)

    def connect(self, *args: Any, **more: Any) -> sqlite3.Connection:
        """As sqlite3.connect, and listened in to: no audit event tells of statements."""
        made: sqlite3.Connection = CONNECT(*args, **more)
        made.set_trace_callback(self.statement)
        return made

    def sleep(self, seconds: float) -> None:
        """As time.sleep, and tells of it."""
        if self.tell and not self.stuck:
            os.write(self.tell, b"1")
        SLEEP(seconds)

    def statement(self, text: str) -> None:
        """SQLite is about to carry this out."""
        words = text.upper().split()[:3]
        if words[0].startswith(CHANGES) or (words[0] == "PRAGMA" and words[2:] == ["="]):
            self.reach(" ".join(words))

    def reach(self, name: str) -> None:
        self.count += 1
        if self.notes is not None:
            os.write(self.notes, f"{name}\n".encode())
        if self.count == self.point or (self.mark is not None and self.mark.exists()):
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Never returns: the program ends the process as it always does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--point", type=int, default=0)
    parser.add_argument("--mark", type=Path)
    parser.add_argument("--notes", type=Path)
    parser.add_argument("--tell", type=int, default=0)
    parser.add_argument("--stuck", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    watch = Watch(os.environ["TOUCHBASE_HOME"], asked)
    sqlite3.connect = watch.connect  # type: ignore[assignment]
    time.sleep = watch.sleep  # type: ignore[assignment]
    sys.addaudithook(watch.hear)
    sys.argv = ["touchbase", *asked.command]
    with time_machine.travel(asked.at, tick=False):
        runpy.run_module("touchbase", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
