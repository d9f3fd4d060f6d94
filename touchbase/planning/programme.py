"""The linear programme over lanes, then integer ones on the best of them, until the answer is close to its bound."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from touchbase.planning.assignment import Assignment, cost, few
from touchbase.planning.columns import Column, Prices, best_price, cheapest
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Request
from touchbase.planning.packing import is_optimal, packing
from touchbase.planning.rows import limit, uses

LANES_AT_FIRST = 100  # lanes a person the first LP knows; the rest are priced, and enter when they would help
COLUMNS_AT_FIRST = 15_000  # a short list begins with more lanes a person, so many in all
TIGHT = 1e-3  # prices whose bound is this close to the LP need no more lanes
KEPT = (8, 20)  # lanes of lowest reduced cost a person, for one integer programme after the other
GOOD_ENOUGH = 2e-3  # a large assignment this close to its bound is not worth more time
SHORTEST = 0.05  # seconds HiGHS gets at least, once it is asked
TINY = 1e-6


@dataclass
class Programme:
    """The requests as columns and rows, and the best assignment known so far; `seconds` of solving are left."""

    requests: Sequence[Request]
    diary: Diary
    hours: float
    seconds: float
    best: Assignment

    def improve(self) -> Assignment:
        """A better assignment with its bound, or the one it began with where time ended first."""
        columns = self._columns()
        each = max(LANES_AT_FIRST, COLUMNS_AT_FIRST // max(1, len(columns)))
        known = [column for some in columns for column in some[:each]]
        while True:
            solved = self._linear(known)
            if solved is None:
                return self.best
            prices, values = solved
            self._bound(prices, columns)
            missing = self._entering(columns, prices, {id(column) for column in known})
            if not missing or self._is_tight(prices) or self._late():
                break
            known += missing
        if self._take_if_integral(known, values):
            return self.best
        self._integer(known, prices)
        return self.best

    def _columns(self) -> list[list[Column]]:
        """Every lane worth having that the diary still allows, by person, best first."""
        return [
            [
                Column(person, uses(wanted, lane, self.diary), wanted.unplaced_cost - lane.cost, lane)
                for lane in wanted.lanes
                if lane.cost < wanted.unplaced_cost and not lane.free & ~self._open(wanted)
            ]
            for person, wanted in enumerate(self.requests)
        ]

    def _open(self, wanted: Request) -> int:
        return self.diary.open_starts(wanted.stakeholder.minutes)

    def _linear(self, columns: Sequence[Column]) -> tuple[Prices, list[float]] | None:
        """Prices and values of the relaxed problem; None when it did not finish."""
        solver, rows = packing(self.requests, columns, self.diary, self.hours)
        self._run(solver)
        if not is_optimal(solver):
            return None
        solution = solver.getSolution()
        duals = [max(0.0, -dual) for dual in solution.row_dual]
        prices = {row: duals[len(self.requests) + n] for n, row in enumerate(rows)}
        return Prices(prices, -solver.getObjectiveValue()), list(solution.col_value)

    def _bound(self, prices: Prices, columns: Sequence[Sequence[Column]]) -> None:
        """No assignment saves more than everybody's best lane at these prices, plus the rows at theirs.

        Any prices will do (Lagrangian duality), and lanes left out of the model are counted too.
        """
        saved = sum(price * limit(row, self.diary, self.hours) for row, price in prices.rows.items() if price)
        saved += sum(best_price(some, prices) for some in columns)
        self._raise_bound(sum(wanted.unplaced_cost for wanted in self.requests) - saved)

    def _is_tight(self, prices: Prices) -> bool:
        """True when lanes the model lacks could hardly make it better."""
        relaxed = sum(wanted.unplaced_cost for wanted in self.requests) - prices.value
        return self.best.bound >= relaxed * (1 - TIGHT)

    def _entering(self, columns: Sequence[Sequence[Column]], prices: Prices, known: set[int]) -> list[Column]:
        """Columns the model lacks whose price beats the best one of the same person it has."""
        entering = []
        for some in columns:
            if any(id(column) not in known for column in some):
                worth = max((prices.of(c) for c in some if id(c) in known), default=0.0)
                entering += [c for c in some if id(c) not in known and prices.of(c) > max(worth, 0.0) + TINY]
        return entering

    def _take_if_integral(self, columns: Sequence[Column], values: Sequence[float]) -> bool:
        if any(TINY < value < 1 - TINY for value in values):
            return False
        self._take(columns, values)
        return True

    def _integer(self, columns: Sequence[Column], prices: Prices) -> None:
        """Ever wider integer programmes until the best one is good enough (a small one: proven) or the time ends."""
        enough = 0.0 if few(self.requests) else GOOD_ENOUGH
        for kept in KEPT:
            if self.best.gap > GOOD_ENOUGH and not self._late():
                self._solve_integer(cheapest(columns, prices, kept), GOOD_ENOUGH)
        if self.best.gap > enough and not self._late():
            self._raise_bound(self._solve_integer(self._hopeful(columns, prices), enough))

    def _hopeful(self, columns: Sequence[Column], prices: Prices) -> list[Column]:
        """What any better assignment is made of: at the LP's prices the others cost more than there is to gain."""
        room = self.best.objective - self.best.bound
        priced = [(prices.of(column), column) for column in columns]
        best = [0.0] * len(self.requests)
        for price, column in priced:
            best[column.person] = max(best[column.person], price)
        return [column for price, column in priced if best[column.person] - price <= room]

    def _solve_integer(self, columns: Sequence[Column], good_enough: float) -> float:
        """Take what the integer programme finds; returns what no assignment of these columns can cost less than."""
        solver, _ = packing(self.requests, columns, self.diary, self.hours, integer=True)
        solver.setOptionValue("mip_rel_gap", good_enough)
        solver.setOptionValue("objective_target", self._target(good_enough))
        self._run(solver)
        self._take(columns, list(solver.getSolution().col_value))
        return sum(wanted.unplaced_cost for wanted in self.requests) + float(solver.getInfo().mip_dual_bound)

    def _target(self, good_enough: float) -> float:
        """The (negative) saving at which an assignment is good enough."""
        return self.best.bound * (1 + good_enough) - sum(wanted.unplaced_cost for wanted in self.requests)

    def _raise_bound(self, bound: float) -> None:
        """Costs are whole points, so a bound may be rounded up to the next one."""
        if not math.isfinite(bound):  # HiGHS had no time for one
            return
        whole = min(math.ceil(bound - TINY), self.best.objective)
        if whole > self.best.bound:
            self.best = replace(self.best, bound=whole)

    def _take(self, columns: Sequence[Column], values: Sequence[float]) -> None:
        """Keep these lanes when they cost less than the best so far."""
        chosen = {
            self.requests[column.person].stakeholder.id: column.lane
            for column, value in zip(columns, values, strict=False)  # no values where HiGHS found nothing in time
            if value > 0.5 and column.lane is not None
        }
        objective = cost(self.requests, chosen)
        if objective < self.best.objective:
            self.best = Assignment(chosen, objective, min(self.best.bound, objective))

    def _run(self, solver: Any) -> None:
        """Let HiGHS work for what is left of the time; it keeps the clock."""
        solver.setOptionValue("time_limit", max(SHORTEST, self.seconds))
        solver.run()
        self.seconds -= solver.getRunTime()

    def _late(self) -> bool:
        return self.seconds <= 0
