"""The assignment as a choice of columns, and back."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from touchbase.planning.assignment import Assignment, cost, few
from touchbase.planning.columns import Columns
from touchbase.planning.diary import Diary
from touchbase.planning.lanes import Request
from touchbase.planning.matrix import matrix
from touchbase.planning.rows import Rows
from touchbase.planning.search import Found, Search

GOOD_ENOUGH = 2e-3  # a long list's assignment this close to its bound is not worth more time


def improved(requests: Sequence[Request], diary: Diary, hours: float, seconds: float, start: Assignment) -> Assignment:
    """The assignment HiGHS finds in so many seconds, with its bound; no worse than the one it starts from."""
    columns = [_columns(person, wanted, diary) for person, wanted in enumerate(requests)]
    nothing = sum(wanted.unplaced_cost for wanted in requests)
    slack = 0.0 if few(requests) else GOOD_ENOUGH * start.objective
    known = Found(np.empty(0, np.int64), nothing - start.objective, nothing - start.bound)
    found = Search(matrix(columns, len(requests), Rows(diary, hours)), seconds, slack).improve(known)
    if found.saving == known.saving:
        return replace(start, bound=nothing - found.most)
    taken = [(requests[some.person].stakeholder.id, lane) for some in columns for lane in some.lanes]
    lanes = dict(taken[number] for number in found.columns)
    return Assignment(lanes, cost(requests, lanes), nothing - found.most)


def chosen(columns: Sequence[Columns], people: int, diary: Diary, hours: float, seconds: float) -> list[int]:
    """The numbers of the columns that save most together, as far as HiGHS finds them in so many seconds."""
    nothing = Found(np.empty(0, np.int64), 0, math.inf)
    found = Search(matrix(columns, people, Rows(diary, hours)), seconds, 0.0).improve(nothing)
    return [int(number) for number in found.columns]


def _columns(person: int, wanted: Request, diary: Diary) -> Columns:
    """The lanes worth having that the diary still allows."""
    minutes, most = wanted.stakeholder.minutes, wanted.unplaced_cost
    closed = ~diary.open_starts(minutes)
    lanes = [lane for lane in wanted.lanes if lane.cost < most and not lane.free & closed]
    return Columns(person, minutes, wanted.hours_per_week, lanes, [most - lane.cost for lane in lanes])
