"""A uid that is taken by a series that stands: no second one, whoever made the first."""

from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, Desk, live_after, person, utc
from touchbase.calendars.memory import MemoryCalendar
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.period import Period
from touchbase.errors import ProviderDown
from touchbase.sync.apply import STANDS


class Hiding(MemoryCalendar):
    """Lists that lack every series of ours, although each is there."""

    def read(self, window: Period) -> Reading:
        seen = super().read(window)
        return Reading(window, busy=seen.busy)


class Deaf(Hiding):
    """And whoever looks one up gets no answer."""

    def find(self, uid: str) -> SeenSeries | None:
        raise ProviderDown(f"No answer about {uid}.")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One that booked, lost its memory, and whose old slot no longer suits."""
    desk = Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY)])
    desk.run()
    booked = desk.booking_of("ana-ruiz").series.recurrence.first
    for n in range(5):
        desk.hands.busy(Period(utc(booked.month, booked.day, 0), utc(booked.month, booked.day, 23)), f"{n}")
    desk.home.joinpath("touchbase.db").unlink()
    return desk


@pytest.mark.parametrize("kind", [Hiding, Deaf])
def test_a_second_machine_that_saw_a_list_with_a_hole_makes_no_second_series(
    desk: Desk, kind: type[MemoryCalendar]
) -> None:
    sent = len(desk.calendar.sent)
    desk.calendar.__class__ = kind
    done = desk.later(minutes=15).run()
    assert [one.error for one in done.failed] in ([STANDS], [f"No answer about {done.plan.writes[0].facts()['uid']}."])
    assert (done.applied, len(desk.calendar.sent)) == ([], sent)
    desk.calendar.__class__ = MemoryCalendar
    again = desk.later(minutes=15).run()
    assert again.failed == []
    assert live_after(desk.calendar, desk.now) == {"ana-ruiz": 1}
    assert desk.booking_of("ana-ruiz").series.generation == 1
