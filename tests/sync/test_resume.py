"""Taken up again after a no: the old series goes before the new one comes, and nobody has two (I1)."""

from dataclasses import replace
from pathlib import Path

from tests.sync.desk import Desk, live_after, person


def test_a_declined_series_makes_room_for_a_new_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", [person("ana-ruiz")])
    desk.run()
    old = desk.booking_of("ana-ruiz")
    desk.hands.answer(old.uid, "declined")
    desk.later(hours=1).run()
    assert desk.booking_of("ana-ruiz").standing == "declined"
    assert desk.later(hours=1).preview().writes == (), "nobody is asked again by itself"
    with desk.open() as store:  # what `resume` does
        store.save_booking(replace(desk.booking_of("ana-ruiz"), standing="ended"))
    done = desk.later(hours=1).run()
    assert [change.kind for change in done.applied] == ["end", "create"]
    assert live_after(desk.calendar, desk.now) == {"ana-ruiz": 1}
    assert desk.booking_of("ana-ruiz").series.generation == 2
    assert desk.later(hours=1).preview().changes == ()
