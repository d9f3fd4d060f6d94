"""The emulator's Meet v2, through the real client."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.emulators.google import client
from tests.emulators.google.desk import ANA, SAM, google, refusal
from tests.emulators.google.emulator import AUTH, GoogleEmulator
from tests.emulators.google.meet import Joined

__all__ = ["google"]
START = datetime(2026, 2, 2, 10, tzinfo=UTC)
END = START + timedelta(minutes=30)
CODE = "abc-mnop-xyz"


def records(google: GoogleEmulator, email: str = SAM) -> Any:
    return client.meet(google, email, frozenset({AUTH + "meetings.space.readonly"})).conferenceRecords()


@pytest.fixture
def held(google: GoogleEmulator) -> str:
    google.now = END + timedelta(days=1)
    late = START + timedelta(minutes=5)
    stays = (Joined(SAM, START, END), Joined(ANA, late, late + timedelta(minutes=5)), Joined(ANA, END, None),
             Joined("A phone", START, END, "phoneUser"))  # fmt: skip
    return google.meet.held(CODE, SAM, START, END, *stays).name


@pytest.mark.parametrize(
    ("filter", "many"),
    [
        ("", 1),
        (f'space.meeting_code = "{CODE}"', 1),
        ('space.meeting_code = "other-code"', 0),
        (f'space.meeting_code="{CODE}" AND start_time>="2026-02-02T10:00:00Z"', 1),
        (f'space.meeting_code="{CODE}" AND start_time>"2026-02-02T10:00:00Z"', 0),
        (f'space.name = "spaces/space-{CODE}" AND end_time <= "2026-02-02T11:00:00Z"', 1),
    ],
)
def test_the_filter(google: GoogleEmulator, held: str, filter: str, many: int) -> None:
    asked = {"filter": filter} if filter else {}
    assert len(records(google).list(**asked).execute()["conferenceRecords"]) == many


def test_a_filter_of_another_kind(google: GoogleEmulator) -> None:
    assert refusal(records(google).list(filter="organizer = me"))[0] == 400


def test_who_was_there(google: GoogleEmulator, held: str) -> None:
    people = records(google).participants().list(parent=held).execute()["participants"]
    assert [one.get("signedinUser", {}).get("displayName") for one in people] == ["Sam Okafor", "Ana Ruiz", None]
    assert people[1]["earliestStartTime"] == "2026-02-02T10:05:00.000000Z"
    assert ["latestEndTime" in one for one in people] == [True, False, True]
    assert ANA not in str(people), "no e-mail address anywhere"
    sessions = records(google).participants().participantSessions().list(parent=people[1]["name"]).execute()
    assert len(sessions["participantSessions"]) == 2


def test_who_may_see_it_and_for_how_long(google: GoogleEmulator, held: str) -> None:
    google.add_user("ben@example.com")
    assert records(google, "ben@example.com").list().execute() == {"conferenceRecords": []}
    assert len(records(google, ANA).list().execute()["conferenceRecords"]) == 1
    assert refusal(records(google, "ben@example.com").get(name=held))[0] == 404
    google.now = END + timedelta(days=30)
    assert records(google).list().execute() == {"conferenceRecords": []}


def test_without_the_scope(google: GoogleEmulator) -> None:
    plain = client.meet(google, SAM, GoogleEmulator.SCOPES).conferenceRecords()
    assert refusal(plain.list())[0] == 403


def test_newest_first_and_page_by_page(google: GoogleEmulator) -> None:
    for day in range(3):
        google.meet.held(CODE, SAM, START - timedelta(days=day), END - timedelta(days=day))
    found = records(google).list(pageSize=2).execute()
    rest = records(google).list(pageSize=2, pageToken=found["nextPageToken"]).execute()
    names = [one["name"][-1] for one in (*found["conferenceRecords"], *rest["conferenceRecords"])]
    assert (names, "nextPageToken" in rest) == (["1", "2", "3"], False)
