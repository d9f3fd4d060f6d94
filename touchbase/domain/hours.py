"""Hours of a day and the week they make: when a person works or would rather meet."""

import re
from dataclasses import dataclass

MIDNIGHT = 24 * 60
_HOURS = r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})"  # people paste an en dash


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From `start` up to `end`, in minutes after midnight on the wall clock."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MIDNIGHT:
            raise ValueError(f"{self} is not a stretch of one day: write it as 09:00-12:30")

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """`09:00-12:30`; ValueError for anything else, and for an end that is not after the start."""
        match = re.fullmatch(_HOURS, text.strip())
        if match is None or int(match[2]) > 59 or int(match[4]) > 59:
            raise ValueError(f"{text!r} is not a stretch of one day: write it as 09:00-12:30")
        return cls(int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4]))

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"


Week = tuple[tuple[Hours, ...], ...]  # seven days, Monday first

OFFICE = (Hours(9 * 60, 17 * 60),)


def workweek(hours: tuple[Hours, ...] = OFFICE) -> Week:
    """The same hours Monday to Friday."""
    return (hours,) * 5 + ((),) * 2
