"""What limits a run from outside: a calendar that asked us to stay away, and the minutes a run may take."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, OWNER, Desk, no_holidays, person
from touchbase.errors import Passing, ProviderDown, TryLater
from touchbase.store.port import Store
from touchbase.sync import World, look_by_hand, run, take_back

PEOPLE = ("ana-ruiz", "ben-li", "chi-obi", "dee-fox", "eva-ito")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person(id, FORTNIGHTLY) for id in PEOPLE])


def kept(desk: Desk) -> str | None:
    with desk.open() as store:
        return store.get("memory.not_before")


@pytest.mark.parametrize("kind", [TryLater, ProviderDown])
def test_a_read_that_asks_for_patience_keeps_the_next_runs_away(desk: Desk, kind: type[Passing]) -> None:
    desk.calendar.fail(kind("Slow down.", wait=3600), read=1)
    with pytest.raises(kind, match="Slow down"):
        desk.run()
    calls = len(desk.calendar.calls)
    with pytest.raises(TryLater, match="wait until 08:00") as refused:
        desk.later(minutes=59).run()
    assert (len(desk.calendar.calls), refused.value.exit_code) == (calls, 75)
    assert len(desk.later(minutes=1).run().applied) == 5


def test_a_write_that_asks_for_patience_stops_the_run_at_once(desk: Desk) -> None:
    """No second try, as for other failures: the calendar said how long."""
    desk.calendar.fail(TryLater("Slow down.", wait=600), write=2)
    done = desk.run()
    assert (len(done.applied), len(done.failed), desk.calendar.writes) == (1, 1, 2)
    assert isinstance(done.stopped, TryLater)
    with desk.open() as store, pytest.raises(TryLater, match="wait until"):
        look_by_hand(desk.world(store), desk.people)
    with desk.open() as store, pytest.raises(TryLater, match="wait until"):
        take_back(desk.world(store), done.run)
    assert len(desk.later(minutes=10).run().applied) == 4


@pytest.mark.parametrize("error", [TryLater("Slow down."), ProviderDown("No answer.")])
def test_what_names_no_time_keeps_nobody_away(desk: Desk, error: TryLater | ProviderDown) -> None:
    desk.calendar.fail(error, read=1)
    with pytest.raises(type(error)):
        desk.run()
    assert kept(desk) is None
    assert len(desk.run().applied) == 5


def test_a_day_is_the_longest_wait(desk: Desk) -> None:
    desk.calendar.fail(TryLater("Slow down.", wait=10.0**12), read=1)
    with pytest.raises(TryLater):
        desk.run()
    assert kept(desk) == (desk.now + timedelta(days=1)).isoformat()


def test_a_wait_from_a_clock_that_was_wrong_keeps_nobody_away(desk: Desk) -> None:
    with desk.open() as store:
        store.set("memory.not_before", "2099-01-01T00:00:00+00:00")
    assert len(desk.run().applied) == 5


class Slow:
    """A minute passes with each look at the watch."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 60
        return self.seconds


def slow_world(desk: Desk, store: Store, minutes: int) -> World:
    rules = desk.rules._replace(minutes_per_run=minutes)
    return World(OWNER, rules, store, desk.calendar, desk.now, no_holidays, Slow())


@pytest.mark.parametrize(("minutes", "written"), [(1, 1), (3, 3), (5, 5), (10, 5)])
def test_a_run_that_takes_too_long_stops_between_two_writes(desk: Desk, minutes: int, written: int) -> None:
    with desk.open() as store:
        done = run(slow_world(desk, store, minutes), desk.people, "f")
    assert (len(done.applied), done.failed) == (written, [])
    assert (done.stopped is None) is (written == 5)
    if done.stopped is not None:
        assert str(done.stopped).startswith(f"The run took longer than {minutes} minute")
        assert done.stopped.exit_code == 75
    assert kept(desk) is None
    assert len(desk.later(minutes=15).run().applied) == 5 - written
