"""Mutation testing: `python -m tests.mutants [NAME ...]` breaks the code on purpose and shows what no test notices."""

# Each target runs in a copy of the tree in a folder of its own, so that no mutant is ever in this one.

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
COPIED = ("touchbase", "tests", "examples", "pyproject.toml", "config.example.toml", "stakeholders.example.toml")


class Target(NamedTuple):
    """The files that are mutated, and the tests that should notice: those of the same room, without the slowest."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


TARGETS = {
    "guard": Target(("planning/guard",), ("planning/test_guard",)),
    "verdict": Target(("planning/verdict",), ("planning/test_verdict", "planning/test_verdict_edges")),
    "solve": Target(
        ("planning/solve", "planning/repair", "planning/lanes"),
        (
            "planning/test_solve",
            "planning/test_solve_edges",
            "planning/test_optimum",
            "planning/test_repair",
            "planning/test_repair_edges",
            "planning/test_lanes",
            "planning/test_lanes_edges",
            "planning/test_scoring",
        ),
    ),
    "search": Target(
        ("planning/search", "planning/programme"),
        ("planning/test_solve", "planning/test_solve_edges", "planning/test_optimum"),
    ),
    "sync": Target(("sync/*",), ("sync",)),
}
LEFT_OUT = (
    "--ignore=tests/sync/test_crash.py",
    "--deselect=tests/sync/test_adoption.py::test_killed_anywhere_it_is_done_or_not_and_a_sync_makes_it_whole",
)
"""Tests that take seconds each; what lives without them may well be found by them."""


def main(names: list[str]) -> int:
    for name in names or TARGETS:
        sys.stdout.write(f"\n{name}\n")
        sys.stdout.flush()
        with TemporaryDirectory() as folder:
            _mutate(TARGETS[name], Path(folder))
    return 0


def _mutate(target: Target, tree: Path) -> None:
    for one in COPIED:
        if (ROOT / one).is_dir():
            shutil.copytree(ROOT / one, tree / one, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / one, tree / one)
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(_table(target))
    mutmut = BIN / "mutmut"
    subprocess.run([mutmut, "run", "--max-children", "1"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    said = subprocess.run([mutmut, "results", "--all", "true"], cwd=tree, check=True, capture_output=True, text=True)
    results = [line.strip().split(": ") for line in said.stdout.splitlines() if ": " in line]
    lived = [mutant for mutant, result in results if result not in ("killed", "timeout")]
    sys.stdout.write(f"{len(results)} mutants, {len(results) - len(lived)} killed, {len(lived)} not\n")
    sys.stdout.flush()
    for mutant in lived:
        subprocess.run([mutmut, "show", mutant], cwd=tree, check=True)


def _table(target: Target) -> str:
    """Everything is copied, these files are mutated, and these tests run, in the order they stand."""
    files = [f"touchbase/{file}.py" for file in target.files]
    tests = [f"tests/{test}" + ("" if (ROOT / "tests" / test).is_dir() else ".py") for test in target.tests]
    quiet = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", *LEFT_OUT]
    return f"""
[tool.mutmut]
source_paths = ["touchbase"]
only_mutate = {files!r}
also_copy = ["examples", "config.example.toml", "stakeholders.example.toml"]
pytest_add_cli_args = {quiet!r}
pytest_add_cli_args_test_selection = {tests!r}
timeout_multiplier = 8.0
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
