"""The first two files: asked for on a terminal, said by flags elsewhere, and never written over."""

import stat
from pathlib import Path

import pytest

from tests.cli.real_terminal import on_a_pty
from tests.cli.terminal import Terminal
from touchbase.config import load
from touchbase.domain.hours import Hours
from touchbase.roster.load import load as load_list

SAM = ["--name", "Sam Okafor", "--email", "sam@example.com", "--time-zone", "Europe/London"]
FILES = ("config.toml", "stakeholders.toml")


@pytest.fixture
def empty(terminal: Terminal) -> Terminal:
    """A home with nothing in it."""
    for path in terminal.home.iterdir():
        path.unlink()
    return terminal


def test_by_flags_both_files_are_written_and_right(empty: Terminal) -> None:
    said = empty.good("init", "--non-interactive", *SAM, "--holidays", "gb").out
    config = load(empty.home / "config.toml")
    assert (config.owner.name, config.owner.email, config.owner.zone) == (
        "Sam Okafor",
        "sam@example.com",
        "Europe/London",
    )
    assert config.owner.holidays == "GB"
    assert config.stakeholders == empty.home / "stakeholders.toml"
    assert load_list(config.stakeholders, "Europe/London", 30).stakeholders == ()
    assert [stat.S_IMODE((empty.home / name).stat().st_mode) for name in FILES] == [0o600, 0o600]
    for name in ("stakeholders add", "plan", "sync"):
        assert f"  touchbase {name} " in said


def test_what_init_wrote_can_be_used(empty: Terminal) -> None:
    empty.good("init", *SAM)
    empty.good("stakeholders", "add", "--name", "Dee Marsh", "--email", "dee@example.org")
    assert "Dee Marsh" in empty.good("stakeholders", "list").out


def test_a_list_for_a_spreadsheet(empty: Terminal) -> None:
    empty.good("init", *SAM, "--list-format", "csv")
    assert (empty.home / "stakeholders.csv").read_text("utf-8").startswith("id,name,email,")
    empty.good("stakeholders", "add", "--name", "Dee Marsh", "--email", "dee@example.org")
    assert "Dee Marsh" in empty.good("stakeholders", "list").out


def test_working_hours_and_calendar_go_in(empty: Terminal) -> None:
    calendar = empty.write("mine.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    empty.good("init", *SAM, "--working-hours", "8:00-12:00, 13:00-16:00", "--calendar", str(calendar))
    config = load(empty.home / "config.toml")
    day = (Hours.parse("08:00-12:00"), Hours.parse("13:00-16:00"))
    assert config.rules.working_hours == (day,) * 5 + ((), ())
    assert [source.ics for source in config.busy_from] == [calendar]


def test_json_names_the_files(empty: Terminal) -> None:
    said = empty.good("init", *SAM, "--json").json
    assert said == {
        "schema": 1, "config": str(empty.home / "config.toml"), "stakeholders": str(empty.home / "stakeholders.toml"),
        "kept": [],
    }  # fmt: skip


@pytest.mark.parametrize("standing", FILES)
def test_what_stands_is_never_written_over(standing: str, empty: Terminal) -> None:
    empty.write(standing, "# mine\n")
    answer = empty.run("init", *SAM)
    assert (answer.code, "--force" in answer.err) == (2, True)
    assert [path.name for path in empty.home.iterdir()] == [standing]
    assert (empty.home / standing).read_text("utf-8") == "# mine\n"


def test_force_keeps_every_old_file_beside_the_new_one(empty: Terminal) -> None:
    empty.write("config.toml", "# first\n").chmod(0o644)
    empty.good("init", *SAM, "--force")
    kept = empty.home / "config.toml.bak"
    assert kept.read_text("utf-8") == "# first\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    second = empty.good("init", *SAM, "--force").out
    assert f"Kept:    {empty.home / 'config.toml.bak1'}" in second
    assert kept.read_text("utf-8") == "# first\n"


def test_what_is_missing_is_named(empty: Terminal) -> None:
    answer = empty.run("init", "--non-interactive", tty=True)
    assert answer.code == 2
    assert "--name, --email" in answer.err
    assert "--time-zone" not in answer.err, "the zone of the machine is good enough"
    assert list(empty.home.iterdir()) == []


def test_every_fault_is_named_at_once(empty: Terminal) -> None:
    answer = empty.run(
        "init", "--name", "Sam\nOkafor", "--email", "sam at example", "--time-zone", "Mars/Olympus",
        "--working-hours", "17:00-09:00", "--holidays", "Britain", "--calendar", "/nowhere/mine.ics",
        "--list-format", "xlsx",
    )  # fmt: skip
    assert answer.code == 78
    for flag in ("name", "email", "time-zone", "working-hours", "holidays", "calendar", "list-format"):
        assert f"--{flag}: " in answer.err
    assert list(empty.home.iterdir()) == []


@pytest.mark.parametrize("hours", ["13:00-17:00, 09:00-12:00", "09:00-12:00, 11:00-17:00", ",", "nine to five"])
def test_a_day_is_stretches_in_order(hours: str, empty: Terminal) -> None:
    assert empty.run("init", *SAM, "--working-hours", hours).code == 78


def test_on_a_terminal_the_zone_is_guessed_and_a_bad_answer_asked_again(
    empty: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    typed = "Sam Okafor\nsam at example\nsam@example.com\n\n\n\n/nowhere\n\ncsv\n"
    answer = empty.good("init", typed=typed, tty=True)
    assert "[Europe/Paris]" in answer.err
    assert "is not an e-mail address" in answer.err
    assert "there is no /nowhere" in answer.err
    config = load(empty.home / "config.toml")
    assert (config.owner.zone, config.owner.holidays, config.busy_from) == ("Europe/Paris", "", ())
    assert config.rules.working_hours[4] == (Hours.parse("09:00-12:30"), Hours.parse("13:30-17:30"))
    assert config.stakeholders.name == "stakeholders.csv"


def test_on_a_real_terminal(tmp_path: Path) -> None:
    output, code = on_a_pty(
        ["init"], "Sam Okafor\nsam@example.com\nEurope/London\n\n\n\n\n", tmp_path / "home", TZ="Europe/Paris"
    )
    assert code == 0
    assert "Your time zone [Europe/Paris]" in output
    assert "touchbase plan" in output
    assert load(tmp_path / "home" / "config.toml").owner.zone == "Europe/London"
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_stopped_half_way_nothing_is_written(empty: Terminal) -> None:
    assert empty.run("init", typed="Sam Okafor\n", tty=True).code == 130
    assert list(empty.home.iterdir()) == []


def test_a_folder_in_the_way_is_not_written_over(empty: Terminal) -> None:
    (empty.home / "config.toml").mkdir()
    answer = empty.run("init", *SAM, "--force")
    assert (answer.code, "cannot be written" in answer.err) == (73, True)


def test_a_place_that_cannot_be_written_is_said(empty: Terminal) -> None:
    empty.write("file", "")
    answer = empty.run("init", *SAM, "--config", str(empty.home / "file" / "config.toml"))
    assert (answer.code, "cannot be written" in answer.err) == (73, True)
