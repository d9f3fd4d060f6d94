"""Answers to invitations: on the guest's own copy, on the organiser's attendees, and in the mail."""

from datetime import datetime

from tests.emulators.graph.mailbox import Item, Json, Mailbox, address_of
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.world import World
from tests.emulators.graph.zones import stamp

ACTIONS = {"accept": "accepted", "tentativelyAccept": "tentativelyAccepted", "decline": "declined"}


def act(world: World, box: Mailbox, item: Item, key: datetime | None, action: str, said: Json) -> None:
    """POST accept, tentativelyAccept or decline by a guest. `said` has lower-case names. Raises `Refused`."""
    if item.mine:
        raise Refused(
            400, "ErrorInvalidRequest", "Your request can't be completed. You can't respond to this meeting because "
            "you're the meeting organizer.",
        )  # fmt: skip
    proposed = said.get("proposednewtime")
    if proposed is not None and not item.fields["allowNewTimeProposals"]:
        raise Refused(400, "ErrorInvalidRequest", "The organizer does not allow new time proposals.")
    response = ACTIONS[action]
    if said.get("sendresponse", True):
        original = world.original(item)
        tell(world, original or item, box.address, response, key, said.get("comment") or "", proposed)
    keep(world, box, item, key, response)


def tell(
    world: World, item: Item, guest: str, response: str, key: datetime | None, comment: str = "",
    proposed: Json | None = None,
) -> None:  # fmt: skip
    """The answer reaches the organiser: on the series or event (None), or on one date."""
    status: Json = {"status": {"response": response, "time": stamp(world.now)}}
    if proposed is not None:
        status["proposedNewTime"] = proposed
    if key is None:
        for one in item.attendees:
            if address_of(one) == guest.lower():
                one.pop("proposedNewTime", None)
                one.update(status)
    else:
        item.change(key).replies[guest.lower()] = status
    world.mail("reply", item, guest.lower(), address_of(item.organizer), comment or response, key)
    world.touch(item)


def keep(world: World, box: Mailbox, item: Item, key: datetime | None, response: str) -> None:
    """What the answer does to the guest's own copy: a declined one goes away, unless it is kept."""
    world.touch(item)
    gone = response == "declined" and not world.switches.keeps_declined
    if key is not None:
        item.change(key).response = response
        if gone:
            item.gone.add(key)
        return
    item.response, item.answered = response, world.now
    if gone:
        del box.items[item.number]
