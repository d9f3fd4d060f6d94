"""What touchbase would suggest to a person; nothing of it is written and nobody is mailed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from touchbase.domain.zone import local

Kind = Literal["make_up", "longer_cadence", "another_hour", "ask", "adopt", "served", "new_time"]
"""The first four after a missed date; the next two where a series made by hand serves as the touchbase; the last one
where the guest asks for another time."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion for one stakeholder; `start` (UTC) and `minutes` are None where no time is named.

    `zone` is the owner's, in which the start is shown.
    """

    stakeholder: str
    kind: Kind
    zone: str
    start: datetime | None = None
    minutes: int | None = None
    why: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The element of "proposals" in the contract's `plan` object."""
        return {
            "stakeholder": self.stakeholder,
            "kind": self.kind,
            "start": None if self.start is None else local(self.start, self.zone).isoformat(),
            "duration_minutes": self.minutes,
            "why": list(self.why),
        }
