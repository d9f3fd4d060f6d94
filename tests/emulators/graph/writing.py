"""Creating and changing events: transaction ids, ETags, series and single dates, and who gets mail of it."""

import json
from datetime import datetime, time

from tests.emulators.graph import delivery
from tests.emulators.graph.body import kept, with_blob
from tests.emulators.graph.dates import Date, refuse_crossing
from tests.emulators.graph.draft import DEFAULTS, NO_PLACE, QUIET, fields_of, guests_of, tags_of
from tests.emulators.graph.mailbox import Change, Folder, Item, Json, Mailbox
from tests.emulators.graph.pattern import read
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.world import World
from tests.emulators.graph.zones import NEVER, Wall

UID = "040000008200E00074C5B7101A82E00800000000{number:016X}000000000000000010000000{number:032X}"
JOIN = "https://teams.example/l/meetup-join/19%3ameeting_{number:06d}%40thread.v2/0"


def create(world: World, box: Mailbox, folder: Folder, body: Json) -> Item:
    """POST of an event; the one that stands when this very request came before. Raises `Refused`."""
    standing = _repeated(world, box, folder, body)
    if standing is not None:
        return standing
    number, start, end = next(world.numbers), Wall.read(body.get("start"), "start"), Wall.read(body.get("end"), "end")
    fields = DEFAULTS | {"body": kept(None), "location": dict(NO_PLACE)} | fields_of(body)
    uid = UID.format(number=number)
    item = Item(number, folder.id, uid, box.party, True, fields, start, end, world.now, world.now)
    refuse_times(start, end, fields)
    item.unseen = world.switches.lag + bool(world.switches.lag)
    item.response, item.tags, item.transaction = "organizer", tags_of(body), body.get("transactionId") or ""
    item.recurrence = read(body["recurrence"], start) if body.get("recurrence") else None
    item.attendees = guests_of(body, [], box.party) if body.get("attendees") else []
    _meet_online(box, item, body)
    box.items[number] = item
    if item.transaction:
        item.sent = json.dumps(body, sort_keys=True)
        box.transactions[_transaction_key(world, folder, body)] = (number, item.sent)
    delivery.invite(world, item, item.guests)
    return item


def _transaction_key(world: World, folder: Folder, body: Json) -> tuple[str, str]:
    return ("" if world.switches.transaction_per_mailbox else folder.id, body["transactionId"])


def _repeated(world: World, box: Mailbox, folder: Folder, body: Json) -> Item | None:
    if not body.get("transactionId"):
        return None
    number, sent = box.transactions.get(_transaction_key(world, folder, body), (0, ""))
    standing = box.items.get(number)
    if not sent or (standing is None and not world.switches.transaction_outlives_event):
        return None
    same = sent == json.dumps(body, sort_keys=True)
    if standing is not None and same and world.switches.same_transaction == "existing":
        return standing
    named = standing is not None and world.switches.duplicate_names_event
    more: Json = {"@event.existingEventId": box.id_of(standing, immutable=True)} if named and standing else {}
    raise Refused(
        world.switches.duplicate_status,
        "ErrorDuplicateTransactionId",
        "The TransactionId specified in the request has already been used to create a different event.",
        **more,
    )


def _meet_online(box: Mailbox, item: Item, body: Json) -> None:
    """A Teams meeting once asked for stays one; on a personal account there is none."""
    if not body.get("isOnlineMeeting") or item.fields["isOnlineMeeting"] or box.personal:
        return
    url = JOIN.format(number=item.number)
    item.fields |= {
        "isOnlineMeeting": True,
        "onlineMeetingProvider": "teamsForBusiness",
        "onlineMeeting": {"joinUrl": url},
        "body": with_blob(item.fields["body"], url),
    }


def refuse_times(start: Wall, end: Wall, fields: Json) -> None:
    """The end before the start, or whole days that are none. Raises `Refused`."""
    if fields["isAllDay"] and (start.zone != end.zone or any(one.at.time() != time(0) for one in (start, end))):
        raise Refused(400, "ErrorPropertyValidationFailure", "An all day event begins and ends at midnight.")
    if end.instant < start.instant:
        raise Refused(400, "ErrorCalendarEndDateIsEarlierThanStartDate", "Start time must come before end time.")


def change(world: World, box: Mailbox, item: Item, body: Json) -> None:
    """PATCH of a single event or a whole series. Raises `Refused`."""
    _refuse_guest(item, body)
    before, slot = item.guests, (item.start, item.end, item.recurrence)
    start, end = _times(item.start, item.end, body)
    refuse_times(start, end, item.fields | fields_of(body))
    recurrence = item.recurrence
    if body.get("recurrence"):
        recurrence = read(body["recurrence"], start)
    elif "recurrence" in body:
        recurrence = None
    elif recurrence is not None and start != item.start:
        moved = recurrence["range"] | {"startDate": start.at.date().isoformat()}
        recurrence = read(recurrence | {"range": moved}, start)
    item.start, item.end, item.recurrence = start, end, recurrence
    if slot != (start, end, recurrence):
        _drop_exceptions(world, item, same_slot=slot[:2] == (start, end) and _patterns(slot[2], recurrence))
    _take(item, body)
    _meet_online(box, item, body)
    world.touch(item)
    _tell(world, item, body, before)


def _patterns(before: Json | None, after: Json | None) -> bool:
    return bool(before and after and before["pattern"] == after["pattern"])


def _times(start: Wall, end: Wall, body: Json) -> tuple[Wall, Wall]:
    start = Wall.read(body["start"], "start") if "start" in body else start
    end = Wall.read(body["end"], "end") if "end" in body else end
    return start, end


def _refuse_guest(item: Item, body: Json) -> None:
    if not item.mine and body.keys() - QUIET:
        raise Refused(400, "ErrorInvalidRequest", "You need to be an organizer to change a meeting.")


def _drop_exceptions(world: World, item: Item, *, same_slot: bool) -> None:
    """Another slot: its dates are the rule's again. Another range: the dates outside go."""
    drops = world.switches.range_change_drops_exceptions if same_slot else world.switches.slot_change_drops_exceptions
    if drops or item.recurrence is None:
        item.changes, item.gone = {}, set()
    elif item.recurrence["range"]["type"] == "endDate":
        last = item.recurrence["range"]["endDate"]
        item.changes = {key: one for key, one in item.changes.items() if key.date().isoformat() <= last}
        item.gone = {key for key in item.gone if key.date().isoformat() <= last}
    if world.switches.move_resets_replies and not same_slot:
        _reset(item.attendees)


def _reset(people: list[Json]) -> None:
    for one in people:
        one["status"] = {"response": "none", "time": NEVER}


def _take(item: Item, body: Json) -> None:
    """The plain fields, guests and tags; a body without the Teams blob ends the online meeting."""
    item.fields |= fields_of(body)
    online = item.fields["onlineMeeting"]
    if "body" in body and online and online["joinUrl"] not in item.fields["body"]["content"]:
        item.fields |= {"isOnlineMeeting": False, "onlineMeetingProvider": "unknown", "onlineMeeting": None}
    if "attendees" in body:
        item.attendees = guests_of(body, item.attendees, item.organizer)
    item.tags |= tags_of(body)


def _tell(world: World, item: Item, body: Json, before: list[str]) -> None:
    """Only guests changed: only they hear of it. Else one mail for the whole and one for each exception."""
    loud = body.keys() - QUIET
    if not item.mine or not loud:
        return
    came = [one for one in item.guests if one not in before]
    delivery.withdraw(world, item, [one for one in before if one not in item.guests], "", None)
    delivery.invite(world, item, came)
    if loud != {"attendees"}:
        keys: list[datetime | None] = [None, *(key for key, one in sorted(item.changes.items()) if one.own)]
        delivery.update(world, item, [one for one in item.guests if one in before], keys)


def change_date(world: World, date: Date, body: Json) -> None:
    """PATCH of one date: it becomes an exception. Raises `Refused`."""
    item, key = date.item, date.key
    assert key is not None
    _refuse_guest(item, body)
    if body.get("recurrence"):
        raise Refused(400, "ErrorInvalidRequest", "The recurrence of an occurrence cannot be changed.")
    start, end = _times(date.start, date.end, body)
    refuse_times(start, end, item.fields | date.change.fields | fields_of(body))
    moved = (start.instant, end.instant) != (date.start.instant, date.end.instant)
    if moved:
        refuse_crossing(item, key, start, count_gone=world.switches.deleted_neighbours_count)
    change: Change = item.change(key)
    if moved:
        change.start, change.end = start, end
        if world.switches.move_resets_replies:
            change.attendees = [{**one, "status": {"response": "none", "time": NEVER}} for one in item.attendees]
            change.replies.clear()
    change.fields |= fields_of(body)
    if "attendees" in body:
        change.attendees = guests_of(body, item.attendees, item.organizer)
    change.tags |= tags_of(body)
    world.touch(item)
    if item.mine and body.keys() - QUIET:
        delivery.update(world, item, item.guests, [key])


def remove(world: World, box: Mailbox, item: Item, key: datetime | None, comment: str = "") -> None:
    """DELETE or cancel, of the whole or of one date; the organiser's guests hear of it."""
    if key is not None:
        item.gone.add(key)
        item.changes.pop(key, None)
        world.touch(item)
    else:
        del box.items[item.number]
    if item.mine:
        delivery.withdraw(world, item, item.guests, comment, key)
