"""What is wrong with one date, in words."""

from datetime import date

import pytest

from tests.planning.builders import KATHMANDU, person, span, utc, world
from touchbase.domain.period import Period
from touchbase.planning.clash import Clashes, inside, touches
from touchbase.planning.openings import Openings

HOURS = [span(utc(3, 3, hour), 60) for hour in (9, 11, 13)]


@pytest.mark.parametrize(
    ("period", "reason", "sentence"),
    [
        (span(utc(3, 3)), "", "a free morning"),
        (span(utc(3, 3, 10, 7)), "", "off the grid is as good"),
        (span(utc(3, 4)), "it falls on a public holiday", "a holiday"),
        (span(utc(3, 3, 13)), "you are busy then", "upon your meeting"),
        (span(utc(3, 3, 12, 30)), "you are busy then", "within its buffer"),
        (span(utc(3, 3, 12, 25)), "", "a buffer before it"),
        (span(utc(3, 3, 15, 45)), "Ana Ruiz is busy then", "upon theirs"),
        (span(utc(3, 3, 15, 30)), "", "right before theirs"),
        (span(utc(3, 3, 8, 45)), "it is outside your working hours", "too early for you"),
        (span(utc(3, 5, 16, 45)), "it is outside your working hours", "too long for you"),
        (span(utc(3, 7)), "it is outside your working hours", "a Saturday"),
    ],
)
def test_the_first_reason_that_fits(period: Period, reason: str, sentence: str) -> None:
    who = person()
    snapshot = world(
        [who],
        busy=[span(utc(3, 3, 13), 60)],
        guests={"ana": [span(utc(3, 3, 16), 60)]},
        holidays=frozenset({date(2026, 3, 4)}),
    )
    assert Clashes(Openings.of(snapshot)).reason(who, period) == reason, sentence


def test_their_hours_are_in_their_zone() -> None:
    who = person(zone=KATHMANDU)
    clashes = Clashes(Openings.of(world([who])))
    assert clashes.reason(who, span(utc(3, 3, 10, 45))) == ""
    assert clashes.reason(who, span(utc(3, 3, 11))) == "it is outside Ana Ruiz's working hours"


@pytest.mark.parametrize(
    ("period", "upon", "within", "sentence"),
    [
        (span(utc(3, 3, 9), 60), True, True, "exactly the first"),
        (span(utc(3, 3, 10), 60), False, False, "between two, touching both"),
        (span(utc(3, 3, 10, 30)), False, False, "up to the second"),
        (span(utc(3, 3, 10, 30), 31), True, False, "a minute into the second"),
        (span(utc(3, 3, 8), 600), True, False, "over all three"),
        (span(utc(3, 3, 7)), False, False, "before all"),
        (span(utc(3, 3, 13, 45), 15), True, True, "the end of the last"),
        (span(utc(3, 3, 14)), False, False, "after all"),
    ],
)
def test_disjoint_ordered_periods(period: Period, upon: bool, within: bool, sentence: str) -> None:
    assert (touches(HOURS, period), inside(HOURS, period)) == (upon, within), sentence
