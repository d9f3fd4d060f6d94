"""Time of the owner's own as a file: it repeats in their zone, asks nobody, and is none of our series."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar
from recurring_ical_events import of  # type: ignore[import-untyped]

from touchbase.calendars.local.own_time import own_time
from touchbase.domain.cadence import Cadence
from touchbase.domain.recurrence import Recurrence


def rule(zone: str = "Europe/London", at: time = time(15)) -> Recurrence:
    return Recurrence(date(2026, 10, 16), at, zone, Cadence(1, "week"))


def test_it_stays_at_three_when_the_clocks_change() -> None:
    calendar = Calendar.from_ical(own_time(rule(), "Time to think", "sam@example.com"))
    dates = of(calendar).between(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 7, tzinfo=UTC))
    starts = sorted(event["DTSTART"].dt for event in dates)
    assert [(start.hour, start.utcoffset().total_seconds()) for start in starts] == [(15, 3600)] * 2 + [(15, 0)] * 2
    assert {event["DTEND"].dt - event["DTSTART"].dt for event in dates} == {timedelta(minutes=30)}


@pytest.mark.parametrize("word", ["ATTENDEE", "ORGANIZER", "X-TOUCHBASE", "DESCRIPTION"])
def test_nobody_is_asked_and_it_is_not_tagged_as_ours(word: str) -> None:
    assert word not in own_time(rule(), "Time to think", "sam@example.com")


def test_importing_it_again_makes_no_second_one_and_another_slot_is_another() -> None:
    text = own_time(rule(), "Time to think", "sam@example.com")
    assert text == own_time(rule(), "Time to think", "sam@example.com")
    uids = {_uid(own_time(one, "x", "sam@example.com")) for one in (rule(), rule(at=time(9)), rule("UTC"))}
    assert len(uids) == 3
    assert "VTIMEZONE" not in own_time(rule("UTC"), "x", "sam@example.com")
    assert "CLASS:PRIVATE" in text


def _uid(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("UID:"))
