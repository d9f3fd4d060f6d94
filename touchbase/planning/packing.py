"""The integer programme over some columns: what HiGHS (https://highs.dev) finds and proves within its limits."""

import math
from typing import Any, NamedTuple

import highspy
import numpy as np

from touchbase.planning.matrix import Ints, Matrix
from touchbase.planning.relaxation import Relaxation

NODES = 2_000  # of its tree at most: a limit that does not depend on how busy the machine is
HALF = 0.5


class Packed(NamedTuple):
    """A choice among some columns, what no choice of them can save more than, and the seconds of wall time it took."""

    columns: Ints
    most: float
    seconds: float


def packed(matrix: Matrix, columns: Ints, seconds: float, slack: float) -> Packed:
    """The best of these columns together, to within so many points."""
    relaxation = Relaxation(matrix, seconds)
    relaxation.add(columns)
    solver = relaxation.solver
    if matrix.scarce:
        _share_hours(solver, matrix, columns)
    else:
        solver.setOptionValue("presolve", "on")
    count = solver.getNumCol()
    every = np.arange(count, dtype=np.int32)
    solver.changeColsIntegrality(count, every, [highspy.HighsVarType.kInteger] * count)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", slack)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.run()
    values = np.array(solver.getSolution().col_value)[: len(columns)]
    chosen = columns[: len(values)][values > HALF]
    return Packed(chosen, _most(float(solver.getInfo().mip_dual_bound)), relaxation.seconds)


def _share_hours(solver: Any, matrix: Matrix, columns: Ints) -> None:
    """The hours are taken by meeting somebody at all, whichever the lane: a choice of its own, for HiGHS to branch on.

    Without it the proof takes minutes, for a hundred lanes of the same person are as good as each other. Presolve would
    take these choices out again.
    """
    meets, which = np.unique(np.stack((matrix.person, matrix.hours))[:, columns], axis=1, return_inverse=True)
    count, first, none = meets.shape[1], len(columns), np.empty(0, np.int32)
    zero, choice = np.zeros(count), np.arange(first, first + meets.shape[1])
    solver.addCols(count, zero, zero, np.ones(count), 0, np.zeros(count, np.int32), none, np.empty(0))
    row = np.concatenate((which.ravel(), np.arange(count)))
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(count)).astype(np.int32)
    value = np.concatenate((np.ones(first), -np.ones(count)))[order]
    solver.addRows(count, zero, zero, len(row), starts, order.astype(np.int32), value)
    total = len(matrix.limit) - 1
    solver.changeRowBounds(total, -highspy.kHighsInf, highspy.kHighsInf)
    solver.addRow(-highspy.kHighsInf, float(matrix.limit[total]), count, choice.astype(np.int32), meets[1])


def _most(bound: float) -> float:
    """A saving is a cost taken off; not finite where HiGHS had no time for a bound."""
    return -bound if math.isfinite(bound) else math.inf
