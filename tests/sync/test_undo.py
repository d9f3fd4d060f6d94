"""What a run wrote, taken back: new series end, moved dates return, and nothing is made anew by itself."""

from datetime import date
from pathlib import Path

import pytest

from tests.sync.desk import Desk, live_after, person, utc
from touchbase.domain.booking import DateChange
from touchbase.domain.change import End, MoveOccurrence
from touchbase.domain.period import Period
from touchbase.domain.plan import Plan
from touchbase.store.sqlite import SqliteStore
from touchbase.sync import SYNC_RUN, Outcome, take_back, undoing


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person("ana-ruiz"), person("ben-li")])


def last_run(store: SqliteStore) -> int:
    action = store.last_action()
    assert action is not None
    assert action.kind == SYNC_RUN
    return int(action.after)


def taken_back(desk: Desk) -> Outcome:
    with desk.open() as store:
        return take_back(desk.world(store), last_run(store))


def plan_of(desk: Desk) -> Plan:
    with desk.open() as store:
        return undoing(desk.world(store), last_run(store))


def test_new_series_end_and_stay_away_until_they_are_resumed(desk: Desk) -> None:
    desk.run()
    done = taken_back(desk)
    assert [type(change) for change in done.applied] == [End, End]
    assert not live_after(desk.calendar, desk.now)
    assert {booking.standing for booking in desk.bookings()} == {"paused_by_user"}
    assert desk.later(hours=1).preview().changes == ()


def test_guests_hear_of_it_once_each(desk: Desk) -> None:
    desk.run()
    desk.calendar.sent.clear()
    assert taken_back(desk).mails == 2
    assert sorted(mail.to for mail in desk.calendar.sent) == ["ana-ruiz@example.com", "ben-li@example.com"]


def test_a_moved_date_goes_back_where_the_rule_has_it(desk: Desk) -> None:
    desk.people = [person("ana-ruiz")]
    uid = desk.stand("ana-ruiz", date(2026, 3, 10))
    desk.hands.busy(Period(utc(3, 17), utc(3, 17, 10, 30)))
    moved = desk.run().applied
    assert [type(change) for change in moved] == [MoveOccurrence]
    assert [change.kind for change in taken_back(desk).applied] == ["move_occurrence"]
    shown = {d.original_start: d.period.start for d in desk.calendar.read(desk.horizon).dates if d.uid == uid}
    assert shown[utc(3, 17)] == utc(3, 17)
    assert desk.booking_of("ana-ruiz").exceptions == {utc(3, 17): DateChange(Period.lasting(utc(3, 17), 30), "human")}
    assert desk.later(hours=1).run().plan.changes == (), "what was taken back is not done again"


def test_an_ended_series_is_not_brought_back(desk: Desk) -> None:
    desk.people = [person("ana-ruiz", state="let_go")]
    desk.stand("ana-ruiz", date(2026, 3, 10))
    assert [change.kind for change in desk.run().applied] == ["end"]
    assert plan_of(desk).changes == ()


def test_a_run_with_nothing_to_do_leaves_nothing_to_take_back(desk: Desk) -> None:
    desk.people = [person("ana-ruiz", state="paused")]
    desk.run()
    with desk.open() as store:
        assert store.last_action() is None
