"""The Graph emulator's meetings: mail, guests and their answers; tags, ETags, transaction and immutable ids."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.emulators.graph.client import EXPAND, TAG, Client, event, guest, of_tag
from tests.emulators.graph.graph import Graph
from tests.emulators.graph_office import ANA, SAM, hands, series, utc

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
