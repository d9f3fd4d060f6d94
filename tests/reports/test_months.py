"""Twelve months at a glance, time against priority, and groups."""

from datetime import UTC, date, datetime

from tests.agenda.people import person
from tests.reports.test_attention import line
from touchbase.domain.profile import Profile
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.reports.groups import groups_json, groups_table, roll_up
from touchbase.reports.months import Month, strips, time_by_priority
from touchbase.reports.time_table import time_json, time_table

TODAY = date(2026, 3, 15)


def entry(who: str, year: int, month: int, day: int, verdict: Verdict = "likely", minutes: int = 30) -> Touchbase:
    start = datetime(year, month, day, 0, 30, tzinfo=UTC)
    return Touchbase(f"{who}{start}", who, start, minutes, "touchbase", Judgement(verdict, ("why",)), "calendar")


def test_a_strip_ends_with_this_month_and_goes_back_twelve() -> None:
    log = [
        entry("ana", 2026, 3, 1), entry("ana", 2026, 3, 9, "not_held"), entry("ana", 2025, 4, 1),
        entry("ana", 2025, 3, 30),
        entry("ana", 2026, 1, 5, "doubtful"), entry("bo", 2026, 3, 1),
    ]  # fmt: skip
    strip = strips((person("ana"),), log, TODAY, "UTC")["ana"]
    assert [month.label for month in strip[:2]] == ["Apr 2025", "May 2025"]
    assert (strip[0].held, strip[-1], len(strip)) == (1, Month("Mar 2026", 1, 1), 12)
    assert strip[-1].words == "Mar 2026: 1 held, 1 not"
    assert strip[-3].words == "Jan 2026: nothing"


def test_a_month_is_the_owner_s() -> None:
    strip = strips((person("ana"),), [entry("ana", 2026, 3, 1)], TODAY, "America/New_York")["ana"]
    assert (strip[-2].held, strip[-1].held) == (1, 0)


def test_time_goes_where_the_priorities_are_or_not() -> None:
    people = (person("ana", priority=1), person("bo", priority=3), person("cy", priority=3))
    log = [entry("ana", 2026, 3, 1, minutes=60), entry("bo", 2026, 2, 1), entry("bo", 2026, 2, 2, "not_held")]
    log += [entry("cy", 2025, 3, 1), entry("gone", 2026, 3, 1)]
    one, three = time_by_priority(people, log, TODAY, "UTC")
    assert (one.priority, one.people, one.minutes, round(one.share, 2), round(one.meant, 2)) == (1, 1, 60, 0.67, 0.33)
    assert (three.people, three.minutes, round(three.share + one.share, 2)) == (2, 30, 1.0)
    assert time_json((one,))["time"] == [{"priority": 1, "people": 1, "minutes": 60, "share": 0.667, "meant": 0.333}]
    assert time_table((one,)).rows[0].cells == ("1", "1", "60", "67%", "33%")


def test_no_time_at_all_divides_by_nothing() -> None:
    assert time_by_priority((), (), TODAY, "UTC") == ()
    assert time_by_priority((person("ana"),), (), TODAY, "UTC")[0].share == 0


def test_a_group_rolls_up_those_it_knows_and_who_know_it() -> None:
    team = person("team")._replace(profile=Profile("team", "Ana Ruiz", knows=("bo",)))
    cy = person("cy")._replace(profile=Profile(knows=("team",)))
    lines = [line(team, 5), line(person("bo"), 500), line(cy, 3), line(person("di"), 3)]
    [group] = roll_up(lines)
    assert [one.person.id for one in group.members] == ["bo", "cy"]
    assert [one.person.id for one in group.attention] == ["bo"]
    assert groups_json([group])["groups"][0]["need_attention"] == ["bo"]  # type: ignore[index]
    row = groups_table([group], date(2026, 6, 3), "UTC").rows[0]
    assert (row.cells[:4], row.cells[5:], row.tone) == (("Team", "team", "Ana Ruiz", "on track"), ("2", "1"), "warn")
    assert groups_table([], TODAY, "UTC").title.startswith("No group is on your list yet")
