"""What commands cost, side by side: each round runs all of them once, so that a busy machine is busy for all."""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BYTES_A_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


PEAK = """
import sys
with open("/proc/self/status") as file:
    print(next(line.split()[1] for line in file if line.startswith("VmHWM")), file=sys.stderr)
"""
"""What a snippet ends with to tell its own peak; that of a `Cost` is never less than what its parent took."""


class Cost(NamedTuple):
    """Of one process from its start to its end: CPU (user and system) in seconds, and its peak memory in MB."""

    cpu: float
    peak: float


class Command(NamedTuple):
    """What to run, and what of the environment is special to it."""

    argv: Sequence[str]
    environ: Mapping[str, str] = {}


def python(code: str, *args: str) -> Command:
    """A snippet run by the interpreter the benchmarks run in."""
    return Command((sys.executable, "-c", code, *args))


def side_by_side(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """The costs of every command, round by round; the first round fills the caches and is not counted."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = spent(command)
            if number:
                costs[name].append(cost)
    return costs


def least(costs: Sequence[Cost]) -> Cost:
    """The least CPU and the least peak: what is left when nothing else disturbs."""
    return Cost(min(cost.cpu for cost in costs), min(cost.peak for cost in costs))


def ratio(costs: Sequence[Cost], base: Sequence[Cost]) -> float:
    """CPU of one against the other: the median over the rounds, since what disturbs a round disturbs both in it."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(costs, base, strict=True))


def spent(command: Command) -> Cost:
    """Run it with its output thrown away; RuntimeError with its stderr when it fails."""
    return _run(command)[0]


def peak_of(code: str, environ: Mapping[str, str]) -> float | None:
    """The peak memory of a snippet in MB, where the system tells it (Linux)."""
    if not Path("/proc/self/status").exists():
        return None
    return int(said_by(Command(python(code + PEAK).argv, environ)).split()[-1]) * 1024 / 1e6


def said_by(command: Command) -> str:
    """What it wrote to stderr."""
    return _run(command)[1]


def _run(command: Command) -> tuple[Cost, str]:
    child = subprocess.Popen(
        command.argv,
        env={**_environ(), **command.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stderr is not None
    with child.stderr as stderr:
        said = stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command.argv[:4])} ended with {child.returncode}: {said[-500:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES_A_UNIT / 1e6), said


def _environ() -> dict[str, str]:
    """Without PYTHONDONTWRITEBYTECODE, which would have everything compiled every time, and what else is special."""
    special = ("TOUCHBASE_", "COVERAGE", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(special)}
