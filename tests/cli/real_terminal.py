"""Runs our command line on a terminal of the operating system."""

import os
import pty
import subprocess
import sys
from pathlib import Path


def on_a_pty(argv: list[str], typed: str, home: Path, **environ: str) -> tuple[str, int]:
    """The command on a terminal of the operating system: all it printed, and its exit code."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TOUCHBASE_HOME": str(home), "PYTHONPATH": str(Path.cwd()), **environ}
    with subprocess.Popen(
        [sys.executable, "-m", "touchbase", *argv], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        output = b""
        try:
            while block := os.read(ours, 4096):
                output += block
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    return output.decode(), process.returncode
