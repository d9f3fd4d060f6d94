"""Small crowded lists, and the best assignment of each by trying every one: slow, and sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

from tests.planning.builders import LONDON, NEW_YORK, NOW, person, rules, span, utc, world
from touchbase.domain.cadence import Cadence
from touchbase.domain.hours import Hours
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.diary import Diary
from touchbase.planning.grid import slots_of
from touchbase.planning.lanes import Lane, Request, request
from touchbase.planning.openings import Openings

PEOPLE, LANES = 8, 3
CADENCES = (Cadence(1, "week"), Cadence(2, "week"), Cadence(2, "week"), Cadence(3, "week"), Cadence(1, "month"))
MORNING, MIDDAY = Hours(600, 690), Hours(690, 780)


@dataclass(frozen=True)
class Instance:
    """Who asks for what, what stands already (also in the diary), and the hours a week there are."""

    requests: tuple[Request, ...]
    diary: Diary
    standing: tuple[Period, ...]
    hours: float

    @property
    def most(self) -> int:
        """What it costs that nobody gets anything."""
        return sum(wanted.unplaced_cost for wanted in self.requests)


def instance(seed: int) -> Instance:
    """Eight people, three lanes each, on two mornings a week."""
    any = Random(seed)
    days: list[tuple[Hours, ...]] = [(), (MORNING,), (), (MORNING, MIDDAY), (), (), ()]
    given = rules(
        working_hours=tuple(days),
        preferred=any.choice(((), (Hours(630, 700),))),
        buffer_minutes=any.choice((0, 5, 15)),
        max_per_day=any.randint(1, 3),
        max_per_week=any.randint(2, 4),
        horizon_weeks=any.choice((4, 5, 6)),
    )
    people = [_person(any, n) for n in range(PEOPLE)]
    busy = [span(utc(3, 3, any.randint(9, 12)) + timedelta(any.randrange(40)), 45) for _ in range(6)]
    openings = Openings.of(world(people, busy=busy, given=given))
    standing = tuple(
        span(utc(3, 3 + 2 * any.randrange(9), 10, any.choice((0, 30, 40)))) for _ in range(any.randint(0, 2))
    )
    diary = Diary(openings.grid, given)
    for period in standing:
        diary.take(period)
    asked = tuple(_some(request(openings.snapshot, openings, who), any) for who in people)
    return Instance(asked, diary, standing, any.choice((0.8, 1.3, 2.6)))


def _person(any: Random, n: int) -> Stakeholder:
    return person(
        f"p{n}",
        any.choice(CADENCES),
        any.randint(1, 9),
        any.choice((LONDON, LONDON, NEW_YORK)),
        minutes=any.choice((15, 30, 30, 45)),
        working_hours=(Hours(300, 1020),),
        preferred=any.choice(((), (MIDDAY,))),
    )


def _some(wanted: Request, any: Random) -> Request:
    """A few lanes, cheap ones rather than dear ones."""
    best = wanted.lanes[:40]
    kept = sorted(any.sample(range(len(best)), min(LANES, len(best))))
    return replace(wanted, lanes=tuple(best[n] for n in kept))


@dataclass(frozen=True)
class Choice:
    """One lane of one person, looked at by itself: what it saves and takes, and the numbers of its days and weeks."""

    saving: int
    hours: float
    periods: tuple[Period, ...]
    days: tuple[date, ...]
    weeks: tuple[int, ...]


def optimum(instance: Instance) -> int:
    """What the best assignment costs, by trying all of them."""
    people = [[_choice(instance, wanted, lane) for lane in wanted.lanes] for wanted in instance.requests]
    alone = [[one for one in choices if _allowed(instance, [one])] for choices in people]
    apart: dict[tuple[int, int], bool] = {}
    for one, other in combinations([choice for choices in alone for choice in choices], 2):
        apart[id(one), id(other)] = not _meet(instance, one.periods, other.periods)
    return instance.most - _most_saved(instance, alone, (), apart)


def _most_saved(
    instance: Instance, people: list[list[Choice]], chosen: tuple[Choice, ...], apart: dict[tuple[int, int], bool]
) -> int:
    """Every choice of the first person with every choice of all after them."""
    if not people:
        return sum(choice.saving for choice in chosen)
    best = _most_saved(instance, people[1:], chosen, apart)
    for choice in people[0]:
        if all(apart[id(one), id(choice)] for one in chosen) and _allowed(instance, [*chosen, choice]):
            best = max(best, _most_saved(instance, people[1:], (*chosen, choice), apart))
    return best


def _choice(instance: Instance, wanted: Request, lane: Lane) -> Choice:
    who, moment = wanted.stakeholder, instance.diary.grid.moment
    periods = tuple(Period.lasting(moment(slot), who.minutes) for slot in slots_of(lane.free))
    return Choice(
        saving=wanted.unplaced_cost - lane.cost,
        hours=who.minutes / 60 * 7 / who.cadence.days,
        periods=periods,
        days=tuple(period.start.date() for period in periods),  # in London a morning is on the same day in UTC
        weeks=tuple(day // 7 for day in lane.days),
    )


def _meet(instance: Instance, some: Sequence[Period], others: Sequence[Period]) -> bool:
    """True when two of them overlap or are nearer than the buffer."""
    buffer = timedelta(minutes=instance.diary.rules.buffer_minutes)
    return any(one.start < other.end + buffer and other.start < one.end + buffer for one in some for other in others)


def _allowed(instance: Instance, choices: Sequence[Choice]) -> bool:
    """What stands is clear of the last one, and the hours and caps hold for all of them."""
    rules, last = instance.diary.rules, choices[-1]
    if sum(choice.hours for choice in choices) > instance.hours + 1e-9:
        return False
    if len(choices) == 1 and _meet(instance, last.periods, instance.standing):
        return False
    days = [period.start.date() for period in instance.standing]
    weeks = [(day - NOW.date()).days // 7 for day in days]
    for choice in choices:
        days += choice.days
        weeks += choice.weeks
    return all(days.count(day) <= rules.max_per_day for day in last.days) and all(
        weeks.count(week) <= rules.max_per_week for week in last.weeks
    )
