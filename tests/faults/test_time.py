"""36, 69 to 73, 76 and 77: three weeks asleep, clocks that change apart, new zone rules, odd years, journeys."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.terminal import Terminal, terminal
from tests.sync.desk import FORTNIGHTLY, LONDON, OWNER, WEEKLY, Desk, live_after, person, utc
from touchbase.calendars.holidays import public_holidays
from touchbase.calendars.outlook.zones import alike, iana_name, windows_name
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local, zone
from touchbase.sync import World, run

__all__ = ["terminal"]
TWELVE = [f"p{n:02}-q" for n in range(12)]
RHYTHMS = (WEEKLY, FORTNIGHTLY, Cadence(1, "month"), Cadence(3, "month"))


class TestAsleep:
    """36: the laptop was closed for three weeks."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        desk = Desk(tmp_path / "desk", [person(id, RHYTHMS[n % 4]) for n, id in enumerate(TWELVE)])
        desk.rules = desk.rules._replace(new_per_run=0, max_per_week=30, max_mails_per_run=60)
        for _ in range(3):
            desk.run()
        desk.rules = desk.rules._replace(max_mails_per_run=2)
        desk.settled().later(days=21)
        for day in range(2, 9):  # the week after waking is full of other things in the mornings
            start = desk.now.replace(hour=9) + timedelta(days=day)
            desk.hands.busy(Period(start, start + timedelta(hours=4)), f"busy-{day}")
        return desk

    def test_nothing_is_written_into_the_past(self, desk: Desk) -> None:
        done = desk.run()
        assert desk.calendar.writes == len(done.applied)
        for change in done.applied:
            told = change.to_json()
            assert datetime.fromisoformat(str(told["start"])) > desk.now, told

    def test_everybody_has_one_series_and_one_next_date(self, desk: Desk) -> None:
        for _ in range(8):
            desk.run()
            desk.later(minutes=15)
        assert live_after(desk.calendar, desk.now) == dict.fromkeys(TWELVE, 1)
        with desk.open() as store:
            upcoming = {id: history.next for id, history in store.histories(desk.now).items()}
        often = [who.id for who in desk.people if who.cadence != RHYTHMS[3]]  # a quarter is longer than we look ahead
        assert [id for id in often if (upcoming[id] or desk.now) <= desk.now] == []
        assert desk.run().plan.changes == ()

    def test_no_run_mails_more_than_its_cap_and_nobody_twice_about_one_date(self, desk: Desk) -> None:
        for _ in range(8):
            before = len(desk.calendar.sent)
            desk.run()
            assert len(desk.calendar.sent) - before <= 2
            desk.later(minutes=15)
        assert set(Counter(desk.calendar.sent).values()) <= {1}

    def test_the_dates_slept_through_are_judged_once(self, desk: Desk) -> None:
        first = desk.run()
        assert first.recorded
        assert desk.later(minutes=15).run().recorded == []


class TestClocksApart:
    """69: from 8 to 29 March 2026 New York is four hours behind London, and not five."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        there = person("pat-lee", working_hours=(Hours.parse("08:00-10:00"),))._replace(zone="America/New_York")
        desk = Desk(tmp_path / "desk", [there])
        afternoon = (Hours.parse("12:00-15:00"),)
        desk.rules = desk.rules._replace(working_hours=(afternoon,) * 5 + ((), ()), horizon_weeks=13)
        return desk

    @pytest.mark.parametrize("now", [utc(2, 28, 7), utc(3, 7, 7), utc(3, 21, 7), utc(10, 17, 7), utc(10, 24, 7)])
    def test_every_date_is_within_both_peoples_hours_or_said_not_to_be(self, desk: Desk, now: datetime) -> None:
        """Not only the first: each date of the horizon is held against both clocks as they are on its day."""
        desk.now = now
        done = desk.run()
        [created] = [change for change in done.applied if change.kind == "create"]
        window = Period(now, now + timedelta(weeks=13))
        occurrences = [one for one in desk.calendar.read(window).dates if not one.cancelled]
        assert len(occurrences) >= 11, created
        missed = {miss.original_start for miss in done.plan.expected_misses}
        for one in occurrences:
            here, there = local(one.period.start, LONDON), local(one.period.start, "America/New_York")
            fits = wall(12) <= here.time() <= wall(14, 30) and wall(8) <= there.time() <= wall(9, 30)
            assert fits or one.original_start in missed, (here, there)

    def test_the_hours_between_the_two_do_differ(self) -> None:
        gaps = {local(utc(3, day, 12), LONDON).hour - local(utc(3, day, 12), "America/New_York").hour for day in (1, 9)}
        assert gaps == {4, 5}


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)), st.sampled_from([1, 2, 4, 26, 52]))
def test_73_weeks_are_counted_from_the_first_date_and_never_by_their_number(first: date, every: int) -> None:
    """2026-W53 is followed by 2027-W01: two odd weeks side by side change nothing."""
    rule = Recurrence(first, wall(10), LONDON, Cadence(every, "week"))
    starts = list(rule.starts(Period(new_year(first), new_year(first) + timedelta(days=800))))
    days = [local(start, LONDON).date() for start in starts]
    assert {(later - one).days for one, later in pairwise(days)} <= {7 * every}


def test_73_over_week_53_a_fortnight_stays_a_fortnight() -> None:
    rule = Recurrence(date(2026, 12, 15), wall(10), LONDON, FORTNIGHTLY)
    days = [start.date() for start in rule.starts(Period(utc(12, 1), utc(12, 31) + timedelta(days=40)))]
    assert [day.isocalendar()[:2] for day in days] == [(2026, 51), (2026, 53), (2027, 2), (2027, 4)]


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(1, 12))
def test_72_no_series_leans_on_a_day_that_some_months_lack(first: date, every: int) -> None:
    """A monthly series is the first to fourth weekday, so the 29th to 31st and 29 February cannot be one at all."""
    if first.day > 28:
        with pytest.raises(ValueError, match="missing in some months"):
            Recurrence(first, wall(10), LONDON, Cadence(every, "month"))
        return
    rule = Recurrence(first, wall(10), LONDON, Cadence(every, "month"))
    assert "BYMONTHDAY" not in rule.rrule()
    starts = list(rule.starts(Period(new_year(first), new_year(first) + timedelta(days=365 * 9))))
    days = [local(start, LONDON).date() for start in starts if local(start, LONDON).date() >= first]
    months = [day.year * 12 + day.month for day in days]
    assert {later - one for one, later in pairwise(months)} == {every}
    assert max(day.day for day in days) <= 28


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 1, 29), date(2027, 3, 31), date(2026, 8, 31)])
def test_72_planned_on_such_a_day_a_rare_series_still_comes_every_time(tmp_path: Path, day: date) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", Cadence(12, "month")), person("ben-li", Cadence(1, "month"))])
    desk.now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    desk.rules = desk.rules._replace(horizon_weeks=9)
    desk.run()
    assert {booking.series.recurrence.first.day <= 28 for booking in desk.bookings()} == {True}


def new_year(day: date) -> datetime:
    return datetime(day.year, 1, 1, tzinfo=UTC)


class TestZoneNames:
    """71."""

    @staticmethod
    def windows() -> dict[str, str]:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        return WINDOWS_TO_OLSON

    def test_every_windows_name_is_a_zone_with_the_same_clock(self) -> None:
        since = date(2026, 1, 1)
        wrong = [(name, iana) for name, iana in self.windows().items() if (iana_name(name, (), since) or "") != iana]
        assert (len(self.windows()) >= 139, wrong) == (True, [])
        for name, iana in self.windows().items():
            assert zone(iana).key == iana
            back = iana_name(windows_name(iana, since), (), since)
            assert back is not None, name
            assert alike(back, iana, since), name

    @pytest.mark.parametrize("name", ["Mars Standard Time", "GMT Standart Time", "", "tzone://Microsoft/Custom"])
    def test_an_unknown_name_is_none_and_never_utc(self, name: str) -> None:
        assert iana_name(name, ("Europe/London",), date(2026, 1, 1)) is None
        with pytest.raises(ValueError, match="is not a time zone"):
            zone(name)

    def test_in_config_and_list_it_is_a_problem_that_names_the_key(self, terminal: Terminal) -> None:
        config = (terminal.home / "config.toml").read_text("utf-8")
        terminal.write("config.toml", config.replace("Europe/London", "GMT Standard Time"))
        said = terminal.run("sync")
        assert (said.code, "owner.time_zone" in said.err) == (78, True)
        terminal.write("config.toml", config)
        people = (terminal.home / "stakeholders.toml").read_text("utf-8")
        terminal.write("stakeholders.toml", people.replace("America/New_York", "EST Standard Time"))
        said = terminal.run("sync")
        assert (said.code, "time_zone" in said.err) == (78, True)


def test_76_public_holidays_are_those_of_the_owners_country_and_part(tmp_path: Path) -> None:
    """6 January is a holiday in Bavaria, and a day of work in Berlin and London."""
    found = {}
    for code in ("DE-BY", "DE-BE", "GB"):
        desk = Desk(tmp_path / code, [person("ana-ruiz")])
        desk.now = datetime(2027, 1, 5, 6, tzinfo=UTC)
        only = (Hours.parse("10:00-10:30"),)
        desk.rules = desk.rules._replace(working_hours=((), (), only, (), (), (), ()), notice_hours=1)
        with desk.open() as store:
            world = World(OWNER._replace(holidays=code), desk.rules, store, desk.calendar, desk.now, public_holidays)
            run(world, desk.people, "f")
        window = Period(desk.now, desk.now + timedelta(weeks=2))
        found[code] = [one.period.start.date().isoformat() for one in desk.calendar.read(window).dates][:1]
    assert found == {"DE-BY": ["2027-01-13"], "DE-BE": ["2027-01-06"], "GB": ["2027-01-06"]}


@pytest.fixture
def journeys() -> Iterator[list[str]]:
    """Machine zones on the way; the suite's own is put back."""
    yield ["Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati", "UTC", "Australia/Lord_Howe"]
    time.tzset()


def test_77_the_zone_of_the_machine_decides_nothing(
    terminal: Terminal, journeys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configured zone rules wherever the laptop is; `doctor` says that the machine is elsewhere."""
    plans, says = set(), []
    for name in journeys:
        with monkeypatch.context() as there:
            there.setenv("TZ", name)
            time.tzset()
            plans.add(terminal.good("plan", "--json").out)
            checks = {check["name"]: check for check in terminal.run("doctor", "--json").json["checks"]}
            says.append((checks["time zone"]["ok"], name in checks["time zone"]["detail"]))
    assert len(plans) == 1
    assert says == [(True, True)] * len(journeys)
