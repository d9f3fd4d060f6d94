"""Invitations on their way: the copies in other mailboxes, and each mail in the ledger."""

from copy import deepcopy
from datetime import datetime

from tests.emulators.graph.mailbox import Item, Json, Mailbox, address_of
from tests.emulators.graph.world import World

SHARED = ("subject", "body", "location", "locations", "isAllDay", "importance", "sensitivity", "isOnlineMeeting",
          "onlineMeetingProvider", "onlineMeeting", "allowNewTimeProposals", "hideAttendees")  # fmt: skip


def invite(world: World, item: Item, addresses: list[str]) -> None:
    """Those people get the meeting, with a mail."""
    for address in addresses:
        world.mail("invitation", item, address_of(item.organizer), address)
        box = world.mailboxes.get(address)
        if box is not None and box.by_uid(item.uid) is None:
            arrive(world, box, item)
    refresh(world, item)


def arrive(world: World, box: Mailbox, item: Item) -> Item:
    """A copy in the mailbox of a guest, not answered yet."""
    copy = deepcopy(item)
    copy.number, copy.calendar, copy.mine = next(world.numbers), box.default.id, False
    copy.tags, copy.transaction, copy.sent, copy.response = {}, "", "", "notResponded"
    copy.fields["showAs"], copy.fields["categories"] = "busy", []
    for change in copy.changes.values():
        change.response = ""
    box.items[copy.number] = copy
    return copy


def update(world: World, item: Item, addresses: list[str], keys: list[datetime | None]) -> None:
    """An update to those people: one mail for the series or event (None), one for each date of `keys`."""
    for key in keys:
        for address in addresses:
            world.mail("update", item, address_of(item.organizer), address, key=key)
    refresh(world, item)


def withdraw(world: World, item: Item, addresses: list[str], comment: str, key: datetime | None) -> None:
    """A cancellation of the whole (None) or of one date."""
    for address in addresses:
        world.mail("cancellation", item, address_of(item.organizer), address, comment, key)
        box = world.mailboxes.get(address)
        copy = box.by_uid(item.uid) if box else None
        if copy is not None and key is None:
            copy.cancelled = True
            world.touch(copy)
    if key is not None:
        refresh(world, item)


def refresh(world: World, item: Item) -> None:
    """The guests' copies say what the organiser's says; what is their own stays."""
    for box, copy in world.copies(item):
        if copy.mine:
            continue
        own = {key: change for key, change in copy.changes.items() if change.response}
        fields: Json = {name: deepcopy(item.fields[name]) for name in SHARED if name in item.fields}
        copy.fields |= fields
        copy.start, copy.end, copy.recurrence = item.start, item.end, deepcopy(item.recurrence)
        copy.attendees, copy.gone = deepcopy(item.attendees), item.gone | copy.gone
        copy.changes = deepcopy(item.changes)
        for key, change in copy.changes.items():
            change.response = own[key].response if key in own else ""
        copy.changes |= {key: change for key, change in own.items() if key not in copy.changes}
        assert box.items[copy.number] is copy
        world.touch(copy)
