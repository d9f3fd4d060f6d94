"""The emulator's events, through the real client: ids, tombstones, etags, replies, copies, mails."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.emulators.google import client
from tests.emulators.google.desk import ANA, ID, OUT, SAM, ana, body, google, insert, instance, refusal, sam
from tests.emulators.google.emulator import AUTH, GoogleEmulator

__all__ = ["ana", "google", "sam"]


def test_an_insert_is_read_back_and_its_guests_have_it(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    made = insert(sam)
    assert (made["id"], made["status"], made["organizer"]) == (ID, "confirmed", {"email": SAM, "self": True})
    assert made["start"] == {"dateTime": "2026-03-02T10:00:00Z", "timeZone": "Europe/London"}
    seen = ana.get(calendarId="primary", eventId=ID).execute()
    assert seen["start"] == {"dateTime": "2026-03-02T11:00:00+01:00", "timeZone": "Europe/London"}
    assert "self" not in seen["organizer"]
    assert seen["iCalUID"] == made["iCalUID"]
    assert "extendedProperties" not in seen, "private properties are not on copies"
    assert [mail.to for mail in google.world.ledger.sent("invitation")] == [ANA, OUT]


@pytest.mark.parametrize(("send", "told"), [("all", [ANA, OUT]), ("externalOnly", [OUT]), ("none", []), ("", [])])
def test_who_is_mailed(google: GoogleEmulator, sam: Any, send: str, told: list[str]) -> None:
    sam.insert(calendarId="primary", body=body(), **({"sendUpdates": send} if send else {})).execute()
    assert [mail.to for mail in google.world.ledger.mails] == told


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"id": "tbxyz"}, "invalid"),
        ({"iCalUID": "a@b"}, "invalid"),
        ({"end": None}, "required"),
        ({"start": {"dateTime": "2026-03-02T10:00:00Z"}}, "required"),
        ({"start": {"dateTime": "2026-03-02T10:00:00Z", "timeZone": "Moon/Base"}}, "invalid"),
        ({"recurrence": ["RRULE:FREQ=WEEKLY;UNTIL=20260601T000000"]}, "invalid"),
        ({"recurrence": ["DTSTART:20260601T000000"]}, "invalid"),
        ({"summery": "x"}, "invalid"),
        ({"visibility": "secret"}, "invalid"),
        ({"attendees": [{"email": ANA, "responseStatus": "yes"}]}, "invalid"),
        ({"guestsCanModify": "no"}, "invalid"),
        ({"eventType": "birthday"}, "invalid"),
        ({"reminders": {"useDefault": True, "overrides": [{"method": "popup", "minutes": 5}]}}, "invalid"),
    ],
)
def test_bad_bodies_are_refused(google: GoogleEmulator, sam: Any, wrong: dict[str, Any], reason: str) -> None:
    assert refusal(sam.insert(calendarId="primary", body=body(**wrong))) == (400, reason)
    assert google.world.books[SAM].meetings == {}


def test_a_parameter_google_does_not_know(google: GoogleEmulator) -> None:
    http = client.authorized(google, SAM)
    answer, _ = http.request(google.api_endpoint + "calendars/primary/events?sendUpdate=all", "GET")
    assert answer.status == 400


def test_an_id_is_used_once_for_ever(sam: Any) -> None:
    insert(sam)
    assert refusal(sam.insert(calendarId="primary", body=body())) == (409, "duplicate")
    sam.delete(calendarId="primary", eventId=ID, sendUpdates="all").execute()
    assert refusal(sam.insert(calendarId="primary", body=body())) == (409, "duplicate")
    assert refusal(sam.delete(calendarId="primary", eventId=ID)) == (410, "deleted")
    assert refusal(sam.delete(calendarId="primary", eventId="never0was")) == (404, "notFound")
    assert sam.get(calendarId="primary", eventId=ID).execute()["status"] == "cancelled"


def test_a_deleted_event_can_be_restored_where_the_switch_says_so(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    sam.delete(calendarId="primary", eventId=ID, sendUpdates="all").execute()
    back = sam.patch(calendarId="primary", eventId=ID, body={"status": "confirmed"})
    google.world.switches.restores = False
    assert refusal(back) == (403, "forbidden")
    google.world.switches.restores = True
    assert back.execute()["status"] == "confirmed"


def test_if_match(sam: Any) -> None:
    etag = insert(sam)["etag"]
    change = sam.patch(calendarId="primary", eventId=ID, body={"summary": "Coffee"})
    change.headers["If-Match"] = etag
    assert change.execute()["summary"] == "Coffee"
    again = sam.patch(calendarId="primary", eventId=ID, body={"summary": "Tea"})
    again.headers["If-Match"] = etag
    assert refusal(again) == (412, "conditionNotMet")
    again.headers["If-Match"] = "*"
    again.execute()
    same = sam.patch(calendarId="primary", eventId=ID, body={"summary": "Tea"}).execute()
    assert same["etag"] == sam.get(calendarId="primary", eventId=ID).execute()["etag"], "nothing changed"


def test_if_none_match(google: GoogleEmulator, sam: Any) -> None:
    etag = insert(sam)["etag"]
    http = client.authorized(google, SAM)
    url = f"{google.api_endpoint}calendars/primary/events/{ID}"
    assert http.request(url, "GET", headers={"If-None-Match": etag})[0].status == 304
    assert http.request(url, "GET", headers={"If-None-Match": '"other"'})[0].status == 200


def test_put_removes_what_it_leaves_out_and_patch_replaces_lists(sam: Any) -> None:
    insert(sam)
    people = [{"email": ANA, "responseStatus": "accepted"}]
    patched = sam.patch(calendarId="primary", eventId=ID, body={"attendees": people, "summary": None}).execute()
    assert ([one["email"] for one in patched["attendees"]], "summary" in patched) == ([ANA], False)
    assert patched["extendedProperties"] == {"private": {"touchbase": "ana-ruiz"}}
    bare = {name: patched[name] for name in ("start", "end", "recurrence")}
    put = sam.update(calendarId="primary", eventId=ID, body=bare).execute()
    assert "attendees" not in put
    assert "extendedProperties" not in put


def test_an_attendee_sent_without_an_answer_loses_it(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    google.hands(ANA).answer(ID, "accepted")
    patch = sam.patch(calendarId="primary", eventId=ID, body={"attendees": [{"email": ANA}]})
    google.world.switches.forgets_replies = False
    assert patch.execute()["attendees"][0]["responseStatus"] == "accepted"
    google.world.switches.forgets_replies = True
    assert patch.execute()["attendees"][0]["responseStatus"] == "needsAction"


def test_private_properties(sam: Any) -> None:
    long = {"k" * 45: "dropped", "short": "v" * 1100}
    kept = insert(sam, extendedProperties={"private": long})["extendedProperties"]["private"]
    assert {name: len(value) for name, value in kept.items()} == {"short": 1024}
    gone = sam.patch(calendarId="primary", eventId=ID, body={"extendedProperties": {"private": {"short": None}}})
    assert "extendedProperties" not in gone.execute()


def test_a_guest_may_answer_and_no_more(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam)
    mine = {"email": ANA, "responseStatus": "tentative"}
    ana.patch(calendarId="primary", eventId=ID, body={"attendeesOmitted": True, "attendees": [mine]}).execute()
    seen = sam.get(calendarId="primary", eventId=ID).execute()
    replies = {one["email"]: one["responseStatus"] for one in seen["attendees"]}
    assert replies == {ANA: "tentative", OUT: "needsAction"}
    assert google.world.ledger.to(SAM, "reply")
    retitled = ana.patch(calendarId="primary", eventId=ID, body={"summary": "Mine"})
    assert refusal(retitled) == (403, "forbiddenForNonOrganizer")
    private = ana.patch(calendarId="primary", eventId=ID, body={"extendedProperties": {"private": {"a": "b"}}})
    google.world.switches.guest_patches_private = False
    assert refusal(private) == (403, "forbiddenForNonOrganizer")
    google.world.switches.guest_patches_private = True
    assert private.execute()["extendedProperties"] == {"private": {"a": "b"}}
    assert sam.get(calendarId="primary", eventId=ID).execute()["extendedProperties"] == seen["extendedProperties"]


def test_a_guest_who_deletes_has_declined(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam)
    ana.delete(calendarId="primary", eventId=ID).execute()
    assert sam.get(calendarId="primary", eventId=ID).execute()["attendees"][0]["responseStatus"] == "declined"
    assert ana.get(calendarId="primary", eventId=ID).execute()["status"] == "cancelled"
    assert refusal(ana.delete(calendarId="primary", eventId=ID)) == (410, "deleted")


@pytest.mark.parametrize(("send", "left"), [("all", "cancelled"), ("none", "confirmed")])
def test_a_deletion_nobody_is_told_of_stays_with_the_guest(sam: Any, ana: Any, send: str, left: str) -> None:
    insert(sam)
    sam.delete(calendarId="primary", eventId=ID, sendUpdates=send).execute()
    assert ana.get(calendarId="primary", eventId=ID).execute()["status"] == left


def test_updates_and_cancellations_are_mailed(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    ledger = google.world.ledger
    sam.patch(calendarId="primary", eventId=ID, sendUpdates="all", body={"attendees": [{"email": ANA}]}).execute()
    assert ([m.to for m in ledger.sent("cancellation")], [m.to for m in ledger.sent("update")]) == ([OUT], [ANA])
    private = {"extendedProperties": {"private": {"touchbase": "b"}}}
    sam.patch(calendarId="primary", eventId=ID, sendUpdates="all", body=private).execute()
    assert len(ledger.sent("update")) == 1, "what guests do not see, they are not mailed about"
    sam.delete(calendarId="primary", eventId=instance(9), sendUpdates="all").execute()
    assert ledger.sent("cancellation")[-1].date == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert {mail.by for mail in ledger.mails} == {SAM}


def test_move_changes_the_organiser_and_leaves_a_trace(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    team = google.add_calendar(SAM, "Team")
    assert refusal(sam.move(calendarId="primary", eventId=ID, destination=ANA)) == (404, "notFound")
    assert sam.move(calendarId="primary", eventId=ID, destination=team.id).execute()["organizer"]["email"] == team.id
    assert sam.get(calendarId="primary", eventId=ID).execute()["status"] == "cancelled"
    assert sam.get(calendarId=team.id, eventId=ID).execute()["status"] == "confirmed"


def test_scopes_and_tokens_are_checked_on_every_call(google: GoogleEmulator) -> None:
    busy_only = client.calendar(google, SAM, frozenset({AUTH + "calendar.freebusy"}))
    assert refusal(busy_only.events().list(calendarId="primary")) == (403, "insufficientPermissions")
    owned = client.calendar(google, SAM, frozenset({AUTH + "calendar.events.owned"}))
    assert refusal(owned.freebusy().query(body={})) == (403, "insufficientPermissions")
    google.world.books[ANA].shared[SAM] = "writer"
    assert refusal(owned.events().list(calendarId=ANA)) == (403, "insufficientPermissions")
    wide = client.calendar(google, SAM, frozenset({AUTH + "calendar.events"}))
    assert wide.events().list(calendarId=ANA).execute()["accessRole"] == "writer"
    google.oauth.tokens.expire_access()
    assert wide.events().list(calendarId=ANA).execute()["items"] == [], "refreshed by the library"
