"""A series in the folder that the owner made: our tag put on it and taken off, and not a byte more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import vCalAddress, vRecur, vText

from tests.calendars.contract import ANA, MONDAYS, OWNER, THIRD, TUESDAY, WINDOW, utc, weekly
from tests.calendars.program import Program, timed, weekly_event
from touchbase.calendars.local import LocalCalendar
from touchbase.domain.period import Period
from touchbase.errors import CalendarRefused, NoSuchSeries

BEN = "ben@example.com"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "calendar"


@pytest.fixture
def people(folder: Path) -> Program:
    return Program(folder, OWNER.email)


@pytest.fixture
def calendar(folder: Path) -> LocalCalendar:
    return LocalCalendar(folder, (), OWNER)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_four_lines_more_and_none_changed(folder: Path, calendar: LocalCalendar, people: Program) -> None:
    path = people.put(weekly_event("coffee", weekly(), ANA), timed("dentist", TUESDAY), name="mine")
    before = lines(path)
    calendar.adopt("coffee", "ana-ruiz", 2)
    after = lines(path)
    assert [line for line in after if line not in before] == [
        "X-TOUCHBASE-ID:coffee", "X-TOUCHBASE-STAKEHOLDER:ana-ruiz", "X-TOUCHBASE-GENERATION:2",
        f"X-TOUCHBASE-GUEST:{ANA}",
    ]  # fmt: skip
    assert [line for line in after if "X-TOUCHBASE" not in line] == before
    calendar.release("coffee")
    assert lines(path) == before
    assert (folder / "touchbase.ics").exists()


def test_an_event_without_organiser_is_the_owner_s_and_one_of_somebody_else_is_not(
    calendar: LocalCalendar, people: Program
) -> None:
    people.put(weekly_event("mine", weekly(), ANA))
    people.put(weekly_event("theirs", weekly(), OWNER.email, organizer=BEN))
    assert {one.uid: one.own for one in calendar.read(WINDOW).recurring} == {"mine": True, "theirs": False}


def test_the_guest_is_the_person_and_never_the_room(calendar: LocalCalendar, people: Program) -> None:
    event = weekly_event("coffee", weekly())
    room = vCalAddress("mailto:a-room@example.com")
    room.params["CUTYPE"] = "ROOM"
    for one in (room, vCalAddress(f"mailto:{ANA}")):
        event.add("ATTENDEE", one, encode=False)
    people.put(event)
    calendar.adopt("coffee", "ana-ruiz", 1)
    [seen] = calendar.read(WINDOW).series
    assert seen.guest_email == ANA


def test_with_two_guests_the_first_is_taken_for_the_guest(calendar: LocalCalendar, people: Program) -> None:
    people.put(weekly_event("coffee", weekly(), ANA, BEN))
    calendar.adopt("coffee", "ana-ruiz", 1)
    assert calendar.read(WINDOW).series[0].guest_email == ANA


def test_a_rule_of_its_own_is_kept(calendar: LocalCalendar, people: Program) -> None:
    event = weekly_event("coffee", weekly(), ANA)
    event["RRULE"] = vRecur.from_ical("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=9")
    people.put(event)
    assert calendar.read(WINDOW).recurring[0].starts == (MONDAYS[0], utc(2, 5))
    calendar.adopt("coffee", "ana-ruiz", 1)
    reading = calendar.read(WINDOW)
    assert (reading.series[0].recurrence, [date.period.start for date in reading.dates]) == (
        None,
        [MONDAYS[0], utc(2, 5)],
    )


def test_a_single_date_that_somebody_changed_belongs_to_its_series(calendar: LocalCalendar, people: Program) -> None:
    people.meet_weekly("coffee", weekly(), ANA)
    people.move_date("coffee", THIRD, TUESDAY)
    [found] = calendar.read(WINDOW).recurring
    assert TUESDAY.start in found.starts
    calendar.adopt("coffee", "ana-ruiz", 1)
    calendar.release("coffee")
    assert "X-TOUCHBASE" not in (people.folder / "coffee.ics").read_text()


def test_a_series_without_a_uid_is_a_meeting_and_nothing_to_adopt(calendar: LocalCalendar, people: Program) -> None:
    event = weekly_event("coffee", weekly(), ANA)
    del event["UID"]
    people.put(event, name="nameless")
    reading = calendar.read(WINDOW)
    assert (reading.recurring, len(reading.meetings)) == ((), len(MONDAYS))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda event: event.update({"STATUS": vText("CANCELLED")}), NoSuchSeries),
        (lambda event: event.pop("RRULE"), CalendarRefused),
        (lambda event: event.update({"ORGANIZER": vCalAddress(f"mailto:{ANA}")}), CalendarRefused),
    ],
)
def test_what_is_cancelled_single_or_somebody_else_s_is_left_as_it_is(
    calendar: LocalCalendar, people: Program, change: Callable[[Any], object], error: type[Exception]
) -> None:
    event = weekly_event("coffee", weekly(), ANA, organizer=OWNER.email)
    change(event)
    path = people.put(event)
    before = path.read_bytes()
    with pytest.raises(error):
        calendar.adopt("coffee", "ana-ruiz", 1)
    assert path.read_bytes() == before


def test_a_file_with_a_date_and_no_master_has_no_series(calendar: LocalCalendar, people: Program) -> None:
    people.meet_weekly("coffee", weekly(), ANA)
    people.move_date("coffee", THIRD, TUESDAY)
    people.edit("coffee", lambda all_: all_.subcomponents.pop(0))
    with pytest.raises(NoSuchSeries):
        calendar.adopt("coffee", "ana-ruiz", 1)


def test_a_file_that_is_broken_is_not_taken_for_gone(folder: Path, calendar: LocalCalendar, people: Program) -> None:
    people.meet_weekly("coffee", weekly(), ANA)
    (folder / "coffee.ics").write_text("BEGIN:VCALENDAR")
    with pytest.raises(CalendarRefused, match="cannot be read"):
        calendar.adopt("coffee", "ana-ruiz", 1)


def test_a_series_in_a_file_we_only_look_at_cannot_be_adopted(tmp_path: Path, folder: Path) -> None:
    other = Program(tmp_path / "other", OWNER.email).put(weekly_event("coffee", weekly(), ANA))
    calendar = LocalCalendar(folder, (other,), OWNER)
    assert [one.own for one in calendar.read(WINDOW).recurring] == [False]
    with pytest.raises(NoSuchSeries):
        calendar.adopt("coffee", "ana-ruiz", 1)


def test_a_calendar_of_the_owner_s_that_cannot_be_read_is_named(tmp_path: Path, folder: Path) -> None:
    good = Program(tmp_path / "other", OWNER.email).put(timed("x", TUESDAY))
    missing = tmp_path / "none.ics"
    reading = LocalCalendar(folder, (good, missing), OWNER).read(WINDOW)
    assert (reading.unread, len(reading.warnings)) == ((str(missing),), 1)


def test_another_guest_is_asked_in_the_text_and_the_others_stay(
    folder: Path, calendar: LocalCalendar, people: Program
) -> None:
    people.put(weekly_event("coffee", weekly(), ANA, BEN, organizer=OWNER.email), name="coffee")
    calendar.adopt("coffee", "ana-ruiz", 1)
    calendar.move_date("coffee", THIRD, TUESDAY)
    calendar.change_guest("coffee", "Ana Ruiz", ANA)
    calendar.change_guest("coffee", "Ana Ruiz", "Ana@example.org")
    text = (folder / "coffee.ics").read_text().replace("\n ", "").replace("\r", "")
    assert "X-TOUCHBASE-GUEST:ana@example.org" in text
    asked = [line for line in text.splitlines() if line.startswith("ATTENDEE")]
    assert sorted(line.rpartition("mailto:")[2] for line in asked) == ["Ana@example.org"] * 2 + [BEN] * 2
    assert calendar.read(Period(TUESDAY.start, TUESDAY.end)).series[0].guest_email == "ana@example.org"


def test_somebody_whom_a_person_already_added_is_asked_once(
    folder: Path, calendar: LocalCalendar, people: Program
) -> None:
    people.put(weekly_event("coffee", weekly(), ANA, "ana@example.org", organizer=OWNER.email), name="coffee")
    calendar.adopt("coffee", "ana-ruiz", 1)
    calendar.change_guest("coffee", "Ana Ruiz", "ana@example.org")
    text = (folder / "coffee.ics").read_text()
    assert (text.count("mailto:ana@example.org"), text.count(f"mailto:{ANA}")) == (1, 0)
    assert calendar.read(WINDOW).series[0].guest_email == "ana@example.org"
