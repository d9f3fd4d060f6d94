"""Who gets which lane: never against the rules, and never worse than one after the other."""

from hypothesis import Phase, given, settings

from tests.planning.builders import MONTHLY, person, rules, seeds, world, world_of
from touchbase.domain.hours import Hours
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Request, request
from touchbase.planning.openings import Openings
from touchbase.planning.solve import solve


def asked(snapshot: Snapshot) -> tuple[list[Request], Diary]:
    openings = Openings.of(snapshot)
    return [request(snapshot, openings, who) for who in snapshot.stakeholders], Diary(openings.grid, snapshot.rules)


@settings(max_examples=10, phases=[Phase.generate])
@given(seeds)
def test_an_assignment_keeps_the_rules(seed: int) -> None:
    snapshot = world_of(seed)
    requests, diary = asked(snapshot)
    found = solve(requests, diary, snapshot.rules.hours_per_week)
    assert diary.taken == {}, "the diary is left as it was"
    hours = 0.0
    for wanted in requests:
        lane = found.lanes.get(wanted.stakeholder.id)
        if lane is not None:
            assert lane in wanted.lanes
            assert diary.allows(lane.free, wanted.stakeholder.minutes)
            diary.take_starts(lane.free, wanted.stakeholder.minutes)
            hours += wanted.hours_per_week
    assert hours <= snapshot.rules.hours_per_week + 1e-6
    assert found.bound <= found.objective + 1e-6
    assert 0 <= found.gap <= 1


def test_two_who_want_the_same_quarter_hour() -> None:
    """Both only work for half an hour a week: the one who matters more gets it."""
    half = (Hours(600, 630),)
    people = [person("ana", priority=5, working_hours=half), person("ben", priority=1, working_hours=half)]
    requests, diary = asked(world(people, given=rules(max_per_day=1, max_per_week=1)))
    found = solve(requests, diary, 3.0)
    assert set(found.lanes) == {"ben"}
    assert found.objective >= found.bound


def test_nobody_asks_and_nobody_fits() -> None:
    requests, diary = asked(world([person(cadence=MONTHLY)]))
    assert solve([], diary, 3.0).lanes == {}
    assert solve([], diary, 3.0).gap == 0
    nothing = solve(requests, diary, 0.05)
    assert nothing.lanes == {}
    assert nothing.objective == requests[0].unplaced_cost
