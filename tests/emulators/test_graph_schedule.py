"""The Graph emulator's free/busy, mailbox settings and Teams reports."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.emulators.graph.client import Client
from tests.emulators.graph.graph import DELEGATED, Graph

SAM, ANA = "sam@example.com", "ana@example.com"
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph(now=MONDAY) as graph:
        graph.person(SAM, "Sam Okafor")
        graph.person(ANA, "Ana Ruiz", "W. Europe Standard Time")
        yield graph


@pytest.fixture
def sam(graph: Graph) -> Client:
    return Client(graph, graph.token(SAM))


def ask(*addresses: str, first: str = "2026-01-05", end: str = "2026-01-06", **more: Any) -> dict[str, Any]:
    times = {
        name: {"dateTime": f"{day}T00:00:00", "timeZone": "UTC"}
        for name, day in (("startTime", first), ("endTime", end))
    }
    return {"schedules": list(addresses), **times, **more}


def test_busy_time_by_slot_and_by_item(graph: Graph, sam: Client) -> None:
    ana = graph.person("ben@example.com")
    for hour, how in enumerate(("free", "workingElsewhere", "tentative", "busy", "oof")):
        ana.make(f"A {how}", MONDAY + timedelta(hours=hour), 60, show_as=how)
    (found,) = sam.post("/me/calendar/getSchedule", ask("ben@example.com", availabilityViewInterval=60), 200)["value"]
    assert found["availabilityView"] == "00123" + "0" * 19
    assert [one["status"] for one in found["scheduleItems"]] == ["workingElsewhere", "tentative", "busy", "oof"]
    assert "subject" not in found["scheduleItems"][0]
    assert found["workingHours"]["timeZone"] == {"name": "GMT Standard Time"}
    ana.share()
    (found,) = sam.post("/me/calendar/getSchedule", ask("ben@example.com"), 200)["value"]
    assert found["scheduleItems"][1]["subject"] == "A tentative"
    assert len(found["availabilityView"]) == 48


def test_times_come_in_the_preferred_zone(graph: Graph) -> None:
    graph.person("ben@example.com").make("Talk", MONDAY + timedelta(hours=9))
    away = Client(graph, graph.token(SAM), Prefer='outlook.timezone="W. Europe Standard Time"')
    (found,) = away.post("/me/calendar/getSchedule", ask("ben@example.com"), 200)["value"]
    assert found["scheduleItems"][0]["start"] == {
        "dateTime": "2026-01-05T10:00:00.0000000",
        "timeZone": "W. Europe Standard Time",
    }


def test_who_cannot_be_read_is_an_error_inside_a_200(graph: Graph, sam: Client) -> None:
    graph.world.mailboxes[ANA].hidden = True
    found = sam.post("/me/calendar/getSchedule", ask("out@example.org", ANA, SAM), 200)["value"]
    assert [one.get("error", {}).get("responseCode") for one in found] == ["5009", "ErrorNoFreeBusyAccess", None]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (ask(*[f"p{n}@example.org" for n in range(21)]), "ErrorMailboxDataArrayTooBig"),
        (ask(ANA, end="2026-03-08"), "ErrorInvalidTimeInterval"),
        (ask(ANA, end="2026-01-05"), "ErrorInvalidTimeInterval"),
        (ask(ANA, availabilityViewInterval=4), "ErrorInvalidMergedFreeBusyInterval"),
        (ask(ANA, people=1), "RequestBodyRead"),
        ({"Schedules": [5]}, "RequestBodyRead"),
    ],
)
def test_limits_of_the_question(sam: Client, body: dict[str, Any], code: str) -> None:
    assert sam.refused("POST", "/me/calendar/getSchedule", body) == (400, code)


def test_sixty_one_days_and_pascal_case_are_fine(sam: Client) -> None:
    said = {f"{name[:1].upper()}{name[1:]}": value for name, value in ask(ANA, end="2026-03-07").items()}
    assert sam.post("/me/calendar/getSchedule", said, 200)["value"][0]["scheduleId"] == ANA


@pytest.mark.parametrize(("setting", "status"), [("403", 403), ("400", 400), ("501", 501), ("errors", 200)])
def test_a_personal_account_has_no_schedules(graph: Graph, setting: Any, status: int) -> None:
    graph.switches.personal_schedule = setting
    graph.person("me@outlook.example", personal=True)
    me = Client(graph, graph.token("me@outlook.example"))
    answer = me.send("POST", "/me/calendar/getSchedule", ask(ANA))
    assert answer.status_code == status
    assert status != 200 or answer.json()["value"][0]["error"]["responseCode"] == "5009"
    assert me.refused("GET", "/me/onlineMeetings")[0] == 403


def test_mailbox_settings_and_a_custom_zone(graph: Graph) -> None:
    ana = Client(graph, graph.token(ANA))
    found = ana.get("/me/mailboxSettings")
    assert (found["timeZone"], found["workingHours"]["startTime"]) == ("W. Europe Standard Time", "08:00:00.0000000")
    assert ana.get("/me/mailboxSettings/timeZone")["value"] == "W. Europe Standard Time"
    graph.world.mailboxes[ANA].customised = True
    assert ana.get("/me/mailboxSettings")["timeZone"] == "Customized Time Zone"
    assert ana.get("/me/mailboxSettings/workingHours")["timeZone"]["standardOffset"]["month"] == 10
    assert ana.refused("GET", "/me/mailboxSettings/signature")[0] == 404
    assert ana.get("/me/outlook/supportedTimeZones")["value"]


def test_attendance_of_each_session_for_the_organiser_only(graph: Graph) -> None:
    scopes = (*DELEGATED, "OnlineMeetings.Read", "OnlineMeetingArtifact.Read.All")
    hand = graph.person("ben@example.com")
    uid = hand.make("Talk", MONDAY + timedelta(hours=9), guests=[ANA], weekly=1, online=True)
    week = timedelta(days=7)
    for n in range(3):
        hand.meet(uid, MONDAY + timedelta(hours=9) + n * week, 30, ("ben@example.com", 0, 30), (ANA, 3, 12), ("", 1, 2))
    graph.world.now += 2 * week
    ben, ana = (Client(graph, graph.token(who, scopes)) for who in ("ben@example.com", ANA))
    link = ben.get("/me/events")["value"][0]["onlineMeeting"]["joinUrl"]
    (meeting,) = ben.get("/me/onlineMeetings", params={"$filter": f"JoinWebUrl eq '{link}'"})["value"]
    path = f"/me/onlineMeetings/{meeting['id']}/attendanceReports"
    held = ben.get(path)["value"]
    assert [one["meetingStartDateTime"] for one in held] == ["2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z"]
    records = ben.get(f"{path}/{held[0]['id']}", params={"$expand": "attendanceRecords"})["attendanceRecords"]
    assert [(one["emailAddress"], one["role"], one["totalAttendanceInSeconds"]) for one in records] == [
        ("ben@example.com", "Organizer", 1800),
        (ANA, "Attendee", 540),
        (None, "Attendee", 60),
    ]
    assert ben.get(f"{path}/{held[1]['id']}/attendanceRecords")["value"][1]["identity"]["displayName"] == "ana"
    assert ana.refused("GET", path)[0] == 404
    assert ana.refused("GET", "/me/onlineMeetings", params={"$filter": f"JoinWebUrl eq '{link}'"})[0] == 404
    assert ana.refused("GET", "/me/onlineMeetings", params={"$filter": "subject eq 'x'"})[0] == 400
    poor = Client(graph, graph.token("ben@example.com"))
    assert poor.refused("GET", path) == (403, "ErrorAccessDenied")
