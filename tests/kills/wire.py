"""Kills at requests: the emulator, in this process, ends the client's before, in or after the nth of them."""

from collections.abc import Sequence
from itertools import product
from typing import get_args

from tests.emulators.faults import Fault
from tests.kills import story
from tests.kills.desks import Desk
from tests.kills.ending import Undisturbed, check_recovery, process
from tests.kills.process import How, deadly

Moment = tuple[int, How]


def moments(wanted: Undisturbed) -> Sequence[Moment]:
    """Every request, and every part of a batch, in each way."""
    return list(product(range(1, wanted.met + 1), get_args(How)))


def kill_at(desk: Desk, wanted: Undisturbed, moment: Moment) -> None:
    """One kill, and the two runs after it."""
    nth, how = moment
    where = f"{how} at request or part {nth} of {wanted.met}"
    desk.put_back()
    mark = desk.home.with_name("mark")
    mark.unlink(missing_ok=True)
    victim = process(desk, story.NOW, "--mark", str(mark))
    fault = Fault(deadly(victim, how, mark), nth=nth)
    desk.faults.add(fault)
    code, _, _ = victim.run("sync")
    assert (code, fault.met) == (-9, 1), where
    desk.faults.clear()
    check_recovery(desk, wanted.end, where)


def kill_at_points(desk: Desk, wanted: Undisturbed, of: str = "") -> int:
    """Those of the disk whose name has that in it; how many there were."""
    points = [(point, name) for point, name in enumerate(wanted.points, 1) if of in name]
    for point, name in points:
        desk.put_back()
        assert process(desk, story.NOW, "--point", str(point)).run("sync")[0] == -9
        check_recovery(desk, wanted.end, f"just before point {point} of {len(wanted.points)}, {name}")
    return len(points)
