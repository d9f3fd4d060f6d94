"""The house holds itself: floors, small rooms, a line that says what lives there, no trace of a machine."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "touchbase"
MODULES = sorted(PACKAGE.rglob("*.py"))

LINES_A_FILE = 260
LINES_A_FUNCTION = 60
SHAPELESS = re.compile(r"util|helper|manager|service|common|misc", re.IGNORECASE)
PURE = ("domain", "planning", "reports", "agenda")
HEAVY = (
    "rich", "pendulum", "icalendar", "recurring_ical_events", "tomlkit", "holidays", "highspy", "numpy",
    "platformdirs", "filelock", "google", "googleapiclient", "httplib2", "keyring", "msal", "requests",
)  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def contracts() -> dict[str, dict[str, list[str]]]:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    return {contract["id"]: contract for contract in tools["importlinter"]["contracts"]}


def tracked() -> list[Path]:
    """The files of the repository; all text files in sight where there is no git (a source archive)."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout
        found = [ROOT / line for line in listed.decode().split("\0") if line]
    else:
        found = [p for p in ROOT.rglob("*") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield path, raw.decode("utf-8", "replace")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{name(path)}:{node.lineno} {node.name}",
                (node.end_lineno or node.lineno) - node.lineno + 1,
            )


def test_the_floors_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_pure_room_is_in_the_contract_that_keeps_it_pure() -> None:
    held = set(contracts()["pure"]["source_modules"])
    assert {f"touchbase.{room}" for room in PURE if (PACKAGE / room).exists()} <= held


def test_each_module_says_in_one_line_what_lives_there() -> None:
    lines = {name(p): (ast.get_docstring(ast.parse(p.read_text("utf-8"))) or "").splitlines() for p in MODULES}
    assert [where for where, said in lines.items() if len(said) != 1] == []


def test_no_module_has_a_name_that_takes_everything() -> None:
    assert [name(p) for p in MODULES if SHAPELESS.search(p.relative_to(PACKAGE).as_posix())] == []


def test_no_class_has_a_name_that_takes_everything() -> None:
    trees = ((p, ast.walk(ast.parse(p.read_text("utf-8")))) for p in MODULES)
    classes = [(p, n.name) for p, nodes in trees for n in nodes if isinstance(n, ast.ClassDef)]
    assert [f"{name(p)} {cls}" for p, cls in classes if SHAPELESS.search(cls)] == []


def test_rooms_stay_small() -> None:
    sizes = {name(p): len(p.read_text("utf-8").splitlines()) for p in MODULES}
    assert {where: size for where, size in sizes.items() if size > LINES_A_FILE} == {}


def test_functions_stay_short() -> None:
    sizes = dict(pair for path in MODULES for pair in functions(path))
    assert {where: size for where, size in sizes.items() if size > LINES_A_FUNCTION} == {}


def test_every_package_of_ours_ships_its_marker_and_migrations() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert list((PACKAGE / "store" / "migrations").glob("*.sql"))


# Assembled, so that this file does not name what it looks for.
TRACES = (
    "/" + "work/",
    "/" + "root/",
    "/" + "opt/(?:pypi|wheels)",
    r"\.py" + "env/",
    r"(?<!no-emit-)\b(?:extra-)?index" + "-url",
    r"(?<!no-emit-)\bfind" + "-links",
    "trusted" + "-host",
)
MACHINES = re.compile("|".join(TRACES))


def test_no_tracked_file_names_a_machine_or_an_index() -> None:
    named = [f"{name(p)}: {m.group()}" for p, text in texts() for m in MACHINES.finditer(text)]
    assert named == []


@pytest.mark.parametrize("pins", sorted(ROOT.glob("requirements*.txt")), ids=lambda p: p.name)
def test_pins_are_packages_and_hashes_only(pins: Path) -> None:
    line = re.compile(r"(#|[a-z0-9._-]+==[^ ]+( ; [^\\]+)? \\$|    (#|--hash=sha256:[0-9a-f]{64}( \\)?$))")
    assert [text for text in pins.read_text("utf-8").splitlines() if not line.match(text)] == []


def test_what_is_run_is_what_is_tested() -> None:
    def pinned(file: str) -> set[str]:
        return set(re.findall(r"^[^\s#]+==[^ ]+", (ROOT / file).read_text("utf-8"), re.MULTILINE))

    assert pinned("requirements.txt") | pinned("requirements-build.txt") <= pinned("requirements-dev.txt")


def test_starting_the_program_loads_no_heavy_library() -> None:
    ask = f"import sys, touchbase.cli; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.split(), run.stderr) == (0, [], "")
