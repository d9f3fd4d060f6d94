"""The cheapest set of changes with which everybody fits: solved over cadences, hours and the calendar together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from touchbase.domain.cadence import Cadence, longer
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.columns import Column
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Lane, Request, request, weekly_hours, weight
from touchbase.planning.openings import Openings
from touchbase.planning.rows import Uses, uses

STEP = 100  # points, times the weight, for each step to a longer cadence; lanes cost far less
EVERYBODY = 1_000_000  # points for somebody who gets nothing: more than all steps together
LANES = 40  # candidates of each cadence that are tried for somebody who got none
SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """Meet somebody less often; `to` is None where no cadence at all would fit."""

    stakeholder: Stakeholder
    to: Cadence | None


@dataclass(frozen=True)
class Situation:
    """Who got which lane and who got none, who keeps a series, and the hours there are for all of them."""

    snapshot: Snapshot
    openings: Openings
    diary: Diary
    requests: Sequence[Request]
    lanes: Mapping[str, Lane]
    staying: Sequence[Stakeholder]
    hours: float

    @property
    def groups(self) -> list[Stakeholder]:
        return [*(wanted.stakeholder for wanted in self.requests), *self.staying]


def cheapest_changes(situation: Situation) -> tuple[Change, ...]:
    """The fewest, lightest steps to longer cadences (lightest: of the lowest priorities) that make everybody fit."""
    from touchbase.planning.packing import chosen

    groups = situation.groups
    options = [option for n, who in enumerate(groups) for option in _options(n, who, situation)]
    taken = chosen(groups, [column for column, _ in options], situation.diary, situation.hours, SECONDS)
    cadences = {options[n][0].person: options[n][1] for n in taken}
    changes = (Change(who, cadences.get(n)) for n, who in enumerate(groups))
    return tuple(change for change in changes if change.to != change.stakeholder.cadence)


def situation(
    snapshot: Snapshot,
    openings: Openings,
    diary: Diary,
    requests: Sequence[Request],
    lanes: Mapping[str, Lane],
    ending: Collection[str],
) -> Situation:
    """The situation after a choice of lanes; `ending` are the uids of series that end or move in this plan."""
    people = {who.id: who for who in snapshot.stakeholders}
    wanting = {wanted.stakeholder.id for wanted in requests}
    standing = [b.series for b in snapshot.bookings if b.stands and b.uid not in ending]
    staying = [people[one.stakeholder] for one in standing if one.stakeholder in people.keys() - wanting]
    others = (one.recurrence for one in standing if one.stakeholder not in people)
    hours = snapshot.rules.hours_per_week - sum(weekly_hours(rule.minutes, rule.cadence) for rule in others)
    return Situation(snapshot, openings, diary, requests, lanes, staying, hours)


def words(change: Change) -> str:
    """What to do about one person, as a sentence."""
    who = change.stakeholder
    if change.to is None:
        return f"{who.name} finds no place at any cadence: widen working hours, or raise the caps."
    saved = who.hours_per_week - weekly_hours(who.minutes, change.to)
    return f"Meet {who.name} {change.to} instead of {who.cadence}: saves {saved:.2f} hours a week."


def _options(n: int, who: Stakeholder, situation: Situation) -> Iterator[tuple[Column, Cadence]]:
    """Every cadence from theirs up, each with the places it could have."""
    for step, cadence in enumerate((who.cadence, *longer(who.cadence))):
        cost = STEP * step * weight(who.priority)
        for used, lane_cost in _places(n, who._replace(cadence=cadence), situation):
            yield Column(n, used, EVERYBODY - cost - lane_cost), cadence


def _places(n: int, who: Stakeholder, situation: Situation) -> Iterator[tuple[Uses, int]]:
    """Somebody with a slot keeps it, with fewer dates; for the others new slots are looked for."""
    hours = weekly_hours(who.minutes, who.cadence)
    if n >= len(situation.requests):
        yield Uses((), hours), 0
    elif who.id in situation.lanes:
        yield _thinned(situation.requests[n], situation.lanes[who.id], who, situation.diary), 0
    else:
        wanted = request(situation.snapshot, situation.openings, who)
        open_starts = situation.diary.open_starts(who.minutes)
        lanes = (lane for lane in wanted.lanes if not lane.free & ~open_starts)
        for _, lane in zip(range(LANES), lanes, strict=False):
            yield replace(uses(wanted, lane, situation.diary), hours=hours), min(lane.cost, STEP - 1)


def _thinned(wanted: Request, lane: Lane, who: Stakeholder, diary: Diary) -> Uses:
    """The same slot, with only so many of its dates."""
    apart = max(1, round(who.cadence.days / wanted.stakeholder.cadence.days))
    days = lane.days[::apart]
    kept = sum(lane.free & diary.grid.day_bits(day) for day in days)
    fewer = uses(wanted, replace(lane, days=days, free=kept), diary)
    return replace(fewer, hours=weekly_hours(who.minutes, who.cadence))
