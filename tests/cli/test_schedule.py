"""schedule: shown before it is written, ours put in and taken out, everybody else's left alone."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

CRONTAB = """\
#!/bin/sh
# A crontab that keeps its table in a file.
table="$HOME/table"
if [ "$1" = -l ] && [ -e "$HOME/refuse" ]; then echo "you are not allowed to use this program" >&2; exit 1; fi
if [ "$1" = -l ]; then
  [ -e "$table" ] || { echo "no crontab for sam" >&2; exit 1; }
  exec cat "$table"
fi
if [ -e "$HOME/full" ]; then echo "disk full" >&2; exit 1; fi
exec cat > "$table"
"""
WRITES_DOWN = '#!/bin/sh\necho "$(basename "$0") $*" >> "$HOME/calls"\n[ ! -e "$HOME/fails" ]\n'
MINE = "MAILTO=sam@example.com\n5 4 * * * /usr/bin/backup\n"


@pytest.fixture
def home(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose crontab, systemctl and launchctl are small programs of ours."""
    home = Path(os.environ["HOME"])
    programs = home / "bin"
    programs.mkdir()
    for name, text in {"crontab": CRONTAB, "systemctl": WRITES_DOWN, "launchctl": WRITES_DOWN}.items():
        (programs / name).write_text(text, "utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return home


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestCron:
    """The user's crontab."""

    def test_show_writes_nothing(self, home: Path, terminal: Terminal) -> None:
        said = terminal.good("schedule", "show", "--cron", "--every", "2h").out
        assert "does not run by itself" in said
        assert f"TOUCHBASE_HOME={terminal.home}" in said
        assert f"{sys.executable} -m touchbase --no-input --quiet sync" in said
        assert not (home / "table").exists()

    def test_install_shows_then_writes_beside_what_is_there(self, home: Path, terminal: Terminal) -> None:
        (home / "table").write_text(MINE, "utf-8")
        shown = terminal.good("schedule", "show", "--cron", "--every", "2h", "--json").json["pieces"][0]["text"]
        terminal.good("schedule", "install", "--cron", "--every", "2h", "--yes")
        assert (home / "table").read_text("utf-8") == MINE + shown
        terminal.good("schedule", "install", "--cron", "--every", "2h", "--yes")
        assert (home / "table").read_text("utf-8") == MINE + shown, "once is enough"
        seen = terminal.good("schedule", "show", "--json").json
        assert (seen["kind"], seen["installed"]) == ("cron", True)
        assert "through cron. Written there" in terminal.good("schedule", "show").out
        terminal.good("schedule", "remove")
        assert (home / "table").read_text("utf-8") == MINE

    def test_unasked_nothing_is_written(self, home: Path, terminal: Terminal) -> None:
        answer = terminal.run("schedule", "install", "--cron")
        assert (answer.code, "--yes" in answer.err) == (2, True)
        assert not (home / "table").exists()

    @pytest.mark.parametrize(("typed", "written"), [("y\n", True), ("n\n", False)])
    def test_on_a_terminal_it_asks(self, typed: str, written: bool, home: Path, terminal: Terminal) -> None:
        terminal.good("schedule", "install", "--cron", typed=typed, tty=True)
        assert (home / "table").exists() == written

    def test_a_crontab_that_cannot_be_read_is_not_written(self, home: Path, terminal: Terminal) -> None:
        (home / "table").write_text(MINE, "utf-8")
        (home / "refuse").touch()
        answer = terminal.run("schedule", "install", "--cron", "--yes")
        assert (answer.code, "not allowed" in answer.err) == (1, True)
        assert (home / "table").read_text("utf-8") == MINE

    def test_a_failing_crontab_is_said(self, home: Path, terminal: Terminal) -> None:
        (home / "full").touch()
        answer = terminal.run("schedule", "install", "--cron", "--yes")
        assert (answer.code, "disk full" in answer.err) == (1, True)

    def test_no_crontab_on_this_machine(self, home: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(home))
        answer = terminal.run("schedule", "install", "--cron", "--yes")
        assert (answer.code, "no `crontab` on this machine" in answer.err) == (2, True)
        assert "nothing to remove" in terminal.good("schedule", "remove").out

    def test_a_program_that_cannot_run_is_said(self, home: Path, terminal: Terminal) -> None:
        (home / "bin" / "crontab").write_text("#!/nowhere/sh\n", "utf-8")
        answer = terminal.run("schedule", "install", "--cron", "--yes")
        assert (answer.code, "did not answer" in answer.err) == (1, True)


class TestSystemd:
    """Units in the user's folder."""

    def test_install_and_remove(self, home: Path, terminal: Terminal) -> None:
        terminal.good("schedule", "install", "--systemd", "--every", "daily", "--yes")
        units = home / ".config" / "systemd" / "user"
        service, timer = files(units)
        assert (service.endswith(".service"), timer.endswith(".timer")) == (True, True)
        assert "OnCalendar=*-*-* 07:" in (units / timer).read_text("utf-8")
        assert (home / "calls").read_text("utf-8").splitlines() == [
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {timer}",
        ]
        assert terminal.good("schedule", "show", "--json").json["kind"] == "systemd"
        assert "daily" not in terminal.good("schedule", "remove", "--systemd").out
        assert files(units) == []
        assert f"systemctl --user disable --now {timer}" in (home / "calls").read_text("utf-8")

    def test_another_scheduler_of_ours_goes_out(self, home: Path, terminal: Terminal) -> None:
        terminal.good("schedule", "install", "--cron", "--yes")
        said = terminal.good("schedule", "install", "--systemd", "--yes").out
        assert "What was written for cron goes out." in said
        assert (home / "table").read_text("utf-8") == ""

    def test_a_file_of_somebody_else_stays(self, home: Path, terminal: Terminal) -> None:
        where = terminal.good("schedule", "show", "--systemd", "--json").json["pieces"][0]["where"]
        Path(where).parent.mkdir(parents=True)
        Path(where).write_text("[Service]\n", "utf-8")
        answer = terminal.run("schedule", "install", "--systemd", "--yes")
        assert (answer.code, "was not written by touchbase" in answer.err) == (2, True)
        assert files(Path(where).parent) == [Path(where).name]
        terminal.good("schedule", "remove", "--systemd")
        assert Path(where).read_text("utf-8") == "[Service]\n"

    def test_a_systemctl_that_fails_is_named(self, home: Path, terminal: Terminal) -> None:
        (home / "fails").touch()
        answer = terminal.run("schedule", "install", "--systemd", "--yes")
        assert (answer.code, "systemctl --user daemon-reload" in answer.err) == (1, True)

    def test_a_folder_that_cannot_be_made_is_said(self, home: Path, terminal: Terminal) -> None:
        (home / ".config").write_text("", "utf-8")
        answer = terminal.run("schedule", "install", "--systemd", "--yes")
        assert (answer.code, "cannot be written" in answer.err) == (73, True)

    def test_the_calendar_folder_stands_before_the_service_is_shut_in(self, home: Path, terminal: Terminal) -> None:
        terminal.good("schedule", "install", "--systemd", "--yes")
        assert (terminal.home / "calendar").is_dir()

    def test_a_file_in_the_way_of_that_folder_is_said(self, home: Path, terminal: Terminal) -> None:
        terminal.write("calendar", "")
        answer = terminal.run("schedule", "install", "--systemd", "--yes")
        assert (answer.code, "cannot be made" in answer.err) == (73, True)


def test_launchd(home: Path, terminal: Terminal) -> None:
    terminal.good("schedule", "install", "--launchd", "--yes")
    agents = home / "Library" / "LaunchAgents"
    [plist] = files(agents)
    calls = (home / "calls").read_text("utf-8")
    assert f"launchctl bootstrap gui/{os.getuid()} {agents / plist}" in calls
    assert terminal.good("schedule", "show", "--launchd", "--json").json["installed"] is True
    terminal.good("schedule", "remove")
    assert files(agents) == []


def test_the_usual_place_has_the_plain_name(home: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOUCHBASE_HOME")
    usual = home / ".config" / "touchbase"
    usual.mkdir(parents=True)
    for name in ("config.toml", "stakeholders.toml"):
        (terminal.home / name).rename(usual / name)
    assert "# >>> touchbase: " in terminal.good("schedule", "show", "--cron").out


def test_a_config_named_by_a_flag_goes_with_the_command(
    home: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(terminal.home)
    said = terminal.good("schedule", "show", "--cron", "--config", "config.toml").out
    assert f"--config {terminal.home / 'config.toml'} --no-input" in said


@pytest.mark.parametrize("every", ["5h", "weekly", ""])
def test_a_pace_nobody_knows_is_refused(every: str, home: Path, terminal: Terminal) -> None:
    answer = terminal.run("schedule", "show", "--every", every)
    assert (answer.code, "write hourly" in answer.err) == (2, True)


def test_without_a_flag_this_machine_decides(home: Path, terminal: Terminal) -> None:
    assert terminal.good("schedule", "show", "--json").json["installed"] is False
