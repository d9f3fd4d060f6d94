"""How moments, days and lists stand in a column."""

import json
from datetime import UTC, date, datetime


def text_of(moment: datetime) -> str:
    """UTC in one width, so that the order of texts is the order of time; ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment}")
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_text(moment: datetime | None) -> str | None:
    return None if moment is None else text_of(moment)


def maybe_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def json_of(value: object) -> str:
    """Compact, and with every letter as it is, so that a name can be found again."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def maybe_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
