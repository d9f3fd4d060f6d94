"""doctor: every trouble by name with its cure, nothing changed by looking."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import PEOPLE, Terminal
from touchbase.cli.checks import calendar, memory, setup
from touchbase.domain.problem import Problem
from touchbase.store.backup import backup
from touchbase.store.lock import run_lock
from touchbase.sync import LAST_SYNC

NAMES = [
    "config", "list", "list file", "calendar folder", "calendar", "sign-in", "client files", "database", "clock",
    "last sync", "time zone", "schedule", "backup", "lock", "file system", "file modes", "zone data",
]  # fmt: skip


@pytest.fixture
def well(terminal: Terminal) -> Terminal:
    """A home with nothing wrong in it."""
    terminal.home.chmod(0o700)
    for path in terminal.home.iterdir():
        path.chmod(0o600)
    return terminal


def check(terminal: Terminal, name: str) -> dict[str, object]:
    seen = {one["name"]: one for one in terminal.run("doctor", "--json").json["checks"]}
    found: dict[str, object] = seen[name]
    return found


def fingerprints(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_all_is_well(well: Terminal) -> None:
    seen = well.good("doctor", "--json").json
    assert seen["ok"] is True
    assert [one["name"] for one in seen["checks"]] == NAMES
    assert all(set(one) == {"name", "ok", "detail", "remedy"} for one in seen["checks"])


def test_looking_changes_nothing(well: Terminal) -> None:
    with well.store() as store, run_lock(well.home / "sync.lock"):
        store.act(well.now, "list.edit", "an edit", "", "")
    before = fingerprints(well.home)
    subprocess.run([sys.executable, "-m", "touchbase", "doctor"], env={**os.environ}, capture_output=True, check=False)
    assert fingerprints(well.home) == before


def test_in_words_each_fault_has_its_cure_below(well: Terminal) -> None:
    (well.home / "config.toml").chmod(0o644)
    answer = well.run("doctor")
    assert answer.code == 1
    lines = answer.out.splitlines()
    [fault] = [number for number, line in enumerate(lines) if line.startswith("WRONG")]
    assert "file modes" in lines[fault]
    assert f"-> chmod go-rwx '{well.home / 'config.toml'}'" in lines[fault + 1]


def test_a_broken_config_leaves_the_checks_that_need_none(well: Terminal) -> None:
    well.write("config.toml", "[owner]\nnam = 1\n")
    answer = well.run("doctor", "--json")
    assert answer.code == 1
    assert [one["name"] for one in answer.json["checks"]] == ["config", *NAMES[12:]]
    assert "owner.nam" in str(answer.json["checks"][0]["detail"])


def test_a_broken_list(well: Terminal) -> None:
    well.write("stakeholders.toml", PEOPLE.replace('"weekly"', '"now and then"'))
    found = check(well, "list")
    assert (found["ok"], "now and then" in str(found["detail"])) == (False, True)


def test_a_calendar_that_cannot_be_read(well: Terminal) -> None:
    (well.home / "calendar").mkdir()
    well.write("calendar/broken.ics", "not a calendar")
    found = check(well, "calendar")
    assert (found["ok"], "broken.ics" in str(found["detail"])) == (False, True)


def test_a_file_where_the_calendar_should_be(well: Terminal) -> None:
    well.write("calendar", "")
    assert check(well, "calendar folder")["ok"] is False


def test_a_damaged_database_and_the_newest_good_backup(well: Terminal) -> None:
    with well.store() as store:
        for number in range(30):
            store.act(well.now, "list.edit", f"edit {number}", "before " * 500, "after " * 500)
    database = well.home / "touchbase.db"
    copy = backup(database)
    raw = bytearray(database.read_bytes())
    for page in range(2, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    database.write_bytes(raw)
    found = check(well, "database")
    assert found["ok"] is False
    assert str(copy) in str(found["remedy"])


def test_a_database_of_a_newer_touchbase(well: Terminal) -> None:
    well.good("pause", "ana-ruiz")
    with sqlite3.connect(well.home / "touchbase.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    found = check(well, "database")
    assert (found["ok"], "newer" in str(found["detail"])) == (False, True)


def test_a_run_just_now_is_no_fault(well: Terminal) -> None:
    with run_lock(well.home / "sync.lock"):
        found = check(well, "lock")
    assert (found["ok"], found["detail"]) == (True, "a sync is running just now")


@pytest.mark.parametrize(
    ("ago", "name", "ok"),
    [
        (timedelta(hours=2), "last sync", True),
        (timedelta(days=9), "last sync", False),
        (timedelta(days=-1), "clock", False),
    ],
)
def test_the_last_sync_and_the_clock(ago: timedelta, name: str, ok: bool, well: Terminal) -> None:
    with well.store() as store:
        store.set(LAST_SYNC, (well.now - ago).isoformat())
    assert check(well, name)["ok"] is ok


def test_a_sync_with_nothing_to_do_is_a_sync(well: Terminal) -> None:
    with well.store() as store:
        store.finish_run(store.begin_run(well.now), well.now - timedelta(days=9), "", "")
    well.good("sync")
    well.now += timedelta(days=9)
    assert check(well, "last sync")["ok"] is False
    well.good("sync", "--quiet")
    assert str(check(well, "last sync")["detail"]).endswith("just now")


def test_a_backup_is_dated(well: Terminal) -> None:
    well.good("pause", "ana-ruiz")
    backup(well.home / "touchbase.db")
    assert "UTC, " in str(check(well, "backup")["detail"])


def test_a_provider_behind_a_network_is_not_asked(well: Terminal) -> None:
    config = (well.home / "config.toml").read_text("utf-8").replace('"local"', '"google"')
    well.write("config.toml", config + '[calendar.google]\nclient_secrets = "client_secret.json"\n')
    assert "google" in str(check(well, "calendar")["detail"])
    assert check(well, "calendar folder")["ok"] is True


class TestPure:
    """What the checks make of what they are given."""

    def test_many_warnings_are_counted(self) -> None:
        warnings = [Problem(f"{n}.ics", "is broken.", "Export it again.", "warning") for n in range(8)]
        found = calendar.readable(warnings)
        assert "and 3 more" in found.detail
        assert found.remedy == "Export it again."

    def test_warnings_without_a_cure_have_one(self) -> None:
        assert calendar.readable([Problem("a.ics", "is broken.")]).remedy

    def test_many_faults_of_the_list_are_counted(self) -> None:
        faults = [Problem(f"list:{n}", "is wrong.") for n in range(7)]
        assert "and 2 more" in setup.listed(3, faults).detail

    @pytest.mark.parametrize(
        ("count", "warnings", "ok", "advice"), [(0, 0, False, True), (3, 1, True, True), (3, 0, True, False)]
    )
    def test_the_list(self, count: int, warnings: int, ok: bool, advice: bool) -> None:
        problems = [Problem("list", "looks like a slip.", "", "warning")] * warnings
        found = setup.listed(count, problems)
        assert (found.ok, bool(found.remedy)) == (ok, advice)

    def test_without_a_backup_the_calendar_is_the_memory(self) -> None:
        assert "no good backup" in memory.integrity(("page 3 is damaged",), None).remedy
        assert memory.integrity((), None).ok

    def test_two_schedules_are_both_named(self) -> None:
        assert setup.schedule(["cron", "systemd"]).detail == "by cron and systemd"

    def test_backups_are_dated(self) -> None:
        made = datetime(2026, 5, 1, tzinfo=UTC)
        assert "31 days ago" in memory.backups(made, made + timedelta(days=31)).detail
