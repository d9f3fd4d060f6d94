"""66 to 70, 74 and I9: every zone there is, at every change of its clocks from 2024 to 2035, for every cadence.

Each series has a date on the day of the change, at wall times before, inside and after the gap or the fold. The oracle
is in clocks.py; dates come from dateutil on plain days, and for one zone of each kind from a reader of iCalendar too.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from tests.faults.clocks import Change, alike, changes, days_by_dateutil, instant_by_hand, within, zones
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence, nth_weekday
from touchbase.domain.zone import instant

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
CADENCES = [Cadence(1, "week"), Cadence(2, "week"), Cadence(1, "month"), Cadence(3, "month"), Cadence(6, "month"),
            Cadence(12, "month")]  # fmt: skip
MAIN = (CADENCES[0], CADENCES[2])  # weekly and monthly: the two ways a series walks
WEEKLY = CADENCES[0]
MORE = [Cadence(3, "week"), Cadence(5, "week"), Cadence(52, "week"), Cadence(2, "month"), Cadence(5, "month")]
MINUTE = timedelta(minutes=1)
EVERYWHERE = ("hours before", "the minute before", "at its beginning", "inside", "its last minute", "just after",
              "hours after")  # fmt: skip


def region_of(name: str) -> str:
    return name.split("/")[0] if "/" in name else "without a place"


def of_region(region: str) -> list[str]:
    return [name for name in zones() if region_of(name) == region]


REGIONS = sorted({region_of(name) for name in zones()})


def walls(change: Change) -> dict[str, datetime]:
    """Naive wall times around a change, by where they lie."""
    begin, end = change.first_wall, change.last_wall
    return {
        "hours before": begin - timedelta(hours=5),
        "the minute before": begin - MINUTE,
        "at its beginning": begin,
        "inside": begin + (end - begin) / 2,
        "its last minute": end - MINUTE,
        "just after": end,
        "hours after": end + timedelta(hours=5),
    }


def around(day: date, cadence: Cadence) -> tuple[date, int]:
    """The first date of a series that falls on that day the second time, or near it where no monthly one can."""
    if cadence.unit == "week":
        return day - timedelta(weeks=cadence.every), 4
    nth = min((day.day - 1) // 7 + 1, 4)
    month = day.year * 12 + day.month - 1 - cadence.every
    return nth_weekday(month // 12, month % 12 + 1, nth, day.weekday()), 4


def held_up(name: str, change: Change, cadence: Cadence, wall: datetime) -> str:
    """What is wrong with the series over that change, or nothing."""
    first, count = around(wall.date(), cadence)
    days = days_by_dateutil(cadence, first, count)
    wanted = [instant_by_hand(datetime.combine(day, wall.time()), name) for day in days]
    rule = Recurrence(first, wall.time(), name, cadence, 30)
    found = list(rule.starts(Period(wanted[0], wanted[-1] + MINUTE)))
    if found != wanted:
        return f"{name} {cadence} {wall}: {found} instead of {wanted}"
    on_the_wall = [start.astimezone(ZoneInfo(name)).replace(tzinfo=None) for start in found]
    for day, shown in zip(days, on_the_wall, strict=True):
        plain = datetime.combine(day, wall.time())
        if shown not in (plain, plain + abs(change.new - change.old)) or (shown != plain and not in_a_gap(name, plain)):
            return f"{name} {cadence} {wall}: {day} shows {shown}"
    if any(one >= other for one, other in pairwise(found)):
        return f"{name} {cadence} {wall}: out of order"
    if list(rule.ending(days[1]).starts(Period(wanted[0], wanted[-1] + MINUTE))) != wanted[:2]:
        return f"{name} {cadence} {wall}: a series that ends that day has other dates"
    return ""


def in_a_gap(name: str, wall: datetime) -> bool:
    return any(one.forward and one.first_wall <= wall < one.last_wall for one in changes(name))


def faults(name: str, cadences: Sequence[Cadence], places: Sequence[str]) -> Iterator[str]:
    for change in within(name):
        at = walls(change)
        for cadence in cadences:
            for place in places:
                if wrong := held_up(name, change, cadence, at[place]):
                    yield wrong


@pytest.mark.parametrize("region", REGIONS)
def test_every_zone_over_every_change_of_its_clocks(region: str) -> None:
    """I9; 66: in a gap the offset before it. 67: in a fold the first. 68: the same wall time. 74: odd offsets."""
    cadences, places = (CADENCES + MORE, EVERYWHERE) if SOAK else (MAIN, ("the minute before", "inside", "just after"))
    assert [wrong for name in of_region(region) for wrong in faults(name, cadences, places)] == []


def test_one_zone_of_each_kind_with_every_cadence_and_time_of_day() -> None:
    """The zones whose clocks do the same are of one kind; there are about eighty kinds."""
    named = [names[len(names) // 2] for names in alike().values()]
    assert [wrong for name in named for wrong in faults(name, CADENCES, EVERYWHERE)] == []


def test_the_oracle_has_seen_the_world() -> None:
    """What is compared with is not empty, and knows what is known of the clocks of some places."""
    assert len(zones()) > 550
    assert len(alike()) > 60
    assert sum(len(list(within(name))) for name in zones()) > 4_000
    sizes = {change.new - change.old for name in zones() for change in within(name)}
    assert {timedelta(hours=1), timedelta(minutes=-30), timedelta(hours=2)} <= sizes
    assert len(list(within("Europe/London"))) == 24
    assert [change.at.isoformat() for change in within("Asia/Almaty")] == ["2024-02-29T18:00:00+00:00"]
    assert list(within("Asia/Kathmandu")) == []


KNOWN = [
    # zone, wall time, the instant, sentence
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30", "the gap: 02:30 is 03:30"),
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30", "the first of the fold"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45", "a gap of half an hour"),
    ("Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T01:30", "a gap of two hours"),
    ("America/Nuuk", "2026-03-28T23:30", "2026-03-29T01:30", "a gap before midnight"),
    ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00", "a midnight that does not exist"),
    ("America/Havana", "2026-11-01T00:30", "2026-11-01T04:30", "a midnight that comes twice"),
    ("Asia/Kathmandu", "2026-07-01T00:00", "2026-06-30T18:15", "an odd offset"),
]


@pytest.mark.parametrize(("name", "wall", "expected", "_why"), KNOWN, ids=[row[3] for row in KNOWN])
def test_what_is_known_of_some_nights(name: str, wall: str, expected: str, _why: str) -> None:
    """Written by hand from the announcements; product and oracle both say so."""
    plain = datetime.fromisoformat(wall)
    moment = datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert instant(plain.date(), plain.time(), name) == moment
    assert instant_by_hand(plain, name) == moment


def test_a_reader_of_icalendar_finds_the_same_in_one_zone_of_each_kind() -> None:
    """Written as DTSTART and RRULE, and expanded by somebody else's program; the last two changes before 2036."""
    wrong = []
    for names in alike().values():
        for change in list(within(names[0]))[-2:]:
            wall = walls(change)["inside"]
            rule = Recurrence(around(wall.date(), WEEKLY)[0], wall.time(), names[0], WEEKLY, 30)
            window = Period(change.at - timedelta(days=10), change.at + timedelta(days=10))
            if set(rule.starts(window)) != read_by_another(rule, window):
                wrong.append((names[0], wall))
    assert wrong == []


def read_by_another(rule: Recurrence, window: Period) -> set[datetime]:
    start = f"DTSTART;TZID={rule.zone}:{datetime.combine(rule.first, rule.at):%Y%m%dT%H%M%S}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
             start, "DURATION:PT30M", f"RRULE:{rule.rrule()}", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    events = recurring_ical_events.of(icalendar.Calendar.from_ical("\r\n".join(lines)))
    found = {event.start.astimezone(UTC) for event in events.between(window.start, window.end)}
    return {start for start in found if window.start <= start < window.end}
