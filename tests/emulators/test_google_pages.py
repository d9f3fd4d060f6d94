"""The emulator's pages, masks and sync tokens, through the real client."""

from typing import Any

from tests.emulators.faults import Paged
from tests.emulators.google.desk import MARCH, google, insert, instance, refusal, rows, sam
from tests.emulators.google.emulator import GoogleEmulator

__all__ = ["google", "sam"]


def test_order_needs_single_events(sam: Any) -> None:
    assert refusal(sam.list(calendarId="primary", orderBy="startTime")) == (400, "invalid")


def test_pages_may_be_short_empty_or_lost(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    assert len(rows(sam, maxResults=2, **MARCH)) == 6
    calls = len(google.calls)
    google.faults.add(Paged("short"))
    google.faults.add(Paged("empty", nth=2))
    assert len(rows(sam, **MARCH)) == 6
    assert len(google.calls) - calls == 3
    google.faults.clear()
    google.faults.add(Paged("half"))
    google.faults.add(Paged("lost", nth=2))
    assert [len(rows(sam, **MARCH)) for _ in range(3)] == [3, 0, 6]


def test_a_page_token_may_want_the_same_parameters(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    google.world.switches.page_tokens_repeat = True
    token = sam.list(calendarId="primary", maxResults=2, **MARCH).execute()["nextPageToken"]
    assert len(sam.list(calendarId="primary", pageToken=token, **MARCH).execute()["items"]) == 4
    assert refusal(sam.list(calendarId="primary", pageToken=token)) == (400, "invalid")
    assert refusal(sam.list(calendarId="primary", pageToken="?")) == (400, "invalid")


def test_a_mask_leaves_out_all_it_does_not_name(sam: Any) -> None:
    insert(sam)
    asked = {"calendarId": "primary", "maxResults": 1, **MARCH}
    page = sam.list(fields="items(id,start/dateTime),timeZone", **asked).execute()
    assert page == {
        "items": [{"id": instance(2), "start": {"dateTime": "2026-03-02T10:00:00Z"}}], "timeZone": "Europe/London"
    }  # fmt: skip
    assert refusal(sam.list(fields="items(id,strat)", **asked)) == (400, "invalidParameter")
    assert refusal(sam.list(fields="items(id", **asked)) == (400, "invalidParameter")


def test_sync_tokens(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    token = sam.list(calendarId="primary").execute()["nextSyncToken"]
    assert sam.list(calendarId="primary", syncToken=token).execute()["items"] == []
    sam.delete(calendarId="primary", eventId=instance(9)).execute()
    assert [row["id"] for row in rows(sam, syncToken=token)] == [instance(9)]
    assert refusal(sam.list(calendarId="primary", syncToken=token, q="x")) == (400, "invalid")
    assert "nextSyncToken" not in sam.list(calendarId="primary", q="x").execute()
    google.world.oldest_token = google.world.version + 1
    assert refusal(sam.list(calendarId="primary", syncToken=token)) == (410, "fullSyncRequired")
