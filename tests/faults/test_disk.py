"""18 and 90: nothing of ours grows for ever but the memory itself, and nothing lands where no disk is safe."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import PEOPLE, Terminal, terminal
from touchbase.cli.context import Context
from touchbase.cli.crash import write_report

__all__ = ["terminal"]
GROWING = ("backups/", "calendar/tb")  # a file for each series, which is the calendar itself
BACKUPS, REPORTS = 5, 20  # as docs/trust.md says


def files(home: Path) -> Iterator[str]:
    return (str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_90_weeks_of_a_crontab_leave_no_log_and_few_backups(terminal: Terminal) -> None:
    """There is no log file to rotate: cron keeps what a run says. Backups are one a day, and few."""
    terminal.good("sync")
    before = {name for name in files(terminal.home) if not name.startswith(GROWING)}
    for day in range(24):
        terminal.at(terminal.now + timedelta(days=1))
        if day % 8 == 7:
            terminal.write("stakeholders.toml", "[[stakeholder]]\nname = ")
            assert terminal.run("sync").code == 78
            terminal.write("stakeholders.toml", PEOPLE)
        if day % 3 == 0:  # what changes the calendar leaves a backup
            rhythm = ("fortnightly", "monthly")[day % 2]
            terminal.write("stakeholders.toml", PEOPLE.replace('"weekly"', f'"{rhythm}"'))
        assert terminal.run("sync").code == 0
    after = list(files(terminal.home))
    assert {name for name in after if not name.startswith(GROWING)} == before
    assert len([name for name in after if name.startswith("backups/")]) <= BACKUPS


def test_90_a_bug_that_comes_every_hour_keeps_its_newest_reports_alone(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    now = Context().now
    written = []
    for hour in range(3 * REPORTS):
        context = Context(environ={"TOUCHBASE_HOME": str(home)}, now=now + timedelta(hours=hour))
        written.append(write_report(KeyError("x"), context))
    assert sorted(home.glob("crash-*")) == written[-REPORTS:]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written[-REPORTS:]} == {0o600}


def test_18_doctor_looks_at_the_disk_under_the_database(terminal: Terminal) -> None:
    """What it says of each kind of disk is in tests/cli/checks/test_disk.py; here it is asked, and of our file."""
    checks = {check["name"]: check for check in terminal.run("doctor", "--json").json["checks"]}
    assert checks["file system"]["ok"]
    shared = terminal.home / "Dropbox"
    shared.mkdir()
    for name in ("config.toml", "stakeholders.toml"):
        (shared / name).write_text((terminal.home / name).read_text("utf-8"), "utf-8")
    with pytest.MonkeyPatch.context() as there:
        there.setenv("TOUCHBASE_HOME", str(shared))
        checks = {check["name"]: check for check in terminal.run("doctor", "--json").json["checks"]}
    assert (checks["file system"]["ok"], "Dropbox" in checks["file system"]["detail"]) == (False, True)
    assert checks["file system"]["remedy"]
