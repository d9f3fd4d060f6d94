"""Recurrence for the emulators."""

from datetime import UTC, datetime

import pytest

from tests.emulators.rules import Rule, check, until_before

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)


def wall(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001  # wall time


def starts(first: datetime, *lines: str, zone: str = "Europe/London", before: datetime = LATE) -> list[str]:
    return [f"{one:%m-%dT%H:%M}" for one in Rule(first, zone, lines).starts(EARLY, before)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("RRULE:FREQ=WEEKLY;COUNT=2",), ["03-23T10:00", "03-30T09:00"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20260330T090000Z",), ["03-23T10:00", "03-30T09:00"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20260330T085959Z",), ["03-23T10:00"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20260330",), ["03-23T10:00", "03-30T09:00"]),
        (("RRULE:FREQ=MONTHLY;BYDAY=4MO;COUNT=2",), ["03-23T10:00", "04-27T09:00"]),
        (("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20260330T110000"), ["03-23T10:00", "04-06T09:00"]),
        (("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260330T090000Z"), ["03-23T10:00"]),
        (("RRULE:FREQ=WEEKLY;COUNT=1", "RDATE;TZID=Europe/London:20260401T120000"), ["03-23T10:00", "04-01T11:00"]),
        (("RDATE:20260401T110000Z",), ["03-23T10:00", "04-01T11:00"]),
        (("RRULE:FREQ=WEEKLY;COUNT=2", "EXRULE:FREQ=WEEKLY;COUNT=1"), ["03-30T09:00"]),
    ],
)
def test_lines(lines: tuple[str, ...], expected: list[str]) -> None:
    assert starts(wall(3, 23), *lines) == expected


def test_the_hour_that_is_not_and_the_hour_that_comes_twice() -> None:
    daily = "RRULE:FREQ=DAILY;COUNT=3"
    assert starts(wall(3, 28, 2, 30), daily, zone="Europe/Berlin") == ["03-28T01:30", "03-29T01:30", "03-30T00:30"]
    assert starts(wall(10, 24, 2, 30), daily, zone="Europe/Berlin") == ["10-24T00:30", "10-25T00:30", "10-26T01:30"]


def test_it_knows_its_dates_and_its_end() -> None:
    rule = Rule(wall(3, 23), "Europe/London", ("RRULE:FREQ=WEEKLY;COUNT=3",))
    assert rule.has(datetime(2026, 3, 30, 9, tzinfo=UTC))
    assert not rule.has(datetime(2026, 3, 30, 10, tzinfo=UTC))
    assert rule.last() == datetime(2026, 4, 6, 9, tzinfo=UTC)
    assert Rule(wall(3, 23), "Europe/London", ("RRULE:FREQ=WEEKLY",)).last() is None
    assert list(rule.walls(wall(3, 30))) == [wall(3, 23)]


def test_an_end_before_a_date() -> None:
    lines = until_before(("RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO", "EXDATE:20260330T090000Z"), EARLY)
    assert lines == ("RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20251231T235959Z", "EXDATE:20260330T090000Z")


@pytest.mark.parametrize(
    "line",
    [
        "FREQ=WEEKLY",
        "RRULE:FREQ=NOW",
        "RRULE:FREQ=WEEKLY;UNTIL=20260330T090000",
        "DTSTART:20260101",
        "RRULE:FREQ=WEEKLY;BYDAY=XX",
    ],
)
def test_lines_nobody_can_take(line: str) -> None:
    assert check([line])
    assert check(["RRULE:FREQ=WEEKLY;UNTIL=20260330"]) == ""
