"""A list that lacks a series which stands: who knows what else it lacks, so nothing is booked or moved by it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from tests.sync.desk import FORTNIGHTLY, Desk, person, utc
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reading
from touchbase.domain.period import Period
from touchbase.sync import run
from touchbase.sync.gather import gather

PEOPLE = ("ana-ruiz", "ben-li", "chi-obi")


class Forgetful:
    """A calendar whose list leaves some series out, though each is there when asked for by its id."""

    def __init__(self, inner: Calendar, *uids: str) -> None:
        self._inner, self._uids = inner, uids

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def read(self, window: Period) -> Reading:
        seen = self._inner.read(window)
        return replace(
            seen,
            series=tuple(one for one in seen.series if one.uid not in self._uids),
            dates=tuple(one for one in seen.dates if one.uid not in self._uids),
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk", [person(id, FORTNIGHTLY) for id in PEOPLE])
    desk.run()
    return desk


def unread(desk: Desk, *uids: str) -> tuple[str, ...]:
    with desk.open() as store:
        forgetful = cast("Calendar", Forgetful(desk.calendar, *uids))
        return gather(desk.world(store, forgetful), desk.people).snapshot.reading.unread


def test_the_owner_s_time_counts_as_unread(desk: Desk) -> None:
    uid = desk.booking_of("ana-ruiz").uid
    assert unread(desk, uid) == ("All of your calendar",)
    assert unread(desk) == ()


def test_a_series_that_is_really_gone_says_nothing_of_the_rest(desk: Desk) -> None:
    desk.hands.delete_series(desk.booking_of("ana-ruiz").uid)
    assert unread(desk) == ()


def test_nothing_is_written_by_such_a_list(desk: Desk) -> None:
    """Their own touchbases in the guests' calendars are no clash, and somebody new waits a day."""
    booked = [desk.booking_of(id) for id in PEOPLE]
    desk.people.append(person("dee-fox", FORTNIGHTLY))
    desk.settled().now = utc(3, 9)
    with desk.open() as store:
        forgetful = cast("Calendar", Forgetful(desk.calendar, *(one.uid for one in booked)))
        done = run(desk.world(store, forgetful), desk.people, desk.fingerprint)
    assert (done.plan.writes, desk.calendar.writes) == ((), 0)
    assert [one.stakeholder for one in done.plan.unplaced] == ["dee-fox"]
