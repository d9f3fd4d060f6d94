"""Our tag on an event: an extended property only we read, under one id for ever (Graph: extended properties)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

ID = "String {5a2d7c1e-8f46-4b0b-9d3c-61e0f4a7b258} Name touchbase"
"""Never to be changed: events are known by it."""
VERSION = "tb1"


class Tag(NamedTuple):
    """Whose series it is. `zone` is the IANA zone we wrote it in, which Graph itself does not keep."""

    uid: str
    stakeholder: str
    generation: int
    zone: str = ""


def to_property(tag: Tag | None) -> list[dict[str, str]]:
    """None takes the tag off: a property cannot be deleted for sure, so it is emptied."""
    return [{"id": ID, "value": "" if tag is None else " ".join((begins(tag.uid), *_rest(tag)))}]


def from_event(event: Mapping[str, Any]) -> Tag | None:
    """The tag of an event that was read with its properties; the id comes back in any case."""
    for one in event.get("singleValueExtendedProperties") or ():
        if isinstance(one, dict) and str(one.get("id", "")).lower() == ID.lower():
            return _tag(str(one.get("value") or ""))
    return None


def begins(uid: str) -> str:
    """How the tag of a series begins; followed by a space, so that no other uid begins the same."""
    return f"{VERSION} {uid}"


def _rest(tag: Tag) -> tuple[str, ...]:
    return (tag.stakeholder, str(tag.generation), *((tag.zone,) if tag.zone else ()))


def _tag(value: str) -> Tag | None:
    parts = value.split(" ")
    if len(parts) not in (4, 5) or parts[0] != VERSION or not parts[3].isdecimal():
        return None
    return Tag(parts[1], parts[2], int(parts[3]), *parts[4:])
