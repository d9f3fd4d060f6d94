"""The churn breaker: three runs that mailed somebody, or five that failed them, and they are left alone for a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.planning.world import NOW, WEDNESDAY, at, booking, half_hour, person, world
from touchbase.domain.change import Change, Create, End, MoveOccurrence, MoveSeries, Record, Renew
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.churn import calmed, frozen
from touchbase.planning.decide import decide


def wrote(
    run: int,
    hours_ago: float,
    outcome: Outcome = "done",
    who: str = "p0",
    kind: str = "move_occurrence",
    mails: bool = True,
) -> Operation:
    moment = NOW - timedelta(hours=hours_ago)
    return Operation(f"op{run}-{kind}-{hours_ago}", run, kind, who, f"tb-{who}-1", "{}", outcome, moment, mails)


def lately(*operations: Operation) -> Snapshot:
    return replace(world(booking("p0"), booking("p1")), recent=operations)


MAILED = [
    ([wrote(1, 3), wrote(2, 2)], None, "two runs are ordinary life"),
    ([wrote(1, 3), wrote(2, 2), wrote(3, 1)], 21, "three are too many, until the first is a day old"),
    ([wrote(n, 5 - n) for n in range(1, 5)], 21, "of four the last three count"),
    ([wrote(1, 3), wrote(1, 3, kind="end"), wrote(1, 3, kind="create"), wrote(2, 1)], None, "a run counts once"),
    ([wrote(1, 24), wrote(2, 2), wrote(3, 1)], None, "what is a day old is forgotten"),
    ([wrote(1, 23.99), wrote(2, 2), wrote(3, 1)], 0.01, "what is nearly a day old is not"),
    ([wrote(1, 3, "unknown"), wrote(2, 2, "intended"), wrote(3, 1)], 21, "what may have been mailed counts as mailed"),
    ([wrote(1, 3, "failed"), wrote(2, 2), wrote(3, 1)], None, "what failed mailed nobody"),
    ([wrote(1, 3, mails=False), wrote(2, 2), wrote(3, 1)], None, "what mails nobody is not counted"),
    ([wrote(1, 3, who="p1"), wrote(2, 2), wrote(3, 1)], None, "each person for themselves"),
    ([wrote(1, -1), wrote(2, 2), wrote(3, 1)], None, "what is to come by a clock that was wrong is not counted"),
]  # fmt: skip
FAILED = [
    ([wrote(n, 9 - n, "failed") for n in range(1, 5)], None, "four failures may pass"),
    ([wrote(n, 9 - n, "failed") for n in range(1, 6)], 16, "five may not"),
    ([wrote(n, 9 - n, "failed", kind="end" if n == 3 else "create") for n in range(1, 6)], None, "of one kind"),
    ([*(wrote(n, 9 - n, "failed") for n in range(1, 6)), wrote(6, 1)], None, "it works again"),
    ([wrote(1, 9), *(wrote(n, 9 - n, "failed") for n in range(2, 7))], 17, "it worked before"),
    ([wrote(1, 3, "failed") for _ in range(9)], None, "nine in one run are one"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("operations", "hours", "_why"), [*MAILED, *FAILED], ids=[row[2] for row in (*MAILED, *FAILED)]
)
def test_who_is_left_alone(operations: Sequence[Operation], hours: float | None, _why: str) -> None:
    found = frozen(lately(*operations))
    assert found.keys() == ({"p0"} if hours is not None else set())
    if hours is not None:
        assert abs(found["p0"].until - NOW - timedelta(hours=hours)) < timedelta(seconds=1)


TOO_MANY = (wrote(1, 3), wrote(2, 2), wrote(3, 1))
ENTRY = booking("p0")
MOVE = MoveOccurrence(stakeholder="p0", uid="u", original_start=at(4), period=half_hour(5), zone="Europe/London")
WRITES: list[Change] = [
    Create(stakeholder="p0", series=ENTRY.series),
    MoveSeries(stakeholder="p0", uid="old", after=NOW, series=ENTRY.series),
    Renew(stakeholder="p0", uid="u", recurrence=WEDNESDAY),
    End(stakeholder="p0", uid="u", after=NOW),
    MOVE,
]


@pytest.mark.parametrize("change", WRITES, ids=lambda change: change.kind)
def test_nothing_is_written_to_them_and_it_is_said(change: Change) -> None:
    other = replace(change, stakeholder="p1")
    calm = calmed([change, other], lately(*TOO_MANY))
    assert calm.changes == (other,)
    (said,) = calm.left_alone
    assert said == (
        "P0 Ruiz is left alone: 3 runs have mailed them within a day; nothing more is written before Wed 4 March 06:00"
    )
    assert [one.stakeholder for one in calm.unplaced] == (["p0"] if isinstance(change, Create | MoveSeries) else [])
    assert [one.original_start for one in calm.waiting] == ([at(4)] if change is MOVE else [])


def test_a_failure_is_named() -> None:
    calm = calmed([MOVE], lately(*(wrote(n, 9 - n, "failed") for n in range(1, 6))))
    assert "the move occurrence did not work 5 times within a day" in calm.left_alone[0]


@pytest.mark.parametrize(
    "change", [Record(stakeholder="p0", booking=ENTRY), End(stakeholder="p0", uid="u", after=NOW, asked=True)]
)
def test_what_is_only_remembered_or_asked_for_goes_on(change: Change) -> None:
    calm = calmed([change], lately(*TOO_MANY))
    assert (calm.changes, calm.left_alone) == ((change,), ())


def test_nothing_is_said_where_nothing_was_wanted() -> None:
    assert calmed([], lately(*TOO_MANY)).left_alone == ()


def test_the_whole_decision_leaves_them_alone() -> None:
    """A list that wants another cadence every hour moves the series three times, and not a fourth."""
    snapshot = replace(world(people=(person("p0"),)), recent=())
    assert [change.kind for change in decide(snapshot).changes] == ["create"]
    plan = decide(replace(snapshot, recent=TOO_MANY))
    assert (plan.changes, plan.guard.ok) == ((), True)
    assert [one.stakeholder for one in plan.unplaced] == ["p0"]
    assert plan.to_json()["notices"] == list(plan.left_alone) != []
