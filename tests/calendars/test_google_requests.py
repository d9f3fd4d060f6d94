"""How many HTTP requests a run takes, over one connection; that a run with nothing to do writes nothing."""

from math import ceil
from typing import Literal

import pytest

from tests.calendars.contract import OWNER, SERIES, THIRD, TUESDAY, UID, WINDOW, series, utc
from tests.calendars.google_desk import Desk, at_desk
from tests.emulators.faults import Paged
from tests.emulators.google.switches import Switches
from touchbase.domain.cadence import Cadence
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries, MoveDate, Step
from touchbase.errors import ProviderDown

QUARTER = Period(utc(1, 2, 0), utc(5, 10, 0))  # a run's window: two weeks back, the horizon, the furthest move


def people(many: int) -> list[Stakeholder]:
    return [
        Stakeholder(f"guest-{n}", f"Guest {n}", f"guest-{n}@example.com", "peer", 3, Cadence(1, "month"), OWNER.zone)
        for n in range(many)
    ]


def first_sync(desk: Desk, many: int) -> None:
    """What a sync asks of the calendar: a look, free/busy, a series for everybody."""
    desk.calendar.read(QUARTER)
    desk.calendar.free_busy(people(many), QUARTER)
    steps = [CreateSeries(series(person.id)) for person in people(many)]
    for start in range(0, many, desk.calendar.at_once):
        assert set(desk.calendar.write(steps[start : start + desk.calendar.at_once])) == {None}


@pytest.mark.parametrize(("many", "most"), [(30, 4), (150, 9)])
def test_a_first_sync_and_one_with_nothing_to_do(many: int, most: int) -> None:
    with at_desk() as desk:
        first_sync(desk, many)
        assert desk.requests <= most
        assert len(desk.google.writes) == many
        assert desk.google.server.connections == 1
        desk.forget()
        reading = desk.calendar.read(QUARTER)
        desk.calendar.free_busy(people(many), QUARTER)
        assert len(reading.series) == many
        assert desk.requests <= 2 + ceil(many / 50)
        assert desk.google.writes == []


@pytest.mark.parametrize("inherit", [True, False])
def test_dates_taken_off_cost_one_request_more_at_most_whatever_their_number(inherit: bool) -> None:
    with at_desk(Switches(instances_inherit_private=inherit)) as desk:
        desk.calendar.create(SERIES)
        for date in desk.calendar.read(WINDOW).dates[:5]:
            desk.calendar.skip_date(UID, date.original_start)
        desk.forget()
        assert len(desk.calendar.read(WINDOW).dates) == 3
        assert desk.requests <= 2


def test_single_writes_of_one_round_go_together() -> None:
    with at_desk() as desk:
        desk.calendar.create(SERIES)
        starts = [date.original_start for date in desk.calendar.read(WINDOW).dates]
        desk.forget()
        steps: list[Step] = [MoveDate(UID, start, Period.lasting(start.replace(hour=14), 30)) for start in starts]
        assert set(desk.calendar.write(steps)) == {None}
        assert desk.requests == 2
        assert len(desk.google.writes) == len(starts)


@pytest.mark.parametrize(("kind", "times"), [("short", None), ("empty", 3)])
def test_pages_are_read_to_the_last(kind: Literal["short", "empty"], times: int | None) -> None:
    with at_desk(Switches(page_tokens_repeat=True)) as desk:
        desk.calendar.create(SERIES)
        desk.calendar.move_date(UID, THIRD, TUESDAY)
        whole = desk.calendar.read(WINDOW)
        desk.google.faults.add(Paged(kind, path="/events", times=times))
        assert desk.calendar.read(WINDOW) == whole
        assert desk.google.faults.met >= 3


def test_pages_without_an_end_are_not_read_for_ever() -> None:
    with at_desk() as desk:
        desk.google.faults.add(Paged("empty", path="/events", times=None))
        with pytest.raises(ProviderDown, match="no end"):
            desk.calendar.read(WINDOW)
