"""The calendar in memory passes the contract, mails like a provider, and fails when it is told to."""

from dataclasses import replace

import pytest

from tests.calendars.contract import ANA, MONDAYS, SERIES, THIRD, TUESDAY, UID, WINDOW, CalendarContract, utc, weekly
from touchbase.calendars.memory import Call, Hands, Mail, MemoryCalendar
from touchbase.calendars.port import Calendar
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries, SkipDate
from touchbase.errors import ProviderDown, UidTaken

PERSON = Stakeholder("ana-ruiz", "Ana Ruiz", ANA, "peer", 1, Cadence(1, "month"), "Europe/London")


class TestMemory(CalendarContract):
    @pytest.fixture(autouse=True)
    def _empty(self) -> None:
        self.memory = MemoryCalendar()
        self.calendar: Calendar = self.memory
        self.people = Hands(self.memory)

    def picture(self) -> object:
        return (dict(self.memory.entries), tuple(self.memory.others), tuple(self.memory.sent))

    def mailed(self) -> object:
        return tuple(self.memory.sent)


def filled(mails: bool = True) -> MemoryCalendar:
    calendar = MemoryCalendar(mails=mails)
    calendar.create(SERIES)
    return calendar


def test_each_change_mails_the_guest_once_and_a_repetition_does_not() -> None:
    calendar = filled()
    for _ in range(2):
        calendar.move_date(UID, THIRD, TUESDAY)
    for _ in range(2):
        calendar.restore_date(UID, THIRD)
    for _ in range(2):
        calendar.skip_date(UID, THIRD)
    calendar.renew(UID, weekly(last=None))
    calendar.end(UID, MONDAYS[1])
    calendar.end(UID, utc(1, 1))
    assert [mail.about for mail in calendar.sent] == [
        "invitation", "date moved", "date restored", "date cancelled", "series changed", "series changed",
        "series cancelled",
    ]  # fmt: skip
    assert calendar.sent[0] == Mail(ANA, UID, "invitation")


def test_a_calendar_that_mails_nobody_mails_nobody() -> None:
    calendar = filled(mails=False)
    calendar.skip_date(UID, THIRD)
    assert calendar.sent == []


def test_people_s_own_edits_send_no_mail_of_ours_and_are_no_call_of_ours() -> None:
    calendar = filled()
    Hands(calendar).move_date(UID, THIRD, TUESDAY)
    Hands(calendar).delete_series(UID)
    assert (len(calendar.sent), calendar.calls) == (1, [Call("create", UID)])


def test_a_deleted_series_keeps_its_uid_and_is_found_but_not_read() -> None:
    calendar = filled()
    Hands(calendar).delete_series(UID)
    found = calendar.find(UID)
    assert found is not None
    assert found.cancelled
    assert calendar.read(WINDOW).series == ()
    with pytest.raises(UidTaken):
        calendar.create(SERIES)


def test_calls_are_counted_as_reads_and_writes() -> None:
    calendar = filled()
    calendar.read(WINDOW)
    calendar.find(UID)
    calendar.free_busy((PERSON,), WINDOW)
    calendar.skip_date(UID, THIRD)
    assert (calendar.reads, calendar.writes) == (3, 2)
    assert calendar.calls[-1] == Call("skip_date", UID)


@pytest.mark.parametrize(
    ("after", "gone", "why"),
    [(False, False, "a fault before the change leaves all as it was"), (True, True, "one after it does not")],
)
def test_a_write_fails_when_it_is_told_to(after: bool, gone: bool, why: str) -> None:
    calendar = filled()
    calendar.fail(ProviderDown("No answer."), write=2, after=after)
    calendar.skip_date(UID, MONDAYS[0])
    with pytest.raises(ProviderDown):
        calendar.skip_date(UID, THIRD)
    dates = [date.original_start for date in calendar.read(WINDOW).dates]
    assert (THIRD not in dates) is gone, why
    calendar.skip_date(UID, THIRD)


@pytest.mark.parametrize("verb", ["create", "end", "renew", "move_date", "skip_date", "restore_date"])
def test_every_write_can_fail_after_it_took_effect(verb: str) -> None:
    calendar = filled()
    calendar.skip_date(UID, MONDAYS[0])
    other = replace(SERIES, uid="tbother", stakeholder="ben")
    calls = {
        "create": lambda: calendar.create(other),
        "end": lambda: calendar.end(UID, MONDAYS[3]),
        "renew": lambda: calendar.renew(UID, weekly(last=None)),
        "move_date": lambda: calendar.move_date(UID, THIRD, TUESDAY),
        "skip_date": lambda: calendar.skip_date(UID, THIRD),
        "restore_date": lambda: calendar.restore_date(UID, MONDAYS[0]),
    }
    before, sent = dict(calendar.entries), len(calendar.sent)
    calendar.fail(KeyboardInterrupt(), write=1, after=True)
    with pytest.raises(KeyboardInterrupt):
        calls[verb]()
    assert calendar.entries != before
    assert len(calendar.sent) == sent + 1


def test_a_read_fails_when_it_is_told_to() -> None:
    calendar = filled()
    calendar.fail(ProviderDown("No answer."), read=1)
    with pytest.raises(ProviderDown):
        calendar.read(WINDOW)
    assert calendar.read(WINDOW).series


def test_a_failed_step_does_not_keep_the_next_from_being_tried() -> None:
    calendar = MemoryCalendar(at_once=50)
    down = ProviderDown("No answer.")
    calendar.fail(down, write=1)
    other = replace(SERIES, uid="tbother")
    assert calendar.write((CreateSeries(SERIES), CreateSeries(other), SkipDate("tbother", THIRD))) == (down, None, None)


def test_free_busy_is_told_inside_the_window_and_unknown_for_others() -> None:
    calendar = MemoryCalendar()
    long = Period(utc(1, 1, 0), utc(12, 1, 0))
    calendar.free["ana-ruiz"] = FreeBusy.of([TUESDAY, Period(utc(4, 1), utc(4, 2))], long)
    ben = PERSON._replace(id="ben")
    asked = calendar.free_busy((PERSON, ben), WINDOW)
    assert asked == {"ana-ruiz": FreeBusy((TUESDAY,), WINDOW), "ben": UNKNOWN}


def test_warnings_come_with_the_reading_and_those_of_people_by_themselves() -> None:
    calendar = MemoryCalendar()
    problem = Problem("a.ics", "is cut off", severity="warning")
    calendar.unreadable.append(problem)
    calendar.unreadable_people.append(problem)
    assert calendar.read(WINDOW).warnings == (problem,)
    assert calendar.warnings() == (problem,)


def test_more_may_come_to_a_meeting_than_are_named() -> None:
    calendar = MemoryCalendar()
    Hands(calendar).meet("all-hands", TUESDAY, ANA, people=40)
    assert calendar.read(WINDOW).meetings[0].people == 40


@pytest.mark.parametrize("verb", ["adopt", "release", "change_guest"])
def test_writes_about_tag_and_guest_can_fail_after_they_took_effect(verb: str) -> None:
    calendar = filled()
    Hands(calendar).meet_weekly("coffee", weekly(), ANA)
    calls = {
        "adopt": lambda: calendar.adopt("coffee", "ana-ruiz", 1),
        "release": lambda: calendar.release(UID),
        "change_guest": lambda: calendar.change_guest(UID, "Ana Ruiz", "ana@example.org"),
    }
    before, sent = dict(calendar.entries), len(calendar.sent)
    calendar.fail(KeyboardInterrupt(), write=1, after=True)
    with pytest.raises(KeyboardInterrupt):
        calls[verb]()
    assert calendar.entries != before
    assert len(calendar.sent) == sent + (verb == "change_guest")


def test_a_date_cancelled_by_hand_is_none_of_a_series_made_by_hand() -> None:
    calendar = MemoryCalendar()
    Hands(calendar).meet_weekly("coffee", weekly(), ANA)
    Hands(calendar).cancel_date("coffee", THIRD)
    assert THIRD not in calendar.read(WINDOW).recurring[0].starts
