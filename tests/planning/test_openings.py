"""When both sides could start: the sets of bits against a plain loop over intervals."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings

from tests.planning.builders import (
    KATHMANDU,
    LONDON,
    NOW,
    STRETCHES,
    person,
    rules,
    seeds,
    span,
    utc,
    wall,
    world,
    world_of,
)
from touchbase.domain.availability import FreeBusy
from touchbase.domain.hours import Hours, workweek
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.clash import Clashes
from touchbase.planning.grid import PER_DAY, slots_of
from touchbase.planning.openings import Openings

ANA = person()


@settings(max_examples=30, phases=[Phase.generate])
@given(seeds)
def test_bits_and_intervals_say_the_same(seed: int) -> None:
    snapshot = world_of(seed)
    openings = Openings.of(snapshot)
    clashes, grid = Clashes(openings), openings.grid
    who = snapshot.stakeholders[0]
    sure = grid.everything & ~grid.clock_changes()
    for slot in slots_of(sure)[seed % 7 :: 7]:
        free = openings.for_both(who) >> slot & 1 == 1
        reason = clashes.reason(who, Period.lasting(grid.moment(slot), who.minutes))
        assert free == (reason == ""), f"{wall(grid.moment(slot), grid.zone)}: {free}, {reason}"


def tuesday(snapshot: Snapshot) -> str:
    """The first and the last open start of the first Tuesday, and how many there are."""
    openings = Openings.of(snapshot)
    open_starts = slots_of(openings.for_both(snapshot.stakeholders[0]) & openings.grid.day_bits(1))
    edges = [f"{openings.grid.at(n):%H:%M}" for n in (open_starts[0], open_starts[-1])] if open_starts else []
    return " ".join((*edges, str(len(open_starts))))


LUNCH = workweek(STRETCHES[1])
WHOLE = workweek((Hours(0, 24 * 60),))


@pytest.mark.parametrize(
    ("snapshot", "expected", "sentence"),
    [
        (world([ANA]), "09:00 16:30 31", "nine to five for both"),
        (world([ANA], given=rules(working_hours=LUNCH)), "09:00 16:30 26", "no start over lunch"),
        (world([person(zone=KATHMANDU)]), "09:00 10:45 8", "Kathmandu goes home when London has had two hours"),
        (world([ANA], busy=[span(utc(3, 3, 9), 60)]), "10:15 16:30 26", "your meeting and its buffer"),
        (world([ANA], guests={"ana": [span(utc(3, 3, 9), 60)]}), "10:00 16:30 27", "theirs needs no buffer"),
        (world([ANA], holidays=frozenset({date(2026, 3, 3)})), "0", "a public holiday"),
        (world([person(working_hours=(Hours(0, 1440),))], given=rules(working_hours=WHOLE)), "00:00 23:45 96",
         "around the clock, past midnight too"),
        (world([person(working_hours=(Hours(0, 1440),))], given=rules(working_hours=WHOLE),
               holidays=frozenset({date(2026, 3, 4)})), "00:00 23:30 95", "but not into a holiday"),
        (world([person(working_hours=(Hours(0, 1440),))], given=rules(working_hours=WHOLE),
               holidays=frozenset({date(2026, 3, 2)})), "00:00 23:45 96", "nor does Monday's holiday take the week"),
    ],
)  # fmt: skip
def test_the_starts_of_one_day(snapshot: Snapshot, expected: str, sentence: str) -> None:
    assert tuesday(snapshot) == expected, sentence


def test_busy_times_may_come_in_any_order() -> None:
    late, early = span(utc(3, 3, 15), 60), span(utc(3, 3, 9), 300)
    snapshot = world([ANA], free_busy={"ana": FreeBusy((late, early, span(utc(3, 3, 10))), late)})
    assert Clashes(Openings.of(snapshot)).reason(ANA, span(utc(3, 3, 13))) == "Ana Ruiz is busy then"


@pytest.mark.parametrize(
    ("ours", "theirs", "at", "expected", "sentence"),
    [
        ((), (), 10, (1, 1), "nothing said: all working hours are as good"),
        ((Hours(840, 1020),), (), 10, (0, 1), "you would rather meet in the afternoon"),
        ((), (Hours(840, 1020),), 10, (1, 0), "they would"),
        ((Hours(540, 720),), (Hours(540, 720),), 10, (1, 1), "the morning suits both"),
    ],
)
def test_preferred_parts_of_the_day(
    ours: tuple[Hours, ...], theirs: tuple[Hours, ...], at: int, expected: tuple[int, int], sentence: str
) -> None:
    who = person(preferred=theirs)
    openings = Openings.of(world([who], given=rules(preferred=ours)))
    slot = PER_DAY + at * 4
    found = openings.preferred(who)
    assert (found[0] >> slot & 1, found[1] >> slot & 1) == expected, sentence
    assert openings.preferred(who) == found


def test_two_people_of_one_length_share_the_owners_bits() -> None:
    ben = person("ben", minutes=60)
    openings = Openings.of(world([ANA, person("cy"), ben], now=NOW + timedelta(days=1)))
    assert openings.for_both(ANA) == openings.for_both(person("cy")) != openings.for_both(ben)
    assert openings.grid.zone == LONDON
