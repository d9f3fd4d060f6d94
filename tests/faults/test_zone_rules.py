"""70: a government changes its mind. Wall time and zone are what is kept; instants follow the rules of the day.

Two trees of zone rules, and a process for each command: in the second, London stays on summer time for ever.
"""

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import TZPATH

import pytest

from tests.cli.terminal import CONFIG

ROOT = Path(__file__).resolve().parent.parent.parent
DAYS = ("2026-10-28T23:00+00:00", "2026-11-10T00:00+00:00")
PEOPLE = """\
[[stakeholder]]
id = "{id}"
name = "{id}"
email = "{id}@example.com"
category = "peer"
priority = 2
cadence = "weekly"
added = 2026-08-01

"""
CLASH = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:all-morning@example.com
DTSTAMP:20260801T000000Z
DTSTART:20261102T060000Z
DTEND:20261102T143000Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Away
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def rules(folder: Path, source: str) -> str:
    """A tree of zone rules in which London does what `source` does; everything else comes from the package."""
    target = folder / "Europe" / "London"
    target.parent.mkdir(parents=True)
    target.write_bytes(compiled(source))
    return str(folder)


def compiled(name: str) -> bytes:
    for folder in map(Path, TZPATH):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def touchbase(home: Path, tree: str, moment: str, *argv: str) -> Any:
    environ = {**os.environ, "TOUCHBASE_HOME": str(home), "PYTHONTZPATH": tree, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults.at_moment", moment, *argv]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done
    return json.loads(done.stdout) if "--json" in argv else done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "calendar").mkdir(parents=True, mode=0o700)
    (home / "config.toml").write_text(CONFIG, "utf-8")
    (home / "stakeholders.toml").write_text("".join(PEOPLE.format(id=id) for id in ("ana-ruiz", "ben-li")), "utf-8")
    return home


def dates(home: Path, tree: str, moment: str) -> list[tuple[str, str]]:
    """Each person's next date as it reads on the wall."""
    told = touchbase(home, tree, moment, "status", "--json")["stakeholders"]
    return [(one["id"], one["next"] and one["next"][:16]) for one in told]


def test_70_other_zone_rules_keep_every_wall_time_and_write_nothing(home: Path, tmp_path: Path) -> None:
    old, new = rules(tmp_path / "old", "Europe/London"), rules(tmp_path / "new", "Africa/Lagos")
    booked = touchbase(home, old, "2026-09-01T09:00+00:00", "sync", "--json")
    (home / "calendar" / "away.ics").write_text(CLASH, "utf-8")
    moved = touchbase(home, old, "2026-09-01T10:00+00:00", "sync", "--json")
    assert [change["kind"] for change in booked["applied"]] == ["create", "create"]
    assert "move_occurrence" in [change["kind"] for change in moved["applied"]]
    kept, walls = files(home), {day: dates(home, old, day) for day in DAYS}

    for moment in ("2026-09-01T11:00+00:00", "2026-09-01T12:00+00:00"):
        again = touchbase(home, new, moment, "sync", "--json")
        assert (again["applied"], again["calls"]["write"], again["mails"]) == ([], 0, 0)
    assert files(home) == kept
    assert {day: dates(home, new, day) for day in DAYS} == walls


def files(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "calendar").iterdir()}
