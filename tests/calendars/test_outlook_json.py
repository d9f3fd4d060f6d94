"""The pure half of the Outlook provider, on JSON: what we write, what we make of what we read."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.contract import ANA, OWNER, SERIES, THIRD, UID, series, utc, weekly
from tests.emulators.graph.csdl import schema
from touchbase.calendars.outlook.answers import Answer, error_of, of, of_calendar
from touchbase.calendars.outlook.asks import Place, delete, get, literal, patch, post, query
from touchbase.calendars.outlook.attendance import minutes_together
from touchbase.calendars.outlook.batch import from_batch, to_batch
from touchbase.calendars.outlook.draft import to_graph
from touchbase.calendars.outlook.event import Person, date_of, etag, from_graph, plain
from touchbase.calendars.outlook.mailbox import from_settings
from touchbase.calendars.outlook.moments import instant_of, moment, period_of
from touchbase.calendars.outlook.others import commitment, others, uid_of
from touchbase.calendars.outlook.paging import below
from touchbase.calendars.outlook.pattern import ending, from_pattern, to_pattern
from touchbase.calendars.outlook.people import guest, heads, own_reply
from touchbase.calendars.outlook.schedule import asking, busy_in, free_busy, groups, windows
from touchbase.calendars.outlook.tag import ID, Tag, from_event, to_property
from touchbase.calendars.outlook.zones import alike, iana_name, windows_name
from touchbase.domain.availability import UNKNOWN
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.errors import BadInput, CalendarRefused, ProviderDown, SignInAgain, TryLater

SAM = Person("Europe/London", OWNER.all_addresses)
WINTER = date(2026, 1, 5)


def at(day: int, hour: int, minute: int = 0, zone: str = "UTC") -> dict[str, str]:
    return {"dateTime": f"2026-01-{day:02}T{hour:02}:{minute:02}:00.0000000", "timeZone": zone}


def asked(address: str, response: str = "none", **more: Any) -> dict[str, Any]:
    return {
        "type": "required",
        "emailAddress": {"name": "", "address": address},
        "status": {"response": response},
    } | more


def event(**more: Any) -> dict[str, Any]:
    """An hour on Monday the 5th that the owner organises, with Ana."""
    return {
        "id": "AAkA1=", "type": "singleInstance", "start": at(5, 10), "end": at(5, 11), "isOrganizer": True,
        "organizer": {"emailAddress": {"address": OWNER.email}}, "attendees": [asked(ANA)], "showAs": "busy",
        "iCalUId": "0400", "responseStatus": {"response": "organizer"},
    } | more  # fmt: skip


def shown(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What Graph shows of a series that was made with that body."""
    zone = body["start"]["timeZone"]
    start, end = instant_of(body["start"]), instant_of(body["end"])
    return {
        **body, "id": "AAkA2=", "type": "seriesMaster", "originalStartTimeZone": zone, "isOrganizer": True,
        "start": {"dateTime": f"{start:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"},
        "end": {"dateTime": f"{end:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"},
        "@odata.etag": 'W/"1"',
    } | more  # fmt: skip


# what we write


def test_a_series_as_an_event() -> None:
    made = to_graph(SERIES)
    assert made == {
        "subject": SERIES.summary,
        "body": {"contentType": "text", "content": SERIES.description},
        "start": {"dateTime": "2026-01-05T10:00:00", "timeZone": "GMT Standard Time"},
        "end": {"dateTime": "2026-01-05T10:30:00", "timeZone": "GMT Standard Time"},
        "recurrence": {
            "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "monday"},
            "range": {
                "type": "endDate", "startDate": "2026-01-05", "endDate": "2026-12-31",
                "recurrenceTimeZone": "GMT Standard Time",
            },
        },
        "attendees": [{"type": "required", "emailAddress": {"name": "Ana Ruiz", "address": ANA}}],
        "transactionId": UID,
        "singleValueExtendedProperties": [{"id": ID, "value": f"tb1 {UID} ana-ruiz 1 Europe/London"}],
    }  # fmt: skip
    assert schema().body(made, "event") == []
    assert to_graph(series()) == made


def test_teams_is_asked_for_only_where_there_is_teams() -> None:
    wanted = replace(SERIES, conference=True)
    assert "isOnlineMeeting" not in to_graph(wanted)
    assert "isOnlineMeeting" not in to_graph(SERIES, teams=True)
    made = to_graph(wanted, teams=True)
    assert (made["isOnlineMeeting"], made["onlineMeetingProvider"]) == (True, "teamsForBusiness")


cadences = st.one_of(
    st.builds(Cadence, st.integers(1, 12), st.just("week")), st.builds(Cadence, st.integers(1, 12), st.just("month"))
)
zones = st.sampled_from(("Europe/London", "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"))
recurrences = st.builds(
    Recurrence,
    st.dates(date(2025, 1, 1), date(2030, 12, 28)).filter(lambda day: day.day <= 28),
    st.times(time(3), time(23)).map(lambda at: at.replace(second=0, microsecond=0)),
    zones,
    cadences,
    st.sampled_from((15, 30, 45, 60)),
    st.none() | st.dates(date(2031, 1, 1), date(2035, 1, 1)),
)


@given(recurrences)
def test_a_series_is_read_back_as_it_was_written(rule: Recurrence) -> None:
    body = to_graph(series(rule=rule))
    tag = from_event(body)
    assert tag == Tag(UID, "ana-ruiz", 1, rule.zone)
    assert tag is not None
    master = from_graph(shown(body), tag, SAM)
    assert master.seen.recurrence == rule
    assert schema().body(body, "event") == []


def test_the_smallest_change_of_a_rule_whoever_wrote_it() -> None:
    read = {
        "pattern": {
            "type": "relativeMonthly", "interval": 1, "month": 0, "dayOfMonth": 0, "daysOfWeek": ["monday", "friday"],
            "firstDayOfWeek": "sunday", "index": "last",
        },
        "range": {
            "type": "numbered", "startDate": "2026-01-30", "endDate": "0001-01-01", "numberOfOccurrences": 9,
            "recurrenceTimeZone": "GMT Standard Time",
        },
    }  # fmt: skip
    made = ending(read, date(2026, 5, 1))
    assert made["pattern"] == {
        "type": "relativeMonthly", "interval": 1, "daysOfWeek": ["monday", "friday"], "index": "last",
    }  # fmt: skip
    assert made["range"] == {
        "type": "endDate", "startDate": "2026-01-30", "endDate": "2026-05-01",
        "recurrenceTimeZone": "GMT Standard Time",
    }  # fmt: skip
    daily = ending(
        {"pattern": {"type": "daily", "interval": 2, "index": "first"}, "range": {"startDate": "2026-01-30"}}, WINTER
    )
    assert daily["pattern"] == {"type": "daily", "interval": 2}
    assert "recurrenceTimeZone" not in daily["range"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"type": "daily"}, "every day is no cadence of ours"),
        ({"daysOfWeek": ["monday", "friday"]}, "two weekdays"),
        ({"daysOfWeek": ["tuesday"]}, "a weekday that is not the start's"),
        ({"type": "relativeMonthly", "index": "last"}, "the last Monday is not one of the first four"),
        ({"type": "relativeMonthly", "index": "second"}, "the start is the first Monday"),
        ({"type": "absoluteMonthly", "dayOfMonth": 5}, "a day of the month"),
        ({"interval": 1000}, "an interval that is no cadence"),
    ],
)
def test_a_rule_we_never_write_is_none_of_ours(change: dict[str, Any], why: str) -> None:
    given = to_pattern(weekly(), "GMT Standard Time")
    start = datetime(2026, 1, 5, 10)  # noqa: DTZ001  (wall time)
    assert from_pattern(given, start, OWNER.zone, 30) == weekly()
    assert from_pattern({**given, "pattern": given["pattern"] | change}, start, OWNER.zone, 30) is None, why


def test_a_range_that_counts_or_starts_elsewhere_is_none_of_ours() -> None:
    given = to_pattern(weekly(), "GMT Standard Time")
    start = datetime(2026, 1, 5, 10)  # noqa: DTZ001  (wall time)
    for change in ({"type": "numbered"}, {"startDate": "2026-01-04"}, {"endDate": "0001-01-01"}):
        assert from_pattern({**given, "range": given["range"] | change}, start, OWNER.zone, 30) is None
    endless = {**given, "range": {"type": "noEnd", "startDate": "2026-01-05"}}
    assert from_pattern(endless, start, OWNER.zone, 30) == weekly(last=None)


# zones


@pytest.mark.parametrize(
    ("iana", "windows"),
    [
        ("Europe/London", "GMT Standard Time"),
        ("Europe/Madrid", "Romance Standard Time"),
        ("America/New_York", "Eastern Standard Time"),
        ("America/Detroit", "Eastern Standard Time"),
        ("Asia/Calcutta", "India Standard Time"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_windows_names(iana: str, windows: str) -> None:
    named = windows_name(iana, WINTER)
    back = iana_name(named, (iana,), WINTER)
    assert back is not None
    assert alike(back, iana, WINTER)
    assert alike(iana_name(windows, (), WINTER) or "", iana, WINTER)


def test_a_clock_that_no_windows_zone_has_keeps_its_own_name() -> None:
    assert windows_name("Antarctica/Troll", WINTER) == "Antarctica/Troll"


def test_the_preferred_name_is_taken_where_the_clocks_are_the_same() -> None:
    assert iana_name("Romance Standard Time", ("Europe/Madrid",), WINTER) == "Europe/Madrid"
    assert iana_name("Romance Standard Time", ("Europe/Athens", "", "no zone"), WINTER) == "Europe/Paris"
    assert iana_name("Europe/Paris", (), WINTER) == "Europe/Paris"
    assert iana_name("tzone://Microsoft/Utc", (), WINTER) == "UTC"
    assert iana_name("tzone://Microsoft/Custom", (), WINTER) is None
    assert iana_name("Customized Time Zone", (), WINTER) is None


# times


def test_times_in_whatever_way_they_are_written() -> None:
    assert moment("2026-01-05T10:00:00.0000000") == utc(1, 5)
    assert moment("2026-01-05T11:00:00+01:00") == utc(1, 5)
    assert instant_of({"dateTime": "2026-07-06T10:00:00", "timeZone": "GMT Standard Time"}) == utc(7, 6, 9)
    assert instant_of({"dateTime": "2026-07-06T10:00:00Z"}) == utc(7, 6)
    with pytest.raises(ValueError, match="zone"):
        instant_of({"dateTime": "2026-07-06T10:00:00", "timeZone": "tzone://Microsoft/Custom"})


def test_a_whole_day_is_one_on_the_owner_s_clock() -> None:
    day = Period(utc(7, 5, 23), utc(7, 6, 23))
    floating = {"dateTime": "2026-07-06T00:00:00.0000000", "timeZone": "UTC"}
    until = {"dateTime": "2026-07-07T00:00:00.0000000", "timeZone": "UTC"}
    assert period_of({"isAllDay": True, "start": floating, "end": until}, "Europe/London") == day
    told = {"dateTime": "2026-07-05T23:00:00.0000000", "timeZone": "UTC"}
    ends = {"dateTime": "2026-07-06T23:00:00.0000000", "timeZone": "UTC"}
    assert period_of({"isAllDay": True, "start": told, "end": ends}, "Europe/London") == day


# tags


def test_a_tag_is_read_whatever_case_its_id_came_back_in_and_an_emptied_one_is_none() -> None:
    tag = Tag("AAkA=", "ana-ruiz", 3)
    [made] = to_property(tag)
    assert from_event({"singleValueExtendedProperties": [{"id": ID.upper(), "value": made["value"]}]}) == tag
    assert from_event({"singleValueExtendedProperties": to_property(None)}) is None
    assert (
        from_event({"singleValueExtendedProperties": [{"id": "String {0} Name other", "value": "tb1 a b 1"}]}) is None
    )
    for strange in ("tb2 a b 1", "tb1 a b", "tb1 a b x", "tb1 a b 1 c d", ""):
        assert from_event({"singleValueExtendedProperties": [{"id": ID, "value": strange}]}) is None
    assert from_event({}) is None


# what we read


def test_words_are_found_again_in_html_and_without_the_part_of_teams() -> None:
    words = "<div>Half an hour<br>\r\nto talk &amp; listen.</div>"
    page = f"<html><head><style>p{{}}</style></head><body><!-- x -->{words}</body></html>"
    assert plain({"contentType": "html", "content": page}) == "Half an hour\nto talk & listen."
    teams = "Half an hour.\r\n" + "_" * 80 + "\r\nMicrosoft Teams meeting\r\nJoin"
    assert plain({"contentType": "text", "content": teams}) == "Half an hour."
    assert plain(None) == ""


def test_a_series_in_a_zone_nobody_knows_has_a_rule_that_is_not_ours() -> None:
    body = to_graph(SERIES)
    body["recurrence"]["range"]["recurrenceTimeZone"] = "tzone://Microsoft/Custom"
    master = from_graph(shown(body), Tag(UID, "ana-ruiz", 1), SAM)
    assert (master.seen.recurrence, master.zone, master.written) == (None, OWNER.zone, "UTC")


def test_a_series_that_was_made_a_single_or_whole_day_event_has_no_rule_of_ours() -> None:
    body = shown(to_graph(SERIES))
    tag = Tag(UID, "ana-ruiz", 1)
    assert from_graph(body | {"recurrence": None, "type": "singleInstance"}, tag, SAM).seen.recurrence is None
    assert from_graph(body | {"isAllDay": True}, tag, SAM).seen.recurrence is None


def test_a_version_is_told_in_either_way_or_not_at_all() -> None:
    assert etag({"@odata.etag": 'W/"1"', "changeKey": "2"}) == 'W/"1"'
    assert (etag({"changeKey": "2"}), etag({})) == ('W/"2"', "")


def test_one_date_of_a_series() -> None:
    master = from_graph(shown(to_graph(SERIES)), Tag(UID, "ana-ruiz", 1), SAM)
    slot = {"start": at(20, 15), "end": at(20, 15, 30)}
    given = event(
        start=at(19, 14), end=at(19, 15), originalStart="2026-01-19T10:00:00Z", seriesMasterId=master.id,
        attendees=[asked(ANA.upper(), "tentativelyAccepted", proposedNewTime=slot)],
        responseStatus={"response": "declined"},
    )  # fmt: skip
    found = date_of(given, master, SAM)
    assert (found.key, found.period) == (THIRD, Period(utc(1, 19, 14), utc(1, 19, 15)))
    assert (found.override.guest_reply, found.override.owner_reply) == ("tentative", "declined")
    assert found.override.proposed == Period(utc(1, 20, 15), utc(1, 20, 15, 30))
    bare = date_of({key: given[key] for key in ("id", "start", "end")} | {"isCancelled": True}, master, SAM)
    assert (bare.key, bare.override.cancelled_by, bare.override.proposed) == (utc(1, 19, 14), "someone", None)


@pytest.mark.parametrize(
    ("more", "busy", "accepted", "why"),
    [
        ({}, True, True, "the owner's own event"),
        ({"showAs": "free"}, False, True, "shown as free"),
        ({"showAs": "workingElsewhere"}, False, True, "working elsewhere is free, as Microsoft has it"),
        ({"showAs": "tentative"}, True, False, "held: busy, but nobody was there for sure"),
        ({"showAs": "oof"}, True, True, "out of office"),
        ({"showAs": "unknown"}, True, True, "whatever is not known is busy"),
        ({"showAs": None}, True, True, "and so is what is not said"),
        ({"isOrganizer": False, "responseStatus": {"response": "accepted"}}, True, True, "an invitation, accepted"),
        ({"isOrganizer": False, "responseStatus": {"response": "notResponded"}}, True, False, "not answered yet"),
        ({"isOrganizer": False, "responseStatus": {"response": "tentativelyAccepted"}}, True, False, "a maybe"),
        ({"isOrganizer": False, "responseStatus": {"response": "declined"}}, False, False, "declined"),
    ],
)
def test_what_counts_as_busy(more: dict[str, Any], busy: bool, accepted: bool, why: str) -> None:
    found = commitment(event(**more), SAM)
    assert (found.busy, found.accepted) == (busy, accepted), why
    assert found.out_of_office == (more.get("showAs") == "oof")


def test_who_is_in_a_meeting() -> None:
    room = asked("room@example.com", type="resource")
    others_there = [asked(OWNER.addresses[0]), asked(ANA), asked("Ben@example.com", "declined"), room, asked("")]
    hosted = {"isOrganizer": False, "organizer": {"emailAddress": {"address": "Boss@example.com"}}}
    assert heads(event(attendees=others_there), OWNER.all_addresses) == {ANA}
    assert heads(event(attendees=others_there, **hosted), OWNER.all_addresses) == {ANA, "boss@example.com"}
    assert heads(event(attendees=[]), OWNER.all_addresses) == frozenset()
    assert guest(event(attendees=[room]), OWNER.all_addresses) == {}
    assert own_reply({"isOrganizer": False}) == "needs_action"
    declined = commitment(event(isOrganizer=False, responseStatus={"response": "declined"}), SAM)
    assert (declined.guests, declined.people) == (frozenset(), 0)


def test_the_uid_of_a_series_is_the_same_for_all_its_dates() -> None:
    head, tail = "040000008200E00074C5B7101A82E008", "A0" * 36
    for day in ("07EA0105", "07EA010C"):
        assert uid_of({"iCalUId": f"{head}{day}{tail}", "seriesMasterId": "m"}) == f"{head}00000000{tail}"
    assert uid_of({"iCalUId": "abc20260119", "seriesMasterId": "m", "originalStart": "2026-01-19T10:00:00Z"}) == "abc"
    assert uid_of({"iCalUId": "abc", "seriesMasterId": "m"}) == "abc"
    assert uid_of({"id": "AAkA="}) == "AAkA="


def test_events_that_cannot_be_read_are_counted_and_cancelled_ones_are_none() -> None:
    found, problems = others([event(), {"id": "x"}, event(isCancelled=True), event(start="soon")], SAM)
    assert [len(found), [one.what for one in problems]] == [1, ["2 events could not be read and were left out."]]
    assert others([{"id": "x"}], SAM)[1][0].what.startswith("an event")
    assert others([], SAM) == ([], [])


# free/busy

QUARTER = Period(utc(1, 2, 0), utc(5, 10, 0))


def test_windows_are_whole_slots_shorter_than_the_service_takes() -> None:
    parts = windows(QUARTER)
    assert (parts[0].start, parts[-1].end, len(parts)) == (QUARTER.start, QUARTER.end, 3)
    assert all(one.end == two.start for one, two in pairwise(parts))
    assert all(one.end - one.start < timedelta(days=62) for one in parts)
    assert windows(Period(utc(1, 1), utc(1, 1))) == [Period(utc(1, 1), utc(1, 1))]
    assert len(windows(Period.lasting(utc(1, 2, 0), 123 * 24 * 60))) == 2  # a horizon of 13 weeks and the furthest move


@given(st.integers(1, 400 * 24 * 60))
def test_windows_cover_everything_once(minutes: int) -> None:
    whole = Period.lasting(utc(1, 1), minutes)
    parts = windows(whole)
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert all(one.end == two.start for one, two in pairwise(parts))
    assert all(one.end - one.start < timedelta(days=62) for one in parts)


def test_addresses_go_twenty_at_a_time_and_each_once() -> None:
    many = [f"guest-{n}@example.com" for n in range(45)]
    assert [len(one) for one in groups([*many, many[0]])] == [20, 20, 5]
    ask = asking(Place(), ("a@example.com",), Period(utc(1, 1), utc(1, 2)))
    assert (ask.method, ask.path, ask.writes) == ("POST", "/me/calendar/getSchedule", False)
    assert schema().arguments(ask.body, "getSchedule", "calendar") == []


def test_what_a_schedule_says() -> None:
    window = Period(utc(1, 5, 8), utc(1, 5, 18))

    def told(**said: Any) -> tuple[Period, ...] | None:
        return busy_in({"value": [{"scheduleId": "ANA@example.com", **said}]}, (ANA,), window)[ANA]

    items = [
        {"status": status, "start": at(5, hour), "end": at(5, hour + 1)}
        for hour, status in (
            (8, "free"),
            (9, "tentative"),
            (10, "busy"),
            (11, "oof"),
            (12, "workingElsewhere"),
            (13, "unknown"),
        )
    ]
    hours = [Period(utc(1, 5, hour), utc(1, 5, hour + 1)) for hour in (9, 10, 11, 13)]
    assert told(scheduleItems=items) == tuple(hours)
    assert told(scheduleItems=[], availabilityView="0" * 40) == ()
    slots = tuple(Period.lasting(start, 15) for start in (utc(1, 5, 8, 30), utc(1, 5, 8, 45), utc(1, 5, 9)))
    assert told(scheduleItems=[], availabilityView="0012340") == slots
    for unreadable in (
        {"error": {"responseCode": "5009"}},
        {"error": {"responseCode": "ErrorNoFreeBusyAccess"}, "scheduleItems": [], "availabilityView": "0000"},
        {},
        {"scheduleItems": [{"status": "busy", "start": {}}]},
    ):
        assert told(**unreadable) is None
    assert busy_in({}, (ANA,), window) == {ANA: None}


def test_our_own_dates_are_in_nobody_s_way_and_once_only() -> None:
    window = Period(utc(1, 5, 0), utc(1, 6, 0))
    ten, noon = Period.lasting(utc(1, 5, 10), 30), Period.lasting(utc(1, 5, 12), 30)
    assert free_busy([(ten, noon)], [ten], window).busy == (noon,)
    assert free_busy([(ten, ten)], [ten], window).busy == (ten,)
    assert free_busy([(ten,), (ten,)], [ten], window).busy == ()
    assert free_busy([(ten,), None], [ten], window) == UNKNOWN
    assert free_busy([()], [noon], window).is_busy(noon) is False


# the rest


def test_who_was_there_and_how_long_together() -> None:
    def stay(first: int, last: int) -> dict[str, str]:
        return {"joinDateTime": f"2026-01-05T10:{first:02}:00Z", "leaveDateTime": f"2026-01-05T10:{last:02}:00Z"}

    sam = {"emailAddress": OWNER.email, "attendanceIntervals": [stay(0, 10), stay(5, 30)]}
    host = {"emailAddress": None, "role": "Organizer", "attendanceIntervals": [stay(0, 30)]}
    ana = {"emailAddress": ANA.upper(), "attendanceIntervals": [stay(20, 25), stay(28, 40), {}]}
    phone = {"emailAddress": None, "attendanceIntervals": [stay(0, 30)]}
    assert minutes_together([sam, ana], ANA, SAM) == 7
    assert minutes_together([host, ana], ANA, SAM) == 7
    assert minutes_together([sam, phone], ANA, SAM) is None
    assert minutes_together([ana], ANA, SAM) is None
    assert minutes_together([sam, {**ana, "attendanceIntervals": []}], ANA, SAM) == 0


def test_the_mailbox_s_own_zone_and_hours() -> None:
    given = {
        "timeZone": "Romance Standard Time",
        "workingHours": {"daysOfWeek": ["Monday", "friday"], "startTime": "08:30:00.0000000", "endTime": "00:00:00"},
    }
    told = from_settings(given, "Europe/Madrid", WINTER)
    assert told.zone == "Europe/Madrid"
    assert told.hours == ((Hours(510, 1440),), (), (), (), (Hours(510, 1440),), (), ())
    assert from_settings({"timeZone": "Customized Time Zone"}, "Europe/Madrid", WINTER) == ("", None)
    backwards = {"workingHours": {"startTime": "18:00:00", "endTime": "09:00:00"}}
    assert from_settings(backwards, "Europe/Madrid", WINTER).hours is None


def test_a_batch_and_its_answers_in_any_order() -> None:
    asks = [get("/me"), patch("/me/events/1", {"showAs": "free"}, 'W/"1"'), delete("/me/events/2", 'W/"2"')]
    body = to_batch(asks)
    assert [part.get("dependsOn") for part in body["requests"]] == [None] * 3
    assert body["requests"][1]["headers"] == {
        "Prefer": 'IdType="ImmutableId"', "Content-Type": "application/json", "If-Match": 'W/"1"',
    }  # fmt: skip
    chained = to_batch([asks[0], replace(asks[1], after=True), asks[2]])
    assert [part.get("dependsOn") for part in chained["requests"]] == [None, ["0"], ["1"]]
    said = {"responses": [
        {"id": "2", "status": 429, "headers": {"retry-after": "7"}, "body": {"error": {"code": "TooManyRequests"}}},
        {"id": "0", "status": 200, "body": {"id": "me"}},
    ]}  # fmt: skip
    first, second, third = from_batch(said, 3, lambda text: float(text) if text else None)
    assert (first.body, second.unknown, third.asked, third.throttled) == ({"id": "me"}, True, 7.0, True)
    assert from_batch({"responses": [{"id": "0", "status": "200"}]}, 1, lambda _: None)[0].status == 0


def test_paths_and_filters_are_encoded() -> None:
    place = Place("/users/sam%40example.com", "AA=/+")
    assert place.calendar == "/users/sam%40example.com/calendars/AA%3D%2F%2B"
    assert place.event("a/b=", "cancel") == "/users/sam%40example.com/events/a%2Fb%3D/cancel"
    assert literal("O'Neil") == "'O''Neil'"
    assert query("/x", {"$filter": "a eq 'b:c'"}) == "/x?$filter=a%20eq%20%27b%3Ac%27"
    assert post("/x", {}).writes


def test_only_links_below_the_service_s_own_root_are_followed() -> None:
    root = "https://graph.microsoft.com/v1.0"
    assert below(root, f"{root}/me/events?$skip=10") == "/me/events?$skip=10"
    for other in ("https://graph.microsoft.com.evil.example/v1.0/me", "http://graph.microsoft.com/v1.0/me", f"{root}x"):
        with pytest.raises(ProviderDown):
            below(root, other)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(0), ProviderDown),
        (Answer(503), ProviderDown),
        (Answer(401), SignInAgain),
        (Answer(429), TryLater),
        (Answer(412), TryLater),
        (Answer(404), CalendarRefused),
        (Answer(400, code="ErrorInvalidIdMalformed"), CalendarRefused),
        (Answer(418), CalendarRefused),
    ],
)
def test_each_kind_of_no_has_its_error(answer: Answer, error: type[Exception]) -> None:
    assert type(error_of(answer)) is error
    assert type(of_calendar(Answer(404))) is BadInput
    assert type(of_calendar(Answer(403))) is SignInAgain
    assert type(of_calendar(Answer(429))) is TryLater


def test_of_an_error_only_its_code_is_kept() -> None:
    told = of(400, {"error": {"code": "ErrorX", "message": f"{ANA} said no", "@event.existingEventId": "AAkA="}})
    assert told == Answer(400, {"existing": "AAkA="}, "ErrorX")
    assert of(500, "<html>") == Answer(500)
    assert of(400, {"error": "no", "value": [ANA]}) == Answer(400)
    assert of(400, {"error": {"code": f"see {ANA}"}}).code == ""
    assert of(200, None) == Answer(200)
