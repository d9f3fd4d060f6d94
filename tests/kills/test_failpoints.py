"""Every call of store and calendar, in each scenario: death before it, death after it, or done and nobody hears."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import get_args

import pytest

from tests.kills.sampling import spread
from tests.kills.scenarios import SCENARIOS, Scenario, sync
from tests.kills.unsure import Mode, fate
from tests.sync.crashing import Fate, Killed, mortal_calendar, mortal_store
from tests.sync.desk import Desk
from tests.sync.test_crash import LASTING, End, at_most_one_each, check, end_of, log_of, nothing_left
from touchbase.domain.plan import Plan
from touchbase.errors import TouchbaseError

POINTS = 15
NAMED = {one.name: one for one in SCENARIOS}


@cache
def template(name: str) -> Desk:
    return NAMED[name].build(Path(mkdtemp(prefix="touchbase-")) / "desk")


def done(desk: Desk, scenario: Scenario, fate: Fate) -> Plan | None:
    """The deed, through fate; what a program says when it fails is heard, and cron goes on."""
    with desk.open() as store:
        try:
            outcome = scenario.deed(desk, mortal_store(store, fate), mortal_calendar(desk.calendar, fate))
        except TouchbaseError:
            return None
        return getattr(outcome, "plan", None)


def cron(desk: Desk) -> None:
    desk.later(minutes=15)
    with desk.open() as store:
        sync(desk, store, desk.calendar)


@cache
def undisturbed(name: str) -> tuple[End, tuple[str, ...]]:
    """The end of the deed and the next run, and the calls on the way."""
    desk, watch = template(name).copy(Path(mkdtemp(prefix="touchbase-")) / "desk"), Fate()
    plan = done(desk, NAMED[name], watch)
    assert plan is not None
    assert tuple(change.kind for change in plan.changes) == NAMED[name].kinds
    cron(desk)
    return end_of(desk), tuple(watch.names)


def again(desk: Desk, scenario: Scenario) -> None:
    """A person asks again for what they asked, or cron comes again; and after that cron."""
    desk.later(minutes=15)
    done(desk, scenario, Fate())
    cron(desk)


def points(names: tuple[str, ...], mode: Mode) -> list[int]:
    """The calls to disturb, those that leave something behind first; just after a transaction began nothing is new."""
    own = [n for n, name in enumerate(names, 1) if mode == "before" or name != "begin transaction"]
    lasting = [n for n in own if names[n - 1] in LASTING]
    return sorted(spread(lasting, POINTS) + spread([n for n in own if n not in lasting], POINTS - len(lasting[:12])))


CASES = [(name, mode) for name in NAMED for mode in get_args(Mode)]


@pytest.mark.parametrize(("name", "mode"), CASES)
def test_disturbed_at_any_call_it_comes_to_the_same_end(tmp_path: Path, name: str, mode: Mode) -> None:
    wanted, names = undisturbed(name)
    for nth in points(names, mode):
        where = f"{mode} call {nth} of {len(names)}, {names[nth - 1]}"
        desk = template(name).copy(tmp_path / f"{nth}")
        try:
            done(desk, NAMED[name], fate(nth, mode))
        except Killed:
            assert mode != "unknown"
        else:
            assert mode == "unknown", f"nobody was killed {where}"
        at_most_one_each(desk, where)
        log = log_of(desk)
        again(desk, NAMED[name])
        at_most_one_each(desk, where)
        check(desk, wanted, log, where)
    nothing_left(desk)
