"""Google Calendar against the emulator: HTTP requests of a sync, and CPU of the adapter for each event it makes."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from benchmarks.figure import Figure, Found
from tests.emulators.google.emulator import GoogleEmulator
from touchbase.calendars.google import CalendarWire, Connection, GoogleCalendar, Line
from touchbase.calendars.google.events import owner_key, to_google
from touchbase.calendars.patience import Waiter
from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.identity import series_uid
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries

OWNER = Owner("Sam Okafor", "sam@example.com", "Europe/London")
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
WINDOW = Period(NOW - timedelta(days=14), NOW + timedelta(days=123))  # what a sync looks at
MONTHLY = Cadence(1, "month")
TARGETS = {30: 4, 150: 9}


def measure(folder: Path, quick: bool) -> Found:  # noqa: ARG001 - nothing is written
    """A first sync and one with nothing to do, of few and of many; then each event's CPU, side by side."""
    for many, most in TARGETS.items():
        yield from _requests(many, most)
    yield from _cpu(3 if quick else 15)


def _requests(many: int, most: int) -> Iterator[Figure]:
    with GoogleEmulator(NOW) as google:
        google.add_user(OWNER.email, OWNER.name)
        calendar = _calendar(google, _connection(google))
        _look(calendar, many)
        steps = [CreateSeries(one) for one in _series(many, 1)]
        for start in range(0, many, calendar.at_once):
            assert set(calendar.write(steps[start : start + calendar.at_once])) == {None}
        first, written = len(google.server.history), len(google.writes)
        _look(calendar, many)
        again = len(google.server.history) - first
        yield Figure("google", f"HTTP requests of a first sync of {many}", first, "", most)
        yield Figure("google", f"HTTP requests of one with nothing to do, of {many}", again, "", 2 + ceil(many / 50))
        yield Figure("google", "  events written by it", len(google.writes) - written, "", 0)
        yield Figure("google", "  connections", google.server.connections, "", 1)


def _look(calendar: GoogleCalendar, many: int) -> None:
    """What every sync asks."""
    calendar.read(WINDOW)
    calendar.free_busy([_person(n) for n in range(many)], WINDOW)


def _cpu(rounds: int) -> Iterator[Figure]:
    """Of this thread alone, so that the emulator's work in its own is not counted; the first round warms up."""
    many = GoogleCalendar.at_once
    with GoogleEmulator(NOW) as google:
        google.add_user(OWNER.email, OWNER.name)
        connection = _connection(google)
        calendar = _calendar(google, connection)
        plain = connection.service("calendar", "v3", google.api_endpoint)
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(rounds + 1):
            steps = [CreateSeries(one) for one in _series(many, 2 * number)]
            bodies = [to_google(one, owner_key(OWNER.id)) for one in _series(many, 2 * number + 1)]
            ours.append(_spent(lambda steps=steps: calendar.write(steps)))  # type: ignore[misc]
            theirs.append(_spent(lambda bodies=bodies: _one_by_one(plain, bodies)))  # type: ignore[misc]
    ratios = [one / other for one, other in zip(ours[1:], theirs[1:], strict=True)]
    what = "CPU of an event made / `service.events().insert().execute()`"
    yield Figure("google", what, statistics.median(ratios), "x", 0.25)
    yield Figure("google", "  the same, milliseconds", round(1000 * min(ours) / many, 2), "")
    yield Figure("google", "  of the other, milliseconds", round(1000 * min(theirs) / many, 2), "")


def _one_by_one(service: Any, bodies: list[dict[str, Any]]) -> None:
    for body in bodies:
        service.events().insert(calendarId="primary", body=body, sendUpdates="all", conferenceDataVersion=1).execute()


def _spent(do: Callable[[], object]) -> float:
    start = time.thread_time()
    do()
    return time.thread_time() - start


def _connection(google: GoogleEmulator) -> Connection:
    credentials = Credentials(**google.credentials(OWNER.email))  # type: ignore[no-untyped-call]
    return Connection(credentials, lambda _: None, google.server.ca_path)


def _calendar(google: GoogleEmulator, connection: Connection) -> GoogleCalendar:
    waiter = Waiter(lambda: NOW, lambda _: None, lambda: 0.5)
    return GoogleCalendar(Line(CalendarWire(connection, endpoint=google.api_endpoint), waiter), OWNER)


def _person(n: int) -> Stakeholder:
    return Stakeholder(f"guest-{n}", f"Guest {n}", f"guest-{n}@example.com", "peer", 3, MONTHLY, OWNER.zone)


def _series(many: int, generation: int) -> Iterator[Series]:
    rule = Recurrence(
        NOW.date() + timedelta(days=1), NOW.time(), OWNER.zone, MONTHLY, 30, NOW.date().replace(year=2028)
    )
    for n in range(many):
        who = _person(n)
        uid = series_uid(OWNER.id, who.id, generation)
        said = f"Half an hour with {who.name}."
        yield Series(uid, who.id, generation, rule, f"Touchbase: {who.name}", said, who.name, who.email)
