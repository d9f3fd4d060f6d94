"""Who gets which lane, for a whole list at once: one pure function behind which the method may change."""

from collections.abc import Sequence
from importlib.util import find_spec

from touchbase.planning.assignment import Assignment, few
from touchbase.planning.diary import Diary
from touchbase.planning.greedy import greedily
from touchbase.planning.lanes import Request

WORTH_SOLVING = 1e-3  # for a long list, an answer within this fraction of its bound is not worth loading a solver for


def can_solve(seconds: float) -> bool:
    """True where HiGHS is installed and has time."""
    return seconds > 0 and find_spec("highspy") is not None


def solve(requests: Sequence[Request], diary: Diary, hours: float, seconds: float = 2.0) -> Assignment:
    """At most one lane each, no two overlapping, within the caps of the diary and `hours` a week.

    The greedy answer, improved by HiGHS for at most `seconds` where that is installed. The diary is left as it was.
    """
    start = greedily(requests, diary, hours)
    enough = 0.0 if few(requests) else WORTH_SOLVING
    if start.gap <= enough or not can_solve(seconds):
        return start
    from touchbase.planning.programme import improved

    return improved(requests, diary, hours, seconds, start)
