"""What it costs to give way, and that nobody has to every time."""

from datetime import UTC, datetime

import pytest

from tests.planning.builders import KATHMANDU, LONDON, NEW_YORK, WEEKLY, person, rules, span, utc, wall, world
from touchbase.domain.hours import Hours
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.fairness import fairness_points, far_apart, preference_points
from touchbase.planning.lanes import Lane, request
from touchbase.planning.openings import Openings

JANUARY, MARCH = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ours", "theirs", "dates", "expected", "sentence"),
    [
        (0, 0, 13, 0, "nobody gives way"),
        (13, 0, 13, 2, "you, on every date"),
        (0, 13, 13, 2, "they, on every date"),
        (13, 13, 13, 4, "both"),
        (1, 0, 13, 1, "one date is not for nothing"),
        (6, 0, 12, 1, "half of them"),
        (7, 6, 12, 3, "more than half, and half"),
        (1, 1, 1, 4, "a single date"),
    ],
)
def test_what_dates_at_bad_hours_cost(ours: int, theirs: int, dates: int, expected: int, sentence: str) -> None:
    assert preference_points(ours, theirs, dates) == expected, sentence


@pytest.mark.parametrize(
    ("ours", "theirs", "dates", "far", "expected", "sentence"),
    [
        (0, 0, 13, False, 0, "nobody gives way"),
        (13, 13, 13, False, 0, "both do, every time"),
        (0, 13, 13, False, 1, "they always do, and live near: their turn"),
        (13, 0, 13, False, 2, "you always do, for somebody near"),
        (13, 0, 13, True, 1, "you always do, for somebody far away: your turn"),
        (0, 13, 13, True, 2, "they always do, from far away"),
        (6, 0, 12, False, 0, "you do on half of the dates"),
        (7, 0, 12, False, 2, "you do on most"),
        (7, 1, 12, False, 0, "and they do once"),
        (0, 1, 1, True, 2, "a single date is every date"),
    ],
)
def test_nobody_gives_way_every_time(
    ours: int, theirs: int, dates: int, far: bool, expected: int, sentence: str
) -> None:
    assert fairness_points(ours, theirs, dates, far=far) == expected, sentence


@pytest.mark.parametrize(
    ("moment", "zone", "other", "expected", "sentence"),
    [
        (JANUARY, LONDON, LONDON, False, "the same clock"),
        (JANUARY, LONDON, "Europe/Athens", False, "two hours"),
        (JANUARY, LONDON, "Africa/Nairobi", True, "three hours"),
        (JANUARY, "Africa/Nairobi", LONDON, True, "and the other way round"),
        (JANUARY, LONDON, "Pacific/Auckland", True, "on the other side of the world"),
        (JANUARY, "Pacific/Kiritimati", "Pacific/Honolulu", False, "a day apart, and the same time of day"),
        (JANUARY, "Pacific/Kiritimati", "America/Los_Angeles", False, "twenty-two hours are two"),
        (MARCH, NEW_YORK, "Atlantic/Azores", True, "three in March"),
        (JANUARY, NEW_YORK, "Atlantic/Azores", True, "and four in January"),
    ],
)
def test_who_is_far_away(moment: datetime, zone: str, other: str, expected: bool, sentence: str) -> None:
    assert far_apart(moment, zone, other) is expected, sentence


def lanes_of(snapshot: Snapshot) -> dict[str, Lane]:
    openings = Openings.of(snapshot)
    found = request(snapshot, openings, snapshot.stakeholders[0]).lanes
    return {wall(openings.grid.moment(lane.first)): lane for lane in found}


def test_every_date_counts_because_clocks_change_on_different_days() -> None:
    """10:00 in New York is 14:00 in London for the first three weeks of March and 15:00 ever after."""
    who = person(zone=NEW_YORK, cadence=WEEKLY, preferred=(Hours(600, 660),))
    lanes = lanes_of(world([who], given=rules(horizon_weeks=9)))
    early, usual = lanes["Tue 2026-03-10 14:00"], lanes["Tue 2026-03-10 15:00"]
    assert (early.theirs, usual.theirs) == (5, 3), "London follows on 29 March"
    assert (early.ours, usual.ours) == (0, 0), "no wish of yours"
    assert early.cost - early.late * 8 > usual.cost - usual.late * 8


@pytest.mark.parametrize(
    ("zone", "preferred", "cheaper", "dearer", "sentence"),
    [
        (KATHMANDU, Hours(930, 990), "Tue 2026-03-03 10:00", "Tue 2026-03-03 11:00", "you for somebody far away"),
        (LONDON, Hours(600, 660), "Tue 2026-03-03 11:00", "Tue 2026-03-03 10:00", "they, from next door"),
    ],
)
def test_whose_turn_it_is(zone: str, preferred: Hours, cheaper: str, dearer: str, sentence: str) -> None:
    """They want the hour before eleven by your clock, you the hour after: one side has to give way."""
    who = person(zone=zone, preferred=(preferred,), working_hours=(Hours(540, 1140),))
    given = rules(preferred=(Hours(660, 720),), horizon_weeks=3)
    lanes = lanes_of(world([who], given=given))
    assert (lanes[cheaper].outside, lanes[dearer].outside) == (2, 2)
    assert (lanes[cheaper].unfair, lanes[dearer].unfair) == (1, 2), sentence


def test_dates_that_clash_are_held_elsewhere_and_do_not_count() -> None:
    given = rules(preferred=(Hours(660, 720),), horizon_weeks=4)
    busy = [span(utc(3, day, 9)) for day in (10, 17)]
    lane = lanes_of(world([person()], busy=busy, given=given))["Tue 2026-03-03 09:00"]
    assert (len(lane.days), lane.clashes, lane.ours, lane.outside, lane.unfair) == (4, 2, 2, 2, 2)
