"""What the list costs in hours a week against the hours there are, who starves, and the cheapest way out."""

from collections.abc import Iterable, Sequence
from datetime import date

from touchbase.domain.cadence import Cadence, longer
from touchbase.domain.owner import Rules
from touchbase.domain.plan import Capacity
from touchbase.domain.stakeholder import Stakeholder

Path = list[Cadence]  # from the cadence asked for to the one proposed, step by step


def capacity(stakeholders: Iterable[Stakeholder], rules: Rules, today: date) -> Capacity:
    """Needed hours a week (two decimals) of the active ones at their cadences; `today` is the owner's local day.

    Within one priority the id decides, so that the order of the file does not.
    """
    active = sorted(
        (person for person in stakeholders if person.state_on(today) == "active"),
        key=lambda person: (person.priority, person.id),
    )
    needed, budget = sum(person.hours_per_week for person in active), rules.hours_per_week
    if _fits(needed, budget):
        return Capacity(round(needed, 2), budget)
    return Capacity(round(needed, 2), budget, _starved(active, budget), _cheapest_fix(active, budget))


def _fits(hours: float, budget: float) -> bool:
    return round(hours, 2) <= budget + 1e-9


def _starved(active: Sequence[Stakeholder], budget: float) -> tuple[str, ...]:
    """Ids of those for whom nothing is left once everybody before them has theirs; a shorter need may still fit."""
    starved, used = [], 0.0
    for person in active:
        if _fits(used + person.hours_per_week, budget):
            used += person.hours_per_week
        else:
            starved.append(person.id)
    return tuple(starved)


def _cheapest_fix(active: Sequence[Stakeholder], budget: float) -> tuple[str, ...]:
    """Sentences: from the lowest priority up, the largest saving first, as few and as short steps as make it fit."""
    people = {person.id: person for person in active}
    paths = {person.id: [person.cadence] for person in active}
    while not _fits(_total(people, paths), budget):
        if not _stretch_once(people, paths, budget):
            least = _total(people, paths)
            return (
                f"Even with everybody at yearly it takes {least:.2f} hours a week: raise hours_per_week under "
                "[capacity] in config.toml, or pause somebody.",
            )
    _take_back(people, paths, budget)
    changed = [person for person in reversed(active) if len(paths[person.id]) > 1]
    return tuple(_sentence(person, paths[person.id][-1]) for person in changed)


def _total(people: dict[str, Stakeholder], paths: dict[str, Path]) -> float:
    return sum(_hours(people[id], path[-1]) for id, path in paths.items())


def _stretch_once(people: dict[str, Stakeholder], paths: dict[str, Path], budget: float) -> bool:
    """One step longer for one person after the other until it fits; False when nobody can be stretched."""
    steps = [(person, step) for person in people.values() for step in longer(paths[person.id][-1])[:1]]
    steps.sort(key=lambda pair: (-pair[0].priority, -_saved(pair[0], paths[pair[0].id][-1], pair[1]), pair[0].id))
    total = _total(people, paths)
    for person, step in steps:
        if _fits(total, budget):
            break
        total -= _saved(person, paths[person.id][-1], step)
        paths[person.id].append(step)
    return bool(steps)


def _take_back(people: dict[str, Stakeholder], paths: dict[str, Path], budget: float) -> None:
    """Undo the steps that later ones made needless, the highest priority's and the largest first."""
    total = _total(people, paths)
    for person in people.values():
        path = paths[person.id]
        while len(path) > 1 and _fits(total + _saved(person, path[-2], path[-1]), budget):
            total += _saved(person, path[-2], path[-1])
            path.pop()


def _hours(person: Stakeholder, cadence: Cadence) -> float:
    """What one person would cost a week at that cadence."""
    return person.hours_per_week * person.cadence.days / cadence.days


def _saved(person: Stakeholder, old: Cadence, new: Cadence) -> float:
    return _hours(person, old) - _hours(person, new)


def _sentence(person: Stakeholder, new: Cadence) -> str:
    saved = _saved(person, person.cadence, new)
    return f"Meet {person.name} {new} instead of {person.cadence}: saves {saved:.2f} hours a week."
