"""`touchbase status`, piped: against what any Python command line has to load, against khal, against a longer list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import khal
from benchmarks.figure import Figure, Found, Skipped
from benchmarks.homes import home_with_history
from benchmarks.measure import BIN, Command, peak_of, python, ratio, said_by, side_by_side

ROUNDS = 25
BASE = "import click, sqlite3"
HEAVY = ("highspy", "numpy", "rich", "icalendar", "recurring_ical_events", "pendulum", "tomlkit", "holidays")
PIPED = """
from touchbase.__main__ import main
main(["status"])
"""
MODULES = f"""
import sys
{PIPED}
print(len(sys.modules), sum(name.startswith("touchbase") for name in sys.modules), file=sys.stderr)
print(*(name for name in sys.argv[1:] if name in sys.modules), file=sys.stderr)
"""


def measure(folder: Path, quick: bool) -> Found:
    """Everything in one run, round by round."""
    now = datetime.now(UTC).replace(microsecond=0)
    few = home_with_history(folder / "few", 150, 7_500, now)
    many = home_with_history(folder / "many", 1_000, 20_000 if quick else 100_000, now)
    commands = {"base": python(BASE), "few": _status(few), "many": _status(many)}
    listing = khal.list_of(folder / "khal", 1_000)
    if listing is not None:
        commands["khal"] = listing
    costs = side_by_side(commands, 7 if quick else ROUNDS)
    yield Figure("status", f"150 people, 7,500 touchbases / `{BASE}`", ratio(costs["few"], costs["base"]), "x", 2.0)
    if listing is None:
        yield Skipped("status", "khal could not be installed")
    else:
        yield Figure("status", "the same / `khal list`, 1,000 events", ratio(costs["few"], costs["khal"]), "x", 0.35)
    size = "20,000" if quick else "100,000"
    yield Figure("status", f"1,000 people, {size} / 150 people, 7,500", ratio(costs["many"], costs["few"]), "x", 1.25)
    yield Figure("status", f"1,000 people, {size} / `{BASE}`", ratio(costs["many"], costs["base"]), "x", 1.25 * 2.0)
    for what, code, home in (("150 people", PIPED, few), ("1,000 people", PIPED, many), (f"`{BASE}`", BASE, few)):
        peak = peak_of(code, {"TOUCHBASE_HOME": str(home)})
        if peak is not None:
            yield Figure("status", f"peak memory, {what}", peak, "MB")
    yield from _modules(few)


def _status(home: Path) -> Command:
    """The installed command, as a crontab or a pipe calls it."""
    return Command((str(BIN / "touchbase"), "status"), {"TOUCHBASE_HOME": str(home)})


def _modules(home: Path) -> Iterator[Figure]:
    counted, heavy = said_by(python(MODULES, *HEAVY)._replace(environ={"TOUCHBASE_HOME": str(home)})).split("\n")[:2]
    everything, ours = map(int, counted.split())
    yield Figure("status", "modules loaded in all", everything, "")
    yield Figure("status", "modules of touchbase loaded", ours, "")
    yield Figure(
        "status", f"heavy modules loaded (of {len(HEAVY)}: {HEAVY[0]}, {HEAVY[2]}, ...)", len(heavy.split()), "", 0
    )
