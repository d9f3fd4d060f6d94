"""The emulator's free/busy, absences, conferences and lists of calendars, through the real client."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.emulators.google import client
from tests.emulators.google.desk import ANA, FIRST, ID, OUT, SAM, ana, google, insert, instance, refusal, sam
from tests.emulators.google.emulator import AUTH, GoogleEmulator

__all__ = ["ana", "google", "sam"]
HOUR = timedelta(hours=1)


def ask(google: GoogleEmulator, *ids: str, after: str = "2026-03-02", before: str = "2026-03-03", **more: Any) -> Any:
    body = {"timeMin": f"{after}T00:00:00Z", "timeMax": f"{before}T00:00:00Z", "items": [{"id": id} for id in ids]}
    return client.calendar(google, SAM).freebusy().query(body=body | more)


def busy(google: GoogleEmulator, id: str, **more: Any) -> list[tuple[str, str]]:
    spans = ask(google, id, **more).execute()["calendars"][id]["busy"]
    return [(span["start"][11:16], span["end"][11:16]) for span in spans]


def test_a_meeting_makes_its_people_busy_until_they_decline(google: GoogleEmulator, sam: Any) -> None:
    insert(sam)
    assert busy(google, "primary") == busy(google, ANA) == [("10:00", "10:30")]
    google.hands(ANA).answer(ID, "declined")
    assert (busy(google, ANA), busy(google, SAM)) == ([], [("10:00", "10:30")])
    google.hands(ANA).answer(ID, "tentative")
    assert busy(google, ANA) == [("10:00", "10:30")]
    google.world.switches.tentative_is_busy = False
    assert busy(google, ANA) == []


def test_what_is_busy_and_what_is_not(google: GoogleEmulator, sam: Any) -> None:
    hands = google.hands(ANA)
    hands.busy(FIRST, FIRST + HOUR)
    hands.busy(FIRST + HOUR / 2, FIRST + 2 * HOUR)
    hands.busy(FIRST + 4 * HOUR, FIRST + 5 * HOUR, transparency="transparent")
    hands.out_of_office(FIRST + 6 * HOUR, FIRST + 7 * HOUR)
    hands.works_from(date(2026, 3, 2))
    assert busy(google, ANA) == [("10:00", "12:00"), ("16:00", "17:00")]
    google.world.switches.merges_busy = False
    assert busy(google, ANA) == [("10:00", "11:00"), ("10:30", "12:00"), ("16:00", "17:00")]
    assert busy(google, ANA, timeZone="Europe/Madrid")[0] == ("11:00", "12:00")


def test_who_cannot_be_read_is_an_error_of_that_one(google: GoogleEmulator) -> None:
    google.add_user(OUT)
    google.add_user("shy@example.com", free_busy="nobody")
    google.add_user("open@elsewhere.org", free_busy="everyone")
    google.world.books[ANA].error = "internalError"
    ids = [OUT, "shy@example.com", "open@elsewhere.org", "nobody@example.com", ANA]
    said = ask(google, *ids).execute()["calendars"]
    reasons = [said[id].get("errors", [{"reason": "none"}])[0]["reason"] for id in ids]
    assert reasons == ["notFound", "notFound", "none", "notFound", "internalError"]
    google.world.books[ANA].error = "missing"
    assert list(ask(google, ANA, SAM).execute()["calendars"]) == [SAM]


def test_the_limits_of_a_question(google: GoogleEmulator) -> None:
    assert refusal(ask(google, SAM, before="2026-06-01")) == (400, "timeRangeTooLong")
    ask(google, SAM, before="2026-05-31").execute()
    assert refusal(ask(google, SAM, before="2026-03-02")) == (400, "timeRangeEmpty")
    assert refusal(ask(google, SAM, timeZone="Moon")) == (400, "invalid")
    many = [f"person{n}@example.com" for n in range(51)]
    for one in many:
        google.add_user(one)
    google.world.switches.strict_fifty = True
    said = ask(google, *many).execute()["calendars"]
    assert [id for id in many if "errors" in said[id]] == many[50:]


def test_whoever_reads_only_free_busy_sees_times_and_no_more(google: GoogleEmulator, sam: Any, ana: Any) -> None:
    google.add_user("ben@example.com")
    insert(sam)
    ben = client.calendar(google, "ben@example.com", frozenset({AUTH + "calendar.events"})).events()
    page = ben.list(calendarId=SAM, timeMax="2026-03-10T00:00:00Z").execute()
    assert page["accessRole"] == "freeBusyReader"
    assert [set(row) & {"summary", "attendees"} for row in page["items"]] == [set(), set()]
    assert refusal(ben.insert(calendarId=SAM, body={})) == (404, "notFound")


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        ("declineNone", "needsAction", "needsAction"),
        ("declineOnlyNewConflictingInvitations", "needsAction", "declined"),
        ("declineAllConflictingInvitations", "declined", "declined"),
    ],
)
def test_absence_answers_by_itself(google: GoogleEmulator, sam: Any, mode: str, before: str, after: str) -> None:
    insert(sam)
    google.hands(ANA).out_of_office(FIRST + timedelta(days=7), FIRST + timedelta(days=8), mode)

    def reply(id: str) -> str:
        return str(sam.get(calendarId="primary", eventId=id).execute()["attendees"][0]["responseStatus"])

    assert reply(instance(9)) == before
    insert(sam, id="tbsecond")
    assert reply("tbsecond_20260309T100000Z") == after
    assert reply("tbsecond") == reply(ID) == "needsAction", "only the dates that fall into it"


def test_who_adds_invitations_on_answering_has_none_until_then(google: GoogleEmulator, sam: Any) -> None:
    google.world.users[ANA].adds_invitations = "answered"
    insert(sam)
    ana = client.calendar(google, ANA).events()
    assert ana.list(calendarId="primary").execute()["items"] == []
    assert len(ana.list(calendarId="primary", showHiddenInvitations=True).execute()["items"]) == 1
    google.hands(ANA).answer(ID, "accepted")
    assert len(ana.list(calendarId="primary").execute()["items"]) == 1


REQUEST = {"createRequest": {"requestId": "one", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}


def test_a_conference_needs_its_version(sam: Any) -> None:
    assert "conferenceData" not in insert(sam, conferenceData=REQUEST)
    patch = {"calendarId": "primary", "eventId": ID, "body": {"conferenceData": REQUEST}}
    made = sam.patch(**patch, conferenceDataVersion=1).execute()
    code = made["conferenceData"]["conferenceId"]
    assert made["hangoutLink"] == f"https://meet.google.com/{code}"
    assert made["conferenceData"]["createRequest"]["status"] == {"statusCode": "success"}
    again = sam.patch(**patch, conferenceDataVersion=1).execute()
    assert again["conferenceData"]["conferenceId"] == code, "the same request is ignored"
    gone = {name: made[name] for name in ("start", "end", "recurrence")}
    assert "conferenceData" in sam.update(calendarId="primary", eventId=ID, body=gone).execute()
    assert (
        "conferenceData"
        not in sam.update(calendarId="primary", eventId=ID, body=gone, conferenceDataVersion=1).execute()
    )


def test_a_conference_may_take_its_time_or_fail(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.conference_pending_reads = 2
    made = sam.insert(calendarId="primary", body={
        "start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}, "conferenceData": REQUEST,
    }, conferenceDataVersion=1).execute()  # fmt: skip

    def status() -> str:
        seen = sam.get(calendarId="primary", eventId=made["id"]).execute()["conferenceData"]["createRequest"]
        return str(seen["status"]["statusCode"])

    assert "hangoutLink" not in made
    assert [status() for _ in range(3)] == ["pending", "pending", "success"]
    google.world.switches.conference_pending_reads, google.world.switches.conference = 0, "failure"
    failed = insert(sam)
    failed = sam.patch(calendarId="primary", eventId=ID, body={"conferenceData": REQUEST}, conferenceDataVersion=1)
    assert failed.execute()["conferenceData"]["createRequest"]["status"] == {"statusCode": "failure"}


def test_calendars_and_settings(google: GoogleEmulator) -> None:
    team = google.add_calendar(SAM, "Team", "Europe/Berlin")
    google.world.books[ANA].shared[SAM] = "reader"
    api = client.calendar(google, SAM, frozenset({AUTH + "calendar.readonly"}))
    shown = api.calendarList().list().execute()["items"]
    assert [(one["id"], one["accessRole"], one.get("primary")) for one in shown] == [
        (SAM, "owner", True), (ANA, "reader", None), (team.id, "owner", None),
    ]  # fmt: skip
    assert len(api.calendarList().list(minAccessRole="owner").execute()["items"]) == 2
    assert api.calendarList().get(calendarId="primary").execute()["id"] == SAM
    assert api.calendars().get(calendarId=team.id).execute()["timeZone"] == "Europe/Berlin"
    assert refusal(api.calendars().get(calendarId="gone@example.com")) == (404, "notFound")
    assert api.settings().get(setting="timezone").execute()["value"] == "Europe/London"


def test_self_is_the_calendar_s_and_not_the_user_s(google: GoogleEmulator) -> None:
    team = google.add_calendar(SAM, "Team")
    api = client.calendar(google, SAM).events()
    people = {"attendees": [{"email": SAM}], "start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}}
    made = api.insert(calendarId=team.id, body=people).execute()
    assert made["attendees"] == [{"email": SAM, "responseStatus": "needsAction"}]
    assert made["organizer"] == {"email": team.id, "displayName": "Team", "self": True}
    copy = api.get(calendarId="primary", eventId=made["id"]).execute()
    assert copy["attendees"][0]["self"] is True


def test_spam_prevention(google: GoogleEmulator, sam: Any) -> None:
    google.world.switches.invitations_left = 1
    insert(sam)
    second = {"calendarId": "primary", "sendUpdates": "all", "body": {
        "id": "tbsecond", "start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}, "attendees": [{"email": ANA}],
    }}  # fmt: skip
    assert refusal(sam.insert(**second)) == (403, "quotaExceeded")
    sam.insert(**second | {"sendUpdates": "none"}).execute()
    assert google.world.ledger.to(ANA)[-1].at == datetime(2026, 2, 1, 8, tzinfo=UTC)
