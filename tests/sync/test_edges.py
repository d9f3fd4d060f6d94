"""Runs at their edges, each found by a mutant that lived: what is said, what counts, what is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.sync.desk import FORTNIGHTLY, LONDON, OWNER, Desk, person, utc
from touchbase.calendars.memory import MemoryCalendar
from touchbase.domain.change import Create
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.identity import operation_id
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.step import CreateSeries, SkipDate, Step, dumps
from touchbase.errors import CalendarRefused, ProviderDown, RefusedPlan, StayAway, TouchbaseError, TryLater
from touchbase.planning.adoption import adoption
from touchbase.sync import gather, look_by_hand, run, take_over


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk", [person("ana-ruiz", FORTNIGHTLY), person("ben-li", FORTNIGHTLY)])


class Hiding(MemoryCalendar):
    """Lists that lack every series of ours, although each is there."""

    def read(self, window: Period) -> Reading:
        return Reading(window, busy=super().read(window).busy)


class Terse(MemoryCalendar):
    """Answers fewer writes than it was asked for, and wants to be asked for one at least."""

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        assert steps
        return super().write(steps)[:-1]


def test_a_series_that_stands_unseen_is_looked_for_by_the_next_sync(desk: Desk) -> None:
    desk.run()
    first = desk.booking_of("ana-ruiz").series.recurrence.first
    desk.home.joinpath("touchbase.db").unlink()
    for n in range(5):  # so that another day is chosen
        desk.hands.busy(Period(utc(first.month, first.day, 0), utc(first.month, first.day, 23)), f"{n}")
    desk.calendar.__class__ = Hiding
    failed = desk.later(minutes=15).run().failed
    assert {one.remedy for one in failed} == {"The next sync looks again."}


@pytest.mark.parametrize("alone", [False, True])
def test_what_was_mailed_today_is_said_to_wait_for_tomorrow(desk: Desk, alone: bool) -> None:
    change = desk.preview().changes[0]
    assert isinstance(change, Create)
    step = CreateSeries(change.series)
    with desk.open() as store:
        mailed = Operation("before", 1, "create", change.stakeholder, step.uid, dumps(step), "done", desk.now)
        store.begin(replace(mailed, notified=True))
    if alone:
        desk.people[:] = [who for who in desk.people if who.id == change.stakeholder]
        desk.calendar.__class__ = Terse
    (failure,) = desk.later(minutes=15).run().failed
    assert (failure.stakeholder, failure.remedy) == (change.stakeholder, "It is tried again tomorrow.")


def test_what_the_calendar_does_not_answer_is_not_taken_for_done(desk: Desk) -> None:
    desk.calendar.__class__, desk.calendar.at_once = Terse, 50
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        desk.run()
    assert desk.outcomes() == {"intended": 2}
    desk.calendar.__class__ = MemoryCalendar
    desk.later(minutes=15).run()
    assert (desk.outcomes(), len(desk.calendar.sent)) == ({"done": 2}, 2)


def test_a_plan_that_waits_for_two_reasons_says_both(desk: Desk) -> None:
    desk.people.append(person("chi-obi", FORTNIGHTLY))
    desk.run()
    desk.people.clear()
    desk.calendar.entries.clear()
    desk.later(hours=1)
    with pytest.raises(RefusedPlan) as refused:
        desk.run()
    reasons, hash = desk.preview().guard.reasons, desk.preview().hash
    assert len(reasons) == 2
    assert refused.value.sentence == f"The plan was not carried out. {reasons[0]} {reasons[1]}"
    assert refused.value.remedy == f"Look at it with `touchbase plan`; if it is right: touchbase sync --approve {hash}"
    assert desk.later(days=1).run().reminder.startswith(f"The plan was not carried out. {reasons[0]} {reasons[1]}")


@pytest.mark.parametrize("reply", ["needs_action", "declined"])
def test_a_series_that_cannot_be_read_is_as_it_was_known_in_all_its_fields(desk: Desk, reply: str) -> None:
    desk.run()
    booked = desk.booking_of("ana-ruiz").series
    if reply == "declined":
        desk.hands.answer(booked.uid, "declined")
        desk.later(hours=1).run()
    desk.calendar.entries.pop(booked.uid)
    desk.calendar.fail(CalendarRefused("Its file cannot be read."), read=2)
    with desk.open() as store:
        found = gather(desk.world(store), desk.people).snapshot
    (seen,) = (one for one in found.reading.series if one.uid == booked.uid)
    assert seen == SeenSeries(
        booked.uid, "ana-ruiz", 1, booked.recurrence, booked.summary, booked.description, "ana-ruiz@example.com",
        reply,  # type: ignore[arg-type]
    )  # fmt: skip
    assert found.looked_up == {booked.uid}


@pytest.mark.parametrize("refused", [True, False])
def test_neither_a_refusal_nor_a_success_counts_towards_the_three_that_stop_a_run(desk: Desk, refused: bool) -> None:
    desk.people += [person("chi-obi", FORTNIGHTLY), person("dee-fox", FORTNIGHTLY)]
    if refused:
        desk.calendar.fail(CalendarRefused("Not that one."), write=1)
    for nth in (2, 3):
        desk.calendar.fail(ProviderDown("No answer."), write=nth)
    done = desk.run()
    assert (len(done.failed), len(done.applied), done.stopped) == (2 + refused, 2 - refused, None)


def test_half_a_second_is_a_wait_too(desk: Desk) -> None:
    desk.calendar.fail(TryLater("Slow down.", wait=0.5), write=1)
    done = desk.run()
    assert (len(done.failed), done.applied, desk.calendar.writes) == (1, [], 1)
    with pytest.raises(StayAway):
        desk.run()
    assert len(desk.later(seconds=1).run().applied) == 2


@pytest.mark.parametrize(("seconds", "written"), [(60.0, 2), (60.5, 0)])
def test_a_minute_has_sixty_seconds(desk: Desk, seconds: float, written: int) -> None:
    rules = desk.rules._replace(minutes_per_run=1)
    with desk.open() as store:
        world = replace(desk.world(store), rules=rules, elapsed=lambda: seconds)
        done = run(world, desk.people, "f")
    assert len(done.applied) == written
    assert (done.stopped is None) is (written > 0)
    assert done.stopped is None or done.stopped.remedy == "The next sync goes on from here."


def test_an_adoption_keeps_what_it_read_of_that_person_alone(desk: Desk) -> None:
    """What else a person did on the calendar is for the next sync, which says so."""
    desk.run()
    ben = desk.booking_of("ben-li")
    start = next(iter(ben.series.recurrence.starts(desk.horizon)))
    desk.hands.delete_date(ben.uid, start)
    desk.people.append(person("chi-obi", FORTNIGHTLY))
    coffee = Recurrence(date(2026, 2, 24), time(15), LONDON, FORTNIGHTLY, 30)
    desk.hands.meet_weekly("coffee", coffee, "chi-obi@example.com")
    with desk.open() as store:
        world = desk.later(hours=1).world(store)
        found = look_by_hand(world, desk.people)
        take_over(world, found, adoption(found.of("chi-obi")[0], found.snapshot), "the adoption")
        action = store.last_action()
    assert desk.booking_of("chi-obi").uid == "coffee"
    assert desk.booking_of("ben-li") == ben
    assert action is not None
    assert (action.before, action.summary) == ("", "the adoption")
    desk.later(hours=1).run()
    assert start in desk.booking_of("ben-li").exceptions


def test_a_look_knows_what_is_ours_though_our_memory_is_lost(desk: Desk) -> None:
    desk.run()
    ours = {booking.uid for booking in desk.bookings()}
    desk.home.joinpath("touchbase.db").unlink()
    with desk.open() as store:
        assert {booking.uid for booking in look_by_hand(desk.world(store), desk.people).snapshot.bookings} == ours


def test_what_a_run_did_can_be_told_apart_and_taken_back_by_its_name(desk: Desk) -> None:
    desk.run()
    with desk.open() as store:
        (first, second), action = store.operations(), store.last_action()
    for one in (first, second):
        assert one.id == operation_id(OWNER.id, "memory", one.facts, desk.now.isoformat())
    assert action is not None
    assert (action.before, action.summary) == ("", "the last sync's 2 changes on the calendar")


def test_the_evidence_of_a_date_that_was_moved_is_kept_with_it(desk: Desk) -> None:
    uid = desk.stand("ana-ruiz", date(2026, 3, 4), last=date(2026, 3, 4))
    desk.hands.move_date(uid, utc(3, 4), Period.lasting(utc(3, 5, 15), 30))
    desk.hands.answer(uid, "accepted")
    desk.run()
    with desk.open() as store:
        (line,) = store.log()
    assert line.evidence is not None
    assert (line.evidence.original_start, line.evidence.period.start) == (utc(3, 4), utc(3, 5, 15))


def test_somebody_left_alone_is_a_warning_of_the_run(desk: Desk) -> None:
    """Three runs have mailed Ana today, so she is not asked to anything more."""
    with desk.open() as store:
        for n in (1, 2, 3):
            facts = dumps(SkipDate("an-older-one", utc(3, n)))
            mail = Operation(f"{n}", n, "skip_occurrence", "ana-ruiz", "an-older-one", facts, "done", desk.now)
            store.begin(replace(mail, notified=True))
    done = desk.later(hours=1).run()
    assert [change.stakeholder for change in done.applied] == ["ben-li"]
    (sentence,) = done.plan.left_alone
    assert sentence.startswith("Ana Ruiz is left alone: 3 runs have mailed them within a day; nothing more is written")
    assert done.warnings == (Problem("calendar", sentence, severity="warning"),)


def test_a_date_brought_forward_from_far_ahead_is_judged_once(desk: Desk) -> None:
    """Its verdict is kept under its original start, which lies beyond all that is looked at."""
    first = date(2026, 7, 7)
    uid = desk.stand("ana-ruiz", first, last=first)
    desk.hands.move_date(uid, utc(7, 7, 9), Period.lasting(utc(3, 5), 30))
    assert [record.touchbase is not None for record in desk.run().recorded].count(True) == 1
    assert desk.later(hours=1).run().recorded == []
