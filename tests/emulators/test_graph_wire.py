"""The Graph emulator's lists and limits: pages, options, other calendars, four at a time, faults and lost answers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from typing import Any
from urllib.parse import quote

import pytest
import requests

from tests.emulators.faults import Fault, Paged, answer, drop, slow
from tests.emulators.graph.client import Client, event, weekly
from tests.emulators.graph.graph import Graph
from tests.emulators.graph.hands import Hands
from tests.emulators.graph_office import SAM

WINDOW = {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2026-06-01T00:00:00Z"}


def test_ten_items_a_page_and_an_absolute_next_link_with_the_same_options(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(recurrence=weekly(numberOfOccurrences=12)))
    first = sam.get("/me/calendarView", params=WINDOW | {"$select": "subject,start"})
    assert len(first["value"]) == 10
    assert first["@odata.nextLink"].startswith(f"{graph.endpoint}/me/calendarView?")
    second = sam.get(first["@odata.nextLink"])
    assert len(second["value"]) == 2
    assert "@odata.nextLink" not in second
    assert set(second["value"][0]) == {"@odata.etag", "id", "subject", "start"}


def test_pages_can_be_short_empty_or_lost(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(recurrence=weekly(numberOfOccurrences=3)))
    for how, sizes in (("short", [1, 2]), ("empty", [0, 3]), ("lost", [0])):
        graph.faults.add(Paged(how, path="calendarView"))  # type: ignore[arg-type]
        found, seen = sam.get("/me/calendarView", params=WINDOW), []
        seen.append(len(found["value"]))
        while "@odata.nextLink" in found:
            found = sam.get(found["@odata.nextLink"])
            seen.append(len(found["value"]))
        assert seen == sizes, how


def test_a_foreign_next_link_is_a_switch(graph: Graph, sam: Client) -> None:
    sam.post("/me/events", event(recurrence=weekly(numberOfOccurrences=12)))
    graph.switches.next_link_root = "https://evil.example/v1.0"
    found = sam.get("/me/calendarView", params=WINDOW)
    assert found["@odata.nextLink"].startswith("https://evil.example/v1.0/me/calendarView?")


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("/me/calendarView", {}, "ErrorInvalidParameter"),
        ("/me/calendarView", {"startDateTime": "soon", "endDateTime": "2026-01-01"}, "ErrorInvalidParameter"),
        ("/me/events", {"$top": "1001"}, "ErrorInvalidParameter"),
        ("/me/events", {"$select": "titel"}, "BadRequest"),
        ("/me/events", {"$filter": "titel eq 'x'"}, "BadRequest"),
        ("/me/events", {"$filter": "subject is 'x'"}, "BadRequest"),
        ("/me/events", {"$filter": "subject eq 'x"}, "BadRequest"),
        ("/me/events", {"$orderby": "body"}, "BadRequest"),
        ("/me/events", {"$expand": "attachments"}, "BadRequest"),
        ("/me/events", {"$find": "x"}, "BadRequest"),
        ("/me/mail", {}, "BadRequest"),
        ("/nobody", {}, "BadRequest"),
    ],
)
def test_what_cannot_be_asked_is_400(sam: Client, path: str, query: dict[str, str], code: str) -> None:
    assert sam.refused("GET", path, params=query) == (400, code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("subject eq 'It''s'", ["It's"]),
        ("startswith(subject,'It') or contains(subject,'LAT')", ["It's", "Later"]),
        ("start/dateTime ge '2026-01-06T00:00'", ["Later"]),
        ("start/dateTime lt '2026-01-06T00:00' and not isCancelled eq true", ["It's"]),
        ("type eq 'seriesMaster'", ["Later"]),
        ("(subject ne 'Later')", ["It's"]),
    ],
)
def test_filters_that_can(sam: Client, text: str, found: list[str]) -> None:
    sam.post("/me/events", event("It's"))
    sam.post("/me/events", event("Later", day="2026-01-12", recurrence=weekly("2026-01-12")))
    assert [one["subject"] for one in sam.get("/me/events", params={"$filter": text})["value"]] == found


def test_created_and_modified_times_cannot_be_selected_on_the_view(sam: Client) -> None:
    sam.post("/me/events", event())
    assert "createdDateTime" in sam.view(*WINDOW.values())[0]
    (found,) = sam.view(*WINDOW.values(), **{"$select": "subject,start,createdDateTime"})
    assert "createdDateTime" not in found


def test_each_calendar_has_its_own_events(graph: Graph, sam: Client) -> None:
    box = graph.world.person(SAM)
    work, shut = graph.world.folder(box, "Work"), graph.world.folder(box, "Holidays", can_edit=False)
    there = f"/me/calendars/{quote(work.id, safe='')}"
    sam.post(f"{there}/events", event("Work"))
    assert sam.get("/me/events")["value"] == sam.get("/me/calendar/events")["value"] == []
    assert [one["subject"] for one in sam.get(f"{there}/calendarView", params=WINDOW)["value"]] == ["Work"]
    assert [one["name"] for one in sam.get("/me/calendars")["value"]] == ["Calendar", "Work", "Holidays"]
    assert sam.get("/me/calendar")["isDefaultCalendar"]
    assert sam.refused("POST", f"/me/calendars/{quote(shut.id, safe='')}/events", event())[0] == 403
    assert sam.refused("GET", "/me/calendars/none")[0] == 404


def test_a_fifth_request_at_once_is_throttled_and_remembered() -> None:
    graph = Graph()
    graph.person(SAM)
    sam, gate = Client(graph, graph.token(SAM)), Flag()
    graph.faults.add(Fault(slow(gate), times=4))
    with ThreadPoolExecutor(5) as pool:
        waiting = [pool.submit(sam.send, "GET", "/me") for _ in range(4)]
        while graph.flight.peak[SAM] < 4:
            pass
        late = sam.send("GET", "/me/events")
        gate.set()
    graph.server.close()
    assert [one.result().status_code for one in waiting] == [200] * 4
    assert (late.status_code, late.headers.get("Retry-After")) == (429, "1")
    with pytest.raises(AssertionError, match="5 requests at once"):
        graph.check()


def test_a_batch_weighs_as_much_as_its_parts_run_at_once(graph: Graph, sam: Client) -> None:
    free = [{"id": str(n), "method": "GET", "url": "/me"} for n in range(9)]
    sam.post("/$batch", {"requests": free}, 200)
    assert graph.flight.peak[SAM] == 4


@pytest.mark.parametrize("status", [401, 409, 410, 412, 423, 500, 502, 503, 504, 507, 509])
def test_any_status_can_be_answered(graph: Graph, sam: Client, status: int) -> None:
    graph.faults.add(Fault(answer(status, {"error": {"code": "x", "message": "y"}}), path="/me/events"))
    assert sam.refused("GET", "/me/events") == (status, "x")
    assert sam.get("/me/events")["value"] == []


def test_a_write_can_be_applied_and_its_answer_lost(graph: Graph, sam: Client) -> None:
    graph.faults.add(Fault(drop(after=True), method="POST"))
    with pytest.raises(requests.ConnectionError):
        sam.post("/me/events", event(transactionId="t"))
    (standing,) = sam.get("/me/events")["value"]
    assert sam.post("/me/events", event(transactionId="t"))["id"] == standing["id"]


def test_a_just_made_event_may_lag(graph: Graph, sam: Client) -> None:
    graph.switches.lag = 2
    made = sam.post("/me/events", event(transactionId="t"))
    seen = [len(sam.get("/me/events")["value"]) for _ in range(4)]
    assert seen == [0, 0, 1, 1]
    assert sam.post("/me/events", event(transactionId="t"))["id"] == made["id"]


def test_the_request_id_is_echoed_and_preferences_are_confirmed(sam: Client) -> None:
    said = sam.send("GET", "/me", headers={"client-request-id": "abc"}).headers
    assert (said["client-request-id"], said["Preference-Applied"]) == ("abc", 'IdType="ImmutableId"')
    lost = sam.send("GET", "/me/events/none", headers={"client-request-id": "abc"}).json()["error"]
    assert lost["innerError"]["client-request-id"] == "abc"


def test_people_do_in_outlook_what_the_service_allows(graph: Graph, sam: Client) -> None:
    hand = Hands(graph.world, graph.world.person(SAM))
    start = graph.world.now.replace(hour=10, minute=0)
    hand.make("One to one", start, guests=["ben@example.com"], weekly=1, weeks=3, online=True)
    hand.invited("chi@example.org", "Chi and Sam", start.replace(hour=14), others=["dee@example.org"], weekly=2)
    hand.make("Away", start.replace(hour=16), 60, show_as="oof")
    found: dict[str, Any] = {one["subject"]: one for one in sam.view(*WINDOW.values())[::-1]}
    assert found["One to one"]["isOnlineMeeting"]
    assert (found["Chi and Sam"]["isOrganizer"], found["Away"]["showAs"]) == (False, "oof")
    assert [one["emailAddress"]["address"] for one in found["Chi and Sam"]["attendees"]] == [SAM, "dee@example.org"]
    hand.answer("Chi and Sam", "accepted")
    hand.withdrawn("Chi and Sam")
    mine = {one["subject"]: one for one in sam.get("/me/events")["value"]}
    assert mine["Canceled: Chi and Sam"]["isCancelled"]
    hand.change_slot("One to one", start.replace(day=6, hour=9))
    dates = [one["start"]["dateTime"][:16] for one in sam.view(*WINDOW.values()) if one["subject"] == "One to one"]
    assert dates == ["2026-01-06T09:00", "2026-01-13T09:00", "2026-01-20T09:00"]
