"""The cheapest set of changes with which everybody fits: solved over cadences, hours and the calendar together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from touchbase.domain.cadence import Cadence, longer
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.columns import Columns
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Lane, Request, request, weekly_hours, weight
from touchbase.planning.openings import Openings

STEP = 100  # points, times the weight, for each step to a longer cadence; lanes cost far less
EVERYBODY = 1_000_000  # points for somebody who gets nothing: more than all steps together
LANES = 40  # candidates of each cadence that are tried for somebody who got none
SECONDS = 1.0
AS_IT_STANDS = Lane(*(0, 0, (), 0), *[0] * 8)  # takes no room: its dates are in the diary


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
    from touchbase.planning.programme import chosen

    groups = situation.groups
    options = [option for n, who in enumerate(groups) for option in _options(n, who, situation)]
    columns = [columns for columns, _ in options]
    taken = chosen(columns, len(groups), situation.diary, situation.hours, SECONDS)
    every = [(some.person, cadence) for some, cadence in options for _ in some.lanes]
    cadences = dict(every[number] for number in taken)
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


def _options(n: int, who: Stakeholder, situation: Situation) -> Iterator[tuple[Columns, Cadence]]:
    """Every cadence from theirs up, each with the places it could have."""
    for step, cadence in enumerate((who.cadence, *longer(who.cadence))):
        lanes = list(_places(n, who._replace(cadence=cadence), situation))
        cost = STEP * step * weight(who.priority)
        savings = [EVERYBODY - cost - min(lane.cost, STEP - 1) for lane in lanes]
        yield Columns(n, who.minutes, weekly_hours(who.minutes, cadence), lanes, savings), cadence


def _places(n: int, who: Stakeholder, situation: Situation) -> Iterator[Lane]:
    """Somebody with a slot keeps it, with fewer dates; for the others new slots are looked for."""
    if n >= len(situation.requests):
        yield AS_IT_STANDS
    elif who.id in situation.lanes:
        yield _thinned(situation.requests[n], situation.lanes[who.id], who, situation.diary)
    else:
        wanted = request(situation.snapshot, situation.openings, who)
        open_starts = situation.diary.open_starts(who.minutes)
        lanes = (lane for lane in wanted.lanes if not lane.free & ~open_starts)
        yield from islice(lanes, LANES)


def _thinned(wanted: Request, lane: Lane, who: Stakeholder, diary: Diary) -> Lane:
    """The same slot, with only so many of its dates."""
    apart = max(1, round(who.cadence.days / wanted.stakeholder.cadence.days))
    days = lane.days[::apart]
    kept = sum(lane.free & diary.grid.day_bits(day) for day in days)
    return replace(lane, days=days, free=kept, cost=0)
