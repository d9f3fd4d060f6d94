"""Addresses Microsoft knew once and does not know any more; believed when two looks on different days say so."""

import json
from collections.abc import Collection
from datetime import date
from hashlib import sha256

from touchbase.calendars.whose import Blank, Notebook

KEY = "outlook.addresses"
MANY = 3


class Departed:
    """What is kept are digests of addresses: "" for one that was known at the last look, else the day it was missed.

    Somebody outside the organisation was never known, so that their silence means nothing. Nor does it when everybody
    is missed at once.
    """

    def __init__(self, notebook: Notebook | None = None) -> None:
        self._notebook = Blank() if notebook is None else notebook
        self._seen: dict[str, str] | None = None

    def of(
        self, asked: Collection[str], known: Collection[str], unknown: Collection[str], today: date
    ) -> frozenset[str]:
        """Which of the unknown ones were known, and were missed on an earlier day. Of nobody else anything is kept."""
        kept: dict[str, str] = json.loads(self._notebook.get(KEY) or "{}")
        missed = {one: kept[_digest(one)] for one in unknown if _digest(one) in kept}
        if not known and len(missed) >= MANY:
            return frozenset()
        seen = {_digest(one): day or today.isoformat() for one, day in missed.items()}
        all_of_them = kept | dict.fromkeys(map(_digest, known), "") | seen
        self._seen = {digest: all_of_them[digest] for digest in map(_digest, asked) if digest in all_of_them}
        return frozenset(one for one, day in missed.items() if day and day < today.isoformat())

    def keep(self) -> None:
        """Remember it, now that a run went through."""
        if self._seen is not None:
            self._notebook.set(KEY, json.dumps(self._seen, sort_keys=True))


def _digest(address: str) -> str:
    return sha256(address.lower().encode()).hexdigest()[:12]
