"""What people did and asked for, kept apart from the program: what the checker holds the program to."""

from dataclasses import dataclass, field
from datetime import datetime

from touchbase.domain.period import Period

Date = tuple[str, datetime]


@dataclass
class Wishes:
    """`dates` a person moved, or took off (None); `slots` are series moved whole, `gone` series deleted by hand.

    `declined` are series the guest said no to, `brought_back` those a person took out of the bin: they may be doubles.
    `resumed` and `retired` are stakeholders of whom that was asked. `deeds` counts all that people did.
    """

    dates: dict[Date, Period | None] = field(default_factory=dict)
    slots: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    brought_back: set[str] = field(default_factory=set)
    resumed: set[str] = field(default_factory=set)
    retired: set[str] = field(default_factory=set)

    def drop(self, uid: str) -> None:
        """What was done to single dates of that series counts no more."""
        self.dates = {key: place for key, place in self.dates.items() if key[0] != uid}
