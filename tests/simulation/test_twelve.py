"""A year with twelve stakeholders on the local calendar, a calendar program's edits in its .ics files.

| invariant | checked by (tests/simulation/checks.py), every day after the sync |
|---|---|
| I1 at most one live series each | one_live_series_each |
| I2 a second run writes nothing | nothing_left_to_do |
| I6 the user wins | the_user_wins |
| I7 absence is not deletion | absence_is_not_deletion; the folder unplugged for a day; the database lost |
| I8 the log is append-only | the_log_only_grows |
| I9 10:00 stays 10:00 | wall_time_is_constant |
| I10 a preview writes nothing | preview_writes_nothing (Mondays) |
| I11 nothing private on the calendar | nothing_private_on_the_calendar |
| I12 one person's fault is theirs alone | one_fault_is_one_persons; one .ics file broken for a day |
| the flags | the_flags_are_right, against tests/simulation/diary.py |
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event, vRecur

from tests.calendars.program import vcalendar
from tests.simulation.seen import Folder
from tests.simulation.year import CANARY, FIRST, LAST, LONDON, OWNER, Year, refused
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.owner import Rules
from touchbase.domain.stakeholder import Stakeholder

RULES = Rules(
    working_hours=workweek((Hours.parse("08:00-18:00"),)),
    horizon_weeks=6,
    hours_per_week=2.75,
    max_per_day=3,
    new_per_run=4,
)
# id, cadence, zone, temper: keen accepts a series, moody answers single dates, unsure says maybe, silent nothing
TWELVE = (
    ("ana-ruiz", "weekly", "Europe/Madrid", "keen"),
    ("ben-li", "weekly", LONDON, "moody"),
    ("chi-obi", "fortnightly", "Africa/Lagos", "keen"),
    ("dee-fox", "fortnightly", "America/New_York", "moody"),
    ("eva-ito", "monthly", LONDON, "silent"),
    ("fay-kim", "monthly", "America/New_York", "keen"),
    ("gil-roy", "monthly", "Asia/Kolkata", "unsure"),
    ("hal-day", "every 3 weeks", "Europe/Berlin", "keen"),
    ("ida-moe", "quarterly", "Europe/Athens", "keen"),
    ("jon-ash", "weekly", "Atlantic/Azores", "moody"),
    ("kit-orr", "monthly", LONDON, "silent"),
    ("lea-day", "twice a year", "Europe/Paris", "keen"),
)


def stakeholder(id: str, cadence: str, zone: str, priority: int, busy: Path) -> Stakeholder:
    name = id.replace("-", " ").title()
    hours = (Hours.parse("08:00-19:00"),)
    return Stakeholder(
        id, name, f"{id}@example.com", "direct_report", priority, Cadence.parse(cadence), zone, working_hours=hours,
        added=FIRST, tags=("canary-tag",), free_busy=str(busy) if busy.exists() else "",
    )  # fmt: skip


def weekly_event(uid: str, day: date, at: time, minutes: int, zone: str) -> Event:
    event = Event()
    event.add("UID", uid)
    start = datetime.combine(day, at, ZoneInfo(zone))
    event.add("DTSTART", start)
    event.add("DTEND", start + timedelta(minutes=minutes))
    event["RRULE"] = vRecur.from_ical("FREQ=WEEKLY")
    event.add("SUMMARY", CANARY)
    return event


class Busy:
    """A calendar file of somebody's other commitments: some every week, more as the year goes."""

    def __init__(self, path: Path, zone: str, dice: random.Random, weekly: int) -> None:
        self.path, self.zone, self.events = path, zone, []
        self.times: list[tuple[datetime, datetime]] = []
        for n in range(weekly):
            day, at = FIRST + timedelta(days=n % 5), time(dice.randint(9, 16), dice.choice((0, 30)))
            minutes = dice.choice((30, 60, 90))
            self.events.append(weekly_event(f"{path.stem}-{n}", day, at, minutes, zone))
            self.times += [
                (start.astimezone(UTC), start.astimezone(UTC) + timedelta(minutes=minutes))
                for weeks in range(70)
                for start in [datetime.combine(day + timedelta(weeks=weeks), at, ZoneInfo(zone))]
            ]
        self.save()

    def add(self, uid: str, start: datetime, end: datetime) -> None:
        event = Event()
        for name, value in (("UID", uid), ("DTSTART", start), ("DTEND", end)):
            event.add(name, value)
        self.events.append(event)
        self.times.append((start, end))
        self.save()

    def save(self) -> None:
        self.path.write_bytes(vcalendar(*self.events))


def new_commitment(year: Year, busy: Busy, dice: random.Random) -> None:
    """Something comes in over a touchbase of the next two weeks."""
    soon = [one for one in year.seen.dates(year.now + timedelta(days=3), year.now + timedelta(days=14)) if not one.off]
    if soon:
        one = dice.choice(soon)
        busy.add(f"new-{year.today}", one.start - timedelta(minutes=15), one.end)
        year.diary.elsewhere = busy.times


def unplug(year: Year) -> None:
    """The calendar's disk is away for one run: the guard stops it, and nothing is believed."""
    rows = year.rows()
    year.seen.hide()
    said = refused(year)
    assert "shows none of your" in said
    year.seen.unhide()
    kept = ("log", "series", "date_change", "operation", "stakeholder")
    assert {name: year.rows()[name] for name in kept} == {name: rows[name] for name in kept}
    year.told["unplugged"] += 1


def series_files(year: Year) -> dict[str, bytes]:
    """All but the combined file, which follows what people did to the others."""
    assert isinstance(year.seen, Folder)
    return {path.name: path.read_bytes() for path in year.seen.path.glob("*.ics") if path.name != "touchbase.ics"}


def lose_database(year: Year) -> None:
    """Deleted: everything on the calendar is adopted, nothing created, nothing cancelled."""
    for path in year.home.glob("touchbase.db*"):
        path.unlink()
    year.diary.forget(year.now)
    year.log = []
    before = series_files(year)
    done = year.sync()
    assert all(change.kind in ("renew", "move_occurrence") for change in done.applied), (
        "what is new today is done today"
    )
    assert done.applied or series_files(year) == before
    year.told["database lost"] += 1


def break_file(year: Year, id: str, restored: list[tuple[Path, bytes]]) -> None:
    folder = year.seen
    assert isinstance(folder, Folder)
    path = folder.path / f"{year.uid_of(id)}.ics"
    restored.append((path, path.read_bytes()))
    path.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")
    done = year.sync()
    assert [problem for problem in done.warnings if path.name in problem.where]
    assert {change.stakeholder for change in done.applied} >= {c.stakeholder for c in done.plan.writes} - {id}
    path.write_bytes(restored[-1][1])
    year.told["file broken"] += 1


def delete_series(year: Year, id: str) -> None:
    uid = year.uid_of(id)
    year.let_go_of(id)
    year.seen.hand.delete_series(uid)
    year.gone.add(id)
    year.told["series deleted"] += 1


def declined(year: Year, id: str) -> None:
    year.seen.hand.answer(year.uid_of(id), "declined")
    year.let_go_of(id)
    year.told["series declined"] += 1


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_year_with_twelve(tmp_path: Path) -> None:
    dice = random.Random(2026)
    mine = Busy(tmp_path / "mine.ics", LONDON, dice, 6)
    for id, _, zone, temper in TWELVE[:8]:
        if temper != "silent":
            Busy(tmp_path / f"{id}.ics", zone, dice, 4)
    people = [
        stakeholder(id, cadence, zone, 1 + n // 2, tmp_path / f"{id}.ics")
        for n, (id, cadence, zone, _) in enumerate(TWELVE)
    ]
    home = tmp_path / "home"
    home.mkdir()
    later = people.pop()
    year = Year(home, Folder(home, mine.path, OWNER), people, RULES, dice, {id: temper for id, _, _, temper in TWELVE})
    year.diary.elsewhere = mine.times
    broken: list[tuple[Path, bytes]] = []

    def on(month: int, day: int, happens: object, in_year: int = 2026) -> None:
        year.story.setdefault(date(in_year, month, day), []).append(happens)  # type: ignore[arg-type]

    on(2, 2, lambda y: y.people.append(later))
    on(2, 16, lambda y: y.change("ana-ruiz", state="paused", paused_until=date(2026, 3, 5)))  # short: dates are skipped
    on(3, 9, lambda y: break_file(y, "chi-obi", broken))
    on(3, 16, lambda y: y.change("dee-fox", cadence=Cadence.parse("every 3 weeks")))
    on(4, 7, unplug)
    on(4, 20, lambda y: y.change("fay-kim", state="paused", paused_until=date(2026, 8, 3)))
    on(5, 11, lambda y: delete_series(y, "eva-ito"))
    on(6, 1, lambda y: y.resume("eva-ito"))
    year.sleeps_on = date(2026, 6, 8)
    on(7, 13, lambda y: y.change("gil-roy", state="completed"))
    on(7, 27, lambda y: (y.let_go_of("kit-orr"), y.people.remove(next(p for p in y.people if p.id == "kit-orr"))))
    on(9, 7, lose_database)
    on(10, 5, lambda y: y.change("ben-li", cadence=Cadence.parse("fortnightly")))
    on(11, 2, lambda y: y.change("chi-obi", state="let_go"))
    for week in range(2, 50, 3):
        day = FIRST + timedelta(weeks=week, days=1)
        on(day.month, day.day, lambda y: new_commitment(y, mine, dice))
    year.live()
    for event in ("create", "move_series", "move_occurrence", "skip_occurrence", "end", "drag", "delete", "cancel",
                  "decline", "retitle", "drag series", "confirmed", "answered declined", "unplugged", "database lost",
                  "slept", "file broken", "series deleted"):  # fmt: skip
        assert year.told[event], f"{event} never happened: {year.told}"
    assert year.today == LAST
