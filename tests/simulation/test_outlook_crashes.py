"""A run that dies, a database that is lost, and one person whose booking is refused, on Outlook.

I3: whatever was under way, the next run ends where an undisturbed one ends. I12: one fault is one person's.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from tests.emulators.faults import Fault, answer
from tests.simulation.outlook_office import THREE, Office
from tests.simulation.outlook_seen import tag_of
from touchbase.domain.step import Step
from touchbase.errors import TouchbaseError
from touchbase.sync import run


class Killed(BaseException):
    """No handler of ours catches it, as none sees a SIGKILL."""


class Dying:
    """A calendar whose process is killed at its nth write, just before or just after it."""

    def __init__(self, calendar: Any, nth: int, *, after: bool) -> None:
        self.calendar, self.nth, self.after = calendar, nth, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self.calendar, name)

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        self.nth -= 1
        if self.nth == 0 and not self.after:
            raise Killed
        answers: tuple[TouchbaseError | None, ...] = self.calendar.write(steps)
        if self.nth == 0:
            raise Killed
        return answers


def killed(office: Office, nth: int, *, after: bool) -> None:
    with time_machine.travel(office.now, tick=False):
        context = office.home.context()
        world = context.world(context.store)
        dying: Any = Dying(world.calendar, nth, after=after)
        try:
            with pytest.raises(Killed):
                run(replace(world, calendar=dying), office.people, "f" * 64)
        finally:
            context.close()


def first_booking(office: Office) -> None:
    """Nobody is booked yet."""


def one_leaves(office: Office) -> None:
    """Three are booked, and one of them is let go."""
    office.good()
    office.later(days=1)
    office.people[0] = office.people[0]._replace(state="let_go")


def one_is_moved(office: Office) -> None:
    """Three are booked, and something of the owner's now stands over a date."""
    office.good()
    office.later(days=1)
    one = office.date("ben-li", 2)
    office.home.hands.make("Busy", one.start, 30)


def over_something(office: Office) -> list[str]:
    """The dates that stand over another event of the owner's."""
    others = [item for item in office.seen.box.items.values() if tag_of(item) is None]
    busy = [(item.start.instant, item.end.instant) for item in others]
    dates = office.seen.dates(office.now, office.now.replace(month=5))
    return [f"{one.who} {one.start}" for one in dates if any(a < one.end and one.start < b for a, b in busy)]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("story", [first_booking, one_leaves, one_is_moved])
def test_1_2_10_a_run_killed_at_its_write_leaves_nothing_behind(
    office: Office, story: Callable[[Office], None], after: bool
) -> None:
    story(office)
    killed(office, 1, after=after)
    office.good()
    before = office.seen.picture()
    office.good()
    assert office.seen.picture()[:2] == before[:2]  # type: ignore[index]
    invited = [mail.to for mail in office.graph.mails if mail.kind == "invitation"]
    assert len(invited) == len(set(invited)) == len(THREE)
    told = [(mail.to, mail.kind, mail.key) for mail in office.graph.mails]
    assert len(told) == len(set(told))
    assert over_something(office) == []


def test_23_a_lost_database_is_rebuilt_from_the_calendar(office: Office) -> None:
    office.good()
    office.later(days=1)
    before = office.seen.picture()
    for path in office.home.folder.glob("touchbase.db*"):
        path.unlink()
    office.good()
    assert office.seen.picture()[:2] == before[:2]  # type: ignore[index]
    assert [office.standing(who) for who in THREE] == [["live"]] * len(THREE)
    office.settled()


def test_a_booking_that_is_refused_is_one_person_s_fault(office: Office) -> None:
    refused = answer(400, {"error": {"code": "ErrorInvalidRecipients", "message": "No"}})
    office.graph.faults.add(Fault(refused, path="/events$", times=None, where=lambda one: b"ana-ruiz" in one.body))
    office.sync()
    assert office.done is not None
    assert [failure.stakeholder for failure in office.done.failed] == ["ana-ruiz"]
    assert office.booked() == ["ben-li", "chi-obi"]
    office.graph.faults.clear()
    office.settled()
