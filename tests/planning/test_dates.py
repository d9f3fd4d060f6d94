"""The dates a series really has, and where a rule ends."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.planning.builders import (
    MONTHLY,
    NEW_YORK,
    NOW,
    booking,
    on,
    rule,
    rules,
    seen,
    span,
    utc,
    wall,
    window_of,
    world,
)
from touchbase.domain.booking import DateChange
from touchbase.domain.event import Occurrence, Reading
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.dates import dates_of, ended, has_foreign_rule

MARCH = Period(utc(3, 2), utc(3, 25))
EMPTY = Reading(window_of(NOW, rules()))


@pytest.mark.parametrize(
    ("exceptions", "expected", "sentence"),
    [
        ({}, "3 10 17 24", "every Tuesday"),
        ({utc(3, 10): DateChange(None, "us")}, "3 17 24", "a skipped one is not a date"),
        ({utc(3, 10): DateChange(span(utc(3, 12)), "human")}, "3 12 17 24", "a moved one stands where it is"),
        ({utc(3, 24): DateChange(span(utc(3, 26)), "us")}, "3 10 17", "moved out of the window"),
        (
            {utc(3, 31, 9): DateChange(span(utc(3, 23)), "us")},
            "3 10 17 24 23",
            "moved into it, by the original",
        ),
        ({utc(4, 21, 9): DateChange(span(utc(3, 23)), "us")}, "3 10 17 24 23", "even from weeks away"),
    ],
)
def test_the_rule_with_its_exceptions(exceptions: dict[datetime, DateChange], expected: str, sentence: str) -> None:
    found = dates_of(booking(exceptions=exceptions), EMPTY, MARCH)
    assert " ".join(str(one.period.start.day) for one in found) == expected, sentence


def test_a_monthly_series_keeps_its_nth_weekday_and_its_wall_time() -> None:
    monthly = booking(recurrence=rule(date(2026, 1, 27), cadence=MONTHLY))
    found = dates_of(monthly, EMPTY, Period(utc(1, 1), utc(6, 1)))
    assert [wall(one.period.start) for one in found] == [
        "Tue 2026-01-27 10:00",
        "Tue 2026-02-24 10:00",
        "Tue 2026-03-24 10:00",
        "Tue 2026-04-28 10:00",
        "Tue 2026-05-26 10:00",
    ]


def test_under_a_rule_of_a_person_the_dates_are_those_seen() -> None:
    entry = booking()
    shown = [Occurrence(entry.uid, utc(3, day), span(utc(3, day))) for day in (19, 5, 12, 27)]
    shown[0] = replace(shown[0], cancelled=True)
    reading = replace(EMPTY, series=(seen(entry, recurrence=None),), dates=(*shown, replace(shown[1], uid="tb-ben-1")))
    assert has_foreign_rule(entry, reading)
    assert not has_foreign_rule(booking("ben"), reading)
    assert [one.period.start.day for one in dates_of(entry, reading, MARCH)] == [5, 12]
    assert len(dates_of(entry, world(bookings=[entry]).reading, MARCH)) == 4


@pytest.mark.parametrize(
    ("recurrence", "after", "last", "sentence"),
    [
        (rule(), utc(3, 10, 9), date(2026, 3, 9), "a date later that day goes"),
        (rule(), utc(3, 10), date(2026, 3, 10), "the date that starts at this instant stays"),
        (rule(), utc(3, 11, 9), date(2026, 3, 11), "no date that day"),
        (rule(last=None), utc(3, 11, 9), date(2026, 3, 11), "one without end gets one"),
        (rule(last=date(2026, 3, 1)), utc(3, 11, 9), date(2026, 3, 1), "an end never comes later"),
        (rule(at="23:30", zone=NEW_YORK), utc(3, 11, 3), date(2026, 3, 9), "the day is that of the series' zone"),
    ],
)  # fmt: skip
def test_where_a_series_ends(recurrence: Recurrence, after: datetime, last: date, sentence: str) -> None:
    cut = ended(recurrence, after)
    assert cut == recurrence.ending(last), sentence
    assert not list(cut.starts(Period(after + timedelta(seconds=1), after + timedelta(400)))), sentence


def test_an_end_at_the_change_of_clocks() -> None:
    sunday = rule(date(2026, 3, 1), "10:00")
    assert ended(sunday, on(date(2026, 3, 29), "10:00")).last == date(2026, 3, 29)
    assert ended(sunday, on(date(2026, 3, 29), "09:59")).last == date(2026, 3, 28)
