"""Who was mailed what: the ledger that `sendUpdates` fills."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

What = Literal["invitation", "update", "cancellation", "reply"]


@dataclass(frozen=True)
class Mail:
    """One mail; `date` is the original start when it is about one date only. `reply` mails go to the organiser."""

    at: datetime
    to: str
    what: What
    event: str
    date: datetime | None
    by: str
    """Whose doing it was: the e-mail address of the account, "hand" when it was done in Google's own pages."""


@dataclass
class Ledger:
    """All mails, in order."""

    mails: list[Mail] = field(default_factory=list)

    def to(self, email: str, what: What | None = None) -> list[Mail]:
        """Mails to one person."""
        return [one for one in self.mails if one.to == email and what in (None, one.what)]

    def about(self, event: str, what: What | None = None) -> list[Mail]:
        """Mails about one event."""
        return [one for one in self.mails if one.event == event and what in (None, one.what)]

    def sent(self, *what: What, by: str | None = None) -> list[Mail]:
        """Mails of some kinds; none named: invitations, updates and cancellations."""
        kinds = what or ("invitation", "update", "cancellation")
        return [one for one in self.mails if one.what in kinds and by in (None, one.by)]
