"""One remembered contact, and the verdict on whether it was held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["confirmed", "likely", "doubtful", "not_held"]
HELD: tuple[Verdict, ...] = ("confirmed", "likely")
Source = Literal["calendar", "human", "import"]
LIGHT_WEIGHTS: Mapping[str, float] = {"chat": 0.5, "message": 0.3, "link": 0.2}
"""Contacts too light to be a touchbase, by kind: the part of the wait each takes away from what presses."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict is never without its reasons, in words a person would use."""

    verdict: Verdict
    reasons: tuple[str, ...]

    @property
    def held(self) -> bool:
        return self.verdict in HELD


@dataclass(frozen=True, slots=True)
class Touchbase:
    """`start` in UTC. A date of a series has `uid` and `original_start`; a chat somebody logged has neither.

    `kind` is "touchbase" for a date of ours, "meeting" or "shared" for another one, else the word the person used.
    `moves_clock` is False for meetings too large to count as contact. `note` is private and stays on this disk.
    """

    id: str
    stakeholder: str
    start: datetime
    minutes: int
    kind: str
    judgement: Judgement
    source: Source
    uid: str = ""
    original_start: datetime | None = None
    note: str = ""
    moves_clock: bool = True
