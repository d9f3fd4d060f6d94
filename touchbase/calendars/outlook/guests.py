"""The conversation that asks the guest of a series at another address."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from touchbase.calendars.outlook.asks import patch
from touchbase.calendars.outlook.event import Person, etag
from touchbase.calendars.outlook.lookup import Desk, event_of, ours
from touchbase.calendars.outlook.people import address, guest
from touchbase.calendars.outlook.talk import Talk
from touchbase.calendars.outlook.writes import checked
from touchbase.errors import NoSuchSeries

ASKED = ("type", "emailAddress")


def change_guest(uid: str, name: str, email: str) -> Callable[[Desk, bool], Talk[None]]:
    """A change of the attendees alone, so that only those who come and go hear of it (Graph: update event)."""

    def talk(desk: Desk, _: bool) -> Talk[None]:
        event = None if uid in desk.known.ended else (yield from event_of(desk, uid))
        if event is None or ours(desk, event, uid).seen.cancelled:
            raise NoSuchSeries("There is no such series on the Outlook calendar.", "It may have been deleted there.")
        if address(guest(event, desk.person.addresses)) == email.lower():
            return
        new = {"type": "required", "emailAddress": {"name": name, "address": email}}
        body = {"attendees": _instead(event, new, desk.person)}
        [answer] = yield (patch(desk.place.event(str(event["id"])), body, etag(event)),)
        checked(answer)
        desk.known.forget(uid)

    return talk


def _instead(event: Mapping[str, Any], new: Mapping[str, Any], person: Person) -> Sequence[Mapping[str, Any]]:
    """Everybody else as they were asked, the new one in the old one's place: a list is replaced whole."""
    old = address(guest(event, person.addresses))
    asked: Sequence[Mapping[str, Any]] = event.get("attendees") or ()
    kept: list[Mapping[str, Any]] = [{name: one[name] for name in ASKED if name in one} for one in asked]
    kept = [new if address(one) == old else one for one in kept if address(one) != address(new)]
    return kept if new in kept else [new, *kept]
