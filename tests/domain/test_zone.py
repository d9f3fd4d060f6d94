"""Wall times and instants, in the hour that is missing and in the one that comes twice (RFC 5545 3.3.5)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from touchbase.domain.zone import instant, local, local_date, zone

NIGHTS = [
    # zone, day, wall time, UTC, sentence
    ("Europe/London", "2026-03-29", "00:59", "2026-03-29 00:59", "before the gap"),
    ("Europe/London", "2026-03-29", "01:30", "2026-03-29 01:30", "in the gap the offset before it: 02:30 summer time"),
    ("Europe/London", "2026-03-29", "02:00", "2026-03-29 01:00", "after the gap"),
    ("Europe/London", "2026-10-25", "01:30", "2026-10-25 00:30", "in the fold the first one"),
    ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:30", "02:30 is 03:30 in Berlin"),
    ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30", "the first 02:30 in Berlin"),
    ("America/New_York", "2026-03-08", "02:30", "2026-03-08 07:30", "three weeks before Europe"),
    ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30", "a week after Europe"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:45", "a gap of half an hour"),
    ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45", "a fold of half an hour"),
    ("Asia/Kathmandu", "2026-07-01", "00:00", "2026-06-30 18:15", "an odd offset"),
    ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23 22:30", "a midnight that does not exist"),
]


@pytest.mark.parametrize(("name", "day", "at", "expected", "_why"), NIGHTS, ids=[row[4] for row in NIGHTS])
def test_instant(name: str, day: str, at: str, expected: str, _why: str) -> None:
    moment = instant(date.fromisoformat(day), time.fromisoformat(at), name)
    assert (moment, moment.tzinfo) == (datetime.fromisoformat(expected).replace(tzinfo=UTC), UTC)


def test_a_fold_or_a_zone_written_into_the_wall_time_does_not_count() -> None:
    plain = instant(date(2026, 10, 25), time(1, 30), "Europe/London")
    assert instant(date(2026, 10, 25), time(1, 30, fold=1), "Europe/London") == plain
    assert instant(date(2026, 10, 25), time(1, 30, tzinfo=ZoneInfo("Asia/Tokyo")), "Europe/London") == plain


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "GMT+25", "../etc/passwd", "/etc/localtime", "Europe", "Berlin\n"]
)
def test_an_unknown_zone_is_an_error_and_never_utc(name: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time zone: write an IANA name such as Europe/London"):
        zone(name)


def test_local_is_the_same_instant_on_another_wall() -> None:
    moment = datetime(2026, 3, 3, 20, tzinfo=UTC)
    assert local(moment, "Asia/Tokyo") - moment == timedelta(0)
    assert local(moment, "Asia/Tokyo").hour == 5
    assert local_date(moment, "Asia/Tokyo") == date(2026, 3, 4)
    assert local_date(moment, "Europe/London") == date(2026, 3, 3)
