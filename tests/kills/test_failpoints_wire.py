"""Requests that are carried out and not answered, or dropped, once or from there on: faults 3, 7, 35, 40 in process."""

from contextlib import suppress
from datetime import datetime

import pytest
import time_machine

from tests.emulators.faults import Deed, Fault, answer, drop, half_body
from tests.kills import story
from tests.kills.ending import Undisturbed, check_end, end_of, undisturbed
from tests.kills.google_desk import GoogleDesk
from tests.kills.outlook_desk import OutlookDesk
from tests.kills.sampling import spread
from touchbase.errors import TouchbaseError
from touchbase.sync import run

AnyDesk = GoogleDesk | OutlookDesk
TWICE = 2  # httplib2 sends a request that was dropped once more by itself
WAYS: dict[str, tuple[Deed, int | None]] = {
    "done, then 503": (answer(503, after=True), 1),
    "done, then 503 from there on": (answer(503, after=True), None),
    "done, then dropped": (drop(after=True), TWICE),
    "done, then dropped from there on": (drop(after=True), None),
    "dropped from there on": (drop(), None),
    "done, half of the answer": (half_body(), 1),
}
POINTS = 4
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module", params=["google", "outlook"])
def desk(request: pytest.FixtureRequest) -> AnyDesk:
    found: AnyDesk = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def wanted(desk: AnyDesk) -> Undisturbed:
    return undisturbed(desk)


def sync(desk: AnyDesk, at: datetime) -> None:
    """One run; its pauses take no time. What it says when it fails is heard."""
    with time_machine.travel(at, tick=False):
        context = desk.context()
        try:
            with suppress(TouchbaseError):
                people = context.roster
                run(context.world(context.store), people.stakeholders, people.fingerprint)
        finally:
            context.close()


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_that_never_came_is_looked_up_and_nothing_is_sent_twice(
    desk: AnyDesk, wanted: Undisturbed, way: str
) -> None:
    shift = list(WAYS).index(way)  # so that the ways meet different requests
    for nth in spread(range(1 + shift % 3, wanted.met + 1), POINTS):
        where = f"{way}, request or part {nth} of {wanted.met}"
        desk.put_back()
        deed, times = WAYS[way]
        fault = Fault(deed, nth=nth, times=times)
        desk.faults.add(fault)
        sync(desk, story.NOW)
        assert fault.met, where
        desk.faults.clear()
        sync(desk, story.LATER)
        check_end(end_of(desk), wanted.end, where)
        before = desk.writes()
        sync(desk, story.LATER)
        assert desk.writes() == before, f"a third run wrote after {where}"
