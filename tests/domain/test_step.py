"""The single writes as values: one line of JSON that reads back as the same step."""

import json
from datetime import UTC, date, datetime, time

import pytest

from touchbase.domain.cadence import Cadence
from touchbase.domain.event import Series
from touchbase.domain.operation import Operation
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
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
    loads,
)  # fmt: skip

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
RULE = Recurrence(date(2026, 7, 7), time(10, 15), "Europe/London", Cadence(3, "month"), 45, date(2027, 7, 7))
ENDLESS = RULE.ending(None)
SERIES = Series("tb1", "ana", 2, RULE, "Kaffee – ☕", "two\nlines", "Ana Ruiz", "ana@example.com", True)
STEPS: list[Step] = [
    CreateSeries(SERIES),
    CreateSeries(Series("tb1", "ana", 2, ENDLESS, "", "", "", "")),
    EndSeries("tb1", NOW),
    RenewSeries("tb1", RULE),
    MoveDate("tb1", NOW, Period.lasting(NOW, 30)),
    SkipDate("tb1", NOW),
    RestoreDate("tb1", NOW),
    AdoptSeries("tb1", "ana", 3),
    ReleaseSeries("tb1"),
    ChangeGuest("tb1", "Ana Ruiz", "ana@example.org"),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_a_step_reads_back_as_itself(step: Step) -> None:
    text = dumps(step)
    assert "\n" not in text
    assert (loads(text), dumps(loads(text))) == (step, text)
    assert step.uid == "tb1"


def test_a_step_is_told_in_plain_values() -> None:
    assert json.loads(dumps(STEPS[4])) == {
        "step": "MoveDate", "uid": "tb1", "original_start": "2026-07-01T09:00:00+00:00",
        "period": ["2026-07-01T09:00:00+00:00", "2026-07-01T09:30:00+00:00"],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["{}", '{"step": "DropEverything"}', "", '{"step": "SkipDate", "uid": "tb1"}'])
def test_what_is_no_step_is_not_taken_for_one(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        loads(text)


def test_a_ledger_line_holds_its_step() -> None:
    line = Operation("op1", 1, "skip", "ana", "tb1", dumps(STEPS[5]), "intended", NOW)
    assert (loads(line.facts), line.notified) == (STEPS[5], False)
