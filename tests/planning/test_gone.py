"""An address that no longer exists: nothing new goes there, the others go on, and the owner is asked."""

from dataclasses import replace

from tests.planning.builders import FORTNIGHTLY, booking, person, span, utc, world
from touchbase.domain.availability import FreeBusy
from touchbase.domain.change import Change
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide
from touchbase.planning.gone import reachable, unreachable

NOBODY = FreeBusy(nobody=True)


def of(snapshot: Snapshot, **busy: FreeBusy) -> Snapshot:
    return replace(snapshot, free_busy={**snapshot.free_busy, **busy})


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.stakeholder, change.kind) for change in changes]


def test_nobody_is_invited_there_and_the_others_are() -> None:
    plan = decide(of(world((person("ana"), person("ben"))), ana=NOBODY))
    assert kinds(plan.changes) == [("ben", "create")]
    assert [(one.stakeholder, one.why, one.fix) for one in plan.unplaced] == [
        (
            "ana", "ana@example.com no longer exists, so nothing new is sent there",
            "`touchbase retire ana`, or give the new address in your list",
        )
    ]  # fmt: skip
    assert plan.notices == (
        "Ana Ruiz's address no longer exists: `touchbase retire ana`, or give the new address in your list.",
    )


def test_a_series_that_should_move_is_not_ended_either() -> None:
    plan = decide(of(world((person("ana", FORTNIGHTLY),), (booking(),)), ana=NOBODY))
    assert plan.changes == ()
    assert [one.stakeholder for one in plan.unplaced] == ["ana"]


def test_a_new_address_that_does_not_exist_is_not_asked() -> None:
    moved = person("ana")._replace(email="ana@example.org")
    plan = decide(of(world((moved,), (booking(),)), ana=NOBODY))
    assert plan.changes == ()


def test_single_dates_of_one_that_stands_are_still_ours_to_move() -> None:
    plan = decide(of(world((person("ana"),), (booking(),), busy=[span(utc(3, 10))]), ana=NOBODY))
    assert kinds(plan.changes) == [("ana", "move_occurrence")]


def test_who_is_paused_or_known_is_no_case() -> None:
    paused = of(world((person("ana")._replace(state="paused"),)), ana=NOBODY)
    assert list(unreachable(paused)) == []
    here = of(world((person("ana"),)), ana=FreeBusy())
    assert list(unreachable(here)) == []
    assert reachable(decide(here).changes, here).unplaced == ()
