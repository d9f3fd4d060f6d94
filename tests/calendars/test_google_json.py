"""The pure half: our series as Google's JSON and back, other people's events by the stated rules, rules ended."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.contract import ANA, OWNER, SERIES, TUESDAY, UID, utc, weekly
from touchbase.calendars.google.answers import Answer, error_of, of_error
from touchbase.calendars.google.events import owner_key, to_google
from touchbase.calendars.google.freebusy import questions, stretches, told, without
from touchbase.calendars.google.meet import Stay, together
from touchbase.calendars.google.others import commitments
from touchbase.calendars.google.rules import ended, renewed
from touchbase.calendars.google.seen import from_google, home_of, is_ours, original_start, period, recurrence_of
from touchbase.domain.availability import FreeBusy
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local
from touchbase.errors import BadInput, CalendarRefused, ProviderDown, SignInAgain, TryLater

HOME = home_of(OWNER)
KEY = owner_key(OWNER.id)


def given_back(**changes: Any) -> dict[str, Any]:
    """Our series as Google would give it back."""
    body = json.loads(json.dumps(to_google(SERIES, KEY)))
    return {**body, "status": "confirmed", "etag": '"1"', **changes}


# out


def test_the_body_of_a_new_series_is_exactly_this() -> None:
    assert to_google(replace(SERIES, conference=True), KEY) == {
        "id": UID,
        "summary": "Touchbase: Ana Ruiz",
        "description": "Half an hour to talk.",
        "start": {"dateTime": "2026-01-05T10:00:00+00:00", "timeZone": "Europe/London"},
        "end": {"dateTime": "2026-01-05T10:30:00+00:00", "timeZone": "Europe/London"},
        "recurrence": ["RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20261231T235959Z"],
        "attendees": [{"email": ANA, "displayName": "Ana Ruiz", "responseStatus": "needsAction"}],
        "guestsCanInviteOthers": False,
        "guestsCanModify": False,
        "reminders": {"useDefault": True},
        "visibility": "default",
        "extendedProperties": {
            "private": {
                "touchbase": KEY,
                "touchbase-series": UID,
                "touchbase-stakeholder": "ana-ruiz",
                "touchbase-generation": "1",
                "touchbase-guest": ANA,
            }
        },
        "conferenceData": {"createRequest": {"requestId": UID, "conferenceSolutionKey": {"type": "hangoutsMeet"}}},
    }


def test_what_is_not_wanted_is_not_sent() -> None:
    body = to_google(replace(SERIES, description="", guest_name=""), KEY)
    assert {"description", "conferenceData"}.isdisjoint(body)
    assert "displayName" not in body["attendees"][0]


def test_the_owner_s_address_is_not_in_the_tag() -> None:
    assert "sam" not in KEY
    assert owner_key("ana@example.com") != KEY


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 28)),
    st.times(),
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
    st.sampled_from([Cadence(1, "week"), Cadence(2, "week"), Cadence(1, "month"), Cadence(3, "month")]),
    st.integers(5, 240),
    st.integers(0, 800) | st.none(),
)
def test_a_recurrence_comes_back_as_it_went(
    first: date, at: time, zone: str, cadence: Cadence, minutes: int, days: int | None
) -> None:
    at = at.replace(second=0, microsecond=0, fold=0)
    first = first.replace(day=min(first.day, 28))
    last = None if days is None else first + timedelta(days=days)
    rule = Recurrence(first, at, zone, cadence, minutes, last)
    start = next(rule.starts(Period(utc(1, 1, year=2023), utc(1, 1, year=2032))))
    if local(start, zone).replace(tzinfo=None) != datetime.combine(first, at):
        return  # a first date in the hour that the clock skips becomes another time
    assert recurrence_of(json.loads(json.dumps(to_google(replace(SERIES, recurrence=rule), KEY)))) == rule


# back


def test_our_series_comes_back_with_what_people_did_to_it() -> None:
    seen = from_google(given_back(summary="Coffee", description="", attendees=[{"email": "ANA@example.com"}]), HOME)
    assert (seen.uid, seen.stakeholder, seen.generation, seen.recurrence) == (UID, "ana-ruiz", 1, SERIES.recurrence)
    assert (seen.summary, seen.description, seen.guest_email) == ("Coffee", "", ANA)
    assert (seen.guest_reply, seen.cancelled, seen.etag) == ("needs_action", False, '"1"')


@pytest.mark.parametrize(
    ("people", "guest", "why"),
    [
        ([], "", "nobody is left"),
        ([{"email": "sam@example.com"}], "", "the owner is no guest"),
        ([{"email": "sam.okafor@example.org"}], "", "under no address"),
        ([{"email": "x@example.com", "self": True}], "", "nor as the calendar itself"),
        ([{"email": "room@example.com", "resource": True}], "", "a room is no guest"),
        ([{"email": "ben@example.com"}, {"email": ANA}], ANA, "whom we asked comes before whom a person added"),
        ([{"email": "ben@example.com"}, {"email": "eve@example.com"}], "ben@example.com", "else the first"),
    ],
)
def test_the_guest_is_whom_we_asked(people: list[dict[str, Any]], guest: str, why: str) -> None:
    assert from_google(given_back(attendees=people), HOME).guest_email == guest, why


@pytest.mark.parametrize(
    ("changes", "ours", "why"),
    [
        ({}, True, "it carries our tag"),
        ({"id": f"{UID}_R20260119T100000"}, True, "so does the second half of one that was cut in two"),
        ({"organizer": {"email": "sam@example.com"}}, True, "the owner organises it"),
        ({"organizer": {"email": ANA}}, False, "somebody else does by now"),
        ({"id": "copy"}, False, "a copy of it names another event"),
        ({"extendedProperties": {}}, False, "no tag at all"),
        (
            {"extendedProperties": {"private": {"touchbase": "x", "touchbase-series": UID}}},
            False,
            "another leader's",
        ),
        ({"extendedProperties": {"private": "odd"}}, False, "nonsense"),
    ],
)
def test_what_is_ours(changes: dict[str, Any], ours: bool, why: str) -> None:
    assert is_ours(given_back(**changes), HOME) is ours, why


def test_a_tombstone_may_have_nothing_but_its_id() -> None:
    seen = from_google({"id": UID, "status": "cancelled"}, HOME)
    assert (seen.uid, seen.cancelled, seen.stakeholder, seen.generation, seen.recurrence) == (UID, True, "", 0, None)


BYDAY = "RRULE:FREQ=WEEKLY;BYDAY=MO"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"recurrence": [BYDAY, "RDATE:20260120T100000Z"]}, "a date added by hand"),
        ({"recurrence": [BYDAY, BYDAY]}, "two rules"),
        ({"recurrence": ["RRULE:FREQ=DAILY"]}, "a rule we would not write"),
        ({"recurrence": []}, "no rule"),
        ({"start": {"date": "2026-01-05"}, "end": {"date": "2026-01-06"}}, "whole days"),
        ({"start": {"dateTime": "2026-01-05T10:00:00Z"}}, "no zone"),
        ({"start": {"dateTime": "2026-01-05T10:00:00Z", "timeZone": "Moon/Base"}}, "a zone nobody knows"),
        ({"end": {"dateTime": "2026-01-05T10:30:20Z"}}, "seconds"),
        ({"start": {}}, "no start"),
        ({"start": {"dateTime": "soon", "timeZone": "Europe/London"}}, "a start that cannot be read"),
    ],
)
def test_a_rule_of_a_person_s_is_none_of_ours(changes: dict[str, Any], why: str) -> None:
    assert recurrence_of(given_back(**changes)) is None, why


def test_the_same_rule_in_google_s_words_is_ours() -> None:
    lines = ["EXDATE;TZID=Europe/London:20260112T100000", "RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261231T235959Z;BYDAY=MO"]
    in_new_york = {"dateTime": "2026-01-05T05:00:00-05:00", "timeZone": "Europe/London"}
    assert recurrence_of(given_back(recurrence=lines, start=in_new_york)) == weekly()


def test_times_are_read_by_their_offset_and_days_on_the_calendar_s_clock() -> None:
    assert period(_timed("2026-07-01T10:00:00+02:00", "2026-07-01T11:00:00+02:00"), "UTC") == Period(
        utc(7, 1, 8), utc(7, 1, 9)
    )
    days = {"start": {"date": "2026-07-01"}, "end": {"date": "2026-07-02"}}
    assert period(days, "Europe/London") == Period(utc(6, 30, 23), utc(7, 1, 23))
    floating = {"dateTime": "2026-07-01T10:00:00", "timeZone": "Europe/London"}
    assert original_start({"originalStartTime": floating}, "UTC") == utc(7, 1, 9)
    assert original_start({"originalStartTime": {"date": "2026-07-01"}}, "Europe/London") == utc(6, 30, 23)
    assert original_start({}, "UTC") is None
    backwards = period(_timed("2026-07-01T10:00:00Z", "2026-07-01T09:00:00Z"), "UTC")
    assert backwards is not None
    assert backwards.minutes == 0


# other events


def _timed(start: str = "2026-01-20T15:00:00Z", end: str = "2026-01-20T15:30:00Z") -> dict[str, Any]:
    return {"id": "e1", "start": {"dateTime": start}, "end": {"dateTime": end}}


ME = {"email": "sam@example.com", "self": True}
SELF_ORGANIZED = {"email": "sam@example.com", "self": True}
BEN = {"email": "ben@example.com", "responseStatus": "accepted"}


def mine(reply: str) -> dict[str, Any]:
    return {"organizer": {"email": ANA}, "attendees": [{**ME, "responseStatus": reply}, BEN]}


@pytest.mark.parametrize(
    ("event", "expected", "why"),
    [
        ({}, (True, True), "an event of one's own is busy and accepted"),
        ({"transparency": "transparent"}, (False, True), "transparent is free"),
        ({"transparency": "opaque"}, (True, True), "opaque is busy"),
        (mine("accepted"), (True, True), "accepted"),
        (mine("tentative"), (True, False), "perhaps is busy, and no reason to have been elsewhere"),
        (mine("needsAction"), (True, False), "so is no answer"),
        (mine("declined"), (False, False), "declined is free"),
        ({"organizer": SELF_ORGANIZED, "attendees": [{**ME, "responseStatus": "declined"}, BEN]}, (False, False),
         "also where one's own meeting is declined"),
        ({"organizer": SELF_ORGANIZED, "attendees": [{**ME, "responseStatus": "needsAction"}, BEN]}, (True, True),
         "one's own meeting needs no answer"),
        ({"eventType": "focusTime"}, (True, False), "focus time is busy, and nobody is elsewhere"),
        ({"eventType": "outOfOffice"}, (True, True), "out of office is busy"),
        ({"eventType": "fromGmail"}, (True, True), "a booking from a mail is busy"),
        ({"start": {"date": "2026-01-20"}, "end": {"date": "2026-01-21"}}, (True, True), "a whole day is, when opaque"),
    ],
)  # fmt: skip
def test_what_takes_time(event: dict[str, Any], expected: tuple[bool, bool], why: str) -> None:
    (found,) = commitments([{**_timed(), **event}], HOME, "Europe/London")
    assert (found.busy, found.accepted) == expected, why


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"status": "cancelled"}, "it is off"),
        ({"eventType": "workingLocation"}, "it says where, not what"),
        ({"eventType": "birthday"}, "nobody is busy with it"),
        ({"start": {}}, "nobody knows when"),
    ],
)
def test_what_takes_no_time(event: dict[str, Any], why: str) -> None:
    assert list(commitments([{**_timed(), **event}], HOME, "UTC")) == [], why


def test_out_of_office_and_whole_days_are_known_as_such() -> None:
    away = {**_timed(), "eventType": "outOfOffice"}
    day = {"id": "d", "start": {"date": "2026-01-20"}, "end": {"date": "2026-01-21"}}
    found = list(commitments([away, day], HOME, "Europe/London"))
    assert [(one.out_of_office, one.whole_day) for one in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("event", "guests", "people", "why"),
    [
        ({}, set(), 0, "nobody else"),
        ({"attendees": [BEN]}, {"ben@example.com"}, 2, "the organiser need not be listed"),
        ({"attendees": [ME, BEN]}, {"ben@example.com"}, 2, "and is not counted twice"),
        ({"attendees": [{**BEN, "responseStatus": "declined"}]}, set(), 0, "who declined is not there"),
        ({"organizer": {"email": ANA}, "attendees": [ME]}, {ANA}, 2, "an organiser who is not listed is there"),
        ({"organizer": {"email": ANA}, "attendees": [ME, {"email": ANA, "responseStatus": "declined"}]}, set(), 0,
         "unless they declined"),
        ({"attendees": [BEN, {"email": "room@example.com", "resource": True}]}, {"ben@example.com"}, 2, "no rooms"),
        ({"attendees": [{**BEN, "additionalGuests": 3}]}, {"ben@example.com"}, 5, "with whom they bring"),
        ({"organizer": {"email": "c_1@group.calendar.google.com"}, "attendees": [ME, BEN]}, {"ben@example.com"}, 2,
         "a calendar is nobody"),
        ({"attendeesOmitted": True, "attendees": [BEN]}, set(), 0, "nobody knows how many more"),
        (mine("declined"), set(), 0, "the owner was not there"),
    ],
)  # fmt: skip
def test_heads_are_counted(event: dict[str, Any], guests: set[str], people: int, why: str) -> None:
    (found,) = commitments([{**_timed(), "organizer": SELF_ORGANIZED, **event}], HOME, "UTC")
    assert (set(found.guests), found.people) == (guests, people), why


def test_self_is_the_owner_only_on_the_primary_calendar() -> None:
    listed = {"attendees": [{"email": "team@example.com", "self": True, "responseStatus": "declined"}, BEN]}
    event = {**_timed(), "organizer": {"email": ANA}, **listed}
    for primary, busy in ((True, False), (False, True)):
        (found,) = commitments([event], home_of(OWNER, primary=primary), "UTC")
        assert found.busy is busy


def test_a_date_of_a_series_is_known_by_it() -> None:
    (found,) = commitments([{**_timed(), "id": "m_1", "recurringEventId": "m"}], HOME, "UTC")
    assert (found.uid, found.series) == ("m", "m")
    (found,) = commitments([{**_timed(), "iCalUID": "m@google.com", "recurringEventId": "m"}], HOME, "UTC")
    assert (found.uid, found.series) == ("m@google.com", "m")


# rules


def test_our_rule_ends_on_its_last_day_and_keeps_what_was_taken_out() -> None:
    lines = ["EXDATE:20260112T100000Z", *to_google(SERIES, KEY)["recurrence"]]
    assert ended(lines, weekly(), utc(1, 19)) == [
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20260119T235959Z",
        "EXDATE:20260112T100000Z",
    ]
    assert renewed(lines, weekly(last=None)) == ["RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", "EXDATE:20260112T100000Z"]


def test_a_person_s_rule_ends_at_its_last_date() -> None:
    lines = ["RRULE:FREQ=DAILY;COUNT=40;BYDAY=MO,TU", "RDATE:20260401T100000Z", "EXDATE:20260112T100000Z"]
    assert ended(lines, None, utc(1, 19)) == [
        "RRULE:FREQ=DAILY;BYDAY=MO,TU;UNTIL=20260119T100000Z",
        "EXDATE:20260112T100000Z",
    ]


# free/busy

DAY = Period(utc(1, 20, 0), utc(1, 21, 0))


def test_people_are_asked_about_in_fifties_and_in_sixty_days() -> None:
    window = Period(utc(1, 1, 0), utc(5, 1, 0))
    calls = questions([f"p{n}@example.com" for n in range(120)], window)
    assert [len(call.arguments["body"]["items"]) for call in calls] == [50, 50, 50, 50, 20, 20] or len(calls) == 9
    assert all(one.end - one.start <= timedelta(days=60) for one in stretches(window))
    assert questions([], window) == []


@given(st.integers(0, 400))
def test_the_stretches_are_the_window(days: int) -> None:
    window = Period(utc(1, 1, 0), utc(1, 1, 0) + timedelta(days=days))
    parts = list(stretches(window))
    assert sum(one.minutes for one in parts) == window.minutes
    assert all(one.end == other.start for one, other in pairwise(parts))


@pytest.mark.parametrize(
    ("calendar", "why"),
    [
        (None, "not told"),
        ({"errors": [{"reason": "notFound"}], "busy": []}, "with an error"),
        ({}, "without anything"),
        ({"busy": [{"start": "2026-01-20T10:00:00Z"}]}, "a block without an end"),
        ({"busy": [{"start": "soon", "end": "later"}]}, "a block that cannot be read"),
    ],
)
def test_a_person_of_whom_google_does_not_tell_is_unknown(calendar: Mapping[str, Any] | None, why: str) -> None:
    calls = questions([ANA], DAY)
    body = {"calendars": {} if calendar is None else {ANA: calendar}}
    assert told(calls, [Answer(200, body)], DAY) == {}, why


def test_one_unknown_stretch_makes_all_unknown() -> None:
    window = Period(utc(1, 1, 0), utc(3, 20, 0))
    calls = questions([ANA], window)
    good = Answer(200, {"calendars": {ANA: {"busy": []}}})
    assert told(calls, [good, good], window) == {ANA: FreeBusy((), window)}
    assert told(calls, [good, Answer(200, {"calendars": {}})], window) == {}
    assert told(calls, [Answer(500), good], window) == {}


@pytest.mark.parametrize(
    ("busy", "left", "why"),
    [
        ([(10, 10.5)], [], "our own date is not in its own way"),
        ([(9, 10.5)], [(9, 10)], "what touches it stays"),
        ([(10, 12)], [(10.5, 12)], "on the other side too"),
        ([(9, 12)], [(9, 10), (10.5, 12)], "and on both"),
        ([(10.25, 12)], [(10.25, 12)], "what only overlaps it is somebody else's"),
        ([(14, 15)], [(14, 15)], "what is elsewhere stays"),
    ],
)
def test_our_own_dates_are_not_in_the_way(
    busy: list[tuple[float, float]], left: list[tuple[float, float]], why: str
) -> None:
    known = FreeBusy(tuple(_hours(*one) for one in busy), DAY)
    assert without(known, [_hours(10, 10.5)]) == FreeBusy(tuple(_hours(*one) for one in left), DAY), why


def _hours(start: float, end: float) -> Period:
    return Period(DAY.start + timedelta(hours=start), DAY.start + timedelta(hours=end))


# Meet


@pytest.mark.parametrize(
    ("stays", "minutes", "why"),
    [
        ([("Sam Okafor", 0, 30), ("Ana Ruiz", 5, 30)], 25, "as long as both were there"),
        ([("sam  okafor", 0, 30), ("ANA RUIZ", 0, 20)], 20, "whatever the letters"),
        ([("Sam Okafor", 0, 10), ("Sam Okafor", 20, 30), ("Ana Ruiz", 0, 30)], 20, "those who come again are the same"),
        ([("Sam Okafor", 0, 30)], None, "alone is not together"),
        ([("Sam Okafor", 0, 30), ("Guest", 0, 30)], None, "a name that is not the guest's says nothing"),
        ([("Sam Okafor", 0, 10), ("Ana Ruiz", 12, 30)], None, "one after the other neither"),
        ([("Sam Okafor", 200, 230), ("Ana Ruiz", 200, 230)], None, "another time is another meeting"),
        ([], None, "nobody"),
    ],
)
def test_minutes_together(stays: list[tuple[str, int, int]], minutes: int | None, why: str) -> None:
    start = TUESDAY.start
    there = [Stay(who, Period(start + timedelta(minutes=a), start + timedelta(minutes=b))) for who, a, b in stays]
    assert together(TUESDAY, there, "Sam Okafor", "Ana Ruiz") == minutes, why


# errors


@pytest.mark.parametrize(
    ("status", "content", "reason"),
    [
        (403, b'{"error": {"errors": [{"reason": "quotaExceeded"}]}}', "quotaExceeded"),
        (403, b'{"error": {"details": [{"x": 1}, {"reason": "SERVICE_DISABLED"}]}}', "SERVICE_DISABLED"),
        (500, b"<html>", ""),
        (500, b"[]", ""),
        (500, b'{"error": "odd"}', ""),
        (500, b"\xff", ""),
        (500, b"", ""),
    ],
)
def test_the_reason_is_read_whatever_the_shape(status: int, content: bytes, reason: str) -> None:
    assert of_error(status, content) == Answer(status, reason=reason)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(0), ProviderDown),
        (Answer(0, reason="certificate"), ProviderDown),
        (Answer(408), ProviderDown),
        (Answer(503, reason="backendError"), ProviderDown),
        (Answer(429), TryLater),
        (Answer(403, reason="dailyLimitExceeded"), TryLater),
        (Answer(401), SignInAgain),
        (Answer(403, reason="accessNotConfigured"), BadInput),
        (Answer(403), CalendarRefused),
        (Answer(404), CalendarRefused),
        (Answer(410, reason="deleted"), CalendarRefused),
        (Answer(409), TryLater),
        (Answer(412), TryLater),
        (Answer(400, reason="invalid"), CalendarRefused),
    ],
)
def test_every_no_has_its_error(answer: Answer, error: type[Exception]) -> None:
    said = error_of(answer)
    assert type(said).__mro__[-5:] == error.__mro__[-5:]
    assert isinstance(said, error)
    assert said.sentence.endswith(".")


def test_a_certificate_that_is_not_trusted_is_said_with_its_cure() -> None:
    assert "HTTPLIB2_CA_CERTS" in error_of(Answer(0, reason="certificate")).remedy
