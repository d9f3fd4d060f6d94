"""The emulator's batches and faults, through the real client: what its traps are and that they snap."""

import gc
import http.client
import threading
from typing import Any

import pytest

from tests.emulators.faults import Fault, answer, drop, first, half_body, slow
from tests.emulators.google import client
from tests.emulators.google.desk import ANA, ID, SAM, ana, body, google, insert, instance, refusal, sam
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.refusal import refused

__all__ = ["ana", "google", "sam"]
EVENTS = "/calendars/primary/events"


def batch(google: GoogleEmulator, sam: Any, *requests: Any) -> dict[str, Any]:
    """Each part's answer, or its status when it was refused."""
    from googleapiclient.http import BatchHttpRequest

    found: dict[str, Any] = {}

    def keep(id: str, answer: Any, error: Any) -> None:
        found[id] = error.status_code if error else answer

    whole = BatchHttpRequest(callback=keep, batch_uri=google.batch_uri)
    for n, request in enumerate(requests):
        whole.add(request, request_id=str(n))
    whole.execute(http=client.authorized(google, SAM))
    return found


def inserting(sam: Any, id: str = ID) -> Any:
    return sam.insert(calendarId="primary", body=body(id=id), sendUpdates="all")


def test_parts_stand_alone(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    stale = sam.patch(calendarId="primary", eventId=ID, body={"summary": "Ä"})
    stale.headers["If-Match"] = '"old"'
    fresh = sam.patch(calendarId="primary", eventId=ID, body={"summary": "Äna & Söhne"})
    gone = sam.delete(calendarId="primary", eventId=instance(9))
    never = sam.get(calendarId="primary", eventId="none00")
    before = len(google.server.history)
    said = batch(google, sam, inserting(sam), stale, fresh, inserting(sam, "tbother0"), gone, never)
    assert [said["0"], said["1"], said["5"]] == [409, 412, 404]
    assert (said["2"]["summary"], said["3"]["id"], said["4"]) == ("Äna & Söhne", "tbother0", "")
    assert len(google.server.history) == before + 1
    wire = google.server.history[-1].answer
    assert wire is not None
    assert wire.body.count(b"Content-ID: <response-") == 6
    assert [call.status for call in google.calls[-6:]] == [409, 412, 200, 200, 204, 404]


def test_a_part_may_fail_by_script(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(refused("rateLimitExceeded"), method="POST", path=EVENTS, nth=2))
    said = batch(google, sam, *(inserting(sam, f"tb0000{n}") for n in range(3)))
    assert [said["0"]["id"], said["1"], said["2"]["id"]] == ["tb00000", 403, "tb00002"]
    assert google.faults.met == 1


def test_a_batch_may_run_backwards_and_be_too_long(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.batch_backwards = True
    said = batch(google, sam, inserting(sam), inserting(sam))
    assert (said["0"], said["1"]["id"]) == (409, ID)
    google.world.switches.batch_limit = 1
    from googleapiclient.errors import HttpError

    with pytest.raises(HttpError, match="exceeds 1 calls"):
        batch(google, sam, inserting(sam), inserting(sam))


def test_a_batch_dropped_after_it_was_done_calls_nobody_back(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(drop(after=True), path="/batch", times=2))
    with pytest.raises(http.client.RemoteDisconnected):
        batch(google, sam, inserting(sam))
    assert len(google.server.history) == 2, "httplib2 has sent it twice by itself"
    assert [call.status for call in google.calls] == [200, 409]
    assert list(google.world.books[SAM].meetings) == [ID]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_inner_401_is_sent_again_after_a_refresh(
    google: GoogleEmulator, sam: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("httplib2.CA_CERTS", google.server.ca_path)  # the library makes a connection of its own
    google.faults.add(Fault(refused("authError"), path=EVENTS))
    assert batch(google, sam, inserting(sam))["0"]["id"] == ID
    assert [one.request.path for one in google.server.history].count("/batch/calendar/v3") == 2
    gc.collect()  # the library leaves that connection open


def test_what_is_no_batch(google: GoogleEmulator) -> None:
    http = client.authorized(google, SAM)
    assert http.request(google.batch_uri, "POST", body="{}")[0].status == 400


def test_a_dropped_insert_is_sent_again_by_the_library(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(drop(after=True), method="POST", path=EVENTS))
    assert refusal(inserting(sam)) == (409, "duplicate")
    assert len(google.world.ledger.to(ANA)) == 1


def test_a_drop_before_changes_nothing(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(drop(), method="POST", path=EVENTS, times=2))
    with pytest.raises(http.client.RemoteDisconnected):
        inserting(sam).execute(num_retries=0)
    assert google.world.books[SAM].meetings == {}


def test_half_an_answer(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(half_body(), method="POST"))
    with pytest.raises(http.client.IncompleteRead):
        inserting(sam).execute()
    assert ID in google.world.books[SAM].meetings


@pytest.mark.parametrize("after", [False, True])
def test_a_503_before_or_after_the_change(google: GoogleEmulator, sam: Any, after: bool) -> None:
    google.faults.add(Fault(refused("backendError", retry_after=9, after=after), method="POST"))
    from googleapiclient.errors import HttpError

    with pytest.raises(HttpError) as caught:
        inserting(sam).execute()
    assert (caught.value.status_code, caught.value.resp["retry-after"]) == (503, "9")
    assert (ID in google.world.books[SAM].meetings) is after


def test_an_answer_may_be_slow(google: GoogleEmulator, sam: Any) -> None:
    enough = threading.Event()
    google.faults.add(Fault(slow(enough), method="POST"))
    http = client.authorized(google, SAM)
    http.http.timeout = 0.2
    with pytest.raises(TimeoutError):
        inserting(sam).execute(http=http)
    assert google.world.books[SAM].meetings == {}
    enough.set()


def test_something_may_happen_just_before(google: GoogleEmulator, sam: Any) -> None:
    elsewhere = client.calendar(google, SAM).events()
    google.faults.add(Fault(first(lambda _: insert(elsewhere)), method="POST", path=EVENTS))
    assert refusal(inserting(sam)) == (409, "duplicate")


def test_a_captive_portal_answers_with_text_and_the_library_does_not_mind(google: GoogleEmulator, sam: Any) -> None:
    google.faults.add(Fault(answer(200, "<html>Please sign in</html>")))
    assert sam.get(calendarId="primary", eventId=ID).execute() == "<html>Please sign in</html>"


def test_a_long_uri_comes_as_a_post(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    long = sam.list(calendarId="primary", q="Touchbase" + " " * 3000)
    assert long.execute()["items"] == []
    assert google.server.history[-1].request.method == "POST"


def test_one_connection_serves_many_calls(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    for _ in range(5):
        sam.get(calendarId="primary", eventId=ID).execute()
    assert google.server.connections == 1
