"""Clock, zone rules, zones, and how long ago the last sync was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from touchbase.cli.checks.clock import clock, last_sync, zone_data, zone_version, zones_agree
from touchbase.cli.host_zone import host_zone

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("synced", "ok", "said"),
    [
        (None, True, "never ran"),
        (NOW - timedelta(hours=1), True, "an hour ago"),
        (NOW - timedelta(minutes=-4), True, "a small step back is ordinary"),
        (NOW - timedelta(hours=-2), False, "the last run is in the future"),
    ],
)
def test_time_does_not_run_backwards(synced: datetime | None, ok: bool, said: str) -> None:
    check = clock(NOW, synced)
    assert (check.ok, bool(check.remedy)) == (ok, not ok), said


@pytest.mark.parametrize(
    ("synced", "ok", "words"),
    [
        (None, True, "none yet"),
        (NOW - timedelta(hours=3), True, "3 hours ago"),
        (NOW - timedelta(days=3), True, "3 days ago"),
        (NOW - timedelta(days=4), False, "4 days ago"),
    ],
)
def test_a_calendar_left_for_days_is_not_kept(synced: datetime | None, ok: bool, words: str) -> None:
    check = last_sync(NOW, synced)
    assert check.ok == ok
    assert words in check.detail


@pytest.mark.parametrize(
    ("version", "ok"), [("2026a", True), ("2025.3", True), ("2024b", False), ("", True), ("unknown", True)]
)
def test_old_zone_rules_are_said(version: str, ok: bool) -> None:
    assert zone_data(NOW, version).ok == ok


def test_the_release_is_read_where_the_machine_keeps_it(tmp_path: Path) -> None:
    zoneinfo, mac, silent = tmp_path / "zoneinfo", tmp_path / "mac", tmp_path / "silent"
    for folder in (zoneinfo, mac, silent):
        folder.mkdir()
    (zoneinfo / "tzdata.zi").write_text("# version 2025b\n# more\n", "utf-8")
    (mac / "+VERSION").write_text("2026a\n", "utf-8")
    assert zone_version((str(tmp_path / "none"), str(zoneinfo))) == "2025b"
    assert zone_version((str(mac),)) == "2026a"
    assert zone_version((str(silent),)) == ""
    assert zone_version(())[:2] == "20", "the package tzdata knows its own"


def test_another_zone_here_is_worth_a_word_but_no_fault() -> None:
    away = zones_agree("Europe/London", "Asia/Tokyo")
    assert (away.ok, "Asia/Tokyo" in away.detail) == (True, True)
    assert zones_agree("Europe/London", "Europe/London").remedy == ""
    assert zones_agree("Europe/London", "").remedy == ""


@pytest.mark.parametrize(
    ("tz", "link", "written", "guess"),
    [
        ("Europe/Paris", "America/Lima", "Asia/Tokyo", "Europe/Paris"),
        (":Europe/Paris", "", "", "Europe/Paris"),
        ("", "America/Argentina/Salta", "Asia/Tokyo", "America/Argentina/Salta"),
        ("EST5EDT", "", "Asia/Tokyo", "Asia/Tokyo"),
        ("Mars/Olympus", "", "", ""),
        ("", "", "", ""),
        ("UTC", "", "", "UTC"),
    ],
)
def test_the_zone_of_the_machine_is_guessed(tz: str, link: str, written: str, guess: str, tmp_path: Path) -> None:
    localtime, timezone = tmp_path / "localtime", tmp_path / "timezone"
    if link:
        localtime.symlink_to(f"/usr/share/zoneinfo/{link}")
    if written:
        timezone.write_text(f"{written}\n", "utf-8")
    assert host_zone({"TZ": tz}, localtime, timezone) == guess
