"""The Graph emulator's events: what is created, changed, cancelled and shown, and which mail it sends."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from tests.emulators.graph.client import EXPAND, TAG, Client, event, guest, of_tag, weekly
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.hands import Hands

SAM, ANA = "sam@example.com", "ana@example.com"


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph() as graph:
        graph.person(SAM, "Sam Okafor")
        yield graph


@pytest.fixture
def sam(graph: Graph) -> Client:
    return Client(graph, graph.token(SAM))


def hands(graph: Graph, address: str = SAM) -> Hands:
    return Hands(graph.world, graph.world.person(address))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def starts(events: list[Any]) -> list[str]:
    return [one["start"]["dateTime"][5:16] for one in events]


def series(sam: Client, **more: Any) -> Any:
    body = event(recurrence=weekly(endDate="2026-04-30"), attendees=[guest(ANA)], **more)
    return sam.post("/me/events", body)


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


# mail


def test_each_write_that_concerns_a_guest_sends_mail(graph: Graph, sam: Client) -> None:
    made = series(sam)
    sam.patch(made["id"], {"subject": "Another"})
    sam.patch(made["id"], {"attendees": [guest(ANA), guest("ben@example.com")]})
    sam.patch(made["id"], {"showAs": "free", "singleValueExtendedProperties": [{"id": TAG, "value": "x"}]})
    assert sam.send("POST", f"/me/events/{quote(made['id'], safe='')}/cancel", {"Comment": "Bye"}).status_code == 202
    assert [(one.kind, one.to, one.comment) for one in graph.mails] == [
        ("invitation", ANA, ""),
        ("update", ANA, ""),
        ("invitation", "ben@example.com", ""),
        ("cancellation", ANA, "Bye"),
        ("cancellation", "ben@example.com", "Bye"),
    ]
    assert sam.get("/me/events")["value"] == []


def test_a_changed_series_mails_once_for_itself_and_once_for_each_exception(graph: Graph, sam: Client) -> None:
    made = series(sam)
    hands(graph).move(made["iCalUId"], utc(1, 12, 10), utc(1, 13, 10))
    before = len(graph.mails)
    sam.patch(made["id"], {"subject": "Another"})
    assert [(mail.kind, mail.key is None) for mail in graph.mails[before:]] == [("update", True), ("update", False)]


# guests and answers


def test_a_guest_of_the_tenant_has_a_copy_and_answers_it(graph: Graph, sam: Client) -> None:
    graph.person(ANA)
    made = series(sam)
    ana = Client(graph, graph.token(ANA))
    copy = ana.get("/me/events")["value"][0]
    assert (copy["isOrganizer"], copy["responseStatus"]["response"], copy["showAs"]) == (
        False,
        "notResponded",
        "tentative",
    )
    assert copy["iCalUId"] == made["iCalUId"]
    assert copy["id"] != made["id"]
    path = f"/me/events/{quote(copy['id'], safe='')}"
    assert ana.refused("POST", f"{path}/cancel", {}) == (400, "ErrorInvalidRequest")
    assert ana.send("POST", f"{path}/accept", {"comment": "Yes"}).status_code == 202
    seen = sam.get("/me/events")["value"][0]["attendees"][0]["status"]["response"]
    assert (seen, ana.get("/me/events")["value"][0]["showAs"]) == ("accepted", "busy")
    own = f"/me/events/{quote(made['id'], safe='')}"
    assert sam.refused("POST", f"{own}/accept", {}) == (400, "ErrorInvalidRequest")
    assert sam.refused("POST", f"{own}/decline", {"Grund": "x"}) == (400, "RequestBodyRead")


@pytest.mark.parametrize(("keeps", "left"), [(False, 0), (True, 1)])
def test_declining_takes_the_guest_s_copy_away_or_not(graph: Graph, sam: Client, keeps: bool, left: int) -> None:
    graph.switches.keeps_declined = keeps
    ana = graph.person(ANA)
    series(sam)
    ana.answer("Touchbase", "declined")
    assert len(ana.items()) == left
    assert sam.get("/me/events")["value"][0]["attendees"][0]["status"]["response"] == "declined"


def test_an_answer_to_one_date_is_that_date_s_alone(graph: Graph, sam: Client) -> None:
    made = series(sam)
    hand = hands(graph)
    hand.reply(made["iCalUId"], ANA, "accepted")
    later = (utc(1, 12, 15), utc(1, 12, 15, 30))
    hand.reply(made["iCalUId"], ANA, "declined", utc(1, 12, 10), proposed=later)
    dates = sam.view("2026-01-05T00:00:00Z", "2026-01-20T00:00:00Z")
    assert [one["attendees"][0]["status"]["response"] for one in dates] == ["accepted", "declined", "accepted"]
    assert [one["type"] for one in dates] == ["occurrence", "exception", "occurrence"]
    assert dates[1]["attendees"][0]["proposedNewTime"]["start"]["dateTime"].startswith("2026-01-12T15:00")


def test_a_cancelled_meeting_stays_with_its_guests_marked(graph: Graph, sam: Client) -> None:
    ana = graph.person(ANA)
    made = series(sam)
    sam.send("DELETE", f"/me/events/{quote(made['id'], safe='')}")
    copy = Client(graph, graph.token(ANA)).get("/me/events")["value"][0]
    assert (copy["isCancelled"], copy["subject"], copy["showAs"]) == (True, "Canceled: Touchbase", "free")
    ana.delete("Touchbase")
    assert ana.items() == []


# tags, etags, transaction ids


def test_tags_are_found_by_filter_and_shown_only_when_expanded(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(singleValueExtendedProperties=[{"id": TAG, "value": "tb1"}]))
    sam.post("/me/events", event("Other"))
    (found,) = sam.get("/me/events", params={"$filter": of_tag("TB1")})["value"]
    assert "singleValueExtendedProperties" not in found
    (found,) = sam.get("/me/events", params={"$filter": of_tag("tb1"), **EXPAND})["value"]
    assert [one["value"] for one in found["singleValueExtendedProperties"]] == ["tb1"]
    assert found["singleValueExtendedProperties"][0]["id"].lower() == TAG.lower()
    assert (
        sam.get("/me/events", params={"$filter": of_tag("tb1").replace("touchbaseKey", "TouchbaseKey")})["value"] == []
    )


@pytest.mark.parametrize(("setting", "shown"), [("works", 1), ("ignored", 0)])
def test_tags_on_the_view_are_a_switch(graph: Graph, sam: Client, setting: Any, shown: int) -> None:
    sam.post("/me/events", event(singleValueExtendedProperties=[{"id": TAG, "value": "tb1"}]))
    graph.switches.expand_on_view = setting
    found = sam.view("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", **EXPAND)
    assert len(found[0].get("singleValueExtendedProperties", [])) == shown
    graph.switches.expand_on_view = "refused"
    window = {"startDateTime": "2026-01-01", "endDateTime": "2026-02-01"}
    assert sam.refused("GET", "/me/calendarView", params=EXPAND | window)[0] == 400


def test_if_match_with_an_old_etag_is_412(graph: Graph, sam: Client) -> None:
    made = sam.post("/me/events", event())
    hands(graph).edit("Touchbase", subject="Coffee")
    answer = sam.patch(made["id"], {"subject": "x"}, 412, **{"If-Match": made["@odata.etag"]})
    assert answer["error"]["code"] == "ErrorIrresolvableConflict"
    now = sam.get("/me/events")["value"][0]
    assert now["subject"] == "Coffee"
    assert sam.patch(made["id"], {"subject": "x"}, **{"If-Match": now["@odata.etag"]})["subject"] == "x"


@pytest.mark.parametrize("status", [400, 409])
def test_a_repeated_transaction_id_makes_no_second_event(graph: Graph, sam: Client, status: Any) -> None:
    graph.switches.duplicate_status = status
    first = sam.post("/me/events", event(transactionId="t1"))
    assert sam.post("/me/events", event(transactionId="t1"))["id"] == first["id"]
    answer = sam.send("POST", "/me/events", event("Other", transactionId="t1"))
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == "ErrorDuplicateTransactionId"
    assert answer.json()["error"]["@event.existingEventId"] == first["id"]
    graph.switches.same_transaction = "refused"
    assert sam.refused("POST", "/me/events", event(transactionId="t1")) == (status, "ErrorDuplicateTransactionId")
    assert len(sam.get("/me/events")["value"]) == 1


@pytest.mark.parametrize(("outlives", "status"), [(True, 400), (False, 201)])
def test_a_transaction_id_of_a_deleted_event_is_used_or_free(
    graph: Graph, sam: Client, outlives: bool, status: int
) -> None:
    graph.switches.transaction_outlives_event = outlives
    sam.post("/me/events", event(transactionId="t1"))
    hands(graph).delete("Touchbase")
    assert sam.send("POST", "/me/events", event(transactionId="t1")).status_code == status


def test_ids_change_with_the_folder_unless_they_are_immutable(graph: Graph, sam: Client) -> None:
    other = graph.world.folder(graph.world.person(SAM), "Work")
    plain = Client(graph, graph.token(SAM), Prefer="")
    made, short = sam.post("/me/events", event()), plain.get("/me/events")["value"][0]["id"]
    hands(graph).move_to("Touchbase", other.id)
    assert sam.get(f"/me/events/{quote(made['id'], safe='')}")["id"] == made["id"]
    assert plain.refused("GET", f"/me/events/{quote(short, safe='')}") == (404, "ErrorItemNotFound")
    assert sam.get(f"/me/calendars/{quote(other.id, safe='')}/events")["value"][0]["id"] == made["id"]


# online meetings


def test_a_body_without_the_blob_ends_the_online_meeting(sam: Client) -> None:
    made = series(sam, isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness")
    assert made["onlineMeeting"]["joinUrl"] in made["body"]["content"]
    kept = made["body"]["content"].replace("<body>", "<body><p>Agenda</p>")
    again = sam.patch(made["id"], {"body": {"contentType": "html", "content": kept}})
    assert (again["isOnlineMeeting"], again["onlineMeeting"]) == (True, made["onlineMeeting"])
    gone = sam.patch(made["id"], {"body": {"contentType": "html", "content": "<p>Agenda</p>"}})
    assert (gone["isOnlineMeeting"], gone["onlineMeeting"]) == (False, None)
