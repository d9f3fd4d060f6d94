"""Writes whose outcome nobody saw, answered by looking."""

from dataclasses import replace
from datetime import date

import pytest

from tests.planning.builders import NOW, booking, rule, rules, seen, span, utc, window_of
from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.event import Occurrence, Reading, SeenSeries
from touchbase.domain.operation import Operation
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
    dumps,
)
from touchbase.planning.ledger import after
from touchbase.planning.resolve import resolve

ANA = booking()
DATE = utc(3, 10)
THERE = Occurrence(ANA.uid, DATE, span(DATE))
ELSEWHERE = replace(THERE, period=span(utc(3, 11)))
OFF = replace(THERE, cancelled=True)
LONGER = rule(last=date(2028, 2, 3))
SHOWN = seen(ANA)
SHORT = seen(booking(recurrence=rule(last=date(2026, 3, 8))))

CREATE, END, RENEW = CreateSeries(ANA.series), EndSeries(ANA.uid, utc(3, 9)), RenewSeries(ANA.uid, LONGER)
MOVE, SKIP, BACK = MoveDate(ANA.uid, DATE, span(utc(3, 11))), SkipDate(ANA.uid, DATE), RestoreDate(ANA.uid, DATE)

ASK, ADOPT, RELEASE = (
    ChangeGuest(ANA.uid, "Ana", "a@example.org"),
    AdoptSeries(ANA.uid, "ana", 1),
    ReleaseSeries(ANA.uid),
)


def operation(step: Step, id: str = "op") -> Operation:
    return Operation(id, 1, "create", "ana", step.uid, dumps(step), "unknown", NOW)


def look(series: SeenSeries | None, *dates: Occurrence) -> Reading:
    return Reading(window_of(NOW, rules()), (series,) if series else (), dates)


@pytest.mark.parametrize(
    ("step", "reading", "done", "sentence"),
    [
        (CREATE, look(SHOWN), True, "the new series is there"),
        (CREATE, look(None), False, "it is not"),
        (CREATE, look(replace(SHOWN, cancelled=True)), False, "it was and is cancelled"),
        (END, look(None), True, "no series left is an end"),
        (END, look(replace(SHOWN, cancelled=True)), True, "so is a cancelled one"),
        (END, look(SHORT), True, "one whose last day is before that"),
        (END, look(SHOWN), False, "it goes on"),
        (END, look(replace(SHOWN, recurrence=rule(last=None))), False, "without end"),
        (END, look(replace(SHOWN, recurrence=None)), False, "by a rule we do not know"),
        (RENEW, look(replace(SHOWN, recurrence=LONGER)), True, "it is longer"),
        (RENEW, look(SHOWN), False, "it is as long as it was"),
        (RENEW, look(None), False, "it is not there"),
        (MOVE, look(SHOWN, ELSEWHERE), True, "the date stands where it was moved"),
        (MOVE, look(SHOWN, THERE), False, "where it was"),
        (MOVE, look(SHOWN), False, "nowhere"),
        (SKIP, look(SHOWN), True, "no date there"),
        (SKIP, look(SHOWN, OFF), True, "a cancelled one"),
        (SKIP, look(SHOWN, THERE), False, "it still stands"),
        (SKIP, look(None), False, "no series: nothing is known"),
        (ASK, look(replace(SHOWN, guest_email="A@example.org")), True, "the new address is asked"),
        (ASK, look(SHOWN), False, "the old one still is"),
        (ADOPT, look(SHOWN), True, "it carries our tag"),
        (ADOPT, look(None), False, "it does not"),
        (ADOPT, look(replace(SHOWN, stakeholder="ben")), False, "that is somebody else's tag"),
        (RELEASE, look(None), True, "the tag is gone"),
        (RELEASE, look(SHOWN), False, "it is still there"),
        (BACK, look(SHOWN, THERE), True, "it is back"),
        (BACK, look(SHOWN, ELSEWHERE), False, "it is still elsewhere"),
        (BACK, look(SHOWN, replace(THERE, uid="tb-ben-1")), False, "that one is of another series"),
    ],
)
def test_done_when_its_effect_is_seen(step: Step, reading: Reading, done: bool, sentence: str) -> None:
    ledger: tuple[Booking, ...] = () if step is CREATE else (ANA,)
    resolved = resolve([operation(step)], ledger, reading)
    assert resolved.outcomes == {"op": "done" if done else "failed"}, sentence
    assert resolved.bookings == ((after(step, ANA),) if done else ledger), sentence


def test_a_step_on_a_series_nobody_knows_has_failed() -> None:
    resolved = resolve([operation(SKIP)], (), look(SHOWN))
    assert (resolved.outcomes, resolved.bookings) == ({"op": "failed"}, ())


def test_several_steps_of_one_series_build_on_each_other() -> None:
    steps = [operation(CREATE, "one"), operation(MOVE, "two"), operation(RENEW, "three")]
    resolved = resolve(steps, (), look(SHOWN, ELSEWHERE))
    assert resolved.outcomes == {"one": "done", "two": "done", "three": "failed"}
    assert resolved.bookings == (booking(exceptions={DATE: DateChange(span(utc(3, 11)), "us")}),)


@pytest.mark.parametrize("step", [MOVE, SKIP, BACK])
def test_dates_that_were_not_read_leave_the_question_open(step: Step) -> None:
    """A series found by a look-up alone shows no dates: that one is missing there says nothing."""
    found = resolve([operation(step)], [ANA], look(SHOWN), looked_up=[ANA.uid])
    assert (dict(found.outcomes), found.bookings) == ({}, (ANA,))


@pytest.mark.parametrize("shown", [None, replace(SHOWN, cancelled=True)], ids=["gone", "cancelled"])
def test_a_series_that_is_gone_leaves_no_question_about_its_dates(shown: SeenSeries | None) -> None:
    """Otherwise it would be looked up in every run for ever."""
    found = resolve([operation(MOVE)], [ANA], look(shown), looked_up=[ANA.uid])
    assert (dict(found.outcomes), found.bookings) == ({"op": "failed"}, (ANA,))


def test_a_series_that_was_looked_up_answers_for_itself() -> None:
    assert dict(resolve([operation(CREATE)], [], look(SHOWN), looked_up=[ANA.uid]).outcomes) == {"op": "done"}


@pytest.mark.parametrize(("step", "shown"), [(ADOPT, SHOWN), (RELEASE, None)])
def test_a_series_adopted_or_released_needs_no_entry(step: Step, shown: SeenSeries | None) -> None:
    resolved = resolve([operation(step)], (), look(shown))
    assert (dict(resolved.outcomes), resolved.bookings) == ({"op": "done"}, ())
