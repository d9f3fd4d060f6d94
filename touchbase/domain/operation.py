"""One write to a calendar in the ledger of writes: intended, then done, failed or unknown."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["intended", "done", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Operation:
    """`id` is derived from what is written and where, so that a repetition is the same operation."""

    id: str
    run: int
    kind: str
    stakeholder: str
    uid: str
    facts: str
    outcome: Outcome
    at: datetime
    notified: bool = False

    @property
    def mail(self) -> str:
        """The name of the mail this write sends, the same for the same words on the same day (UTC); "" for none."""
        if not self.notified:
            return ""
        return hashlib.sha256(f"{self.uid} {self.at:%Y-%m-%d} {self.facts}".encode()).hexdigest()[:32]
