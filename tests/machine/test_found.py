"""What the state machine found, each as the short story it shrank to."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sync.desk import Desk, live_after, person
from touchbase.calendars.memory.entry import Entry
from touchbase.domain.cadence import Cadence
from touchbase.domain.change import MoveOccurrence
from touchbase.domain.period import Period
from touchbase.errors import ProviderDown
from touchbase.sync import take_back


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk", [person("ana-ruiz"), person("ben-li")])
    made.run()
    return made.settled().later(minutes=15)


def resumed(desk: Desk, id: str) -> None:
    """What `resume` does to a series that was declined or deleted."""
    with desk.open() as store:
        store.save_booking(replace(desk.booking_of(id), standing="ended"))


def out_of_the_bin(desk: Desk, uid: str) -> Entry:
    desk.calendar.entries[uid] = replace(desk.calendar.entries[uid], deleted=False)
    return desk.calendar.entries[uid]


def test_a_series_back_from_the_bin_is_not_ended_because_its_person_is_off_the_list(desk: Desk) -> None:
    """I7. Its end had been noted while the person was not on the list, so the next run took it for a left-over."""
    ana = desk.booking_of("ana-ruiz")
    desk.hands.delete_series(ana.uid)
    desk.people = [who for who in desk.people if who.id != "ana-ruiz"]
    desk.run()
    assert desk.booking_of("ana-ruiz").standing == "ended"
    back = out_of_the_bin(desk, ana.uid)
    assert desk.later(minutes=15).run().applied == []
    assert desk.calendar.entries[ana.uid] == back
    assert desk.calendar.sent == []


def test_under_create_only_nobody_gets_a_second_series_after_a_no(desk: Desk) -> None:
    """I1. `resume` gives the declined series up, and this policy lets nothing end."""
    desk.rules = desk.rules._replace(policy="create-only")
    desk.hands.answer(desk.booking_of("ana-ruiz").uid, "declined")
    desk.run()
    resumed(desk, "ana-ruiz")
    done = desk.later(minutes=15).run()
    assert live_after(desk.calendar, desk.now) == {"ana-ruiz": 1, "ben-li": 1}
    assert [one.stakeholder for one in done.plan.unplaced] == ["ana-ruiz"]
    desk.hands.delete_series(desk.booking_of("ana-ruiz").uid)
    assert [change.kind for change in desk.later(minutes=15).run().applied] == ["create"]


def test_a_write_to_a_date_is_answered_once_its_series_is_gone(desk: Desk) -> None:
    """It stayed open, and was looked up in every run for ever."""
    ana = desk.booking_of("ana-ruiz")
    first = next(start for start in ana.series.recurrence.starts(desk.horizon) if (start - desk.now).days > 2)
    desk.hands.busy(Period.lasting(first, 30))
    desk.calendar.fail(ProviderDown("No answer."), write=1)
    assert [type(change) for change in desk.run().plan.writes] == [MoveOccurrence]
    assert desk.outcomes()["unknown"] == 1
    desk.hands.delete_series(ana.uid)
    for _ in range(2):
        desk.later(minutes=15).run()
    assert desk.outcomes()["unknown"] == 0
    desk.calendar.calls.clear()
    desk.later(minutes=15).run()
    assert [call.verb for call in desk.calendar.calls] == ["read", "free_busy"]


def test_what_undo_took_back_stays_away_whatever_an_open_write_turns_out_to_be(desk: Desk) -> None:
    """I6. The end that nobody saw is found to be done, because `undo` ended the series too."""
    with desk.open() as store:
        [(action, number)] = [(one, int(one.after)) for one in [store.last_action()] if one is not None]
        assert action.kind == "sync.run"
    people = list(desk.people)
    desk.people = [who._replace(state="let_go") if who.id == "ana-ruiz" else who for who in people]
    desk.calendar.fail(ProviderDown("No answer."), write=1)
    desk.run()
    desk.people = people
    with desk.open() as store:
        take_back(desk.world(store), number)
    assert {booking.standing for booking in desk.bookings()} == {"paused_by_user"}
    for _ in range(2):
        assert desk.later(hours=25).run().applied == []
    assert not live_after(desk.calendar, desk.now)


def test_a_machine_with_an_older_list_does_not_invite_anew_whom_it_does_not_see_among_the_guests(desk: Desk) -> None:
    """I6. Another machine gave Ana's new address, she said no, and this one took that for somebody else's answer."""
    ana = desk.booking_of("ana-ruiz")
    entry = desk.calendar.entries[ana.uid]
    desk.calendar.entries[ana.uid] = replace(entry, series=replace(entry.series, guest_email="ana-ruiz@example.org"))
    desk.hands.answer(ana.uid, "declined")
    desk.people[0] = desk.people[0]._replace(cadence=Cadence(3, "week"))
    done = desk.later(days=1).run()
    assert [change for change in done.applied if change.stakeholder == "ana-ruiz"] == []
    assert "no longer among the guests" in done.plan.notices[0]
    assert desk.calendar.sent == []
