"""What people do in Google's own pages, and what the API shows of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.emulators.google import client
from tests.emulators.google.desk import ANA, FIRST, ID, MARCH, SAM, ana, google, insert, instance, rows, sam, starts
from tests.emulators.google.emulator import GoogleEmulator

__all__ = ["ana", "google", "sam"]
WEEK = timedelta(weeks=1)


def test_dates_dragged_deleted_and_brought_back(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    hands = google.hands(SAM)
    hands.move_date(ID, FIRST, FIRST + timedelta(hours=2), FIRST + timedelta(hours=3))
    hands.delete_date(ID, FIRST + WEEK)
    assert starts(sam)[:2] == ["2026-03-02T12:00:00Z", "2026-03-16T10:00:00Z"]
    hands.restore_date(ID, FIRST + WEEK)
    assert len(starts(sam)) == 6
    assert [(mail.what, mail.date, mail.by) for mail in google.world.ledger.to(ANA)[1:]] == [
        ("update", FIRST, "hand"), ("cancellation", FIRST + WEEK, "hand"), ("update", FIRST + WEEK, "hand"),
    ]  # fmt: skip


def test_a_series_deleted_by_hand_leaves_a_tombstone(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam)
    google.hands(SAM).delete_series(ID)
    assert (rows(sam), rows(ana)) == ([], [])
    assert sam.get(calendarId="primary", eventId=ID).execute()["status"] == "cancelled"


def test_guests_come_and_go(google: GoogleEmulator, sam: Any) -> None:
    google.add_user("ben@example.com")
    ben = client.calendar(google, "ben@example.com").events()
    insert(sam)
    google.hands(SAM).add_guest(ID, "ben@example.com", FIRST)
    assert [row["id"] for row in rows(ben, **MARCH)] == [instance(2)]
    google.hands(SAM).add_guest(ID, "ben@example.com")
    google.hands("ben@example.com").remove(ID)
    assert rows(ben, **MARCH) == []
    replies = {one["email"]: one["responseStatus"] for one in rows(sam, **MARCH)[1]["attendees"]}
    assert replies["ben@example.com"] == "declined"


def test_somebody_takes_over(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    insert(sam)
    google.hands(SAM).add_self_as_guest(ID)
    google.hands(ANA).take_over(ID)
    seen = sam.get(calendarId="primary", eventId=ID).execute()
    assert (seen["organizer"], seen["status"]) == ({"email": ANA}, "confirmed")
    assert seen["extendedProperties"]["private"] == {"touchbase": "ana-ruiz"}
    assert "extendedProperties" not in ana.get(calendarId="primary", eventId=ID).execute()


def test_without_the_old_organiser_only_a_trace_is_left(google: GoogleEmulator, sam: Any) -> None:
    team = google.add_calendar(SAM, "Team")
    insert(sam)
    google.hands(SAM).move_to(ID, team.id)
    assert rows(sam) == []
    assert sam.get(calendarId=team.id, eventId=ID).execute()["extendedProperties"]


def test_meetings_made_by_hand(google: GoogleEmulator, sam: Any) -> None:
    made = google.hands(ANA).meet(SAM, start=datetime(2026, 3, 3, 9, tzinfo=UTC), rule="RRULE:FREQ=WEEKLY;COUNT=2")
    found = rows(sam, **MARCH)
    assert [(row["recurringEventId"], row["organizer"]["email"]) for row in found] == [(made.id, ANA)] * 2
    assert [one["email"] for one in found[0]["attendees"]] == [ANA, SAM]
    assert google.world.ledger.to(SAM, "invitation")
