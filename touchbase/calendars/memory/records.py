"""What the calendar in memory writes down about itself, and the faults it is told to have."""

from dataclasses import dataclass
from typing import Literal

READS = ("read", "free_busy", "find")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that reached the calendar, whatever came of it."""

    verb: str
    uid: str = ""


About = Literal["invitation", "series changed", "series cancelled", "date moved", "date cancelled", "date restored"]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail the calendar sent to a guest."""

    to: str
    uid: str
    about: About


@dataclass(frozen=True, slots=True)
class Fault:
    """The nth call of that kind raises, before or after its change was applied. May be a BaseException: a crash."""

    kind: Literal["read", "write"]
    nth: int
    error: BaseException
    after: bool = False
