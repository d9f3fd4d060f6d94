"""touchbase.ics, read by programs that are not ours, has the dates that our own ledger has."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar as Ics
from recurring_ical_events import of  # type: ignore[import-untyped]

from tests.calendars.program import Program, timed, vcalendar
from touchbase.calendars.local import LocalCalendar
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.owner import Owner, Rules
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.dates import dates_of
from touchbase.store.sqlite import open_store
from touchbase.sync import World, run

NOW = datetime(2026, 2, 27, 18, 0, tzinfo=UTC)  # the clocks change on both sides inside the horizon
NEW_YORK, LONDON = "America/New_York", "Europe/London"
RULES = Rules(hours_per_week=9.0, new_per_run=0, max_per_day=4)
Dates = list[tuple[datetime, datetime]]


def people() -> list[Stakeholder]:
    cadences = ("weekly", "fortnightly", "monthly", "every 3 weeks", "quarterly")
    zones = (LONDON, "Europe/Berlin", "Asia/Kathmandu", LONDON, "Africa/Lagos")
    names = ("Ana Ruiz", "Бен Ли", "Chi Obi", "Dee Fox", "Eva Ito")
    return [
        Stakeholder(
            f"p{n}",
            names[n],
            f"p{n}@example.com",
            "peer",
            1 + n,
            Cadence.parse(cadences[n]),
            zones[n],
            working_hours=(Hours.parse("00:00-24:00"),),
        )
        for n in range(5)
    ]


class Booked:
    """Five series with single dates moved by us, moved and taken off by hand, skipped for a pause, and one ended."""

    def __init__(self, home: Path, zone: str) -> None:
        self.folder, self.database, self.busy = home / "calendar", home / "touchbase.db", home / "busy.ics"
        self.owner = Owner("Sam Okafor", "sam@example.com", zone)
        self.hand = Program(self.folder, self.owner.email)
        self.people = people()
        self.busy.write_bytes(vcalendar(timed("busy", Period(NOW, NOW + timedelta(hours=1)))))
        self.sync()
        self._edit()
        self.sync()

    def sync(self) -> None:
        calendar = LocalCalendar(self.folder, [self.busy], self.owner)
        with open_store(self.database, self.owner.id) as store:
            done = run(World(self.owner, RULES, store, calendar, NOW, lambda *_: frozenset()), self.people, "f")
        assert not done.failed
        self.kinds = {change.kind for change in done.applied}

    def _edit(self) -> None:
        weekly, fortnightly, monthly = (self._starts(f"p{n}") for n in range(3))
        self.hand.delete_date(*weekly[2])
        self.hand.move_date(*weekly[4], Period.lasting(weekly[4][1] + timedelta(hours=26, minutes=10), 45))
        self.hand.cancel_date(*monthly[1])
        blocked = [timed(f"b{n}", Period.lasting(start, 30)) for n, (_, start) in enumerate(fortnightly[1:3])]
        self.busy.write_bytes(vcalendar(*blocked))
        self.people[3] = self.people[3]._replace(state="paused", paused_until=NOW.date() + timedelta(days=45))
        self.people[4] = self.people[4]._replace(state="let_go")

    def _starts(self, id: str) -> list[tuple[str, datetime]]:
        with open_store(self.database, self.owner.id) as store:
            [booking] = [b for b in store.bookings() if b.series.stakeholder == id]
        return [(booking.uid, start) for start in booking.series.recurrence.starts(self.horizon)]

    @property
    def horizon(self) -> Period:
        return Period(NOW, NOW + timedelta(weeks=RULES.horizon_weeks))

    @property
    def combined(self) -> Path:
        return self.folder / "touchbase.ics"

    def ledger(self) -> Dates:
        calendar = LocalCalendar(self.folder, [self.busy], self.owner)
        reading = calendar.read(self.horizon)
        with open_store(self.database, self.owner.id) as store:
            found = [date_ for b in store.bookings() if b.stands for date_ in dates_of(b, reading, self.horizon)]
        return sorted((date_.period.start, date_.period.end) for date_ in found)


@pytest.fixture(params=[LONDON, NEW_YORK, "Asia/Kolkata"])
def booked(request: pytest.FixtureRequest, tmp_path: Path) -> Booked:
    return Booked(tmp_path, request.param)


def expanded(booked: Booked) -> Dates:
    """By recurring-ical-events."""
    events = of(Ics.from_ical(booked.combined.read_bytes())).between(booked.horizon.start, booked.horizon.end)
    stands = [event for event in events if event.get("STATUS") != "CANCELLED"]
    return sorted((event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) for event in stands)


def listed_by_khal(booked: Booked) -> Dates:
    """By khal, a calendar program of the terminal: imported into an empty calendar, with a configuration of its own."""
    home, zone = booked.folder.parent, booked.owner.zone
    (home / "khal").mkdir()
    calendars = f"[calendars]\n[[touchbase]]\npath = {home / 'khal'}\n[sqlite]\npath = {home / 'khal.db'}\n"
    zones = f"[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\ntimeformat = %H:%M\n"
    days, moments = "%Y-%m-%d", "%Y-%m-%d %H:%M"
    formats = (
        f"dateformat = {days}\nlongdateformat = {days}\ndatetimeformat = {moments}\nlongdatetimeformat = {moments}\n"
    )
    (home / "khal.conf").write_text(calendars + zones + formats)
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (booked.horizon.start, booked.horizon.end))
    _khal(home, "import", "--batch", "-a", "touchbase", str(booked.combined))
    shown = "{start-long-full}|{end-long-full}|{status}"
    said = _khal(home, "list", "--format", shown, "--day-format", "", str(first), str(last + timedelta(days=1)))
    lines = [line.split("|") for line in said.splitlines() if "|" in line]
    found = {(_moment(start, zone), _moment(end, zone)) for start, end, status in lines if "CANCELLED" not in status}
    return sorted(one for one in found if booked.horizon.start <= one[0] < booked.horizon.end)


def _khal(home: Path, *words: str) -> str:
    command = [KHAL, "-c", str(home / "khal.conf"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _moment(text: str, zone: str) -> datetime:
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


KHAL = shutil.which("khal") or ""
WITH_KHAL = pytest.mark.skipif(
    not KHAL, reason="khal is not installed in an environment of its own (pipx install khal)"
)


@pytest.mark.parametrize(
    "read", [expanded, pytest.param(listed_by_khal, marks=WITH_KHAL)], ids=["recurring-ical-events", "khal"]
)
def test_another_reader_sees_the_same_dates(booked: Booked, read: Callable[[Booked], Dates]) -> None:
    found, ours = read(booked), booked.ledger()
    assert found == ours
    assert len(found) > 15


def test_the_story_has_moves_skips_and_an_end(booked: Booked) -> None:
    """So that the comparison is worth something."""
    assert {"move_occurrence", "end"} <= booked.kinds
    assert booked.kinds & {"skip_occurrence", "end"}
    text = booked.combined.read_text("utf-8")
    for word in ("RECURRENCE-ID", "EXDATE", "STATUS:CANCELLED", "BEGIN:VTIMEZONE", "RRULE:FREQ=MONTHLY"):
        assert word in text, word


def test_wall_time_stays_over_the_change_of_the_clocks(booked: Booked) -> None:
    """I9, as another reader sees it: dates that nobody moved keep their hour."""
    events = of(Ics.from_ical(booked.combined.read_bytes())).between(date(2026, 2, 27), date(2026, 12, 20))
    hours: dict[str, set[object]] = {}
    for event in events:
        if event["RECURRENCE-ID"].dt == event["DTSTART"].dt and event.get("STATUS") != "CANCELLED":
            hours.setdefault(str(event["UID"]), set()).add(event["DTSTART"].dt.time())
    assert hours
    assert all(len(some) == 1 for some in hours.values())
