"""The best choice of columns: priced in as the linear programme asks for them, rounded, and where asked, proven."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from touchbase.planning.matrix import Floats, Ints, Matrix
from touchbase.planning.packing import packed
from touchbase.planning.relaxation import Relaxation, Relaxed

FIRST = 15  # columns of each person the linear programme begins with: those that save most
MORE = 5  # columns of each person that come in at a time, where they are worth their prices
PRICING = 0.6  # of the time at most goes into prices; the rest is for a choice
TINY = 1e-6


class Found(NamedTuple):
    """A choice of columns, what it saves, and what no choice can save more than."""

    columns: Ints
    saving: float
    most: float


class Search(NamedTuple):
    """What is searched, for so many seconds of wall time; a choice within `slack` points of the best will do."""

    matrix: Matrix
    seconds: float
    slack: float

    def improve(self, found: Found) -> Found:
        """A better choice, and a lower bound on what there is to save, as far as time allows."""
        if not len(self.matrix.saving):
            return found
        relaxation = Relaxation(self.matrix, self.seconds)
        relaxed, found = self._price(relaxation, found)
        prices = None if relaxed is None else relaxed.prices
        while relaxed is not None:
            rounded = self._fitting(relaxation, relaxed)
            found = self._better(found, rounded)
            over = self._will_do(found) or relaxed.saving <= found.saving
            relaxed = None if over else _settled(relaxation, relaxed, rounded)
        left = self.seconds - relaxation.seconds
        if prices is None or self._will_do(found) or left <= 0:
            return found
        return self._prove(found, relaxation.columns, prices, left)

    def _will_do(self, found: Found) -> bool:
        return found.most - found.saving <= self.slack

    def _price(self, relaxation: Relaxation, found: Found) -> tuple[Relaxed | None, Found]:
        """Columns come in until none is missing; the prices of every round say how much there is to save."""
        relaxation.add(_best_of_each(self.matrix, self.matrix.saving, self.matrix.saving > 0, FIRST))
        relaxed = None
        while (now := relaxation.solve()) is not None:
            relaxed = now
            found = found._replace(most=max(found.saving, min(found.most, self._most(now.prices))))
            late = relaxation.seconds > PRICING * self.seconds
            if late or self._will_do(found) or not _enter(relaxation, now.prices):
                break
        return relaxed, found

    def _most(self, prices: Floats) -> float:
        """Nothing saves more than everybody's best column at these prices, plus the rows at theirs; savings are whole.

        Any prices will do (Lagrangian duality), and columns HiGHS does not know are counted too.
        """
        return math.floor(_paid(self.matrix, prices) + float(self._best(prices).sum()) + TINY)

    def _best(self, prices: Floats) -> Floats:
        return self.matrix.best(self.matrix.worth(_shared(self.matrix, prices)))

    def _fitting(self, relaxation: Relaxation, relaxed: Relaxed) -> Ints:
        """The columns of the relaxed choice, the most certain first, as far as they fit together."""
        matrix, left, taken = self.matrix, self.matrix.limit.copy(), []
        order = np.argsort(-relaxed.values, kind="stable")
        for column in relaxation.columns[order[relaxed.values[order] > TINY]]:
            entries = slice(matrix.starts[column], matrix.starts[column + 1])
            rows, value = matrix.row[entries], matrix.value[entries]
            if (left[rows] >= value - TINY).all():
                left[rows] -= value
                taken.append(column)
        return np.array(taken, np.int64)

    def _prove(self, found: Found, known: Ints, prices: Floats, seconds: float) -> Found:
        """Integer programmes: over the columns that were let in, then over all that could be in a better choice."""
        first = packed(self.matrix, known, seconds, self.slack)
        found = self._better(found, first.columns)
        if self._will_do(found):
            return found
        hopeful = self._hopeful(found, prices)
        last = packed(self.matrix, hopeful, seconds - first.seconds, self.slack)
        found = self._better(found, last.columns)
        return found._replace(most=max(found.saving, math.floor(min(found.most, last.most + TINY))))

    def _hopeful(self, found: Found, prices: Floats) -> Ints:
        """The others would lose more, at these prices, than there is to gain."""
        worth = self.matrix.worth(_shared(self.matrix, prices))
        best = self.matrix.best(worth)
        room = _paid(self.matrix, prices) + best.sum() - found.saving
        return np.flatnonzero(best[self.matrix.person] - worth <= room + TINY)

    def _better(self, found: Found, columns: Ints) -> Found:
        saving = float(self.matrix.saving[columns].sum())
        return found if saving <= found.saving else Found(columns, saving, max(saving, found.most))


def _shared(matrix: Matrix, prices: Floats) -> Floats:
    """The prices without those of the people's own rows."""
    return np.where(np.arange(len(prices)) < matrix.people, 0.0, prices)


def _paid(matrix: Matrix, prices: Floats) -> float:
    """What all of the shared rows is worth."""
    return float((_shared(matrix, prices) * matrix.limit).sum())


def _enter(relaxation: Relaxation, prices: Floats) -> bool:
    """Let in the best columns that are worth more than their prices; False when there are none."""
    worth = relaxation.matrix.worth(prices)
    entering = _best_of_each(relaxation.matrix, worth, relaxation.lacks(worth > TINY), MORE)
    relaxation.add(entering)
    return bool(len(entering))


def _settled(relaxation: Relaxation, relaxed: Relaxed, rounded: Ints) -> Relaxed | None:
    """Another look, with a quarter of the columns settled that were chosen in part and fit when rounded.

    None when nothing was chosen in part, or time ended. Where none fits, the person the nearest is of gets nothing.
    """
    parts = np.flatnonzero((relaxed.values > TINY) & (relaxed.values < 1 - TINY))
    if not len(parts):
        return None
    parts = parts[np.argsort(-relaxed.values[parts], kind="stable")]
    fits = parts[np.isin(relaxation.columns[parts], rounded)][: 1 + len(parts) // 4]
    if len(fits):
        relaxation.take(fits)
    else:
        relaxation.give_up(int(relaxation.matrix.person[relaxation.columns[parts[0]]]))
    after = relaxation.solve()
    return relaxation.solve() if after is not None and _enter(relaxation, after.prices) else after


def _best_of_each(matrix: Matrix, score: Floats, among: NDArray[np.bool_], count: int) -> Ints:
    """The numbers of the `count` columns of highest score of each person."""
    numbers = np.flatnonzero(among)
    numbers = numbers[np.lexsort((-score[numbers], matrix.person[numbers]))]
    person = matrix.person[numbers]
    rank = np.arange(len(numbers)) - np.searchsorted(person, person)
    return numbers[rank < count]
