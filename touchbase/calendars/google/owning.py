"""Whether an event may be written, and whether a write was done: the same questions for every conversation."""

from touchbase.calendars.google.answers import Answer, error_of
from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.seen import Home, cancelled, is_ours, properties
from touchbase.errors import ForeignEvent, NoSuchSeries, TouchbaseError, TryLater

TRIES = 6
"""How often a conversation looks again when somebody else changed the event in between, or nobody knows."""


def own(uid: str, answer: Answer, home: Home) -> Json:
    """Our master, which may be cancelled; raises NoSuchSeries, ForeignEvent, or why it could not be read."""
    if answer.missing:
        raise NoSuchSeries(f"There is no series {uid} on the calendar.", "It may have been deleted there.")
    if not answer.ok:
        raise error_of(answer)
    master = answer.body
    gone = cancelled(master) and not properties(master)  # a tombstone may keep nothing but its id
    if not gone and not is_ours(master, home):
        raise ForeignEvent(f"The event {uid} is not one of ours.", "It is left as it is.")
    return master


def standing_one(uid: str, answer: Answer, home: Home) -> Json:
    """Our master when it is not cancelled."""
    master = own(uid, answer, home)
    if cancelled(master):
        raise NoSuchSeries(f"The series {uid} was cancelled.", "Create it anew to have it back.")
    return master


def done(answer: Answer, *, deleting: bool = False) -> bool:
    """True when a change took effect, False when only another look can tell; raises what forbids it for good."""
    if answer.ok or (deleting and answer.missing):
        return True
    if answer.over or not (answer.changed or answer.unknown or answer.missing or answer.taken):
        raise error_of(answer)
    return False


def contended() -> TouchbaseError:
    """What to raise when looking again never came to an end."""
    return TryLater("Google Calendar kept changing this event while we wrote it.", "The next sync looks at it again.")
