"""Taking back at its edges, each found by a mutant that lived: what it says, what it leaves, when it has to wait."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, LONDON, Desk, person, utc
from touchbase.domain.adoption import Release
from touchbase.domain.change import End, MoveOccurrence
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.errors import CalendarRefused, TryLater
from touchbase.planning.adoption import adoption
from touchbase.sync import Outcome, look_by_hand, take_back, take_over, undoing

TAKEN_BACK = ("you took the last run back",)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY), person("ben-li", FORTNIGHTLY)])


def undo(desk: Desk, number: int) -> Outcome:
    with desk.open() as store:
        return take_back(desk.world(store), number)


def test_what_is_taken_back_says_so_and_mails(desk: Desk) -> None:
    uid = desk.stand("ana-ruiz", date(2026, 3, 10))
    desk.hands.busy(Period(utc(3, 24), utc(3, 24, 10, 30)))
    done = desk.run()
    with desk.open() as store:
        plan = undoing(desk.world(store), done.run)
    (ended, back) = plan.changes
    assert ended == End(
        stakeholder="ben-li", uid=desk.booking_of("ben-li").uid, after=desk.now, why=TAKEN_BACK, notifies=True,
        asked=True,
    )  # fmt: skip
    assert back == MoveOccurrence(
        stakeholder="ana-ruiz", uid=uid, original_start=utc(3, 24), period=Period.lasting(utc(3, 24), 30), zone=LONDON,
        why=TAKEN_BACK, notifies=True,
    )  # fmt: skip


def test_only_what_was_done_is_taken_back(desk: Desk) -> None:
    desk.calendar.fail(CalendarRefused("Not that one."), write=1)
    done = desk.run()
    (failed,) = done.failed
    with desk.open() as store:
        plan = undoing(desk.world(store), done.run)
    assert [change.stakeholder for change in plan.changes] == [change.stakeholder for change in done.applied]
    assert failed.stakeholder not in {change.stakeholder for change in plan.changes}


@pytest.mark.parametrize("at", ["read", "write"])
def test_a_wait_that_is_asked_for_while_taking_back_is_kept(desk: Desk, at: str) -> None:
    number, patience = desk.run().run, TryLater("Slow down.", wait=600)
    desk.settled()
    if at == "read":
        desk.calendar.fail(patience, read=1)
        with pytest.raises(TryLater, match="Slow down"):
            undo(desk, number)
    else:
        desk.calendar.fail(patience, write=1)
        assert undo(desk, number).stopped is patience
    with pytest.raises(TryLater, match="wait until 07:10"):
        desk.run()


def test_an_adoption_taken_back_says_so(desk: Desk) -> None:
    coffee = Recurrence(date(2026, 2, 24), time(15), LONDON, FORTNIGHTLY, 30)
    desk.hands.meet_weekly("coffee", coffee, "ana-ruiz@example.com")
    with desk.open() as store:
        world = desk.world(store)
        found = look_by_hand(world, desk.people)
        done = take_over(world, found, adoption(found.of("ana-ruiz")[0], found.snapshot), "the adoption")
        plan = undoing(world, done.run)
    assert plan.changes == (Release(stakeholder="ana-ruiz", uid="coffee", why=TAKEN_BACK),)
