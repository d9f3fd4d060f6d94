"""Our tag put on a series its owner made by hand, and taken off again; nobody is mailed, nothing else changes."""

from typing import Any

from touchbase.calendars.google.answers import Answer, error_of
from touchbase.calendars.google.calls import Json, get, patch
from touchbase.calendars.google.events import GUEST, NO_TAG, tag
from touchbase.calendars.google.others import heads
from touchbase.calendars.google.owning import TRIES, contended, done
from touchbase.calendars.google.seen import Home, cancelled, from_google, is_ours, is_own
from touchbase.calendars.google.talk import Talk
from touchbase.errors import CalendarRefused, NoSuchSeries


def adopting(uid: str, stakeholder: str, generation: int, home: Home) -> Talk[None]:
    """As the port says of `adopt`."""
    for _ in range(TRIES):
        (answer,) = yield (get(uid),)
        master = _own_series(uid, answer, home)
        if is_ours(master, home):
            _check_same(uid, master, stakeholder, generation, home)
            return
        private: dict[str, Any] = NO_TAG | tag(home.key, uid, stakeholder, generation)
        guests = sorted(heads(master, home))
        if len(guests) == 1:
            private[GUEST] = guests[0]
        (answer,) = yield (patch(master, {"extendedProperties": {"private": private}}, mail=False),)
        if done(answer):
            return
    raise contended()


def releasing(uid: str, home: Home) -> Talk[None]:
    """As the port says of `release`."""
    for _ in range(TRIES):
        (answer,) = yield (get(uid),)
        master = _own_series(uid, answer, home)
        if not is_ours(master, home):
            return
        (answer,) = yield (patch(master, {"extendedProperties": {"private": NO_TAG}}, mail=False),)
        if done(answer):
            return
    raise contended()


def _own_series(uid: str, answer: Answer, home: Home) -> Json:
    """Its master; raises when it is not there, cancelled, single, or somebody else's."""
    if answer.missing or (answer.ok and cancelled(answer.body)):
        raise NoSuchSeries(f"There is no series {uid} on the calendar.", "It may have been deleted there.")
    if not answer.ok:
        raise error_of(answer)
    if not answer.body.get("recurrence"):
        raise CalendarRefused(f"The event {uid} is no series.", "Only a meeting that repeats can be adopted.")
    if not is_own(answer.body, home):
        raise CalendarRefused(f"The series {uid} is somebody else's.", "Only its organiser can hand it over.")
    return answer.body


def _check_same(uid: str, master: Json, stakeholder: str, generation: int, home: Home) -> None:
    seen = from_google(master, home)
    if (seen.stakeholder, seen.generation) != (stakeholder, generation):
        raise CalendarRefused(f"The series {uid} is already tended for somebody.", "Look at it again first.")
