"""What is written for cron, systemd and launchd."""

import configparser
import plistlib
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.cli.scheduling.choose import executable, usual_kind
from touchbase.cli.scheduling.cron import cron_line, lines_of, with_block, without_block
from touchbase.cli.scheduling.every import HOURS, Every, minute_of
from touchbase.cli.scheduling.job import Job, job_name
from touchbase.cli.scheduling.launchd import plist_text
from touchbase.cli.scheduling.systemd import on_calendar, service_text, timer_text
from touchbase.errors import UsageError

JOB = Job(
    name="touchbase",
    command=("/usr/bin/true", "--no-input", "--quiet", "sync"),
    every=Every(),
    minute=17,
    environment=(("TOUCHBASE_HOME", "/home/sam/my touch%base"),),
    writes=(Path("/home/sam/my touch%base"),),
)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("hourly", 1),
        ("every hour", 1),
        ("Every  2 Hours", 2),
        ("6h", 6),
        ("daily", 24),
        ("every day", 24),
        ("24h", 24),
    ],
)
def test_how_often_is_said_in_plain_words(text: str, hours: int) -> None:
    assert Every.parse(text).hours == hours


@pytest.mark.parametrize("text", ["", "5h", "0h", "25 hours", "weekly", "every", "-1h", "2.5h"])
def test_what_does_not_divide_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write hourly"):
        Every.parse(text)


@pytest.mark.parametrize(
    ("hours", "cron", "calendar", "runs"),
    [
        (1, "17 * * * *", "*-*-* *:17:00", 1),
        (2, "17 */2 * * *", "*-*-* 00/2:17:00", 12),
        (24, "17 7 * * *", "*-*-* 07:17:00", 1),
    ],
)
def test_the_three_say_the_same_times(hours: int, cron: str, calendar: str, runs: int) -> None:
    job = replace(JOB, every=Every(hours))
    times = plistlib.loads(plist_text(job).encode())["StartCalendarInterval"]
    assert cron_line(job).startswith(cron + " ")
    assert on_calendar(job) == calendar
    assert f"OnCalendar={calendar}\n" in timer_text(job)
    assert len(times) == runs
    assert all(time["Minute"] == 17 for time in times)


@pytest.mark.parametrize("hours", HOURS)
def test_every_pace_has_words(hours: int) -> None:
    assert str(Every(hours)).startswith("every ")
    assert Every.parse(str(Every(hours))) == Every(hours)


def test_the_minute_is_the_owners_own_and_stays() -> None:
    assert minute_of("Sam@Example.com") == minute_of("sam@example.com")
    assert len({minute_of(f"person{n}@example.com") for n in range(60)}) > 20
    assert all(0 <= minute_of(f"person{n}@example.com") < 60 for n in range(300))


def test_the_cron_line_survives_blanks_and_percent_signs() -> None:
    assert cron_line(JOB) == (
        r"17 * * * * TOUCHBASE_HOME='/home/sam/my touch\%base' /usr/bin/true --no-input --quiet sync"
    )


def test_a_path_with_a_line_break_cannot_stand_in_a_crontab() -> None:
    with pytest.raises(UsageError, match="line break"):
        cron_line(replace(JOB, environment=(("TOUCHBASE_HOME", "/home/a\n* * * * * /bin/evil"),)))


CRONTABS = st.lists(
    st.sampled_from(["MAILTO=sam@example.com", "", "# mine", "5 4 * * * /usr/bin/backup", "# >>> touchbase-1a2b3c: x"])
).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(CRONTABS)
def test_other_lines_of_the_crontab_are_never_touched(crontab: str) -> None:
    written = with_block(crontab, JOB)
    assert written.startswith(crontab)
    assert without_block(written, JOB.name) == crontab
    assert with_block(written, JOB) == written
    assert lines_of(written, JOB.name).splitlines()[1] == cron_line(JOB)


def test_a_last_line_without_an_end_gets_one() -> None:
    assert with_block("5 4 * * * /usr/bin/backup", JOB).startswith("5 4 * * * /usr/bin/backup\n# >>> touchbase:")


def test_a_block_of_another_configuration_is_left_alone() -> None:
    both = with_block(with_block("", JOB), replace(JOB, name=job_name(Path("/elsewhere/config.toml"))))
    assert cron_line(JOB) in without_block(both, job_name(Path("/elsewhere/config.toml")))
    assert lines_of(without_block(both, "touchbase"), "touchbase") == ""


def test_a_block_without_its_end_is_not_guessed_at() -> None:
    torn = with_block("", JOB).replace("# <<< touchbase\n", "") + "5 4 * * * /usr/bin/backup\n"
    with pytest.raises(UsageError, match="where ours ends is unknown"):
        with_block(torn, JOB)


def units(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.read_string(text)
    return parser


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Type", "oneshot"),
        ("ExecStart", '"/usr/bin/true" "--no-input" "--quiet" "sync"'),
        ("Environment", '"TOUCHBASE_HOME=/home/sam/my touch%%base"'),
        ("ReadWritePaths", '"-/home/sam/my touch%%base"'),
        ("UMask", "0077"),
        ("TimeoutStartSec", "10min"),
        ("NoNewPrivileges", "true"),
        ("PrivateTmp", "true"),
        ("ProtectSystem", "strict"),
        ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"),
        ("SystemCallFilter", "@system-service"),
    ],
)
def test_the_service_is_shut_in(key: str, value: str) -> None:
    assert units(service_text(JOB))["Service"][key] == value


def test_a_dollar_in_a_path_is_not_a_variable_for_systemd() -> None:
    assert 'ExecStart="/opt/$$HOME/touchbase"' in service_text(replace(JOB, command=("/opt/$HOME/touchbase",)))


def test_files_in_the_temporary_folder_stay_in_sight() -> None:
    assert "PrivateTmp" not in service_text(replace(JOB, writes=(Path("/tmp/try"),)))


@pytest.mark.parametrize(
    ("key", "value"), [("Persistent", "true"), ("RandomizedDelaySec", "5min"), ("AccuracySec", "1min")]
)
def test_the_timer_makes_up_for_a_run_slept_through(key: str, value: str) -> None:
    assert units(timer_text(JOB))["Timer"][key] == value
    assert units(timer_text(JOB))["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    for name, text in {"touchbase.service": service_text(JOB), "touchbase.timer": timer_text(JOB)}.items():
        (tmp_path / name).write_text(text, "utf-8")
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / "touchbase.timer"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in run.stderr.splitlines() if str(tmp_path) in line]
    assert (run.returncode, ours) == (0, [])


def test_the_plist_is_a_property_list_with_our_mark() -> None:
    text = plist_text(JOB)
    entry = plistlib.loads(text.encode())
    assert "written by `touchbase schedule install`" in text
    assert entry["Label"] == "touchbase"
    assert entry["ProgramArguments"] == list(JOB.command)
    assert entry["EnvironmentVariables"] == {"TOUCHBASE_HOME": "/home/sam/my touch%base"}
    assert entry["Umask"] == 0o077


def test_a_plist_without_variables_has_no_empty_table() -> None:
    assert "EnvironmentVariables" not in plistlib.loads(plist_text(replace(JOB, environment=())).encode())


@pytest.mark.parametrize(
    ("platform", "systemd", "kind"),
    [("darwin", False, "launchd"), ("linux", True, "systemd"), ("linux", False, "cron"), ("freebsd14", False, "cron")],
)
def test_the_scheduler_follows_the_platform(platform: str, systemd: bool, kind: str) -> None:
    assert usual_kind(platform, systemd) == kind


def test_the_program_is_named_by_its_whole_path(tmp_path: Path) -> None:
    script = tmp_path / "touchbase"
    script.write_text("#!/bin/sh\n", "utf-8")
    assert executable(str(script))[1:] == ("-m", "touchbase")
    script.chmod(0o755)
    assert executable(str(script)) == (str(script),)
