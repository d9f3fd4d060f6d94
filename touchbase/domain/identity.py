"""Names that come out the same every time they are asked for: of a series, of a remembered contact, of a write."""

import hashlib
from datetime import datetime


def series_uid(owner: str, stakeholder: str, generation: int) -> str:
    """Legal as an iCalendar UID, as a Google event id (base32hex, 5 to 1024) and as a Graph transactionId."""
    return "tb" + _digest("series", owner, stakeholder, str(generation))[:38]


def touchbase_id(owner: str, stakeholder: str, start: datetime, what: str) -> str:
    """Twelve characters: typed in a breath, and no two alike in a lifetime of contacts.

    `what` is the series' uid, or the kind of a contact logged by hand.
    """
    return _digest("touchbase", owner, stakeholder, start.isoformat(), what)[:12]


def memo_id(owner: str, kind: str, stakeholder: str, written: datetime, text: str) -> str:
    """Ten characters, for what is remembered about a relationship."""
    return _digest("memo", owner, kind, stakeholder, written.isoformat(), text)[:10]


def operation_id(*parts: str) -> str:
    """The id of a write: the same write has the same one."""
    return _digest("operation", *parts)[:24]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
