"""Whole decisions, on random worlds against an independent judge, and in tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from tests.planning.builders import (
    MONTHLY,
    NOW,
    booking,
    person,
    rule,
    rules,
    seeds,
    span,
    utc,
    wall,
    world,
    world_of,
)
from tests.planning.checker import Checker
from tests.planning.model import carried_out
from touchbase.domain.booking import DateChange
from touchbase.domain.change import Create, MoveOccurrence, MoveSeries
from touchbase.domain.history import History
from touchbase.domain.plan import Plan
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.decide import decide

MANY = settings(max_examples=60, phases=[Phase.generate])  # a smaller seed is no simpler world


@MANY
@given(seeds)
def test_every_plan_keeps_every_promise_and_leaves_nothing_to_do(seed: int) -> None:
    snapshot = world_of(seed)
    plan = decide(snapshot)
    Checker(snapshot, plan).check()
    settled = carried_out(snapshot, plan)
    for _ in range(3 if has_waiting_moves(snapshot, plan) else 0):
        plan = decide(settled)
        Checker(settled, plan).check()
        settled = carried_out(settled, plan)
    assert decide(settled).changes == ()


def has_waiting_moves(snapshot: Snapshot, plan: Plan) -> bool:
    """A series that should move and found no place may find one once the new ones have theirs: a run later."""
    have = {booking.series.stakeholder for booking in snapshot.bookings if booking.stands}
    return any(unplaced.stakeholder in have for unplaced in plan.unplaced)


@settings(MANY, max_examples=15)
@given(seeds)
def test_the_same_world_gives_the_same_plan(seed: int) -> None:
    one, two = decide(world_of(seed)), decide(world_of(seed))
    assert (one, one.hash) == (two, two.hash)


@settings(MANY, max_examples=10)
@given(seeds)
def test_a_ramp_is_climbed_run_by_run(seed: int) -> None:
    snapshot = world_of(seed)
    snapshot = replace(snapshot, rules=snapshot.rules._replace(new_per_run=2))
    for _ in range(8):
        plan = decide(snapshot)
        Checker(snapshot, plan).check()
        snapshot = carried_out(snapshot, plan)
    assert decide(snapshot).changes == ()


def kinds(plan: Plan) -> str:
    return " ".join(f"{change.kind}:{change.stakeholder}" for change in plan.changes)


def moves(plan: Plan) -> list[str]:
    found = [change for change in plan.changes if isinstance(change, MoveOccurrence)]
    return [f"{move.stakeholder} {wall(move.original_start)[4:]} > {wall(move.period.start)[4:]}" for move in found]


def test_a_hand_dragged_date_pushes_the_one_it_lies_upon() -> None:
    """Ben's Thursday was dragged onto Ana's Tuesday: hers moves, although she matters more."""
    ana, ben = person("ana", priority=1), person("ben", priority=9)
    dragged = {utc(3, 12): DateChange(span(utc(3, 10)), "human")}
    ledger = [booking("ana"), booking("ben", rule(date(2026, 2, 5)), exceptions=dragged)]
    plan = decide(world([ana, ben], ledger))
    assert moves(plan) == ["ana 2026-03-10 10:00 > 2026-03-10 09:15"]
    assert plan.changes[0].why == ("another touchbase stands there",)


def test_of_two_series_upon_each_other_the_lower_priority_gives_way() -> None:
    ana, ben = person("ana", priority=3), person("ben", priority=4, cadence=MONTHLY)
    plan = decide(world([ana, ben], [booking("ben", rule(date(2026, 2, 10), cadence=MONTHLY)), booking("ana")]))
    assert [move[:3] for move in moves(plan)] == ["ben"] * 3
    assert plan.expected_misses == ()


def clashing_three(**more: object) -> Snapshot:
    """Ana's second, third and fourth Tuesday clash with meetings of yours; four of eight more do not."""
    busy = [span(utc(3, day)) for day in (10, 17, 24)]
    given = rules(horizon_weeks=9, **{"max_mails_per_run": 2} | more)
    return world([person()], [booking()], busy=busy, given=given, mails=True)


def test_the_mail_cap_lets_the_latest_moves_wait() -> None:
    plan = decide(clashing_three())
    assert [move[4:14] for move in moves(plan)] == ["2026-03-10", "2026-03-17"]
    assert [(miss.original_start, miss.why) for miss in plan.expected_misses] == [
        (utc(3, 24), "clashes; its move waits for a later run: at most 2 mails a run")
    ]
    assert plan.mails == 2
    assert plan.guard.ok


def test_without_mails_there_is_no_cap_and_later_runs_catch_up() -> None:
    assert len(moves(decide(replace(clashing_three(), mails=False)))) == 3
    snapshot = clashing_three()
    assert moves(decide(carried_out(snapshot, decide(snapshot)))) == ["ana 2026-03-24 10:00 > 2026-03-24 09:15"]


def test_create_only_touches_nothing_that_stands() -> None:
    plan = decide(clashing_three(policy="create-only"))
    assert plan.changes == ()
    assert plan.expected_misses[0].why == 'you are busy then, and under the policy "create-only" nothing is moved'
    assert len(plan.expected_misses) == 3


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (person(state="let_go"), "let go: their dates still stand"),
        (person(state="paused"), "paused"),
        (person(cadence=MONTHLY), "another cadence"),
        (person("cy"), "no longer on the list"),
    ],
)
def test_create_only_books_new_ones_around_whatever_stands(who: object, sentence: str) -> None:
    people = (who, person("ben"))
    snapshot = world(people, [booking()], given=rules(policy="create-only", max_per_day=1))  # type: ignore[arg-type]
    plan = decide(snapshot)
    assert "create:ben" in kinds(plan), sentence
    Checker(snapshot, plan).check()


def test_another_cadence_moves_the_series() -> None:
    snapshot = world([person(cadence=MONTHLY)], [booking()])
    (change,) = decide(snapshot).changes
    assert isinstance(change, MoveSeries)
    assert change.why[0] == "you now want to meet monthly, not weekly"
    assert (change.uid, change.series.generation) == ("tb-ana-1", 2)
    assert change.after == NOW + timedelta(hours=24)
    assert wall(utc(3, 3)) < wall(change.series.recurrence.period(utc(3, 18)).start)


def test_a_series_that_cannot_move_stays_and_others_keep_clear_of_it() -> None:
    """Ana should last an hour now and there is no hour for both: her half hours stay, and Ben comes elsewhere."""
    week = [span(utc(3, 2 + day, 10, 40) + timedelta(7 * n), 24 * 60 - 60) for day in range(7) for n in range(14)]
    ana, ben = person(minutes=60), person("ben", priority=9, cadence=MONTHLY)
    snapshot = world([ana, ben], [booking()], guests={"ana": week})
    plan = decide(snapshot)
    Checker(snapshot, plan).check()
    assert kinds(plan) == "create:ben"
    assert [one.stakeholder for one in plan.unplaced] == ["ana"]
    assert decide(carried_out(snapshot, plan)).changes == ()


def test_what_was_judged_in_this_run_is_remembered_in_it() -> None:
    """A held meeting of this morning: the next monthly one is not before half a month from it."""
    from touchbase.domain.event import Meeting

    met = Meeting("m", span(NOW - timedelta(hours=2)), frozenset({"ana@example.com"}), 2)
    crowd = Meeting("c", span(NOW - timedelta(hours=3)), frozenset({"ben@example.com"}), 7)
    snapshot = world([person(cadence=MONTHLY), person("ben", MONTHLY)])
    snapshot = replace(snapshot, reading=replace(snapshot.reading, meetings=(met, crowd)))
    older = {"ana": History(last_held=NOW - timedelta(days=40))}
    for histories in ({}, older):
        plan = decide(replace(snapshot, histories=histories))
        first = {c.stakeholder: c.series.recurrence.first for c in plan.changes if isinstance(c, Create)}
        assert first["ana"] >= date(2026, 3, 17)
        assert first["ben"] < date(2026, 3, 9)


def test_the_hash_covers_what_is_done_and_not_why_or_when() -> None:
    snapshot = clashing_three()
    plan = decide(snapshot)
    assert plan.hash == decide(replace(snapshot, now=NOW + timedelta(minutes=1))).hash
    assert plan.hash == replace(plan, changes=tuple(replace(c, why=()) for c in plan.changes)).hash
    assert plan.hash != decide(clashing_three(max_mails_per_run=1)).hash
    assert Plan().hash == decide(world([])).hash


def dates_by_day(plan: Plan, snapshot: Snapshot) -> Sequence[str]:
    return [wall(one.period.start) for one in Checker(snapshot, plan).dates]


def test_dates_on_the_last_day_of_the_horizon_are_tested_too() -> None:
    """The horizon ends at four in the afternoon; both would have the slot at ten that day."""
    now = utc(3, 2, 16)
    people = [person(f"p{n}", working_hours=person().working_hours, priority=n) for n in range(1, 9)]
    snapshot = world(people, now=now, given=rules(hours_per_week=20.0, max_per_day=2))
    plan = decide(snapshot)
    Checker(snapshot, plan).check()
    assert len(dates_by_day(plan, snapshot)) > 80
    assert decide(carried_out(snapshot, plan)).changes == ()


def test_what_an_ended_series_left_in_the_freeze_still_takes_its_place() -> None:
    """Ana was let go an hour ago and tomorrow's date still stands: Ben is not put upon it."""
    ended = booking(recurrence=rule(last=date(2026, 3, 3)), standing="ended")
    ben = person("ben")
    snapshot = world([person(state="let_go"), ben], [ended], given=rules(notice_hours=0, freeze_hours=0, max_per_day=1))
    shown = replace(snapshot.reading, dates=world([], [replace(ended, standing="live")]).reading.dates)
    plan = decide(replace(snapshot, reading=shown))
    (create,) = (change for change in plan.changes if isinstance(change, Create))
    assert create.series.recurrence.first != date(2026, 3, 3)
