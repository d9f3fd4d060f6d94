"""The integer programme over some columns: what HiGHS (https://highs.dev) finds and proves within its limits."""

import math

import highspy
import numpy as np

from touchbase.planning.matrix import Ints, Matrix
from touchbase.planning.relaxation import Relaxation

NODES = 2_000  # of its tree at most: a limit that does not depend on how busy the machine is
HALF = 0.5


def packed(matrix: Matrix, columns: Ints, seconds: float, slack: float) -> tuple[Ints, float]:
    """The best of these columns together, to within so many points, and what no choice of them can save more than."""
    relaxation = Relaxation(matrix, seconds)
    relaxation.add(columns)
    solver = relaxation.solver
    every = np.arange(len(columns), dtype=np.int32)
    solver.changeColsIntegrality(len(columns), every, [highspy.HighsVarType.kInteger] * len(columns))
    solver.setOptionValue("presolve", "on")
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", slack)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.run()
    values = np.array(solver.getSolution().col_value)[: len(columns)]
    return columns[: len(values)][values > HALF], _most(float(solver.getInfo().mip_dual_bound))


def _most(bound: float) -> float:
    """A saving is a cost taken off; not finite where HiGHS had no time for a bound."""
    return -bound if math.isfinite(bound) else math.inf
