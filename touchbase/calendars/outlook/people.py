"""Who is in an event and what they said (Graph resource types attendee and responseStatus)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from touchbase.domain.event import Reply

Json = Mapping[str, Any]

REPLIES: Mapping[str, Reply] = {
    "accepted": "accepted",
    "declined": "declined",
    "tentativelyaccepted": "tentative",
    "organizer": "accepted",
}


def said(status: Json | None) -> Reply | None:
    """An answer; None where there is none yet."""
    return REPLIES.get(str((status or {}).get("response", "")).lower())


def address(party: Json | None) -> str:
    """In lower case, "" for none: guests by phone have none."""
    return str(((party or {}).get("emailAddress") or {}).get("address") or "").lower()


def asked(event: Json) -> Iterator[Json]:
    """The people asked, no rooms or equipment."""
    for one in event.get("attendees") or ():
        if isinstance(one, dict) and str(one.get("type", "")).lower() != "resource":
            yield one


def is_organizer(event: Json) -> bool:
    """True when the mailbox's owner organises it, as everything without guests is."""
    return event.get("isOrganizer") is not False


def heads(event: Json, own: Collection[str]) -> frozenset[str]:
    """The other heads: organiser and guests who did not decline; nobody where nobody was asked."""
    coming = [address(one) for one in asked(event) if said(one.get("status")) != "declined"]
    if not coming:
        return frozenset()
    by = address(event.get("organizer"))
    if is_organizer(event):
        return frozenset(coming) - {"", by, *own}
    return frozenset([by, *coming]) - {"", *own}


def guest(event: Json, own: Collection[str]) -> Json:
    """The first one asked who is not the owner; empty for none."""
    by = address(event.get("organizer")) if is_organizer(event) else ""
    return next((one for one in asked(event) if address(one) not in {"", by, *own}), {})


def attendee(event: Json, email: str) -> Json:
    """What the event says of one guest."""
    return next((one for one in asked(event) if address(one) == email.lower()), {})


def own_reply(event: Json) -> Reply:
    """What the mailbox's owner said; their own event is accepted unless they say no to one date of it."""
    reply = said(event.get("responseStatus"))
    return reply or ("accepted" if is_organizer(event) else "needs_action")
