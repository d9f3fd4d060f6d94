"""One look at its edges, each found by a mutant that lived: all that is remembered and asked goes into it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, OWNER, Desk, person, utc
from touchbase.calendars.memory import MemoryCalendar
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Reading
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import ProviderDown, RefusedPlan, StayAway, TryLater
from touchbase.planning.dates import FURTHEST_MOVE
from touchbase.sync import gather
from touchbase.sync.gather import Gathered


class Shared(MemoryCalendar):
    """Guests who share their busy time: all of what they are asked for."""

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        return {who.id: FreeBusy.of([window], window) for who in people}


class Gaps(MemoryCalendar):
    """Lists that lack every series of ours, although each is there when asked for."""

    def read(self, window: Period) -> Reading:
        return Reading(window, busy=super().read(window).busy)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person(id, FORTNIGHTLY) for id in ("ana-ruiz", "ben-li", "chi-obi")])


def look(desk: Desk) -> Gathered:
    with desk.open() as store:
        return gather(desk.world(store), desk.people)


def test_all_that_is_remembered_goes_into_the_look(desk: Desk) -> None:
    first = desk.stand("ana-ruiz", date(2026, 3, 3), last=date(2027, 3, 3))
    desk.hands.answer(first, "accepted")
    before = desk.now
    desk.run()
    found = look(desk.later(hours=1)).snapshot
    assert found.last_run == before
    assert found.known_ids == {"ana-ruiz", "ben-li", "chi-obi"}
    assert (found.histories["ana-ruiz"].last_held, found.histories["ben-li"].last_held) == (utc(3, 3), None)
    assert sorted(operation.stakeholder for operation in found.recent) == ["ben-li", "chi-obi"]
    assert look(desk.later(days=2)).snapshot.recent == ()


def test_all_that_is_asked_goes_into_the_look(desk: Desk) -> None:
    asked: list[tuple[str, date, date]] = []

    def holidays(code: str, first: date, last: date) -> frozenset[date]:
        asked.append((code, first, last))
        return frozenset({date(2026, 3, 17)})

    desk.calendar.__class__ = Shared
    with desk.open() as store:
        world = replace(desk.world(store), holidays=holidays, owner=OWNER._replace(holidays="IE"))
        found = gather(world, desk.people).snapshot
    window = Period(desk.now - timedelta(days=14), desk.horizon.end + FURTHEST_MOVE)
    assert found.reading.window == window
    assert asked == [("IE", window.start.date(), window.end.date())]
    assert found.holidays == {date(2026, 3, 17)}
    assert found.free_busy == {who.id: FreeBusy.of([window], window) for who in desk.people}


def test_another_list_is_refused_by_a_run_too(desk: Desk) -> None:
    desk.run()
    desk.people[:] = [person(id, FORTNIGHTLY) for id in ("dee-fox", "eva-ito", "fay-orr")]
    with pytest.raises(RefusedPlan, match="Only 0 of the 3 people of the last good list"):
        desk.later(hours=1).run()


def test_a_write_to_a_date_stays_open_while_the_dates_of_its_series_are_not_shown(desk: Desk) -> None:
    desk.people[1:] = []
    uid = desk.stand("ana-ruiz", date(2026, 3, 10))
    desk.hands.busy(Period(utc(3, 24, 9), utc(3, 24, 12)))
    desk.settled()
    desk.calendar.fail(ProviderDown("Cut off."), write=1, after=True)
    desk.run()
    assert desk.outcomes() == {"unknown": 1}
    desk.calendar.__class__ = Gaps
    found = look(desk.later(hours=1))
    assert not found.resolved.outcomes
    assert found.snapshot.looked_up == {uid}
    desk.calendar.__class__ = MemoryCalendar
    assert list(look(desk).resolved.outcomes.values()) == ["done"]


def test_a_wait_of_a_whole_day_is_kept_and_says_when_it_is_over(desk: Desk) -> None:
    desk.calendar.fail(TryLater("Slow down.", wait=24 * 60 * 60), read=1)
    with pytest.raises(TryLater, match="Slow down"):
        desk.run()
    with pytest.raises(StayAway) as refused:
        desk.run()
    assert refused.value.sentence == "The calendar asked us to wait until 07:00."
    assert refused.value.remedy == "The first sync after that goes on."


@pytest.mark.parametrize(("away", "back"), [(5, 14), (13, 14), (20, 21), (400, 91)])
def test_a_run_looks_back_to_the_last_one_and_a_day_more(desk: Desk, away: int, back: int) -> None:
    desk.run()
    found = look(desk.later(days=away)).snapshot
    assert desk.now - found.reading.window.start == timedelta(days=back)
