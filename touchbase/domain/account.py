"""Whose sign-in it is, and how it stands."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple


class Account(NamedTuple):
    """One owner at one provider ("google" or "outlook"); what its tokens are kept under."""

    provider: str
    owner: str

    @property
    def name(self) -> str:
        """A name that is safe as a file name whatever the owner's address holds."""
        return f"{self.provider}-{sha256(self.owner.encode()).hexdigest()[:12]}"


class Standing(NamedTuple):
    """How a sign-in stands, as far as we know without asking the provider. Times in UTC.

    `ends` is when it ends or may end, with the cure in `remedy`; `problem` is "" while it works as far as we know.
    `missing` names in plain words what is off because it was not allowed.
    """

    provider: str
    signed_in: bool
    who: str = ""
    scopes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    since: datetime | None = None
    refreshed: datetime | None = None
    ends: datetime | None = None
    problem: str = ""
    remedy: str = ""
