"""How each write that was done changes our side of the comparison."""

from dataclasses import replace
from datetime import date

import pytest

from tests.planning.builders import booking, rule, span, utc
from touchbase.domain.booking import Booking, DateChange
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
)
from touchbase.planning.ledger import after, changed

ANA = booking()
DATE = utc(3, 10)
SKIPPED = booking(exceptions={DATE: DateChange(None, "us"), utc(3, 17): DateChange(None, "human")})
LONGER = rule(last=date(2028, 2, 3))


@pytest.mark.parametrize(
    ("step", "before", "expected", "sentence"),
    [
        (CreateSeries(ANA.series), None, ANA, "a new series stands"),
        (EndSeries(ANA.uid, DATE), ANA, booking(recurrence=rule(last=date(2026, 3, 10)), standing="ended"),
         "an ended one keeps its dates up to then"),
        (EndSeries(ANA.uid, DATE), replace(ANA, standing="paused_by_user"),
         booking(recurrence=rule(last=date(2026, 3, 10)), standing="paused_by_user"),
         "one that a person had taken off meanwhile stays taken off"),
        (RenewSeries(ANA.uid, LONGER), SKIPPED, booking(recurrence=LONGER, exceptions=SKIPPED.exceptions),
         "a renewed one keeps its exceptions"),
        (MoveDate(ANA.uid, DATE, span(utc(3, 11))), ANA,
         booking(exceptions={DATE: DateChange(span(utc(3, 11)), "us")}), "a moved date is ours"),
        (SkipDate(ANA.uid, DATE), ANA, booking(exceptions={DATE: DateChange(None, "us")}), "so is a skipped one"),
        (RestoreDate(ANA.uid, DATE), SKIPPED, replace(SKIPPED, exceptions={utc(3, 17): DateChange(None, "human")}),
         "a restored one has no exception, and the others stay"),
        (MoveDate(ANA.uid, DATE, span(utc(3, 12))), SKIPPED,
         replace(SKIPPED, exceptions=SKIPPED.exceptions | {DATE: DateChange(span(utc(3, 12)), "us")}),  # type: ignore[operator]
         "a move replaces a skip"),
        (ReleaseSeries(ANA.uid), replace(ANA, standing="parked", parked_since=DATE), replace(ANA, standing="ended"),
         "a released series is no longer ours"),
        (AdoptSeries(ANA.uid, "ana", 4), replace(SKIPPED, standing="ended"),
         Booking(replace(ANA.series, generation=4), pinned=True), "one adopted again starts afresh, pinned"),
        (ChangeGuest(ANA.uid, "Ana R.", "a@example.org"), replace(SKIPPED, standing="declined"),
         replace(SKIPPED, series=replace(ANA.series, guest_name="Ana R.", guest_email="a@example.org")),
         "another guest has not declined"),
    ],
)  # fmt: skip
def test_the_entry_after_the_step(step: Step, before: Booking | None, expected: Booking, sentence: str) -> None:
    assert after(step, before) == expected, sentence


def test_only_a_create_may_come_without_an_entry() -> None:
    with pytest.raises(ValueError, match="no series tb-ana-1 in the ledger"):
        after(SkipDate(ANA.uid, DATE), None)


@pytest.mark.parametrize("step", [AdoptSeries(ANA.uid, "ana", 1), ReleaseSeries(ANA.uid)])
def test_a_series_we_know_nothing_of_yet_gets_its_entry_when_it_is_read(step: Step) -> None:
    assert changed(step, {}) == {}
    assert list(changed(step, {ANA.uid: ANA})) == [ANA.uid]


def test_every_other_step_changes_its_own_entry() -> None:
    assert changed(CreateSeries(ANA.series), {}) == {ANA.uid: ANA}
    assert changed(SkipDate(ANA.uid, DATE), {ANA.uid: ANA}) == {ANA.uid: after(SkipDate(ANA.uid, DATE), ANA)}
