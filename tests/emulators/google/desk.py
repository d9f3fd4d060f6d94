"""What the Google tests stand on: two people, the real client, a weekly series."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.emulators.google import client
from tests.emulators.google.emulator import GoogleEmulator

SAM, ANA, OUT = "sam@example.com", "ana@example.com", "zoe@elsewhere.org"
ID = "tb0123456789abcdef"
FIRST = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def google() -> Iterator[GoogleEmulator]:
    with GoogleEmulator(datetime(2026, 2, 1, 8, tzinfo=UTC)) as running:
        running.add_user(SAM, "Sam Okafor", "Europe/London")
        running.add_user(ANA, "Ana Ruiz", "Europe/Madrid")
        yield running


@pytest.fixture
def sam(google: GoogleEmulator) -> Any:
    return client.calendar(google, SAM).events()


@pytest.fixture
def ana(google: GoogleEmulator) -> Any:
    return client.calendar(google, ANA).events()


def body(**more: Any) -> dict[str, Any]:
    zone = "Europe/London"
    return {
        "id": ID, "summary": "Touchbase",
        "start": {"dateTime": "2026-03-02T10:00:00", "timeZone": zone},
        "end": {"dateTime": "2026-03-02T10:30:00", "timeZone": zone},
        "recurrence": ["RRULE:FREQ=WEEKLY;UNTIL=20260601T000000Z"],
        "attendees": [{"email": ANA}, {"email": OUT}],
        "extendedProperties": {"private": {"touchbase": "ana-ruiz"}},
    } | more  # fmt: skip


def insert(sam: Any, send: str = "all", **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = sam.insert(calendarId="primary", body=body(**more), sendUpdates=send).execute()
    return made


def refusal(request: Any) -> tuple[int, str]:
    from googleapiclient.errors import HttpError

    with pytest.raises(HttpError) as caught:
        request.execute()
    return caught.value.status_code, caught.value.error_details[0]["reason"]


def instance(day: int, hour: int = 10, month: int = 3) -> str:
    return f"{ID}_2026{month:02}{day:02}T{hour:02}0000Z"


MARCH: dict[str, Any] = {"timeMin": "2026-03-01T00:00:00Z", "timeMax": "2026-04-12T00:00:00Z", "singleEvents": True}


def rows(api: Any, **asked: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    found: list[dict[str, Any]] = []
    request = api.list(calendarId="primary", **asked)
    while request is not None:
        page = request.execute()
        found += page["items"]
        request = api.list_next(request, page)
    return found


def starts(api: Any, **asked: Any) -> list[str]:
    return [row["start"]["dateTime"] for row in rows(api, **(MARCH | asked))]
