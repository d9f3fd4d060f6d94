"""The Graph emulator's events: bodies and what is wrong with them, series and their dates, online meetings."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.emulators.graph.client import Client, event, guest, weekly
from tests.emulators.graph.graph import Graph
from tests.emulators.graph_office import ANA, SAM, hands, series, starts, utc


def test_a_created_event_comes_back_with_seven_digits_in_utc_and_the_defaults(sam: Client) -> None:
    made = sam.post("/me/events", event(day="2026-07-06", attendees=[guest(ANA)]))
    assert made["start"] == {"dateTime": "2026-07-06T09:00:00.0000000", "timeZone": "UTC"}
    assert made["originalStartTimeZone"] == "GMT Standard Time"
    assert (made["showAs"], made["type"], made["isOrganizer"], made["isReminderOn"]) == (
        "busy",
        "singleInstance",
        True,
        True,
    )
    assert made["responseStatus"] == {"response": "organizer", "time": "0001-01-01T00:00:00Z"}
    assert made["attendees"][0]["status"]["response"] == "none"
    assert made["@odata.etag"] == f'W/"{made["changeKey"]}"'
    assert sam.get(f"/me/events/{quote(made['id'], safe='')}")["id"] == made["id"]


def test_the_preferred_zone_is_that_of_the_answer_only(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(day="2026-07-06"))
    away = Client(graph, graph.token(SAM), Prefer='outlook.timezone="Eastern Standard Time"')
    shown = away.view("2026-07-06T00:00:00Z", "2026-07-07T00:00:00Z")[0]
    assert shown["start"] == {"dateTime": "2026-07-06T05:00:00.0000000", "timeZone": "Eastern Standard Time"}
    lost = Client(graph, graph.token(SAM), Prefer='outlook.timezone="Europe/Madrid"')
    assert lost.refused("GET", "/me/events") == (400, "TimeZoneNotSupportedException")


@pytest.mark.parametrize(
    ("change", "code", "why"),
    [
        ({"titel": "x"}, "RequestBodyRead", "an unknown property"),
        ({"subject": 5}, "RequestBodyRead", "a wrong type"),
        ({"showAs": "away"}, "RequestBodyRead", "an unknown enum member"),
        ({"attendees": [{"mail": "x"}]}, "RequestBodyRead", "an unknown property inside"),
        ({"isOrganizer": True}, "ErrorInvalidPropertySet", "a read-only property"),
        ({"start": {"dateTime": None, "timeZone": "UTC"}}, "RequestBodyRead", "null where none may be"),
        ({"start": {"dateTime": "2026-01-05T10:00:00", "timeZone": "Europe/Madrid"}}, "TimeZoneNotSupportedException",
         "an IANA zone that is not listed"),
        ({"start": {"dateTime": "2026-01-05T10:00:00", "timeZone": ""}}, "TimeZoneNotSupportedException", "no zone"),
        ({"start": {"dateTime": "2026-01-05T10:00:00Z", "timeZone": "UTC"}}, "ErrorInvalidParameter", "an offset"),
        ({"start": {"dateTime": "2026-01-06T10:00:00", "timeZone": "UTC"}},
         "ErrorCalendarEndDateIsEarlierThanStartDate", "the end before the start"),
        ({"isAllDay": True}, "ErrorPropertyValidationFailure", "a whole day that begins at ten"),
        ({"recurrence": weekly(day="2026-01-12")}, "ErrorPropertyValidationFailure", "another startDate than start"),
        ({"recurrence": weekly(weekday="friday")}, "ErrorPropertyValidationFailure", "a start off the pattern"),
        ({"recurrence": {"pattern": {"type": "weekly", "interval": 1}, "range": {"type": "noEnd"}}},
         "ErrorPropertyValidationFailure", "a weekly pattern without days"),
        ({"recurrence": {"pattern": {"type": "daily", "interval": None}, "range": {}}}, "RequestBodyRead", "null"),
        ({"singleValueExtendedProperties": [{"id": "Name x", "value": "y"}]}, "ErrorInvalidProperty", "a bad tag id"),
    ],
)  # fmt: skip
def test_a_body_that_is_wrong_is_refused(sam: Client, change: dict[str, Any], code: str, why: str) -> None:
    assert sam.refused("POST", "/me/events", event() | change) == (400, code), why


def test_requests_may_write_enums_in_any_case_and_answers_never_do(sam: Client) -> None:
    body = event(
        showAs="Free", recurrence=weekly(weekday="Monday"), body={"contentType": "HTML", "content": "<p>a</p>"}
    )
    made = sam.post("/me/events", body)
    assert (made["showAs"], made["recurrence"]["pattern"]["daysOfWeek"]) == ("free", ["monday"])
    assert made["recurrence"]["pattern"]["dayOfMonth"] == 0
    assert made["recurrence"]["range"]["endDate"] == "0001-01-01"


def test_a_text_body_comes_back_as_html(sam: Client) -> None:
    made = sam.post("/me/events", event(body={"contentType": "text", "content": "One\nTwo & three"}))
    assert made["body"]["contentType"] == "html"
    assert "converted from text" in made["body"]["content"]
    assert made["bodyPreview"] == "One\r\nTwo & three"


def test_a_body_without_a_content_type_is_415(sam: Client) -> None:
    answer = sam.send("POST", "/me/events", data=b"{}", headers={"Content-Type": ""})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "RequestBodyRead")


# series


def test_a_weekly_series_keeps_its_wall_time_through_both_changes_of_the_clocks(sam: Client) -> None:
    sam.post("/me/events", event(recurrence=weekly()))
    march = sam.view("2026-03-23T00:00:00Z", "2026-04-01T00:00:00Z")
    autumn = sam.view("2026-10-19T00:00:00Z", "2026-10-27T00:00:00Z")
    assert starts(march) == ["03-23T10:00", "03-30T09:00"]
    assert starts(autumn) == ["10-19T09:00", "10-26T10:00"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"type": "weekly", "interval": 2, "daysOfWeek": ["monday"]}, ["01-05", "01-19", "02-02"]),
        ({"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["monday"], "index": "first"},
         ["01-05", "02-02", "03-02"]),
        ({"type": "relativeMonthly", "interval": 3, "daysOfWeek": ["monday"]}, ["01-05", "04-06"]),
        ({"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["monday", "tuesday"], "index": "first"},
         ["01-05", "02-02", "03-02"]),
        ({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 5}, ["01-05", "02-05", "03-05"]),
        ({"type": "daily", "interval": 30}, ["01-05", "02-04", "03-06"]),
    ],
)  # fmt: skip
def test_patterns_have_the_dates_they_say(sam: Client, pattern: dict[str, Any], expected: list[str]) -> None:
    sam.post(
        "/me/events", event(recurrence={"pattern": pattern, "range": {"type": "noEnd", "startDate": "2026-01-05"}})
    )
    found = sam.view("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z")
    assert [one[:5] for one in starts(found)][: len(expected)] == expected


def test_events_shows_masters_and_the_view_shows_dates(sam: Client) -> None:
    made = series(sam)
    assert [one["type"] for one in sam.get("/me/events")["value"]] == ["seriesMaster"]
    dates = sam.view("2026-01-01T00:00:00Z", "2026-01-20T00:00:00Z")
    assert [(one["type"], one["seriesMasterId"]) for one in dates] == [("occurrence", made["id"])] * 3
    assert len({one["iCalUId"] for one in dates}) == 3
    assert dates[0]["originalStart"] == "2026-01-05T10:00:00Z"
    assert dates[0]["recurrence"] is None


def test_a_moved_date_is_an_exception_and_keeps_its_id_and_original_start(sam: Client) -> None:
    made = series(sam)
    second = sam.view("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")[0]
    moved = sam.patch(second["id"], {k: event(day="2026-01-13")[k] for k in ("start", "end")})
    assert (moved["type"], moved["id"], moved["originalStart"]) == ("exception", second["id"], "2026-01-12T10:00:00Z")
    path = f"/me/events/{quote(made['id'], safe='')}/instances"
    window = {"startDateTime": "2026-01-05", "endDateTime": "2026-01-20"}
    assert starts(sam.get(path, params=window)["value"]) == ["01-13T10:00", "01-05T10:00", "01-19T10:00"]
    sorted_now = sam.get(path, params=window | {"$orderby": "start/dateTime"})["value"]
    assert starts(sorted_now) == ["01-05T10:00", "01-13T10:00", "01-19T10:00"]


@pytest.mark.parametrize(("day", "status"), [("2026-01-05", 400), ("2026-01-06", 200), ("2026-01-18", 200),
                                             ("2026-01-19", 400), ("2026-01-20", 400)])  # fmt: skip
def test_a_date_cannot_move_to_the_day_of_its_neighbours(sam: Client, day: str, status: int) -> None:
    series(sam)
    second = sam.view("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")[0]
    body = {k: event(day=day, at="15:00")[k] for k in ("start", "end")}
    answer = sam.patch(second["id"], body, status)
    assert status == 200 or answer["error"]["code"] == "ErrorOccurrenceCrossingBoundary"


def test_a_deleted_date_just_is_not_there_any_more(graph: Graph, sam: Client) -> None:
    series(sam)
    second = sam.view("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")[0]
    path = f"/me/events/{quote(second['id'], safe='')}"
    assert sam.send("DELETE", path).status_code == 204
    assert sam.refused("GET", path) == (404, "ErrorItemNotFound")
    assert sam.refused("DELETE", path) == (404, "ErrorItemNotFound")
    assert starts(sam.view("2026-01-01T00:00:00Z", "2026-01-20T00:00:00Z")) == ["01-05T10:00", "01-19T10:00"]
    assert [(mail.kind, mail.to, mail.key is not None) for mail in graph.mails][1:] == [("cancellation", ANA, True)]


def test_a_series_ends_early_by_its_range_and_keeps_the_exceptions_before(sam: Client) -> None:
    made = series(sam)
    second = sam.view("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z")[0]
    sam.patch(second["id"], {k: event(day="2026-01-13")[k] for k in ("start", "end")})
    span = made["recurrence"]["range"] | {"endDate": "2026-01-20"}
    sam.patch(made["id"], {"recurrence": made["recurrence"] | {"range": span}})
    assert starts(sam.view("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z")) == [
        "01-05T10:00",
        "01-13T10:00",
        "01-19T10:00",
    ]


@pytest.mark.parametrize(("drops", "expected"), [(True, "01-12T15:00"), (False, "01-13T10:00")])
def test_another_slot_drops_the_exceptions_or_not(graph: Graph, sam: Client, drops: bool, expected: str) -> None:
    graph.switches.slot_change_drops_exceptions = drops
    made = series(sam)
    hands(graph).move(made["iCalUId"], utc(1, 12, 10), utc(1, 13, 10))
    sam.patch(made["id"], {k: event(at="15:00")[k] for k in ("start", "end")})
    found = starts(sam.view("2026-01-01T00:00:00Z", "2026-01-20T00:00:00Z"))
    assert found == ["01-05T15:00", expected, "01-19T15:00"] or not drops


# online meetings


def test_the_blob_of_an_online_meeting_is_below_a_line_of_underscores_in_a_text_body(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(isOnlineMeeting=True, body={"contentType": "text", "content": "Agenda"}))
    reader = Client(graph, graph.token(SAM), Prefer='outlook.body-content-type="text"')
    body = reader.get("/me/events")["value"][0]["body"]
    assert body["contentType"] == "text"
    assert [line for line in body["content"].split("\r\n") if line] == ["Agenda", "_" * 80, "Join the meeting now"]


def test_a_body_without_the_blob_ends_the_online_meeting(sam: Client) -> None:
    made = series(sam, isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness")
    assert made["onlineMeeting"]["joinUrl"] in made["body"]["content"]
    kept = made["body"]["content"].replace("<body>", "<body><p>Agenda</p>")
    again = sam.patch(made["id"], {"body": {"contentType": "html", "content": kept}})
    assert (again["isOnlineMeeting"], again["onlineMeeting"]) == (True, made["onlineMeeting"])
    gone = sam.patch(made["id"], {"body": {"contentType": "html", "content": "<p>Agenda</p>"}})
    assert (gone["isOnlineMeeting"], gone["onlineMeeting"]) == (False, None)
