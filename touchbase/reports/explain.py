"""Why somebody has the slot they have: the candidates and what each would cost, side by side."""

from collections.abc import Sequence
from dataclasses import asdict, astuple

from touchbase.domain.plan import Json
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local
from touchbase.planning.explain import Candidate
from touchbase.reports.plan import Reader
from touchbase.reports.table import Column, Row, Table

NAMES = ("Dates", "Clash", "Clashing", "Hours", "Fairness", "Late", "Weight", "Cost")
COLUMNS = (Column("From"), *(Column(name, "right") for name in NAMES))
NOTES = (
    "Clash counts the dates on which one of you is busy; the points behind it are what these cost.",
    "Hours: outside preferred hours. Fairness: a bad time of day for one side. Late: a late first date.",
    "Cost is the sum of the points times the weight of the priority. Slots of others are not looked at here.",
)


def explain_table(candidates: Sequence[Candidate], person: Stakeholder, reader: Reader) -> Table:
    """The cheapest first."""
    if not candidates:
        return Table(f"There is no slot at all for {person.name} inside both sides' working hours.", COLUMNS)
    title = f"The best slots for {person.name} ({person.cadence}), were nobody else on the list"
    return Table(title, COLUMNS, tuple(_row(candidate, reader) for candidate in candidates), NOTES)


def _row(candidate: Candidate, reader: Reader) -> Row:
    start, *numbers = astuple(candidate)
    return Row((reader.moment(start), *map(str, numbers)))


def explain_json(candidates: Sequence[Candidate], zone: str) -> list[Json]:
    """The same with plain values; the start carries the owner's offset."""
    return [asdict(candidate) | {"start": local(candidate.start, zone).isoformat()} for candidate in candidates]
