"""The Graph emulator's $batch: its form, its order, partial failures, throttling inside, and what is lost."""

from typing import Any

import pytest
import requests

from tests.emulators.faults import Fault, answer, drop
from tests.emulators.graph.client import Client, event
from tests.emulators.graph.graph import Graph

JSON = {"Content-Type": "application/json"}


def post(id: str, subject: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "method": "POST", "url": "/me/events", "headers": JSON, "body": event(subject)} | more


def batch(sam: Client, *parts: dict[str, Any]) -> dict[str, Any]:
    found = sam.post("/$batch", {"requests": parts}, 200)["responses"]
    return {one["id"]: one for one in found}


def subjects(sam: Client) -> list[str]:
    return sorted(one["subject"] for one in sam.get("/me/events")["value"])


def test_parts_are_answered_each_by_itself_and_not_in_order(sam: Client) -> None:
    parts = [post("1", "One"), post("2", "Two", body={"titel": 1}), {"id": "3", "method": "GET", "url": "/me/events/x"}]
    found = sam.post("/$batch", {"requests": parts}, 200)["responses"]
    assert [(one["id"], one["status"]) for one in found] == [("3", 404), ("2", 400), ("1", 201)]
    assert found[2]["body"]["subject"] == "One"
    assert subjects(sam) == ["One"]


def test_a_part_needs_its_own_content_type(sam: Client) -> None:
    assert batch(sam, post("1", "One", headers={}))["1"]["status"] == 415


@pytest.mark.parametrize(
    "parts",
    [
        [post(str(n), "x") for n in range(21)],
        [post("1", "x"), post("1", "y")],
        [post("1", "x", dependsOn=["2"]), post("2", "y")],
        [post("1", "x", url="https://graph.microsoft.com/v1.0/me/events")],
        [{"id": "1", "url": "/me/events"}],
        [],
    ],
)
def test_a_batch_of_the_wrong_form_is_refused_whole(sam: Client, parts: list[dict[str, Any]]) -> None:
    assert sam.refused("POST", "/$batch", {"requests": parts})[0] == 400
    assert subjects(sam) == []


def test_what_depends_on_a_failure_is_424(sam: Client) -> None:
    bad = {"id": "1", "method": "DELETE", "url": "/me/events/none"}
    found = batch(sam, bad, post("2", "Two", dependsOn=["1"]), post("3", "Three"), post("4", "Four", dependsOn=["3"]))
    assert {id: one["status"] for id, one in found.items()} == {"1": 404, "2": 424, "3": 201, "4": 201}
    assert subjects(sam) == ["Four", "Three"]


def test_single_parts_are_throttled_with_their_own_wait(graph: Graph, sam: Client) -> None:
    throttled = answer(429, {"error": {"code": "ApplicationThrottled", "message": "Wait"}}, retry_after=7)
    graph.faults.add(Fault(throttled, method="POST", path="/me/events$", nth=2))
    found = batch(sam, post("1", "One"), post("2", "Two"), post("3", "Three"))
    assert {id: one["status"] for id, one in found.items()} == {"1": 201, "2": 429, "3": 201}
    assert found["2"]["headers"]["Retry-After"] == "7"
    assert subjects(sam) == ["One", "Three"]


def test_a_part_applied_with_a_503_and_a_batch_that_nobody_hears_of(graph: Graph, sam: Client) -> None:
    graph.faults.add(Fault(answer(503, {"error": {"code": "x"}}, after=True), method="POST", path="/me/events$"))
    assert batch(sam, post("1", "One"))["1"]["status"] == 503
    graph.faults.add(Fault(drop(after=True), path=r"/\$batch"))
    with pytest.raises(requests.ConnectionError):
        batch(sam, post("1", "Two"))
    graph.faults.add(Fault(drop(after=True), method="POST", path="/me/events$"))
    with pytest.raises(requests.ConnectionError):
        batch(sam, post("1", "Three"))
    assert subjects(sam) == ["One", "Three", "Two"]


def test_the_history_tells_parts_one_by_one(graph: Graph, sam: Client) -> None:
    mark = graph.mark()
    batch(sam, post("1", "One"), {"id": "2", "method": "GET", "url": "/me"})
    sam.get("/me/events")
    spoken = graph.spoken(since=mark)
    assert [(one.request.method, one.request.path, one.status, one.in_batch, one.writes) for one in spoken] == [
        ("POST", "/v1.0/me/events", 201, True, True),
        ("GET", "/v1.0/me", 200, True, False),
        ("GET", "/v1.0/me/events", 200, False, False),
    ]
    assert len(graph.requests(since=mark)) == 2
