"""A first and a second `touchbase sync` of 150 people on the local calendar."""

from pathlib import Path

from benchmarks.figure import Figure, Found
from benchmarks.homes import write_files
from benchmarks.measure import BIN, Command, Cost, least, python, side_by_side, spent

PEOPLE = 150
BASE = "import click, sqlite3, icalendar, recurring_ical_events"


def measure(folder: Path, quick: bool) -> Found:
    """The second one finds everything done: it reads, and writes no event."""
    firsts: list[Cost] = []
    seconds: list[Cost] = []
    for number in range(1 if quick else 3):
        home = folder / str(number)
        write_files(home, PEOPLE, at_once=True)
        sync = Command((str(BIN / "touchbase"), "--no-input", "sync"), {"TOUCHBASE_HOME": str(home)})
        firsts.append(spent(sync))
        before = _events(home)
        seconds.append(spent(sync))
        after = _events(home)
    base = least(side_by_side({"base": python(BASE)}, 5)["base"])
    first, second = least(firsts), least(seconds)
    yield Figure("sync", f"first sync of {PEOPLE}: files written (some may find no room)", len(before), "")
    yield Figure("sync", "second sync: files written", len(set(after.items()) - set(before.items())), "", 0)
    yield Figure("sync", "CPU of the second / of the first", second.cpu / first.cpu, "x", 0.5)
    yield Figure(
        "sync", "CPU of the first / `import click, sqlite3, icalendar, recurring_ical_events`", first.cpu / base.cpu
    )
    yield Figure("sync", "CPU of the second / the same", second.cpu / base.cpu)
    yield Figure("sync", "peak memory of the first", first.peak, "MB")


def _events(home: Path) -> dict[str, tuple[int, int]]:
    """Every file of the calendar with what changes when it is written anew."""
    return {file.name: (file.stat().st_mtime_ns, file.stat().st_ino) for file in home.glob("calendar/*.ics")}
