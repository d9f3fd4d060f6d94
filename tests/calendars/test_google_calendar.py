"""What Google alone has: mail on some writes only, Meet links and calls, free/busy, series cut in two, opaque ids."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from google.oauth2.credentials import Credentials

from tests.calendars.contract import ANA, MONDAYS, OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc, weekly
from tests.calendars.google_desk import Clock, Desk, FakeWire, at_desk
from tests.emulators.faults import Fault, answer, first
from tests.emulators.google.emulator import AUTH, GoogleEmulator
from tests.emulators.google.meet import Joined
from tests.emulators.google.refusal import refused
from tests.emulators.google.switches import Switches
from touchbase.calendars.google import CalendarWire, Connection, GoogleCalendar, GoogleSource, Line, Rest
from touchbase.calendars.google.answers import Answer, Stopped
from touchbase.calendars.google.calls import get
from touchbase.domain.availability import UNKNOWN
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    SkipDate,
    Step,
)
from touchbase.errors import BadInput, CalendarRefused, ForeignEvent, ProviderDown, SignInAgain, TryLater

CANARY = "CANARY-4711"
ALL = GoogleEmulator.SCOPES | {AUTH + "meetings.space.readonly"}


@pytest.fixture
def desk() -> Iterator[Desk]:
    with at_desk() as made:
        yield made


def person(email: str = ANA, id: str = "ana-ruiz") -> Stakeholder:
    return Stakeholder(id, CANARY, email, CANARY, 1, Cadence(1, "month"), OWNER.zone, tags=(CANARY,), intent=CANARY)


# who is told what


def test_every_write_says_whom_it_mails_and_only_what_concerns_the_guest_does(desk: Desk) -> None:
    uid = desk.people.meet_weekly("coffee", weekly(), ANA)
    steps: list[list[Step]] = [
        [CreateSeries(SERIES)],
        [MoveDate(UID, THIRD, TUESDAY), SkipDate(UID, MONDAYS[3])],
        [RenewSeries(UID, weekly(last=date(2027, 6, 30)))],
        [EndSeries(UID, utc(2, 1))],
        [AdoptSeries(uid, "ben-ito", 1)],
        [ReleaseSeries(uid)],
    ]
    mailed = []
    for some in steps:
        before = len(desk.google.world.ledger.to(ANA))
        assert set(desk.calendar.write(some)) == {None}
        mailed.append(len(desk.google.world.ledger.to(ANA)) - before)
    assert mailed == [1, 2, 1, 1, 0, 0]
    assert [call.query.get("sendUpdates") for call in desk.google.writes] == ["all"] * 5 + ["none"] * 2
    later = [call for call in desk.google.writes if call.method != "calendar.events.insert"]
    assert all(call.headers.get("if-match") for call in later)


def test_nothing_of_the_list_goes_over_the_wire(desk: Desk) -> None:
    desk.calendar.read(WINDOW)
    desk.calendar.free_busy([person()], WINDOW)
    desk.calendar.write([CreateSeries(SERIES), MoveDate(UID, THIRD, TUESDAY)])
    sent = b"".join(one.request.body for one in desk.google.server.history)
    assert CANARY.encode() not in sent
    assert b"ana@example.com" in sent


def test_another_guest_is_one_mail_and_dates_with_their_own_guests_follow(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.calendar.move_date(UID, THIRD, TUESDAY)
    desk.people.answer_date(UID, MONDAYS[3], "accepted")
    desk.google.world.ledger.mails.clear()
    assert desk.calendar.write([ChangeGuest(UID, "Ben", "ben@example.com")]) == (None,)
    told = sorted((mail.to, mail.what) for mail in desk.google.world.ledger.sent())
    assert told == [(ANA, "cancellation"), ("ben@example.com", "invitation")]
    dates = desk.google.world.books["sam@example.com"].meetings[UID].dates.values()
    assert {one["email"] for date in dates for one in date.get("attendees", ())} <= {
        "ben@example.com",
        "sam@example.com",
    }


def test_another_guest_where_a_date_cannot_be_written_is_said(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.calendar.move_date(UID, THIRD, TUESDAY)
    desk.google.faults.add(Fault(refused("quotaExceeded"), method="PATCH", nth=2))
    (said,) = desk.calendar.write([ChangeGuest(UID, "Ben", "ben@example.com")])
    assert isinstance(said, TryLater)
    desk.google.faults.clear()
    assert desk.calendar.write([ChangeGuest(UID, "Ben", "ben@example.com")]) == (None,)


# single dates


def test_ids_of_dates_may_be_other_ones_than_we_expect(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.google.faults.add(Fault(refused("notFound"), method="GET", path=r"_\d{8}T\d{6}Z\?", times=None))
    desk.calendar.move_date(UID, THIRD, TUESDAY)
    desk.calendar.skip_date(UID, MONDAYS[3])
    desk.google.faults.clear()
    dates = {date.original_start: date.period for date in desk.calendar.read(WINDOW).dates}
    assert dates[THIRD] == TUESDAY
    assert MONDAYS[3] not in dates


def test_a_date_that_was_taken_out_of_the_rule_is_off_and_cannot_be_put_back(desk: Desk) -> None:
    uid = desk.people.meet_weekly("coffee", weekly(), ANA)
    rule = desk.google.world.books["sam@example.com"].meetings[uid].fields["recurrence"]
    desk.people.sam.edit(uid, recurrence=[*rule, "EXDATE:20260119T100000Z"])
    desk.calendar.adopt(uid, "ana-ruiz", 1)
    reading = desk.calendar.read(WINDOW)
    assert THIRD not in [date.original_start for date in reading.dates]
    assert [fact.cancelled_by for fact in reading.evidence if fact.original_start == THIRD] == ["someone"]
    desk.calendar.skip_date(uid, THIRD)
    with pytest.raises(CalendarRefused, match="no longer has that date"):
        desk.calendar.move_date(uid, THIRD, TUESDAY)


def test_where_google_does_not_give_dates_back_it_is_said() -> None:
    with at_desk(Switches(restores_dates=False)) as desk:
        desk.calendar.create(SERIES)
        desk.calendar.skip_date(UID, THIRD)
        with pytest.raises(CalendarRefused):
            desk.calendar.restore_date(UID, THIRD)


def test_a_date_that_is_put_back_has_its_guest_again(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.calendar.skip_date(UID, THIRD)
    desk.calendar.restore_date(UID, THIRD)
    row = desk.google.world.books["sam@example.com"].meetings[UID].row(THIRD)
    assert [one["email"] for one in row["attendees"]] == [ANA]


def test_moves_and_skips_that_google_forgets_with_the_rule_are_made_again_and_nobody_is_mailed(desk: Desk) -> None:
    for step in (RenewSeries(UID, weekly(last=date(2027, 6, 30))), EndSeries(UID, utc(2, 10))):
        with at_desk() as desk:
            desk.calendar.create(SERIES)
            desk.calendar.move_date(UID, THIRD, TUESDAY)
            desk.calendar.skip_date(UID, MONDAYS[3])
            before = [date for date in desk.calendar.read(WINDOW).dates if date.original_start < utc(2, 10)]
            meeting = desk.google.world.books["sam@example.com"].meetings[UID]
            forget = first(lambda _, meeting=meeting: meeting.dates.clear())  # type: ignore[misc]
            desk.google.faults.add(Fault(forget, method="PATCH"))
            desk.google.world.ledger.mails.clear()
            assert desk.calendar.write([step]) == (None,)
            assert [date for date in desk.calendar.read(WINDOW).dates if date.original_start < utc(2, 10)] == before
            assert len(desk.google.world.ledger.to(ANA)) == 1


def test_what_cannot_be_made_again_is_said(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.calendar.move_date(UID, THIRD, TUESDAY)
    meeting = desk.google.world.books["sam@example.com"].meetings[UID]
    desk.google.faults.add(Fault(first(lambda _: meeting.dates.clear()), method="PATCH"))
    desk.google.faults.add(Fault(refused("insufficientPermissions"), method="PATCH", nth=2))
    (said,) = desk.calendar.write([RenewSeries(UID, weekly(last=date(2027, 6, 30)))])
    assert isinstance(said, SignInAgain)


# series people did something to


@pytest.mark.parametrize("copies", [True, False])
def test_a_series_cut_in_two_goes_on_in_its_second_half(copies: bool) -> None:
    with at_desk(Switches(split_copies_private=copies)) as desk:
        desk.calendar.create(SERIES)
        later = THIRD + timedelta(hours=5)
        second = desk.people.sam.split(UID, THIRD, later)
        reading = desk.calendar.read(WINDOW)
        assert [one.uid for one in reading.series] == ([UID, second.id] if copies else [UID])
        assert {one.stakeholder for one in reading.series} == {"ana-ruiz"}
        assert [one.uid for one in reading.recurring] == ([] if copies else [second.id])
        if copies:
            desk.calendar.skip_date(second.id, later)
            assert later not in [date.period.start for date in desk.calendar.read(WINDOW).dates]


def test_a_rule_a_person_wrote_is_read_as_google_expands_it_and_can_be_ended(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.people.sam.edit(UID, recurrence=["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20"])
    desk.calendar.move_date(UID, THIRD, TUESDAY)
    reading = desk.calendar.read(WINDOW)
    assert reading.series[0].recurrence is None
    assert [date.period.start.day for date in reading.dates[:6]] == [5, 7, 12, 14, 20, 21]
    desk.calendar.restore_date(UID, THIRD)
    desk.calendar.end(UID, utc(1, 15))
    assert [date.period.start.day for date in desk.calendar.read(WINDOW).dates] == [5, 7, 12, 14]
    with pytest.raises(CalendarRefused, match="slot"):
        desk.calendar.renew(UID, weekly())
    assert desk.calendar.write([ChangeGuest(UID, "Ben", "ben@example.com")]) == (None,)


def test_a_series_that_no_longer_repeats_is_its_one_date(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.people.sam.edit(UID, recurrence=None)
    reading = desk.calendar.read(WINDOW)
    assert [date.period.start for date in reading.dates] == [MONDAYS[0]]
    assert reading.busy.busy == ()


def test_a_series_without_its_start_is_no_reason_to_stop() -> None:
    bare = {"id": UID, "status": "confirmed", "extendedProperties": {"private": {}}}
    wire = FakeWire([Answer(200, {"items": [bare]}), Answer(200, {"items": [{"id": "x"}]})])
    calendar = GoogleCalendar(Line(wire, Clock().waiter()), OWNER)
    assert calendar.read(WINDOW).series == ()


def test_a_series_that_somebody_else_took_over_is_theirs(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.people.sam.add_self_as_guest(UID)
    desk.people.ana.take_over(UID)
    (said,) = desk.calendar.write([MoveDate(UID, THIRD, TUESDAY)])
    assert isinstance(said, ForeignEvent)
    reading = desk.calendar.read(WINDOW)
    found = desk.calendar.find(UID)
    assert (reading.series, found is not None and found.handed_over) == ((), True)
    assert {one.addresses for one in reading.meetings} == {frozenset({ANA})}  # they still meet, and that counts


# Meet links


@pytest.mark.parametrize(
    ("switches", "linked"),
    [
        (Switches(), True),
        (Switches(conference_pending_reads=2), True),
        (Switches(conference_pending_reads=99), False),
        (Switches(conference="failure"), False),
        (Switches(conference="failure", conference_pending_reads=1), False),
    ],
)
def test_a_meet_link_is_asked_after_a_few_times_and_is_no_condition(switches: Switches, linked: bool) -> None:
    with at_desk(switches) as desk:
        steps = [CreateSeries(replace(series(who), conference=True)) for who in ("ana-ruiz", "ben-ito")]
        assert desk.calendar.write(steps) == (None, None)
        assert len(desk.clock.waits) <= 3
        assert len(desk.google.world.ledger.to(ANA)) == 2
        event = desk.line.one(_asking(UID)).body
        assert bool(event.get("conferenceData", {}).get("conferenceId")) is linked


def _asking(uid: str) -> Any:
    (found,) = yield (get(uid),)
    return found


def test_a_link_that_cannot_be_asked_after_is_let_be() -> None:
    with at_desk(Switches(conference_pending_reads=9)) as desk:
        desk.google.faults.add(Fault(refused("requiredAccessLevel"), method="GET", times=None))
        assert desk.calendar.write([CreateSeries(replace(SERIES, conference=True))]) == (None,)


# who was in the call


def test_minutes_together_are_evidence_where_meet_saw_both() -> None:
    with at_desk(scopes=ALL) as desk:
        desk.calendar.create(replace(SERIES, conference=True))
        code = desk.line.one(_asking(UID)).body["conferenceData"]["conferenceId"]
        for start, guest in ((MONDAYS[0], "ana@example.com"), (MONDAYS[1], "ben@example.com")):
            stays = [Joined(who, start, start + timedelta(minutes=25)) for who in ("sam@example.com", guest)]
            desk.google.meet.held(code, "sam@example.com", start, start + timedelta(minutes=26), *stays)
        desk.google.now = THIRD
        reading = desk.attended(THIRD).read(WINDOW)
        assert [fact.together_minutes for fact in reading.evidence[:4]] == [25, None, None, None]
        assert reading.warnings == ()
        desk.forget()
        assert desk.attended(utc(1, 1)).read(WINDOW).evidence[0].together_minutes is None
        assert desk.requests == 1  # nothing has ended yet, so Meet is not asked


def test_meet_that_cannot_be_asked_is_a_warning_and_lowers_nothing(desk: Desk) -> None:
    desk.calendar.create(replace(SERIES, conference=True))
    plain = desk.calendar.read(WINDOW)
    reading = desk.attended(THIRD).read(WINDOW)  # the sign-in does not cover it
    assert reading.evidence == plain.evidence
    assert [problem.where for problem in reading.warnings] == ["Google Meet"]


def test_a_meeting_of_several_is_adopted_without_choosing_among_them(desk: Desk) -> None:
    uid = desk.people.meet_weekly("coffee", weekly(), ANA, "ben@example.com")
    desk.calendar.adopt(uid, "ben-ito", 1)
    own = desk.google.world.books["sam@example.com"].meetings[uid].copies["sam@example.com"].own[None]["private"]
    assert "touchbase-guest" not in own
    with pytest.raises(CalendarRefused, match="already tended"):
        desk.calendar.adopt(uid, "ana-ruiz", 1)


def test_somebody_still_in_the_call_counts_when_they_have_left() -> None:
    with at_desk(scopes=ALL) as desk:
        desk.calendar.create(replace(SERIES, conference=True))
        code = desk.line.one(_asking(UID)).body["conferenceData"]["conferenceId"]
        start = MONDAYS[0]
        left = start + timedelta(minutes=9)
        stays = [
            Joined("sam@example.com", start, None),
            Joined("ana@example.com", start, left),
            Joined("", start, left),
        ]
        desk.google.meet.held(code, "sam@example.com", start, None, *stays)
        desk.google.now = THIRD
        assert desk.attended(THIRD).read(WINDOW).evidence[0].together_minutes is None


# free/busy


def test_busy_is_what_google_tells_unknown_what_it_does_not(desk: Desk) -> None:
    desk.google.add_user("eve@example.org", free_busy="nobody")
    desk.google.add_user("kim@example.com")
    desk.google.hands(ANA).busy(utc(1, 21, 9), utc(1, 21, 11))
    desk.google.world.books["kim@example.com"].error = "internalError"
    desk.google.world.books["ben@example.com"].error = "missing"
    emails = {ANA: "a", "ben@example.com": "b", "eve@example.org": "e", "kim@example.com": "k", "no@example.net": "n"}
    found = desk.calendar.free_busy([person(email, id) for email, id in emails.items()], WINDOW)
    assert found["a"].busy == (Period(utc(1, 21, 9), utc(1, 21, 11)),)
    assert found["a"].covers == WINDOW
    assert [found[id] for id in "bekn"] == [UNKNOWN] * 4
    assert desk.calendar.warnings() == ()


def test_our_own_date_is_not_in_its_own_way_and_what_stands_beside_it_is(desk: Desk) -> None:
    desk.calendar.create(SERIES)
    desk.google.hands(ANA).answer(UID, "accepted")
    desk.google.hands(ANA).busy(MONDAYS[1] + timedelta(minutes=30), MONDAYS[1] + timedelta(minutes=60))
    desk.calendar.read(WINDOW)
    found = desk.calendar.free_busy([person()], WINDOW)["ana-ruiz"]
    assert found.busy == (Period(MONDAYS[1] + timedelta(minutes=30), MONDAYS[1] + timedelta(minutes=60)),)


def test_an_address_is_asked_about_whatever_its_letters(desk: Desk) -> None:
    found = desk.calendar.free_busy([person("Ana@Example.com"), person(ANA, "twin")], WINDOW)
    assert found["ana-ruiz"].known
    assert found["twin"].known


def test_a_question_that_fails_is_not_taken_for_free_time(desk: Desk) -> None:
    desk.google.faults.add(Fault(refused("backendError"), path="/freeBusy", times=None))
    with pytest.raises(ProviderDown):
        desk.calendar.free_busy([person()], WINDOW)


def test_without_the_right_to_ask_everybody_is_unknown_and_it_is_said() -> None:
    with at_desk(scopes=frozenset({AUTH + "calendar.events.owned"})) as desk:
        assert desk.calendar.free_busy([person()], WINDOW) == {"ana-ruiz": UNKNOWN}
        assert "every box" in str(desk.calendar.warnings()[0])
        said = GoogleCalendar(desk.line, OWNER, missing=["seeing when you and your guests are busy"])
        assert said.free_busy([person()], WINDOW) == {"ana-ruiz": UNKNOWN}
        assert said.warnings() == ()
        assert "not allowed to help with seeing when" in str(said.read(WINDOW).warnings[0])


# further calendars


def test_a_further_calendar_says_when_the_owner_is_busy(desk: Desk) -> None:
    team = desk.google.add_calendar("ben@example.com", "Team")
    team.shared["sam@example.com"] = "freeBusyReader"
    desk.google.hands("ben@example.com").move_to(
        desk.google.hands("ben@example.com").busy(utc(1, 21, 9), utc(1, 21, 10)).id, team.id
    )
    source = GoogleSource(desk.line, team.id)
    told = source.commitments(WINDOW)
    assert [(one.period, one.busy, one.accepted) for one in told.commitments] == [
        (Period(utc(1, 21, 9), utc(1, 21, 10)), True, False)
    ]
    assert (told.problems, told.whole, source.where) == ((), True, f"Google calendar {team.id}")


def test_a_further_calendar_that_cannot_be_read_is_said(desk: Desk) -> None:
    told = GoogleSource(desk.line, "nobody@example.net").commitments(WINDOW)
    assert (told.commitments, told.whole) == ((), False)
    assert "calendar_id" in str(told.problems[0])
    desk.google.faults.add(Fault(answer(503), times=None))
    with pytest.raises(ProviderDown):
        GoogleSource(desk.line, "nobody@example.net").commitments(WINDOW)


def test_touchbases_may_stand_on_a_calendar_of_their_own() -> None:
    with GoogleEmulator(utc(1, 1)) as google:
        google.add_user("sam@example.com", "Sam Okafor")
        google.add_user(ANA, "Ana Ruiz")
        team = google.add_calendar("sam@example.com", "Touchbases")
        desk = Desk(google, calendar=team.id)
        desk.calendar.create(SERIES)
        assert len(desk.calendar.read(WINDOW).dates) == len(MONDAYS)
        assert desk.calendar.read(WINDOW).series[0].guest_email == ANA
        desk.connection.close()


# resting


class Notebook(dict[str, str]):
    """As the store keeps facts."""

    def set(self, key: str, value: str) -> None:
        self[key] = value


def test_invitations_that_google_stopped_are_not_tried_again_for_hours() -> None:
    notebook, clock = Notebook(), Clock()
    with at_desk(Switches(invitations_left=0)) as desk:

        def run() -> tuple[object, ...]:
            calendar = GoogleCalendar(desk.line, OWNER, rest=Rest(lambda: notebook, clock.now))
            return calendar.write([CreateSeries(SERIES), AdoptSeries("coffee", "ben-ito", 1)])

        uid = desk.people.meet_weekly("coffee", weekly(), "ben@example.com")
        assert uid == "coffee"
        desk.google.world.switches.invitations_left = 0
        assert [type(one) for one in run()] == [Stopped, type(None)]
        desk.forget()
        assert [type(one) for one in run()] == [Stopped, type(None)]
        assert desk.google.writes == []
        clock.sleep(6 * 3600)
        desk.google.world.switches.invitations_left = 9
        assert run() == (None, None)


def test_a_rush_of_invitations_is_paced() -> None:
    with at_desk(Switches()) as desk:
        calendar = GoogleCalendar(desk.line, OWNER)
        calendar.write([CreateSeries(series(f"guest-{n}")) for n in range(20)])
        assert desk.clock.waits == []
        calendar.write([CreateSeries(series("ben-ito"))])
        assert desk.clock.waits == [2.0]


# the wire


@pytest.mark.parametrize(
    ("endpoint", "batch"),
    [
        ("", "https://www.googleapis.com/batch/calendar/v3"),
        ("https://proxy.example.com/calendar/v3", "https://proxy.example.com/batch/calendar/v3"),
        ("https://proxy.example.com/google/calendar/v3/", "https://proxy.example.com/google/batch/calendar/v3"),
        ("https://proxy.example.com/google", "https://proxy.example.com/google/batch/calendar/v3"),
    ],
)
def test_the_batch_goes_where_the_calls_go(endpoint: str, batch: str) -> None:
    connection = Connection(Credentials("token"), lambda _: None)  # type: ignore[no-untyped-call]
    assert CalendarWire(connection, endpoint=endpoint)._batch_uri == batch
    connection.close()


def test_a_mistake_of_our_own_is_not_taken_for_the_network_s() -> None:
    connection = Connection(Credentials("token"), lambda _: None)  # type: ignore[no-untyped-call]
    with pytest.raises(ZeroDivisionError):
        connection.answer(lambda: 1 / 0)
    with pytest.raises(TryLater):
        connection.answer(_raising(TryLater("Locked.")))
    assert connection.answer(lambda: ["odd"]) == Answer(0)


def _raising(error: Exception) -> Callable[[], object]:
    def ask() -> object:
        raise error

    return ask


def test_an_untrusted_certificate_is_said_as_such(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    connection = Connection(desk.credentials, lambda _: None, str(other))
    line = Line(CalendarWire(connection, endpoint=desk.google.api_endpoint), desk.waiter)
    with pytest.raises(ProviderDown, match="certificate"):
        GoogleCalendar(line, OWNER).read(WINDOW)
    connection.close()


def test_a_token_is_not_taken_to_another_address(desk: Desk) -> None:
    with GoogleEmulator(utc(1, 1)) as other:
        away = answer(302, headers={"Location": other.api_endpoint})
        desk.google.faults.add(Fault(away, times=None))
        with pytest.raises(ProviderDown):
            desk.calendar.find(UID)
        with pytest.raises(ProviderDown):
            desk.calendar.read(WINDOW)
        assert other.server.history == []


def test_a_sign_in_that_was_revoked_is_said_at_every_step(desk: Desk) -> None:
    desk.google.oauth.tokens.revoke("sam@example.com")
    with pytest.raises(SignInAgain) as said:
        desk.calendar.read(WINDOW)
    assert said.value.provider == "google"
    answers = desk.calendar.write([CreateSeries(SERIES), SkipDate(UID, THIRD)])
    assert [type(one) for one in answers] == [SignInAgain, SignInAgain]


def test_a_calendar_that_is_not_there_is_a_wrong_setting(desk: Desk) -> None:
    gone = Desk(desk.google, calendar="c_nowhere@group.calendar.google.com")
    with pytest.raises(BadInput, match="calendar_id"):
        gone.calendar.read(WINDOW)
    gone.connection.close()


def test_nothing_of_google_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys; import touchbase.calendars.google;"
        "print([one for one in sys.modules if one.split('.')[0] in ('googleapiclient', 'google', 'httplib2')])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
