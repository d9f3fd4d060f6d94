"""`python -m benchmarks [--quick] [--check] [--only NAME]`: one table of figures, each with its target."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import google, outlook, planning, scoring, status, sync
from benchmarks.figure import Found

SUBJECTS: dict[str, Callable[[Path, bool], Found]] = {
    "status": status.measure,
    "outlook": outlook.measure,
    "planning": planning.measure,
    "scoring": scoring.measure,
    "sync": sync.measure,
    "google": google.measure,
}
WIDTHS = (9, 76, 12, 12, 6)


def main() -> int:
    """Print every figure as it is found; 0, or with --check 1 when a target was missed."""
    asked = _options().parse_args()
    _line(("subject", "what", "found", "target", ""))
    missed = 0
    for name in asked.only or SUBJECTS:
        with tempfile.TemporaryDirectory(prefix="touchbase-bench-") as folder:
            for figure in SUBJECTS[name](Path(folder), asked.quick):
                _line(figure.cells())
                missed += not figure.ok
    print(f"{missed} missed." if missed else "All targets met.")
    return 1 if asked.check and missed else 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--only", action="append", choices=SUBJECTS, help="this subject alone; may be repeated")
    options.add_argument("--quick", action="store_true", help="fewer rounds and seeds: a hint, not a measurement")
    options.add_argument("--check", action="store_true", help="end with 1 when a target was missed")
    return options


def _line(cells: tuple[str, ...]) -> None:
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
