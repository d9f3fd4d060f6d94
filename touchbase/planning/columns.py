"""The columns of the model: which lanes one person may have, and what each saves."""

from collections.abc import Sequence
from typing import NamedTuple

from touchbase.planning.lanes import Lane


class Columns(NamedTuple):
    """A column for each lane of one person, who meets for so many minutes, so many hours a week.

    `savings` are whole points against getting nothing.
    """

    person: int
    minutes: int
    hours: float
    lanes: Sequence[Lane]
    savings: Sequence[int]
