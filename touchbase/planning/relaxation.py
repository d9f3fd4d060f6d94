"""The linear programme over some columns, kept in HiGHS (https://highs.dev) from round to round."""

# Lanes that come later, and lanes that are fixed, leave it at a basis from which the dual simplex goes on at once.

from typing import Any, NamedTuple

import highspy
import numpy as np

from touchbase.planning.matrix import Floats, Ints, Matrix


class Relaxed(NamedTuple):
    """An optimum of the relaxed problem: the values of its columns, the prices of the rows, and what it saves."""

    values: Floats
    prices: Floats
    saving: float


class Relaxation:
    """The columns HiGHS knows, in `columns`, and the seconds it has worked on them."""

    def __init__(self, matrix: Matrix, seconds: float) -> None:
        self.matrix = matrix
        self.columns: Ints = np.empty(0, np.int64)
        self._known = np.zeros(len(matrix.saving), np.bool_)
        self.solver = quiet(seconds)
        self.solver.setOptionValue("presolve", "off")
        rows = len(matrix.limit)
        below, none = np.full(rows, -highspy.kHighsInf), np.empty(0, np.int32)
        self.solver.addRows(rows, below, matrix.limit, 0, np.zeros(rows, np.int32), none, np.empty(0))

    @property
    def seconds(self) -> float:
        """The wall time it has taken until now."""
        return float(self.solver.getRunTime())

    def lacks(self, columns: Any) -> Any:
        """Of these columns (a mask), those it does not know."""
        return columns & ~self._known

    def add(self, columns: Ints) -> None:
        starts, row, value = self.matrix.entries(columns)
        none, one, count = np.zeros(len(columns)), np.ones(len(columns)), len(columns)
        begin = starts[:-1].astype(np.int32)
        saving = self.matrix.saving[columns]
        self.solver.addCols(count, -saving, none, one, len(row), begin, row.astype(np.int32), value)
        self._known[columns] = True
        self.columns = np.concatenate((self.columns, columns))

    def take(self, numbers: Ints) -> None:
        """Settle columns, by their numbers among those known here."""
        one = np.ones(len(numbers))
        self.solver.changeColsBounds(len(numbers), numbers.astype(np.int32), one, one)

    def give_up(self, person: int) -> None:
        """Settle that somebody gets nothing."""
        self.solver.changeRowBounds(person, -highspy.kHighsInf, 0.0)

    def solve(self) -> Relaxed | None:
        """None when there is no solution, or none was found in time."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        prices = np.maximum(0.0, -np.array(solution.row_dual))
        return Relaxed(np.array(solution.col_value), prices, -float(self.solver.getObjectiveValue()))


def quiet(seconds: float) -> Any:
    """HiGHS without a word on the screen, the same every time, for so many seconds of wall time at most."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("time_limit", max(0.0, seconds))
    return solver
