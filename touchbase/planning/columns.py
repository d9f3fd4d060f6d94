"""The lanes as columns of a set packing, and what they are worth at the prices of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touchbase.planning.lanes import Lane
from touchbase.planning.rows import HOURS, Row, Uses


@dataclass(frozen=True, slots=True)
class Column:
    """One choice for one person in the model: what it takes, and what it saves against getting nothing."""

    person: int
    uses: Uses
    saving: int
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """What the LP would pay for more of each row, and how much each person's lane is worth."""

    rows: Mapping[Row, float]
    value: float

    def of(self, column: Column) -> float:
        """The column's saving less what it takes of the rows, at their prices."""
        paid = sum(self.rows.get(row, 0.0) for row in column.uses.rows)
        return column.saving - paid - column.uses.hours * self.rows.get(HOURS, 0.0)


def best_price(columns: Sequence[Column], prices: Prices) -> float:
    """The best of one person's columns; those after it in order of saving are not worth looking at."""
    best = 0.0
    for column in columns:
        if column.saving <= best:
            break
        best = max(best, prices.of(column))
    return best


def cheapest(columns: Sequence[Column], prices: Prices, kept: int) -> list[Column]:
    by_person: dict[int, list[tuple[float, int]]] = {}
    for n, column in enumerate(columns):
        by_person.setdefault(column.person, []).append((-prices.of(column), n))
    return [columns[n] for some in by_person.values() for _, n in sorted(some)[:kept]]
