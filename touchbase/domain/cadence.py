"""How often two people mean to meet: weekly, every N weeks, monthly, every N months, and their names."""

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["week", "month"]

DAYS_IN = {"week": 7.0, "month": 365.25 / 12}

_NAMED: dict[str, tuple[int, Unit]] = {
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "twice a year": (6, "month"),
    "yearly": (12, "month"),
}
_NAMES = {value: name for name, value in _NAMED.items()}
_SYNONYMS = {"biweekly": "fortnightly", "every week": "weekly", "every month": "monthly", "every quarter": "quarterly",
             "half-yearly": "twice a year", "every year": "yearly", "annually": "yearly"}  # fmt: skip
_EVERY = r"every (\d{1,3}) (week|month)s?"
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every `every` weeks or months; at most a year."""

    every: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.every < 1 or self.days > LONGEST_DAYS:
            raise ValueError(f"a cadence is between a week and a year, not every {self.every} {self.unit}s")

    @classmethod
    def parse(cls, text: str) -> "Cadence":
        """The cadence people write; ValueError with the accepted forms for anything else."""
        words = " ".join(text.lower().split())
        words = _SYNONYMS.get(words, words)
        if words in _NAMED:
            return cls(*_NAMED[words])
        match = re.fullmatch(_EVERY, words)
        if match is None:
            raise ValueError(
                f"{text!r} is not a cadence: write weekly, every N weeks, monthly, every N months, "
                "quarterly, twice a year or yearly"
            )
        return cls(int(match[1]), "week" if match[2] == "week" else "month")

    @property
    def days(self) -> float:
        """Mean days between two dates: 7 a week, 365.25 / 12 a month."""
        return self.every * DAYS_IN[self.unit]

    def __str__(self) -> str:
        return _NAMES.get((self.every, self.unit)) or f"every {self.every} {self.unit}s"


CADENCES = tuple(_NAMED)


def longer(cadence: Cadence) -> tuple[Cadence, ...]:
    """The longer ones of those that have a name, the next one first; () for yearly."""
    named = (Cadence(*value) for value in _NAMED.values())
    return tuple(one for one in named if one.days > cadence.days)
