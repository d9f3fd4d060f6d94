"""What one look at an Outlook calendar tells: evidence, other people's proposals, odd events, other calendars."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.outlook_desk import Desk, Held, at_desk
from tests.emulators.faults import Deed, Fault, answer
from tests.emulators.graph.hands import Hands
from tests.emulators.graph.switches import Switches
from tests.emulators.serving import Answer, App, Request
from touchbase.calendars.outlook import GraphWire, OutlookBusy, OutlookCalendar
from touchbase.domain.availability import UNKNOWN
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries
from touchbase.errors import BadInput, CalendarRefused, ForeignEvent, NoSuchSeries

TEAMS = replace(SERIES, conference=True)
PERSON = Stakeholder("ana-ruiz", "Ana Ruiz", ANA, "peer", 1, Cadence(1, "month"), "Europe/London")
BEN = PERSON._replace(id="ben", name="Ben", email="ben@example.com")


def together(calendar: OutlookCalendar) -> dict[object, int | None]:
    return {fact.original_start: fact.together_minutes for fact in calendar.read(WINDOW).evidence}


# who was there


def test_attendance_is_told_of_the_date_it_belongs_to_early_late_and_moved() -> None:
    with at_desk(attendance=True) as (desk, calendar):
        calendar.create(TEAMS)
        calendar.move_date(UID, THIRD, TUESDAY)
        uid = desk.people.item(UID).uid
        desk.graph.world.now = utc(3, 1)
        meet = desk.people.hand.meet
        meet(uid, MONDAYS[0] - timedelta(minutes=10), 50, (OWNER.email, 0, 50), (ANA, 20, 45))
        meet(uid, TUESDAY.start, 30, (OWNER.email, 0, 10), (ANA, 0, 10))
        meet(uid, TUESDAY.start + timedelta(minutes=12), 10, (OWNER.email, 0, 10), (ANA, 0, 5))
        meet(uid, MONDAYS[1], 30, (OWNER.email, 0, 30), ("", 0, 30))
        meet(uid, utc(1, 15), 30, (OWNER.email, 0, 30), (ANA, 0, 30))
        found = together(calendar)
        assert (found[MONDAYS[0]], found[THIRD]) == (25, 15)
        assert (found[MONDAYS[1]], found[MONDAYS[3]]) == (None, None)


@pytest.mark.parametrize("path", ["onlineMeetings\\?", "attendanceReports$", "attendanceReports/"])
def test_no_attendance_to_be_had_is_no_evidence(path: str) -> None:
    with at_desk(attendance=True) as (desk, calendar):
        calendar.create(TEAMS)
        desk.graph.world.now = utc(3, 1)
        desk.people.hand.meet(desk.people.item(UID).uid, MONDAYS[0], 30, (OWNER.email, 0, 30), (ANA, 0, 30))
        desk.graph.faults.add(Fault(answer(403, {"error": {"code": "Forbidden"}}), path=path, times=None))
        assert set(together(calendar).values()) == {None}
        desk.graph.faults.clear()
        assert together(calendar)[MONDAYS[0]] == 30


def test_attendance_is_not_asked_for_unless_wanted_nor_without_teams() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(TEAMS)
        calendar.read(WINDOW)
        assert not any("onlineMeetings" in one.request.path for one in desk.graph.spoken())
    with at_desk(attendance=True) as (desk, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        assert not any("onlineMeetings" in one.request.path for one in desk.graph.spoken())


def test_the_teams_part_of_the_invitation_survives_our_writes() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(TEAMS)
        item = desk.people.item(UID)
        before = (item.fields["body"], item.fields["onlineMeeting"])
        calendar.move_date(UID, THIRD, TUESDAY)
        calendar.renew(UID, weekly(last=None))
        calendar.change_guest(UID, "Ana Ruiz", "ana@example.org")
        calendar.end(UID, utc(2, 10))
        assert (item.fields["body"], item.fields["onlineMeeting"]) == before
        assert before[1]["joinUrl"]


def test_a_mailbox_without_teams_gets_a_series_without_a_link() -> None:
    with at_desk() as (desk, calendar):
        desk.people.hand.box.personal = True
        calendar.create(TEAMS)
        assert desk.people.item(UID).fields["isOnlineMeeting"] is False


# what guests ask for


def test_another_time_that_a_guest_asks_for_is_shown_and_nothing_moves() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        uid, slot = desk.people.item(UID).uid, (TUESDAY.start, TUESDAY.end)
        desk.people.hand.reply(uid, ANA, "tentativelyAccepted", THIRD, proposed=slot)
        desk.people.hand.reply(
            uid, ANA, "declined", MONDAYS[3], proposed=(MONDAYS[3], MONDAYS[3] + timedelta(hours=0.5))
        )
        reading = calendar.read(WINDOW)
        assert [str(one) for one in reading.warnings] == [
            "Outlook: ana-ruiz asks to meet on 2026-01-20 at 15:00 and not on 2026-01-19 at 10:00. "
            "If that suits you, move the date in Outlook; it stays where you put it."
        ]
        assert next(date for date in reading.dates if date.original_start == THIRD).period.start == THIRD
        desk.graph.world.now = utc(1, 21)
        assert calendar.read(WINDOW).warnings == ()


# odd things on the calendar


def test_two_series_under_one_name_are_told_and_one_is_looked_after() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        twin = desk.people.hand.make("Touchbase", utc(1, 5), guests=[ANA], weekly=1)
        desk.people.item(twin).tags = dict(desk.people.item(UID).tags)
        reading = calendar.read(WINDOW)
        assert [one.uid for one in reading.series] == [UID]
        assert ["two series for ana-ruiz" in one.what for one in reading.warnings] == [True]
        assert calendar.find(UID) == reading.series[0]


def test_a_series_that_a_person_made_a_single_event_of_is_still_ours() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.people.item(UID).recurrence = None
        reading = calendar.read(WINDOW)
        assert (reading.series[0].recurrence, [date.original_start for date in reading.dates]) == (None, [MONDAYS[0]])
        assert reading.busy.busy == ()
        with pytest.raises(CalendarRefused, match="slot"):
            calendar.renew(UID, weekly(last=None))


def test_a_rule_that_a_person_wrote_is_read_by_its_dates_and_can_be_ended() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        item = desk.people.item(UID)
        assert item.recurrence is not None
        item.recurrence["pattern"]["daysOfWeek"] = ["monday", "thursday"]
        reading = calendar.read(Period(utc(1, 5, 0), utc(1, 17, 0)))
        assert reading.foreign_rules == {UID}
        assert [date.period.start for date in reading.dates] == [utc(1, 5), utc(1, 8), utc(1, 12), utc(1, 15)]
        calendar.move_date(UID, utc(1, 8), Period.lasting(utc(1, 9), 30))
        calendar.end(UID, utc(1, 12))
        assert [date.period.start for date in calendar.read(WINDOW).dates] == [utc(1, 5), utc(1, 9), utc(1, 12)]


@pytest.mark.parametrize("broken", ["series", "date", "other"])
def test_what_cannot_be_read_is_a_warning_and_the_rest_is_read(broken: str) -> None:
    """Graph answers with something that is no event: everything else still counts."""
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.create(series("ben-ito"))
        desk.people.busy(TUESDAY)
        spoil = {"series": r"singleValue", "date": "calendarView", "other": "calendarView"}[broken]
        wanted = {"series": UID, "date": UID, "other": ""}[broken]
        desk.graph.faults.add(Fault(_without_start(desk, wanted), path=spoil, times=None))
        reading = calendar.read(Period(utc(1, 5, 0), utc(1, 21, 0)))
        assert len(reading.warnings) >= 1
        assert all(one.severity == "warning" and "could not be read" in one.what for one in reading.warnings)
        assert series("ben-ito").uid in [one.uid for one in reading.series]


def test_a_series_that_cannot_be_read_is_refused_and_not_taken_for_gone() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(_without_start(desk, ""), method="GET", path=r"/events", times=None))
        fresh = desk.another()
        with pytest.raises(CalendarRefused, match="cannot be read"):
            fresh.find(UID)
        for one in (fresh, calendar):
            with pytest.raises(CalendarRefused, match="cannot be read"):
                one.skip_date(UID, THIRD)


def test_whole_days_and_times_in_a_custom_zone() -> None:
    with at_desk() as (desk, calendar):
        desk.people.hand.make("Holiday", utc(7, 5, 23), 24 * 60, all_day=True, zone="GMT Standard Time")
        desk.people.hand.make("Fair", utc(7, 8, 23), 24 * 60, all_day=True, show_as="free")
        reading = calendar.read(Period(utc(7, 1), utc(7, 31)))
        assert reading.busy.busy == (Period(utc(7, 5, 23), utc(7, 6, 23)),)


# other people's time


def test_what_others_have_is_busy_and_our_own_dates_with_them_are_not_in_the_way() -> None:
    with at_desk() as (desk, calendar):
        ana: Hands = desk.graph.person(ANA, "Ana Ruiz")
        calendar.create(SERIES)
        ana.make("Dentist", utc(1, 6, 9), 60)
        ana.make("Maybe", utc(1, 7, 9), 60, show_as="tentative")
        ana.make("Reading", utc(1, 8, 9), 60, show_as="free")
        calendar.read(WINDOW)
        found = calendar.free_busy((PERSON, BEN), WINDOW)
        hours = (Period.lasting(utc(1, 6, 9), 60), Period.lasting(utc(1, 7, 9), 60))
        from_now_on = Period(desk.now(), WINDOW.end)
        assert (found["ana-ruiz"].busy, found["ana-ruiz"].covers) == (hours, from_now_on)
        assert (
            calendar.free_busy((PERSON,), Period(utc(1, 1, 0, year=2025), utc(2, 1, year=2025)))["ana-ruiz"].busy == ()
        )
        assert found["ben"] == UNKNOWN
        assert calendar.warnings() == ()
        desk.graph.world.mailboxes[ANA].hidden = True
        assert calendar.free_busy((PERSON,), WINDOW)["ana-ruiz"] == UNKNOWN
        assert calendar.free_busy((), WINDOW) == {}


# other calendars


def test_another_calendar_of_the_mailbox_is_written_and_the_default_one_left_alone() -> None:
    with at_desk() as (desk, calendar):
        work = desk.graph.world.folder(desk.people.hand.box, "Work")
        there = desk.another(calendar_id=work.id)
        there.create(SERIES)
        assert desk.people.item(UID).calendar == work.id
        assert [one.uid for one in there.read(WINDOW).series] == [UID]
        assert calendar.read(WINDOW).series == ()
        desk.people.hand.move_to(desk.people.item(UID).uid, desk.people.hand.box.default.id)
        there.move_date(UID, THIRD, TUESDAY)  # its immutable id is still known
        assert [date.period for date in calendar.read(WINDOW).dates if date.moved] == [TUESDAY]
        there.close()
        with pytest.raises(BadInput, match="does not show"):
            desk.another(calendar_id="AAkAnone=").read(WINDOW)


def test_an_application_acts_in_the_mailbox_it_is_told() -> None:
    with at_desk() as (desk, _):
        held = Held(desk.graph, mailbox=f"/users/{OWNER.email}")
        wire = GraphWire(held, desk.graph.endpoint, desk.waiter.retry_after, desk.graph.ca)
        calendar = OutlookCalendar(wire, desk.waiter, desk.now, OWNER)
        assert calendar.write([CreateSeries(SERIES)]) == (None,)
        assert len(calendar.read(WINDOW).series) == 1
        calendar.close()
        assert all(f"/users/{OWNER.email}" in one.request.path for one in desk.graph.spoken())


def test_a_further_calendar_is_only_looked_at() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.people.meet_weekly("coffee", weekly(), "ben@example.com")
        desk.people.meet("lunch", TUESDAY, ANA)
        wire = GraphWire(desk.held, desk.graph.endpoint, desk.waiter.retry_after, desk.graph.ca)
        source = OutlookBusy(wire, desk.waiter, OWNER)
        mark = desk.graph.mark()
        told = source.commitments(WINDOW)
        assert (told.problems, told.whole, source.where) == ((), True, "Outlook calendar")
        assert len(told.commitments) == 2 * len(MONDAYS) + 1
        assert len({one.uid for one in told.commitments}) == 3
        assert {one.period for one in told.commitments if one.uid == "lunch"} == {TUESDAY}
        assert len(desk.graph.requests(mark)) == 1
        assert desk.writes(mark) == []
        assert OutlookBusy(wire, desk.waiter, OWNER, "team@example.com").where == "Outlook calendar team@example.com"
        wire.close()


def test_a_further_calendar_that_is_partly_unreadable_says_so() -> None:
    with at_desk() as (desk, _):
        desk.people.busy(TUESDAY)
        desk.graph.faults.add(Fault(_without_start(desk, ""), path="calendarView", times=None))
        wire = GraphWire(desk.held, desk.graph.endpoint, desk.waiter.retry_after, desk.graph.ca)
        told = OutlookBusy(wire, desk.waiter, OWNER).commitments(WINDOW)
        assert (told.commitments, told.whole, len(told.problems)) == ((), False, 1)
        wire.close()


# single things


def test_an_event_that_loses_our_tag_is_no_longer_ours() -> None:
    with at_desk(Switches(tag_case="upper")) as (desk, calendar):
        calendar.create(SERIES)
        item = desk.people.item(UID)
        item.tags.clear()
        desk.graph.world.touch(item)
        with pytest.raises(ForeignEvent):
            calendar.move_date(UID, THIRD, TUESDAY)


def test_a_long_cadence_and_a_lost_id_are_looked_at_once_more() -> None:
    yearly = Recurrence(utc(1, 5).date(), utc(1, 5).time(), OWNER.zone, Cadence(12, "month"), 30, None)
    elsewhere = Period.lasting(utc(3, 2), 30)
    with at_desk() as (desk, calendar):
        calendar.create(series(rule=yearly))
        calendar.move_date(UID, MONDAYS[0], elsewhere)
        calendar.move_date(UID, MONDAYS[0], Period.lasting(utc(3, 3), 30))
        desk.people.delete_series(UID)
        with pytest.raises(NoSuchSeries):
            calendar.skip_date(UID, MONDAYS[0])
        assert desk.slept == []


def test_only_the_guest_changes_and_whoever_a_person_added_stays() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        item = desk.people.item(UID)
        item.attendees.append({**item.attendees[0], "emailAddress": {"name": "Ben", "address": "ben@example.com"}})
        mark = len(desk.graph.mails)
        calendar.change_guest(UID, "Ana Ruiz", "ana@example.org")
        assert item.guests == ["ana@example.org", "ben@example.com"]
        assert [(mail.kind, mail.to) for mail in desk.graph.mails[mark:]] == [
            ("cancellation", ANA),
            ("invitation", "ana@example.org"),
        ]
        calendar.change_guest(UID, "Ben", "ben@example.com")
        assert item.guests == ["ben@example.com"]


def _without_start(desk: Desk, uid: str) -> Deed:
    """Takes the start out of every event of that series in an answer, for "" out of every event."""

    def deed(request: Request, app: App) -> Answer:
        given = app(request).json
        id = desk.people.hand.box.id_of(desk.people.item(uid), immutable=True) if uid else ""
        for event in given.get("value", [given]):
            if id in ("", event.get("id"), event.get("seriesMasterId")):
                event.pop("start")
        return Answer.of_json(given)

    return deed
