"""Why somebody has the slot they have: the candidates and what each would cost, and what keeps somebody out."""

from collections.abc import Iterator
from dataclasses import asdict

from touchbase.domain.change import Json
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local
from touchbase.planning.explain import Candidate, Explanation
from touchbase.planning.lift import Lift
from touchbase.reports.plan import Reader
from touchbase.reports.table import Column, Row, Table

NUMBERS = ("Dates", "Clash", "Hours", "Fair", "Late", "Kept", "Cost")
COLUMNS = (Column("From"), *(Column(name, "right") for name in NUMBERS), Column("In this plan", shrink=True))
LIFTS = (Column("Any one of these would do", shrink=True), Column("Then from"), Column("Cost", "right"))
FULL = {"max_per_day": "day full", "max_per_week": "week full", "hours_per_week": "no hours"}


def explain_tables(explanation: Explanation, person: Stakeholder, reader: Reader) -> Iterator[Table]:
    """The cheapest slots first; then, for somebody who got none, what would let them in."""
    if explanation.candidates:
        rows = tuple(_row(candidate, reader) for candidate in explanation.candidates)
        title = f"The best slots for {person.name} ({person.cadence}), with everybody else as planned"
        yield Table(title, COLUMNS, rows, _notes(explanation.candidates[0].weight))
    else:
        title = f"There is no slot for {person.name} that suits both of you on at least half of its dates."
        yield Table(title, COLUMNS)
    if explanation.lifts is not None:
        yield _lifts_table(explanation.lifts, person, reader)


def explain_json(explanation: Explanation, zone: str) -> Json:
    """The same with plain values; starts carry the owner's offset."""
    binding = None if explanation.lifts is None else [_plain(lift, zone) for lift in explanation.lifts]
    return {"candidates": [_plain(candidate, zone) for candidate in explanation.candidates], "binding": binding}


def _plain(value: Candidate | Lift, zone: str) -> Json:
    return asdict(value) | {"start": local(value.start, zone).isoformat()}


def _row(candidate: Candidate, reader: Reader) -> Row:
    points = (
        candidate.clash_cost,
        candidate.preference_cost,
        candidate.fairness_cost,
        candidate.lateness_cost,
        -candidate.kept_bonus,
        candidate.cost,
    )
    cells = (reader.moment(candidate.start), str(candidate.dates), *map(str, points), _standing(candidate, reader))
    return Row(cells, "good" if candidate.mark == "chosen" else "" if candidate.open else "dim")


def _standing(candidate: Candidate, reader: Reader) -> str:
    """Chosen, present, open, or what is in the way."""
    if candidate.open:
        return candidate.mark or "open"
    others = ", ".join(reader.name(id) for id in candidate.taken_by)
    return "; ".join(part for part in (candidate.mark, others, FULL.get(candidate.full, "")) if part)


def _notes(weight: int) -> tuple[str, ...]:
    return (
        "Points. Clash: 10 for each date that does not suit one of you; 30 where nothing near it could take it.",
        "Hours: outside preferred hours. Fair: always the same side gives way.",
        "Late: the first date is not on the day it is owed. Kept: the slot they had.",
        f"Cost: the sum times {weight}, the weight of the priority.",
        "A name in the last column is of somebody whose touchbase is in the way.",
    )


def _lifts_table(lifts: tuple[Lift, ...], person: Stakeholder, reader: Reader) -> Table:
    if not lifts:
        return Table(f"No single rule keeps {person.name} out: it takes more than one.", LIFTS)
    rows = tuple(Row((_words(lift, person, reader), reader.moment(lift.start), str(lift.cost))) for lift in lifts)
    return Table(f"What keeps {person.name} out", LIFTS, rows)


def _words(lift: Lift, person: Stakeholder, reader: Reader) -> str:
    """What to change, in words."""
    to = f"{lift.to:g}" if lift.to is not None else ""
    longer = f"working hours {to} minutes longer at both ends"
    said = {
        "touchbase": f"another slot for {reader.name(lift.stakeholder)}",
        "their_hours": f"{person.name}'s {longer}",
        "your_hours": f"your {longer}",
        "their_busy": f"{person.name}'s other meetings out of the way",
        "your_busy": "your other meetings out of the way",
    }
    return said.get(lift.rule, f"{lift.rule} = {to}")
