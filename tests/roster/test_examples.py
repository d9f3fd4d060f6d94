"""The example files: whole, believable, valid for years, and about people who do not exist."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from touchbase.config import load as load_config
from touchbase.domain.stakeholder import Stakeholder
from touchbase.roster.load import load

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "examples"
CALENDARS = sorted(FOLDER.glob("*.ics"))
CONFIG = load_config(ROOT / "config.example.toml")


def stakeholders() -> tuple[Stakeholder, ...]:
    roster = load(CONFIG.stakeholders, CONFIG.owner.zone, CONFIG.rules.minutes)
    assert roster.problems == ()
    return roster.stakeholders


def history() -> list[dict[str, str]]:
    with (FOLDER / "history.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_twelve_people_of_every_group_in_four_zones() -> None:
    people = stakeholders()
    assert len(people) == 12
    assert len({one.zone for one in people}) == 4
    assert {one.category for one in people} == {
        "boss", "peer", "direct_report", "mentor", "mentee", "internal_support", "customer", "community_partner",
    }  # fmt: skip
    assert Counter(one.state for one in people) == {"active": 11, "paused": 1}


def test_they_fit_the_week() -> None:
    active = [one for one in stakeholders() if one.state == "active"]
    assert sum(one.minutes / 60 * 7 / one.cadence.days for one in active) < CONFIG.rules.hours_per_week


def test_every_file_that_is_named_is_there() -> None:
    named = [one.free_busy for one in stakeholders() if one.free_busy]
    assert {Path(path) for path in named} | {source.ics for source in CONFIG.busy_from} == set(CALENDARS)


def test_the_history_has_one_who_lapsed_and_one_never_met() -> None:
    last: dict[str, int] = {}
    for row in history():
        assert set(row) == {"stakeholder", "date", "kind", "note"}
        match = re.fullmatch(r"(\d+) days ago", row["date"])
        assert match, row
        last[row["stakeholder"]] = min(int(match[1]), last.get(row["stakeholder"], 999))
    people = {one.id: one for one in stakeholders()}
    assert set(people) - set(last) == {"diego-santos"}
    ratios = {id: days / people[id].cadence.days for id, days in last.items()}
    assert [id for id, ratio in ratios.items() if ratio > 3] == ["hannah-cole"]
    assert ratios["hannah-cole"] < 5
    assert sum(ratio <= 1 for ratio in ratios.values()) >= 7


@pytest.mark.parametrize("path", CALENDARS, ids=[path.name for path in CALENDARS])
def test_a_calendar_is_one_to_any_reader(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.splitlines())) <= 75
    calendar = icalendar.Calendar.from_ical(raw)
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    used = {
        str(one["DTSTART"].params.get("TZID")) for one in calendar.walk("VEVENT") if "TZID" in one["DTSTART"].params
    }
    assert used == zones


@pytest.mark.parametrize("year", [2025, 2027, 2031])
def test_the_owners_week_goes_on_for_years(year: int) -> None:
    calendar = icalendar.Calendar.from_ical((FOLDER / "my-calendar.ics").read_bytes())
    events = recurring_ical_events.of(calendar).between(date(year, 1, 1), date(year + 1, 1, 1))
    kinds = Counter(str(event["SUMMARY"]) for event in events)
    assert kinds["Leadership meeting"] >= 52
    assert kinds["Budget review"] == 12
    assert kinds["Winter leave"] >= 1
    assert sum(str(event.get("TRANSP", "OPAQUE")) == "TRANSPARENT" for event in events) >= 52


def test_one_stakeholder_publishes_free_busy_only() -> None:
    calendar = icalendar.Calendar.from_ical((FOLDER / "jonas-weber-busy.ics").read_bytes())
    (free_busy,) = calendar.walk("VFREEBUSY")
    text = free_busy.to_ical().decode()
    assert "DTEND:20310101T000000Z" in text
    assert text.count("FREEBUSY;FBTYPE=BUSY:") > 200


def test_everybody_is_invented() -> None:
    for path in (*FOLDER.iterdir(), ROOT / "config.example.toml", ROOT / "stakeholders.example.toml"):
        domains = set(re.findall(r"@([\w.-]+\w)", path.read_text("utf-8")))
        assert domains <= {"example.com", "example.org"}, path.name
