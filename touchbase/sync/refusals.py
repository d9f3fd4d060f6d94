"""Series made by hand that the owner does not want as touchbases: kept as one small fact."""

import json
from collections.abc import Iterable

from touchbase.store.port import Store

REFUSED = "adopt.no"

Refusals = frozenset[tuple[str, str]]
"""Pairs of a stakeholder's id and the uid of the series."""


def refusals(store: Store) -> Refusals:
    """What the owner said no to."""
    known: dict[str, list[str]] = json.loads(store.get(REFUSED) or "{}")
    return frozenset((id, uid) for id, uids in known.items() for uid in uids)


def keep(store: Store, refused: Iterable[tuple[str, str]]) -> None:
    """Remember exactly these."""
    found: dict[str, list[str]] = {}
    for id, uid in sorted(refused):
        found.setdefault(id, []).append(uid)
    store.set(REFUSED, json.dumps(found))
