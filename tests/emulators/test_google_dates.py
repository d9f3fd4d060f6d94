"""The emulator's recurrence, through the real client: expansion with DST, changed dates, windows, pages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.emulators.google.desk import (
    ANA,
    FIRST,
    ID,
    MARCH,
    SAM,
    ana,
    google,
    insert,
    instance,
    refusal,
    rows,
    sam,
    starts,
)  # fmt: skip
from tests.emulators.google.emulator import GoogleEmulator

__all__ = ["ana", "google", "sam"]
WEEK = timedelta(weeks=1)


def change(api: Any, id: str, **fields: Any) -> dict[str, Any]:
    done: dict[str, Any] = api.patch(calendarId="primary", eventId=id, body=fields, sendUpdates="none").execute()
    return done


def at(text: str) -> dict[str, str]:
    return {"dateTime": text, "timeZone": "Europe/London"}


def test_ten_o_clock_stays_ten_o_clock(sam: Any) -> None:
    insert(sam)
    assert starts(sam) == [
        "2026-03-02T10:00:00Z", "2026-03-09T10:00:00Z", "2026-03-16T10:00:00Z", "2026-03-23T10:00:00Z",
        "2026-03-30T10:00:00+01:00", "2026-04-06T10:00:00+01:00",
    ]  # fmt: skip
    row = rows(sam, **MARCH)[4]
    assert (row["id"], row["recurringEventId"]) == (instance(30, 9), ID)
    assert row["originalStartTime"] == at("2026-03-30T10:00:00+01:00")
    assert row["extendedProperties"] == {"private": {"touchbase": "ana-ruiz"}}
    assert "recurrence" not in row


def test_the_zone_of_the_answer_is_the_one_asked_for(sam: Any) -> None:
    insert(sam)
    page = sam.list(calendarId="primary", timeZone="Asia/Tokyo", **MARCH).execute()
    assert page["timeZone"] == "Asia/Tokyo"
    assert page["items"][0]["start"] == {"dateTime": "2026-03-02T19:00:00+09:00", "timeZone": "Europe/London"}


def test_dates_need_not_inherit_the_private_properties(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.instances_inherit_private = False
    insert(sam)
    assert "extendedProperties" not in rows(sam, **MARCH)[0]
    assert rows(sam, privateExtendedProperty="touchbase=ana-ruiz", **MARCH) == []
    assert [row["id"] for row in rows(sam, privateExtendedProperty="touchbase=ana-ruiz")] == [ID]
    assert rows(sam, privateExtendedProperty="touchbase=ben-li") == []


def test_the_window_bounds_ends_and_starts(sam: Any) -> None:
    insert(sam)
    inside = {"singleEvents": True, "timeMin": "2026-03-09T10:30:00Z", "timeMax": "2026-03-23T10:00:00Z"}
    assert starts(sam, **inside) == ["2026-03-16T10:00:00Z"], "an end at timeMin and a start at timeMax are out"
    wider = inside | {"timeMin": "2026-03-09T10:29:59Z", "timeMax": "2026-03-23T10:00:01Z"}
    assert len(starts(sam, **wider)) == 3
    empty = sam.list(calendarId="primary", timeMin="2026-03-09T00:00:00Z", timeMax="2026-03-09T00:00:00Z")
    assert refusal(empty) == (400, "timeRangeEmpty")
    assert refusal(sam.list(calendarId="primary", timeMin="2026-03-09T00:00:00")) == (400, "invalidParameter")


def test_a_moved_date_keeps_id_and_original_start(sam: Any) -> None:
    insert(sam)
    change(sam, instance(9), start=at("2026-04-20T15:00:00"), end=at("2026-04-20T15:30:00"))
    assert "2026-03-09T10:00:00Z" not in starts(sam)
    april = rows(sam, singleEvents=True, timeMin="2026-04-20T12:00:00Z", timeMax="2026-04-21T00:00:00Z")
    assert [(row["id"], row["originalStartTime"]["dateTime"]) for row in april] == [
        (instance(9), "2026-03-09T10:00:00Z")
    ]
    masters = {row["id"] for row in rows(sam)}
    assert masters == {ID, instance(9)}, "a list of masters shows changed dates too"


def test_cancelled_dates_are_bare_and_shown_where_masters_are(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    sam.delete(calendarId="primary", eventId=instance(9)).execute()
    assert refusal(sam.delete(calendarId="primary", eventId=instance(9))) == (410, "deleted")
    assert len(starts(sam)) == 5
    bare = next(row for row in rows(sam) if row["status"] == "cancelled")
    assert set(bare) == {"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}
    assert [row["status"] for row in rows(sam, showDeleted=True, **MARCH)].count("cancelled") == 1
    google.world.switches.bare_cancelled = False
    assert sam.get(calendarId="primary", eventId=instance(9)).execute()["summary"] == "Touchbase"


def test_a_cancelled_date_comes_back_where_the_switch_says_so(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    sam.delete(calendarId="primary", eventId=instance(9)).execute()
    google.world.switches.restores_dates = False
    back = sam.patch(calendarId="primary", eventId=instance(9), body={"status": "confirmed"})
    assert refusal(back) == (403, "forbidden")
    google.world.switches.restores_dates = True
    back.execute()
    assert len(starts(sam)) == 6


def test_instances(sam: Any) -> None:
    insert(sam)
    sam.delete(calendarId="primary", eventId=instance(9)).execute()

    def ids(id: str, **asked: Any) -> list[str]:
        return [row["id"] for row in sam.instances(calendarId="primary", eventId=id, **asked).execute()["items"]]

    assert ids(ID, timeMax="2026-03-20T00:00:00Z") == [instance(2), instance(16)]
    assert ids(instance(16)) == [instance(16)]
    assert ids(instance(9)) == []
    assert ids(instance(9), showDeleted=True) == [instance(9)]
    assert ids(ID, originalStart="2026-03-30T10:00:00+01:00") == [instance(30, 9)]


@pytest.mark.parametrize("id", [instance(3), f"{ID}_20260302", f"{ID}_x", f"x_{ID}"])
def test_what_is_no_date_is_not_found(sam: Any, id: str) -> None:
    insert(sam)
    assert refusal(sam.get(calendarId="primary", eventId=id)) == (404, "notFound")


def test_an_end_takes_the_dates_after_it_and_their_changes(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    for day in (9, 23):
        change(sam, instance(day), summary="Kept?")
    change(sam, ID, recurrence=["RRULE:FREQ=WEEKLY;UNTIL=20260316T100000Z"])
    assert [row["id"] for row in rows(sam, **MARCH)] == [instance(2), instance(9), instance(16)]
    assert refusal(sam.get(calendarId="primary", eventId=instance(23))) == (404, "notFound")


@pytest.mark.parametrize(("all_go", "left"), [(False, 2), (True, 1)])
def test_a_new_rule_takes_changed_dates_away(google: GoogleEmulator, sam: Any, all_go: bool, left: int) -> None:
    google.world.switches.rule_change_drops_all = all_go
    insert(sam)
    change(sam, instance(16), summary="Own")
    change(sam, ID, recurrence=["RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260601T000000Z"])
    titles = {row.get("summary") for row in rows(sam, **MARCH)}
    assert len(titles) == left


def test_changed_dates_keep_their_own_values(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    change(sam, instance(9), location="Room 4")
    change(sam, ID, summary="New")
    assert [row["summary"] for row in rows(sam, **MARCH)].count("Touchbase") == 1
    google.world.switches.exceptions_follow = True
    change(sam, ID, summary="Newer")
    assert {row["summary"] for row in rows(sam, **MARCH)} == {"Newer"}


def test_visibility_spreads_to_all_dates(sam: Any) -> None:
    insert(sam)
    change(sam, instance(9), location="Room 4")
    change(sam, ID, visibility="private")
    assert {row["visibility"] for row in rows(sam, **MARCH)} == {"private"}


def test_a_guest_answers_one_date(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam)
    google.hands(ANA).answer(ID, "accepted")
    google.hands(ANA).answer_date(ID, FIRST + WEEK, "declined")
    replies = [row["attendees"][0]["responseStatus"] for row in rows(sam, **MARCH)]
    assert replies == ["accepted", "declined", "accepted", "accepted", "accepted", "accepted"]
    google.hands(ANA).answer(ID, "tentative")
    assert {row["attendees"][0]["responseStatus"] for row in rows(sam, **MARCH)} == {"tentative"}


def test_the_owner_declines_one_date(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    google.hands(SAM).answer_date(ID, FIRST, "declined")
    mine = [one for one in rows(sam, **MARCH)[0]["attendees"] if one["email"] == SAM]
    assert mine == [{"email": SAM, "responseStatus": "declined", "self": True, "organizer": True}]


def test_the_pages_of_google_drag_this_and_following(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    google.hands(SAM).split(ID, FIRST + 3 * WEEK, datetime(2026, 3, 24, 15, tzinfo=UTC))
    found = rows(sam, **MARCH)
    assert len(found) == 6
    assert [row["start"]["dateTime"][:16] for row in found[3:]] == [
        "2026-03-24T15:00", "2026-03-31T15:00", "2026-04-07T15:00",
    ]  # fmt: skip
    masters = rows(sam, privateExtendedProperty="touchbase=ana-ruiz")
    assert {row["id"] for row in masters} == {ID, f"{ID}_R20260323T100000"}
    google.hands(SAM).move_series(ID, datetime(2026, 3, 3, 9, tzinfo=UTC), minutes=45)
    assert starts(sam)[0] == "2026-03-03T09:00:00Z"


def test_a_sequence_goes_up_with_time_and_a_lower_one_is_refused(google: GoogleEmulator, sam: Any) -> None:
    made = insert(sam)
    assert change(sam, ID, summary="New")["sequence"] == made["sequence"]
    moved = change(sam, ID, end=at("2026-03-02T11:00:00"))
    assert moved["sequence"] == made["sequence"] + 1
    old = sam.update(calendarId="primary", eventId=ID, body={**moved, "sequence": 0})
    assert refusal(old) == (400, "invalid")
    google.world.switches.refuses_lower_sequence = False
    old.execute()


def test_all_day_events_end_the_day_before(google: GoogleEmulator, sam: Any) -> None:
    google.hands(SAM).all_day(date(2026, 3, 9), 2)
    row = rows(sam, **MARCH)[0]
    assert (row["start"], row["end"]) == ({"date": "2026-03-09"}, {"date": "2026-03-11"})
    assert rows(sam, singleEvents=True, timeMin="2026-03-11T00:00:00Z") == []


def test_a_start_off_its_rule_is_complained_about(google: GoogleEmulator, sam: Any) -> None:
    insert(sam, recurrence=["RRULE:FREQ=WEEKLY;BYDAY=TU"])
    assert google.world.complaints == [f"{ID}: its start is no date of its rule"]
    google.world.complaints.clear()
