"""The rare turns of conversations with Outlook: each ends in the right words and leaves the calendar right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.outlook_desk import Desk, at_desk
from tests.emulators.faults import Deed, Fault, answer
from tests.emulators.graph.switches import Switches
from tests.emulators.serving import Answer, App, Request
from touchbase.calendars.outlook.answers import CrossesNeighbour
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.step import MoveDate
from touchbase.errors import CalendarRefused, NoSuchSeries, ProviderDown, TryLater

QUARTERLY = Recurrence(utc(1, 5).date(), utc(1, 5).time(), OWNER.zone, Cadence(3, "month"), 30, None)


def said(code: str) -> dict[str, Any]:
    return {"error": {"code": code}}


def changed(edit: Callable[[dict[str, Any]], None]) -> Deed:
    """The answer as it was, edited item by item."""

    def deed(request: Request, app: App) -> Answer:
        given = app(request).json
        for one in given.get("value", [given]):
            edit(one)
        return Answer.of_json(given)

    return deed


def test_dates_nobody_was_asked_to_are_deleted_without_a_word() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.people.hand.edit(desk.people.item(UID).uid, attendees=[])
        mark, mails = desk.graph.mark(), len(desk.graph.mails)
        desk.another().skip_date(UID, THIRD)
        desk.another().end(UID, utc(1, 1))
        assert desk.writes(mark) == ["DELETE", "DELETE"]
        assert len(desk.graph.mails) == mails
        assert calendar.read(WINDOW).series == ()


@pytest.mark.parametrize(("fault", "error"), [((503, "UnknownError"), ProviderDown), ((412, "ErrorX"), TryLater)])
def test_a_write_that_never_comes_through_is_given_up(fault: tuple[int, str], error: type[Exception]) -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(answer(fault[0], said(fault[1])), method="PATCH", times=None))
        with pytest.raises(error):
            calendar.move_date(UID, THIRD, TUESDAY)
        assert len(desk.slept) == 3
        desk.graph.faults.clear()
        calendar.move_date(UID, THIRD, TUESDAY)
        assert len([mail for mail in desk.graph.mails if mail.kind == "update"]) == 1


def test_an_answer_that_is_no_json_is_no_answer() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(answer(200, "<html>Sign in to the hotel</html>"), path=r"\$batch|/events"))
        assert len(calendar.read(WINDOW).series) == 1
        assert len(desk.slept) == 1


def test_a_new_event_that_is_answered_without_words_is_looked_up_when_it_is_needed() -> None:
    with at_desk() as (desk, calendar):
        calendar.read(WINDOW)
        desk.graph.faults.add(Fault(changed(lambda one: one.clear()), method="POST", path="/events$"))
        calendar.create(SERIES)
        calendar.create(SERIES)
        calendar.move_date(UID, THIRD, TUESDAY)
        assert [mail.kind for mail in desk.graph.mails] == ["invitation", "update"]


def test_a_series_deleted_between_two_looks_is_read_as_it_was() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(series(rule=QUARTERLY))
        calendar.skip_date(UID, utc(4, 6, 9))
        desk.graph.faults.add(Fault(answer(404, said("ErrorItemNotFound")), path="/instances"))
        reading = calendar.read(Period(utc(3, 1), utc(4, 20)))
        assert ([one.uid for one in reading.series], reading.dates) == ([UID], ())


def test_pages_that_show_a_series_gone_say_so() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(answer(404, said("ErrorItemNotFound")), path="/instances"))
        with pytest.raises(NoSuchSeries):
            calendar.end(UID, utc(1, 20))


def test_an_event_named_by_a_used_transaction_that_cannot_be_had_is_searched_for() -> None:
    with at_desk(Switches(same_transaction="refused")) as (desk, calendar):
        desk.another().create(SERIES)
        calendar.read(WINDOW)
        desk.people.hand.edit(desk.people.item(UID).uid, subject="Coffee")
        desk.graph.faults.add(Fault(changed(lambda one: one.clear()), path="startswith"))
        desk.graph.faults.add(Fault(answer(404, said("ErrorItemNotFound")), method="GET", path=r"/me/events/"))
        desk.another().create(SERIES)
        assert len(desk.graph.mails) == 2  # the invitation, and what the person changed


@pytest.mark.parametrize("last", [None, date(2026, 3, 31)])
def test_what_a_longer_rule_brings_back_goes_again(last: date | None) -> None:
    """Both ways: without an end to one, and the other way round."""
    other = date(2026, 2, 28) if last is None else None
    with at_desk(Switches(range_change_drops_exceptions=True)) as (desk, calendar):
        calendar.create(series(rule=weekly(last=last)))
        calendar.move_date(UID, THIRD, TUESDAY)
        calendar.skip_date(UID, MONDAYS[3])
        calendar.renew(UID, weekly(last=other))
        stands = [date.period.start for date in desk.another().read(Period(utc(1, 1), utc(2, 1))).dates]
        assert stands == [*MONDAYS[:2], TUESDAY.start]


def test_a_series_that_is_shown_as_cancelled_is_over() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.people.item(UID).cancelled = True
        [seen] = calendar.read(WINDOW).series
        assert seen.cancelled
        for write in (calendar.skip_date, calendar.restore_date):
            with pytest.raises(NoSuchSeries):
                write(UID, THIRD)
        before = desk.picture()
        calendar.end(UID, utc(1, 1))
        assert desk.picture() == before
        with pytest.raises(NoSuchSeries):
            desk.another().change_guest(UID, "Ana", "ana@example.org")


def test_a_date_that_is_shown_as_cancelled_is_off() -> None:
    def cancel(one: dict[str, Any]) -> None:
        one["isCancelled"] = one.get("originalStart", "").startswith("2026-01-19")

    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(changed(cancel), path="calendarView", times=None))
        reading = calendar.read(WINDOW)
        assert [date.original_start for date in reading.dates if date.cancelled] == [THIRD]
        assert [fact.original_start for fact in reading.evidence if fact.cancelled_by == "someone"] == [THIRD]
        calendar.skip_date(UID, THIRD)
        with pytest.raises(CalendarRefused, match="bring back"):
            calendar.restore_date(UID, THIRD)


def test_a_search_that_is_refused_is_no_absence() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        desk.graph.faults.add(Fault(answer(400, said("ErrorInvalidRequest")), path="startswith", times=None))
        for ask in (desk.another().find, lambda uid: desk.another().skip_date(uid, THIRD)):
            with pytest.raises(CalendarRefused, match="did not take it"):
                ask(UID)


def test_settings_that_are_not_shown_are_said() -> None:
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(403, said("ErrorAccessDenied")), path="mailboxSettings"))
        with pytest.raises(CalendarRefused):
            calendar.mailbox()


def test_reports_without_times_are_of_no_date() -> None:
    wanted = type(SERIES)(**{name: getattr(SERIES, name) for name in SERIES.__slots__} | {"conference": True})
    with at_desk(attendance=True) as (desk, calendar):
        calendar.create(wanted)
        desk.graph.world.now = utc(3, 1)
        desk.people.hand.meet(desk.people.item(UID).uid, MONDAYS[0], 30, (OWNER.email, 0, 30), (ANA, 0, 30))
        desk.graph.faults.add(
            Fault(changed(lambda one: one.pop("meetingStartDateTime")), path="attendanceReports$", times=None)
        )
        assert {fact.together_minutes for fact in calendar.read(WINDOW).evidence} == {None}


def test_a_teams_question_that_fails_leaves_the_series_for_later() -> None:
    wanted = type(SERIES)(**{name: getattr(SERIES, name) for name in SERIES.__slots__} | {"conference": True})
    with at_desk() as (desk, calendar):
        desk.graph.faults.add(Fault(answer(400, said("ErrorX")), method="GET", path=r"/me/calendar\?", times=None))
        calendar.read(WINDOW)
        with pytest.raises(CalendarRefused):
            calendar.create(wanted)
        assert desk.graph.mails == []
        desk.graph.faults.clear()
        calendar.create(wanted)
        assert _online(desk)


def test_a_date_near_the_edge_of_what_was_read_is_looked_at_again() -> None:
    """What lies there may have moved out of sight, so it is no neighbour that was taken off."""
    with at_desk() as (_, calendar):
        calendar.create(series(rule=QUARTERLY))
        calendar.read(Period(utc(3, 20), utc(4, 20)))
        calendar.move_date(UID, utc(4, 6, 9), Period.lasting(utc(4, 6, 9) + timedelta(days=5), 30))
        assert calendar.read(Period(utc(3, 20), utc(4, 20))).dates[0].moved


def test_dates_that_follow_each_other_get_there_in_whatever_order_they_are_asked_for() -> None:
    """Each may only pass once the one before it has made room."""
    places = {start: Period.lasting(start + timedelta(days=7, hours=2), 30) for start in MONDAYS[2:5]}
    with at_desk() as (_, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        steps = [MoveDate(UID, start, place) for start, place in places.items()]
        stuck, *others = calendar.write(steps)
        assert [type(one) for one in (stuck, *others)] == [CrossesNeighbour] * 3  # the next one bars the way
        steps.append(MoveDate(UID, MONDAYS[5], Period.lasting(MONDAYS[5] + timedelta(days=2), 30)))
        assert calendar.write(steps) == (None,) * 4
        stands = {date.original_start: date.period for date in calendar.read(WINDOW).dates}
        assert {start: stands[start] for start in places} == places


def test_a_date_that_stays_barred_is_refused_and_not_tried_for_ever() -> None:
    with at_desk() as (desk, calendar):
        calendar.create(SERIES)
        calendar.read(WINDOW)
        steps = (MoveDate(UID, THIRD, Period.lasting(MONDAYS[5], 30)), MoveDate(UID, MONDAYS[0], _later(MONDAYS[0])))
        barred, done = calendar.write(steps)
        assert (type(barred), done) == (CrossesNeighbour, None)
        assert desk.writes() == ["POST", "PATCH"]


def _later(start: datetime) -> Period:
    return Period.lasting(start + timedelta(hours=3), 30)


def _online(desk: Desk) -> bool:
    return bool(desk.people.item(UID).fields["isOnlineMeeting"])
