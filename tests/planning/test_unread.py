"""A calendar of the owner's that could not be read is not free: nothing is booked or moved over it."""

from dataclasses import replace
from datetime import date

from tests.planning.builders import MONTHLY, NOW, booking, person, reading, rule, rules, span, utc, world
from touchbase.domain.change import SkipOccurrence
from touchbase.domain.history import History
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide

WORK = "Outlook calendar work"
WHY = f"{WORK} could not be read, and you may be busy there"


def unread(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, reading=replace(snapshot.reading, unread=(WORK,)))


def test_a_new_series_waits_and_says_why() -> None:
    snapshot = world((person("ana"),))
    assert [change.kind for change in decide(snapshot).changes] == ["create"]
    plan = decide(unread(snapshot))
    assert plan.changes == ()
    assert [(one.stakeholder, one.why) for one in plan.unplaced] == [("ana", WHY)]
    assert plan.guard.ok


def test_a_series_that_should_move_stays() -> None:
    snapshot = world((person("ana", MONTHLY),), (booking(),))
    assert [change.kind for change in decide(snapshot).changes] == ["move_series"]
    plan = decide(unread(snapshot))
    assert (plan.changes, [one.why for one in plan.unplaced]) == ((), [WHY])


def test_a_clashing_date_stays_and_is_told() -> None:
    snapshot = world((person("ana"),), (booking(),), busy=[span(utc(3, 10))])
    assert [change.kind for change in decide(snapshot).changes] == ["move_occurrence"]
    plan = decide(unread(snapshot))
    assert plan.changes == ()
    assert [(miss.original_start, miss.why) for miss in plan.expected_misses] == [
        (utc(3, 10), f"clashes; its move waits: {WHY}")
    ]


def test_what_takes_no_new_time_goes_on() -> None:
    ends_soon = booking("ana", rule(last=date(2026, 3, 20)))
    paused = person("ben", state="paused", paused_until=date(2026, 3, 18))
    snapshot = world((person("ana"), paused), (ends_soon, booking("ben")), reading=None)
    snapshot = replace(snapshot, reading=reading(NOW, rules(), snapshot.bookings))
    changes = decide(unread(snapshot)).changes
    assert [change.kind for change in changes] == ["renew", *["skip_occurrence"] * 3]
    assert isinstance(changes[-1], SkipOccurrence)


def test_no_make_up_is_proposed_where_nobody_knows_what_is_free() -> None:
    history = History(last_held=utc(1, 27), last_verdict="not_held", missed_in_a_row=1)
    fourth_tuesday = booking("ana", rule(date(2026, 2, 24), cadence=MONTHLY))
    snapshot = world((person("ana", MONTHLY),), (fourth_tuesday,), histories={"ana": history})
    assert decide(snapshot).proposals
    assert decide(unread(snapshot)).proposals == ()
