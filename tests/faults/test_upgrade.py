"""33: a home of each release, met by the touchbase of today: nothing is written for what means the same.

Each folder of golden/ is one home as that release left it, with a moved date, verdicts, a note and everything settled:
touchbase.sql is the database as text, beside it config, list and calendar. A release adds its folder and changes none.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import NOON, Terminal
from touchbase.store.backup import backups, is_whole
from touchbase.store.migrate import newest

GOLDEN = Path(__file__).with_name("golden")
RELEASES = sorted(path.name for path in GOLDEN.iterdir())
SETTLED = NOON + timedelta(days=16, hours=2)  # the last run of each
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(name="terminal", params=RELEASES)
def _terminal(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    home = tmp_path / "home"
    shutil.copytree(GOLDEN / request.param, home)
    with closing(sqlite3.connect(home / "touchbase.db")) as database:
        database.executescript((home / "touchbase.sql").read_text("utf-8"))
    monkeypatch.setenv("TOUCHBASE_HOME", str(home))
    return Terminal(home, SETTLED + timedelta(minutes=5))


def calendar_of(terminal: Terminal) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (terminal.home / "calendar").iterdir()}


def rows(terminal: Terminal) -> Rows:
    with terminal.store() as store:
        found = store.export()
    found["fact"] = [row for row in found["fact"] if row["name"] != "last_sync"]
    return found


def test_an_upgrade_writes_nothing_to_the_calendar(terminal: Terminal) -> None:
    before = calendar_of(terminal)
    for _ in range(2):
        told = terminal.good("sync", "--json").json
        assert (told["applied"], told["failed"], told["calls"]["write"], told["mails"]) == ([], [], 0, 0)
    assert calendar_of(terminal) == before


def test_an_upgrade_changes_no_row_but_the_moment_of_the_last_run(terminal: Terminal) -> None:
    before = rows(terminal)  # opening it takes the steps of the schema
    terminal.good("sync")
    assert rows(terminal) == before
    assert {"series", "touchbase", "log", "memo"} <= {name for name, found in before.items() if found}


def test_before_the_schema_is_changed_the_old_database_is_kept(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.home / "touchbase.db")) as database:
        [[old]] = database.execute("PRAGMA user_version").fetchall()
    terminal.good("sync")
    assert len(backups(terminal.home / "touchbase.db")) >= (old < newest())
    assert all(is_whole(path) for path in backups(terminal.home / "touchbase.db"))


def test_what_was_held_and_noted_is_still_known(terminal: Terminal) -> None:
    held = {one["stakeholder"]: one["verdict"] for one in terminal.good("log", "list", "--json").json["touchbases"]}
    assert held["bo-lind"] == "confirmed"
    assert "Likes tea" in terminal.good("export").out
    told = {one["id"]: one for one in terminal.good("status", "--json").json["stakeholders"]}
    assert told["bo-lind"]["next"] == "2026-06-19T15:15:00+01:00"
