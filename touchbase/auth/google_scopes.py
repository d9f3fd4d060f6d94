"""Which scopes Google is asked for, each with what is off without it; no more than what is used."""

from collections.abc import Iterable, Mapping

_PREFIX = "https://www.googleapis.com/auth/"
EVENTS_OWNED = f"{_PREFIX}calendar.events.owned"
EVENTS = f"{_PREFIX}calendar.events"
FREEBUSY = f"{_PREFIX}calendar.freebusy"
ATTENDANCE = f"{_PREFIX}meetings.space.readonly"

WITHOUT: Mapping[str, str] = {
    EVENTS_OWNED: "keeping touchbases on your calendar",
    EVENTS: "keeping touchbases on the chosen calendar",
    FREEBUSY: "seeing when you and your guests are busy",
    ATTENDANCE: "seeing who was in the Meet call",
}


def needed(settings: Mapping[str, str | bool], writes: bool) -> tuple[str, ...]:
    """For [calendar.google]; when touchbases stand elsewhere (`writes` is False) only busy times are read.

    `calendar.events.owned` covers the primary calendar, `calendar.events` every one the owner may write; neither covers
    free/busy (developers.google.com/workspace/calendar/api/auth).
    """
    if not writes:
        return (FREEBUSY,)
    chosen = settings.get("calendar_id", "primary") != "primary"
    return (EVENTS if chosen else EVENTS_OWNED, FREEBUSY, *((ATTENDANCE,) if settings.get("attendance") else ()))


def missing(asked: Iterable[str], granted: Iterable[str]) -> tuple[str, ...]:
    """What is off, in plain words."""
    given = frozenset(granted)
    wide = {EVENTS_OWNED} if EVENTS in given else set()
    return tuple(WITHOUT.get(scope, scope) for scope in asked if scope not in given | wide)
