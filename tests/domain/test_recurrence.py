"""The slot and its dates: against brute force, another reader of RFC 5545, and every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.zones import all_zones, changes, regions
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence, nth_weekday
from touchbase.domain.zone import instant, local

LONDON, TEN = "Europe/London", time(10)
WEEKLY, MONTHLY = Cadence(1, "week"), Cadence(1, "month")
CADENCES = st.builds(Cadence, st.integers(1, 52), st.just("week")) | st.builds(
    Cadence, st.integers(1, 12), st.just("month")
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    cadence = draw(CADENCES)
    first = draw(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
    if cadence.unit == "month":
        first = first.replace(day=min(first.day, 28))
    last = draw(st.none() | st.integers(-10, 2500).map(lambda days: first + timedelta(days=days)))
    return Recurrence(first, draw(TIMES), draw(st.sampled_from(all_zones())), cadence, 30, last)


@st.composite
def windows(draw: st.DrawFn) -> Period:
    start = draw(st.datetimes(datetime(2023, 6, 1), datetime(2034, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    return Period(start, start + timedelta(hours=draw(st.integers(0, 24 * 400))))


@given(recurrences(), windows())
def test_the_starts_in_a_window_are_those_of_all_starts(rule: Recurrence, window: Period) -> None:
    days = (day for day in islice(rule.days(), 700) if day <= window.end.date() + timedelta(days=3))
    every = [instant(day, rule.at, rule.zone) for day in days]
    assert list(rule.starts(window)) == [start for start in every if window.start <= start < window.end]


@given(recurrences())
def test_dates_keep_their_weekday_and_come_in_order_from_the_first_to_the_last(rule: Recurrence) -> None:
    days = list(islice(rule.days(), 60))
    assert days[:1] in ([rule.first], [])
    assert all(one < other for one, other in pairwise(days))
    assert {day.weekday() for day in days} <= {rule.first.weekday()}
    assert rule.last is None or all(day <= rule.last for day in days)
    if rule.cadence.unit == "week":
        assert {(other - one).days for one, other in pairwise(days)} <= {7 * rule.cadence.every}
    else:
        assert {(day.day - 1) // 7 + 1 for day in days} <= {rule.nth}
        months = [day.year * 12 + day.month for day in days]
        assert {other - one for one, other in pairwise(months)} <= {rule.cadence.every}


@pytest.mark.parametrize("region", regions())
def test_ten_o_clock_stays_ten_o_clock_over_every_change_of_the_clocks(region: str) -> None:
    for name, day in ((zone, day) for zone in regions()[region] for day in changes(zone)):
        rule = Recurrence(date(2024, 1, 3), TEN, name, WEEKLY)
        around = [
            local(start, name) for start in rule.starts(Period(day - timedelta(days=15), day + timedelta(days=15)))
        ]
        assert len(around) in (4, 5)
        assert {(start.hour, start.minute, start.weekday()) for start in around} == {(10, 0, 2)}
        assert {(other.date() - one.date()).days for one, other in pairwise(around)} == {7}


def test_there_are_changes_of_the_clocks_to_be_tested_by() -> None:
    assert len(changes(LONDON)) == 24
    assert sum(len(changes(name)) > 0 for name in all_zones()) > 100


def as_calendar(rule: Recurrence) -> icalendar.Calendar:
    start = f"DTSTART;TZID={rule.zone}:{datetime.combine(rule.first, rule.at):%Y%m%dT%H%M%S}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
             start, "DURATION:PT30M", f"RRULE:{rule.rrule()}", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


@settings(max_examples=40)
@given(recurrences(), st.integers(0, 600))
def test_another_reader_finds_the_same_dates(rule: Recurrence, later: int) -> None:
    if rule.last is not None and rule.last < rule.first:
        return  # a rule that ends before it begins: readers differ on whether DTSTART itself counts
    begin = instant(rule.first, rule.at, rule.zone) + timedelta(days=later - 30)
    window = Period(begin, begin + timedelta(days=300))
    found = recurring_ical_events.of(as_calendar(rule)).between(window.start, window.end)
    theirs = {event.start.astimezone(UTC) for event in found}
    assert {start for start in theirs if window.start <= start < window.end} == set(rule.starts(window))


@given(recurrences())
def test_what_we_write_we_read_again(rule: Recurrence) -> None:
    start = datetime.combine(rule.first, rule.at)  # wall time, as DTSTART has it
    assert Recurrence.from_rrule(rule.rrule(), start, rule.zone, rule.minutes) == rule


def read(rule: str, start: str = "2026-03-03T10:00") -> Recurrence | None:
    return Recurrence.from_rrule(rule, datetime.fromisoformat(start), LONDON, 30)


FIRST = date(2026, 3, 3)
OURS = [
    ("FREQ=WEEKLY", Recurrence(FIRST, TEN, LONDON, WEEKLY), "the weekday of the start is meant"),
    ("freq=weekly;interval=2;byday=tu;wkst=mo", Recurrence(FIRST, TEN, LONDON, Cadence(2, "week")), "in lower case"),
    ("FREQ=MONTHLY;BYDAY=1TU", Recurrence(FIRST, TEN, LONDON, MONTHLY), "the first Tuesday"),
    ("FREQ=WEEKLY;UNTIL=20260317", Recurrence(FIRST, TEN, LONDON, WEEKLY, 30, date(2026, 3, 17)), "until a day"),
    ("FREQ=WEEKLY;UNTIL=20260317T100000Z", Recurrence(FIRST, TEN, LONDON, WEEKLY, 30, date(2026, 3, 17)),
     "until the very start of the last date, which is included"),
    ("FREQ=WEEKLY;UNTIL=20260317T095959Z", Recurrence(FIRST, TEN, LONDON, WEEKLY, 30, date(2026, 3, 16)),
     "until a second before it, which leaves it out"),
    ("FREQ=WEEKLY;UNTIL=20260331T090000Z", Recurrence(FIRST, TEN, LONDON, WEEKLY, 30, date(2026, 3, 31)),
     "until 10:00 in summer time"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "_why"), OURS, ids=[row[2] for row in OURS])
def test_rules_of_others_that_say_what_ours_say(text: str, expected: Recurrence, _why: str) -> None:
    assert read(text) == expected


FOREIGN = [
    ("FREQ=DAILY", "another frequency"), ("FREQ=SECONDLY", "a hostile one"), ("FREQ=YEARLY;BYMONTH=3", "yearly"),
    ("", "nothing"), ("RUBBISH", "no rule at all"), ("FREQ=WEEKLY;COUNT=5", "a count"),
    ("FREQ=WEEKLY;BYDAY=MO", "another weekday than the start's"), ("FREQ=WEEKLY;BYDAY=TU,TH", "two weekdays"),
    ("FREQ=MONTHLY", "a day of the month"), ("FREQ=MONTHLY;BYMONTHDAY=3", "a day of the month"),
    ("FREQ=MONTHLY;BYDAY=-1TU", "the last one"), ("FREQ=MONTHLY;BYDAY=2TU", "another one than the start's"),
    ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "a position"), ("FREQ=WEEKLY;INTERVAL=0", "no interval"),
    ("FREQ=WEEKLY;INTERVAL=60", "longer than a year"), ("FREQ=WEEKLY;INTERVAL=x", "no number"),
    ("FREQ=WEEKLY;UNTIL=2026", "no date"), ("FREQ=WEEKLY;UNTIL=20261301", "no month"),
    ("FREQ=WEEKLY;BYHOUR=10", "hours"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "_why"), FOREIGN)
def test_rules_we_never_write_are_not_ours(text: str, _why: str) -> None:
    assert read(text) is None


def test_the_fifth_weekday_and_late_days_make_no_monthly_series() -> None:
    assert read("FREQ=MONTHLY;BYDAY=5TU", "2026-03-31T10:00") is None
    with pytest.raises(ValueError, match="cannot start on day 29: that weekday is missing in some months"):
        Recurrence(date(2026, 3, 29), TEN, LONDON, MONTHLY)
    assert Recurrence(date(2026, 3, 29), TEN, LONDON, WEEKLY).nth == 5


def test_the_rule_as_written() -> None:
    assert Recurrence(FIRST, TEN, LONDON, Cadence(2, "week")).rrule() == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    monthly = Recurrence(date(2026, 3, 24), TEN, LONDON, Cadence(3, "month"), last=date(2026, 7, 1))
    assert monthly.rrule() == "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU;UNTIL=20260701T225959Z"
    assert monthly.ending(None).rrule() == "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU"


def test_a_date_lasts_elapsed_minutes() -> None:
    start = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)
    assert Recurrence(FIRST, TEN, LONDON, WEEKLY).period(start) == Period(start, start + timedelta(minutes=30))


@given(st.integers(2024, 2035), st.integers(1, 12), st.integers(1, 4), st.integers(0, 6))
def test_the_nth_weekday_is_the_nth_of_its_month(year: int, month: int, nth: int, weekday: int) -> None:
    days = [date(year, month, day) for day in range(1, 29)]
    assert nth_weekday(year, month, nth, weekday) == [day for day in days if day.weekday() == weekday][nth - 1]


@pytest.mark.parametrize("cadence", [WEEKLY, Cadence(52, "week"), MONTHLY, Cadence(12, "month")])
def test_the_end_of_all_dates_ends_the_series(cadence: Cadence) -> None:
    days = list(Recurrence(date(9998, 3, 3), TEN, LONDON, cadence).days())
    assert days[-1].year >= 9998
    assert len(days) <= 110
