"""All that could be chosen as one sparse matrix: a column for each lane, a row for what there is only so much of."""

# This room is loaded together with the solver, by those who ask it: numpy takes longer to load than most commands take.

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from touchbase.planning.columns import Columns
from touchbase.planning.grid import PER_DAY, QUARTER
from touchbase.planning.lanes import Lane
from touchbase.planning.rows import Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Matrix:
    """`starts` says where the entries of each column begin, and where the last end.

    The first rows are the people, who take one lane each; then come those others that could be overfull, at last the
    hours a week, where these are `scarce`.
    """

    people: int
    person: Ints
    hours: Floats
    saving: Floats
    starts: Ints
    row: Ints
    value: Floats
    limit: Floats
    scarce: bool

    def entries(self, columns: Ints) -> tuple[Ints, Ints, Floats]:
        """The starts, rows and values of some columns alone."""
        lengths = self.starts[columns + 1] - self.starts[columns]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        at = np.repeat(self.starts[columns] - starts[:-1], lengths) + np.arange(starts[-1])
        return starts, self.row[at], self.value[at]

    def worth(self, prices: Floats) -> Floats:
        """What each column saves beyond what it takes of the rows, at their prices."""
        return self.saving - np.add.reduceat(prices[self.row] * self.value, self.starts[:-1])

    def best(self, worth: Floats) -> Floats:
        """By person, the worth of their best column, 0 where that is to get nothing."""
        best = np.zeros(self.people)
        np.maximum.at(best, self.person, worth)
        return best


class Entries(NamedTuple):
    """What the columns take of the rows, one by one."""

    column: Ints
    row: Ints
    value: Floats


def matrix(columns: Sequence[Columns], people: int, rows: Rows) -> Matrix:
    """The model of so many people; its columns are numbered in the order given."""
    sizes = [len(some.lanes) for some in columns]
    person = np.repeat(np.array([some.person for some in columns], np.int64), sizes)
    hours = np.repeat(np.array([some.hours for some in columns], np.float64), sizes)
    saving = np.fromiter(chain.from_iterable(some.savings for some in columns), np.float64)
    limit = np.fromiter(rows.limits(), np.float64)
    taken = _taken(columns, rows)
    scarce = _most_taken(taken, person, len(limit)) > limit
    number = people - 1 + np.cumsum(scarce)
    stays = scarce[taken.row]
    column = np.concatenate((np.arange(len(person)), taken.column[stays]))
    order = np.argsort(column, kind="stable")
    return Matrix(
        people=people,
        person=person,
        hours=hours,
        saving=saving,
        starts=np.searchsorted(column[order], np.arange(len(person) + 1)),
        row=np.concatenate((person, number[taken.row[stays]]))[order],
        value=np.concatenate((np.ones(len(person)), taken.value[stays]))[order],
        limit=np.concatenate((np.ones(people), limit[scarce])),
        scarce=bool(scarce[-1]),
    )


def _taken(columns: Sequence[Columns], rows: Rows) -> Entries:
    parts, number = [Entries(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))], 0
    for some in columns:
        part = _by_one(some, rows)
        parts.append(part._replace(column=part.column + number))
        number += len(some.lanes)
    column, row, value = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Entries(column, row, value)


def _by_one(some: Columns, rows: Rows) -> Entries:
    """The quarters from each free start to the end of the buffer, the days of these, the weeks of all dates, the hours.

    The weeks of all dates, because one that clashes will be moved inside its week and needs room there.
    """
    every = np.arange(len(some.lanes))
    which = np.repeat(every, [len(lane.days) for lane in some.lanes])
    days = np.fromiter(chain.from_iterable(lane.days for lane in some.lanes), np.int64)
    starts = days * PER_DAY + np.array([lane.first % PER_DAY for lane in some.lanes], np.int64)[which]
    free = _are_free(some.lanes, which, starts, rows.day // 8)
    taken, at = which[free], starts[free]
    length = -(-(some.minutes + rows.diary.rules.buffer_minutes) // QUARTER)
    quarters = (at[:, None] + np.arange(length)).ravel()
    column = np.concatenate((np.repeat(taken, length), taken, which, every))
    row = np.concatenate((quarters, rows.day + at // PER_DAY, rows.week + days // 7, np.full(len(every), rows.total)))
    value = np.ones(len(row))
    value[len(row) - len(every) :] = some.hours
    return Entries(column, row, value)


def _are_free(lanes: Sequence[Lane], which: Ints, starts: Ints, size: int) -> NDArray[np.bool_]:
    """Which of these starts, each of one of the lanes, suits both sides; a lane has so many bytes of bits."""
    bits = np.frombuffer(b"".join(lane.free.to_bytes(size, "little") for lane in lanes), np.uint8)
    byte = bits.reshape(len(lanes), size)[which, starts >> 3]
    return np.asarray(byte >> (starts & 7) & 1, np.bool_)


def _most_taken(taken: Entries, person: Ints, rows: int) -> Floats:
    """By row, what is taken when everybody takes the most of it they can; of each row one takes something but once."""
    people = int(person.max(initial=0)) + 1
    pairs, which = np.unique(taken.row * people + person[taken.column], return_inverse=True)
    most = np.zeros(len(pairs))
    np.maximum.at(most, which, taken.value)
    return np.bincount(pairs // people, most, minlength=rows).astype(np.float64)
