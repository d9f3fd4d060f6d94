"""Settings of what nobody could tell us for sure, and the rest of the refusals, through the real client."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.emulators.google import client
from tests.emulators.google.desk import (
    ANA,
    FIRST,
    ID,
    MARCH,
    SAM,
    ana,
    body,
    google,
    insert,
    instance,
    refusal,
    rows,
    sam,
)  # fmt: skip
from tests.emulators.google.emulator import GoogleEmulator

__all__ = ["ana", "google", "sam"]


def test_the_organiser_may_be_put_among_the_attendees(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.adds_organizer = True
    people = insert(sam)["attendees"]
    assert people[-1] == {"email": SAM, "responseStatus": "accepted", "self": True, "organizer": True}
    assert google.world.ledger.to(SAM) == []


def test_defaults_may_be_shown(google: GoogleEmulator, sam: Any) -> None:
    names = {"guestsCanInviteOthers", "transparency", "visibility"}
    assert names & insert(sam, guestsCanInviteOthers=True, transparency="opaque").keys() == set()
    google.world.switches.omits_defaults = False
    assert names <= sam.get(calendarId="primary", eventId=ID).execute().keys()


@pytest.mark.parametrize("resets", [False, True])
def test_a_new_time_may_take_answers_back(google: GoogleEmulator, sam: Any, resets: bool) -> None:
    google.world.switches.move_resets_replies = resets
    insert(sam)
    google.hands(ANA).answer(ID, "accepted")
    google.hands(SAM).move_date(ID, FIRST, FIRST + timedelta(hours=1), FIRST + timedelta(hours=2))
    moved = sam.get(calendarId="primary", eventId=instance(2)).execute()
    assert moved["attendees"][0]["responseStatus"] == ("needsAction" if resets else "accepted")


def test_the_answer_of_a_move_may_be_of_what_is_left_behind(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.move_answers_cancelled = True
    insert(sam)
    team = google.add_calendar(SAM, "Team")
    assert sam.move(calendarId="primary", eventId=ID, destination=team.id).execute()["status"] == "cancelled"
    assert sam.get(calendarId=team.id, eventId=ID).execute()["status"] == "confirmed"


def test_a_move_of_what_cannot_be_moved(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    team = google.add_calendar(SAM, "Team")
    one = sam.move(calendarId="primary", eventId=instance(2), destination=team.id)
    assert refusal(one) == (400, "invalid")


def test_untold_deletions_may_reach_guests_all_the_same(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    google.world.switches.delete_none_leaves_copies = False
    insert(sam)
    sam.delete(calendarId="primary", eventId=ID, sendUpdates="none").execute()
    assert ana.get(calendarId="primary", eventId=ID).execute()["status"] == "cancelled"


@pytest.mark.parametrize("copies", [False, True])
def test_the_second_half_of_a_series_may_have_no_tag(google: GoogleEmulator, sam: Any, copies: bool) -> None:
    google.world.switches.split_copies_private = copies
    insert(sam)
    google.hands(SAM).split(ID, FIRST + timedelta(weeks=2), FIRST + timedelta(weeks=2, hours=1))
    assert len(rows(sam, privateExtendedProperty="touchbase=ana-ruiz")) == 1 + copies


def test_all_day_series_have_days_in_their_ids(google: GoogleEmulator, sam: Any) -> None:
    google.hands(SAM).all_day(date(2026, 3, 3), recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    found = rows(sam, **MARCH)
    assert [row["id"].rpartition("_")[2] for row in found] == ["20260303", "20260310"]
    one = sam.get(calendarId="primary", eventId=found[1]["id"]).execute()
    assert (one["start"], one["originalStartTime"]) == ({"date": "2026-03-10"}, {"date": "2026-03-10"})


def test_a_guest_who_may_see_nobody_else(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam, guestsCanSeeOtherGuests=False)
    seen = ana.get(calendarId="primary", eventId=ID).execute()
    assert ([one["email"] for one in seen["attendees"]], seen["attendeesOmitted"]) == ([ANA], True)


def test_a_guest_who_may_change_it(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam, guestsCanModify=True)
    ana.patch(calendarId="primary", eventId=ID, body={"summary": "Ours"}).execute()
    assert sam.get(calendarId="primary", eventId=ID).execute()["summary"] == "Ours"


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": {"date": "2026-03-03"}, "recurrence": []},
        {"end": {"dateTime": "2026-03-02T09:00:00", "timeZone": "Europe/London"}},
        {"start": {"date": "2026-03-02", "dateTime": "2026-03-02T10:00:00Z"}},
        {"attendees": [{"email": "nobody"}]},
        {"attendees": [{"email": ANA}, {"email": ANA.upper()}]},
        {"reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": n} for n in range(6)]}},
        {"eventType": "outOfOffice", "outOfOfficeProperties": {"autoDeclineMode": "sometimes"}},
        {"attendees": "ana"},
        {"sequence": "1"},
    ],
)
def test_more_bodies_that_are_refused(sam: Any, wrong: dict[str, Any]) -> None:
    request = sam.insert(calendarId="primary", body=body(**wrong))
    assert refusal(request)[0] == 400


def test_what_an_event_is_and_that_a_date_does_not_recur_stays(sam: Any) -> None:
    insert(sam)
    kind = sam.patch(calendarId="primary", eventId=ID, body={"eventType": "focusTime"})
    assert refusal(kind) == (400, "invalid")
    again = sam.patch(calendarId="primary", eventId=instance(2), body={"recurrence": ["RRULE:FREQ=DAILY"]})
    assert refusal(again) == (400, "invalid")
    other = sam.update(calendarId="primary", eventId=ID, body=body(id="tbother0"))
    assert refusal(other) == (400, "invalid")


def test_a_conference_of_another_kind_is_refused(sam: Any) -> None:
    wrong = {"createRequest": {"requestId": "1", "conferenceSolutionKey": {"type": "addOn"}}}
    asked = sam.insert(calendarId="primary", body=body(conferenceData=wrong), conferenceDataVersion=1)
    assert refusal(asked) == (400, "invalid")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("calendars/primary/events?maxResults=0", 400),
        ("calendars/primary/events?maxResults=many", 400),
        ("calendars/primary/events?singleEvents=yes", 400),
        ("calendars/primary/events?timeZone=UTC&timeZone=UTC", 400),
        ("calendars/primary/events?fields=", 400),
        ("calendars/primary/events?fields=items//id", 400),
        ("calendars/primary/nothing", 404),
    ],
)
def test_addresses_google_does_not_know(google: GoogleEmulator, url: str, status: int) -> None:
    answer, _ = client.authorized(google, SAM).request(google.api_endpoint + url, "GET")
    assert answer.status == status


def test_a_body_that_is_no_json(google: GoogleEmulator) -> None:
    http = client.authorized(google, SAM)
    answer, content = http.request(google.api_endpoint + "calendars/primary/events", "POST", body="{")
    assert (answer.status, b"parseError" in content) == (400, True)


def test_an_answer_that_discovery_does_not_know_is_complained_about(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    google.hands(SAM).find(ID).fields["attendees"][0]["responseStatus"] = "perhaps"
    sam.get(calendarId="primary", eventId=ID).execute()
    assert "'perhaps' is none of" in google.world.complaints[0]
    google.world.complaints.clear()
