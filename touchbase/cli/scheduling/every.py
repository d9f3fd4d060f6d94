"""How often the machine runs `sync`, in the few forms every scheduler knows."""

import hashlib
import re
from dataclasses import dataclass

HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
MORNING = 7
_NAMES = {"hourly": 1, "hour": 1, "daily": 24, "day": 24, "1d": 24, "1 day": 24}
_HOURS = re.compile(r"(\d{1,2}) ?(?:h|hours?)")


@dataclass(frozen=True, slots=True)
class Every:
    """Every `hours` hours, one of HOURS; 24 is once a day at seven in the morning, local time."""

    hours: int = 1

    @classmethod
    def parse(cls, text: str) -> "Every":
        """`hourly`, `2h`, `6 hours`, `daily`; ValueError for what does not divide a day."""
        words = " ".join(text.lower().split()).removeprefix("every ")
        match = _HOURS.fullmatch(words)
        hours = int(match[1]) if match else _NAMES.get(words, 0)
        if hours not in HOURS:
            raise ValueError(f"{text!r} does not divide a day: write hourly, 2h, 3h, 4h, 6h, 8h, 12h or daily")
        return cls(hours)

    @property
    def of_day(self) -> tuple[int, ...]:
        """The hours of the day it runs at; () means every one."""
        if self.hours == 1:
            return ()
        return (MORNING,) if self.hours == 24 else tuple(range(0, 24, self.hours))

    def __str__(self) -> str:
        return {1: "every hour", 24: "every day"}.get(self.hours, f"every {self.hours} hours")


def minute_of(owner: str) -> int:
    """A minute of the hour that is the owner's own, so that not everybody asks the provider at once."""
    return hashlib.sha256(owner.lower().encode()).digest()[0] % 60
