"""A series made by hand taken over: the tag and nothing else, no mail, one series a person, and the way back."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from tests.sync.crashing import Fate, Killed, mortal_calendar, mortal_store
from tests.sync.desk import FORTNIGHTLY, LONDON, OWNER, Desk, live_after, person, utc
from touchbase.calendars.memory import Call
from touchbase.domain.adoption import Release
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.errors import CalendarRefused, ProviderDown
from touchbase.planning.adoption import adoption
from touchbase.store.port import Store
from touchbase.sync import ByHandNow, Outcome, look_by_hand, take_back, take_over
from touchbase.sync.refusals import keep, refusals

TUESDAYS = Recurrence(date(2026, 2, 24), time(10), LONDON, FORTNIGHTLY, 30)
WRITES = {"create", "end", "renew", "move_date", "skip_date", "restore_date", "change_guest", "adopt", "release"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana is met every other Tuesday, by the owner's own series; Ben by nothing."""
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY), person("ben-li")])
    desk.hands.meet_weekly("coffee", TUESDAYS, "ana-ruiz@example.com")
    return desk


def look(desk: Desk, store: Store) -> ByHandNow:
    return look_by_hand(desk.world(store), desk.people)


def adopt(desk: Desk) -> Outcome:
    with desk.open() as store:
        found = look(desk, store)
        plan = adoption(found.of("ana-ruiz")[0], found.snapshot)
        return take_over(desk.world(store), found, plan, "the adoption")


def undo(desk: Desk) -> Outcome:
    with desk.open() as store:
        action = store.last_action()
        assert action is not None
        store.mark_undone(action.id, desk.now)
        return take_back(desk.world(store), int(action.after))


def writes(desk: Desk) -> list[Call]:
    return [call for call in desk.calendar.calls if call.verb in WRITES]


def test_nobody_gets_a_second_series(desk: Desk) -> None:
    done = desk.run()
    assert [(change.kind, change.stakeholder) for change in done.applied] == [("create", "ben-li")]
    assert [proposal.kind for proposal in done.plan.proposals] == ["adopt"]
    assert desk.later(hours=1).preview().changes == ()


def test_the_tag_is_the_only_write_and_nobody_is_mailed(desk: Desk) -> None:
    before = desk.calendar.entries["coffee"]
    done = adopt(desk)
    assert (writes(desk), desk.calendar.sent, done.mails) == ([Call("adopt", "coffee")], [], 0)
    after = desk.calendar.entries["coffee"]
    tagged = replace(before.series, stakeholder="ana-ruiz", generation=1)
    assert after == replace(before, series=tagged, tagged=True, version=after.version)


def test_it_is_ours_at_once_and_a_sync_has_nothing_to_add(desk: Desk) -> None:
    adopt(desk)
    entry = desk.booking_of("ana-ruiz")
    assert (entry.uid, entry.pinned, entry.standing, entry.series.recurrence) == ("coffee", True, "live", TUESDAYS)
    with desk.open() as store:
        assert store.histories(desk.now)["ana-ruiz"].next == utc(3, 10)
    plan = desk.preview()
    assert [change.stakeholder for change in plan.writes] == ["ben-li"]
    assert plan.proposals == ()
    assert live_after(desk.calendar, desk.now)["ana-ruiz"] == 1


def test_it_stays_in_its_slot_and_is_tended(desk: Desk) -> None:
    adopt(desk)
    desk.people = [person("ana-ruiz")]  # weekly from now on, which moves no series a person chose
    desk.hands.busy(Period(utc(3, 10), utc(3, 10, 12)))
    assert desk.later(hours=1).preview().writes == ()
    desk.people = [person("ana-ruiz", FORTNIGHTLY, state="let_go")]
    assert [change.kind for change in desk.later(hours=1).run().applied] == ["end"]
    assert live_after(desk.calendar, desk.now + timedelta(days=2))["ana-ruiz"] == 0


def test_a_date_remembered_as_a_meeting_is_not_remembered_twice(desk: Desk) -> None:
    desk.later(days=4).run()  # Wednesday the 11th, a day after a coffee
    with desk.open() as store:
        before = store.touchbases()
    assert [entry.start for entry in before] == [utc(3, 10), utc(2, 24)][: len(before)]
    adopt(desk)
    desk.later(hours=1).run()
    with desk.open() as store:
        assert store.touchbases() == before


def test_undo_gives_it_back_and_it_may_be_adopted_again(desk: Desk) -> None:
    before = desk.calendar.entries["coffee"]
    adopt(desk)
    done = undo(desk)
    assert [type(change) for change in done.applied] == [Release]
    after = desk.calendar.entries["coffee"]
    assert (after.tagged, after.series.recurrence, desk.calendar.sent) == (False, before.series.recurrence, [])
    assert desk.booking_of("ana-ruiz").standing == "ended"
    assert [proposal.kind for proposal in desk.preview().proposals] == ["adopt"]
    desk.later(hours=1)
    adopt(desk)
    entry = desk.booking_of("ana-ruiz")
    assert (entry.uid, entry.standing, entry.series.generation, entry.pinned) == ("coffee", "live", 2, True)
    assert [change.stakeholder for change in desk.later(hours=1).preview().writes] == ["ben-li"]


def test_a_series_deleted_after_its_adoption_is_not_made_anew(desk: Desk) -> None:
    adopt(desk)
    desk.hands.delete_series("coffee")
    assert [change.stakeholder for change in desk.later(hours=1).run().applied] == ["ben-li"]
    assert desk.booking_of("ana-ruiz").standing == "paused_by_user"


def test_a_refusal_of_the_calendar_changes_nothing_of_ours(desk: Desk) -> None:
    desk.calendar.fail(CalendarRefused("Not yours."), write=1)
    done = adopt(desk)
    assert ([failure.error for failure in done.failed], desk.bookings()) == (["Not yours."], ())
    with desk.open() as store:
        assert store.last_action() is None


@pytest.mark.parametrize("after", [False, True])
def test_an_answer_that_is_lost_is_found_by_the_next_sync(desk: Desk, after: bool) -> None:
    desk.calendar.fail(ProviderDown("No answer."), write=1, after=after)
    adopt(desk)
    assert desk.outcomes() == {"unknown": 1}
    desk.later(hours=1).run()
    assert desk.outcomes() == ({"done": 2} if after else {"done": 1, "failed": 1})
    theirs = [booking.uid for booking in desk.bookings() if booking.series.stakeholder == "ana-ruiz"]
    assert theirs == ["coffee"] * after


def crash(desk: Desk, fate: Fate) -> None:
    store = desk.open()
    try:
        world = replace(desk.world(mortal_store(store, fate)), calendar=mortal_calendar(desk.calendar, fate))
        found = look_by_hand(world, desk.people)
        take_over(world, found, adoption(found.of("ana-ruiz")[0], found.snapshot), "the adoption")
    finally:
        store.close()


def test_killed_anywhere_it_is_done_or_not_and_a_sync_makes_it_whole(desk: Desk, tmp_path: Path) -> None:
    desk.open().close()
    whole = Fate()
    crash(desk.copy(tmp_path / "whole"), whole)
    for nth, name in enumerate(whole.names, 1):
        one = desk.copy(tmp_path / f"killed-{nth}")
        with pytest.raises(Killed):
            crash(one, Fate(nth, after=name != "begin transaction"))
        one.later(hours=1).run()
        tagged = one.calendar.entries["coffee"].tagged
        theirs = [b for b in one.bookings() if b.series.stakeholder == "ana-ruiz"]
        assert [(b.uid, b.pinned, b.stands) for b in theirs] == [("coffee", True, True)] * tagged, name
        assert live_after(one.calendar, one.now)["ana-ruiz" if tagged else ""] == 1, name
        assert one.outcomes().keys() <= {"done", "failed"}, name
        assert one.later(hours=1).preview().changes == (), name
        assert not any(mail.to == "ana-ruiz@example.com" for mail in one.calendar.sent), name


def test_a_no_is_remembered_and_a_series_of_its_own_is_booked(desk: Desk) -> None:
    with desk.open() as store:
        keep(store, [("ana-ruiz", "coffee"), ("ana-ruiz", "walk"), ("zoe-fox", "lunch")])
        assert refusals(store) == {("ana-ruiz", "coffee"), ("ana-ruiz", "walk"), ("zoe-fox", "lunch")}
        assert [one.serves for one in look(desk, store).meetings] == [False]
    assert sorted(change.stakeholder for change in desk.preview().writes) == ["ana-ruiz", "ben-li"]


def test_an_adoption_takes_the_no_back(desk: Desk) -> None:
    with desk.open() as store:
        keep(store, [("ana-ruiz", "coffee"), ("zoe-fox", "lunch")])
    adopt(desk)
    with desk.open() as store:
        assert refusals(store) == {("zoe-fox", "lunch")}


def test_of_nobody_nothing_is_found(desk: Desk) -> None:
    with desk.open() as store:
        found = look(desk, store)
    assert (found.of("ben-li"), len(found.of("ana-ruiz"))) == ((), 1)
    assert found.snapshot.owner == OWNER
    assert found.snapshot.now - desk.now == timedelta()
