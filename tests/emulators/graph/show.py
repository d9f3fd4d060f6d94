"""Events as answers show them, for one mailbox and the preferences of one request."""

import base64
from dataclasses import dataclass

from tests.emulators.graph.body import as_text, preview
from tests.emulators.graph.dates import Date
from tests.emulators.graph.mailbox import Item, Json, Mailbox, address_of
from tests.emulators.graph.world import World
from tests.emulators.graph.zones import NEVER, stamp

UNSURE = ("notResponded", "tentativelyAccepted", "none")


@dataclass(frozen=True)
class Wish:
    """The Prefer headers of a request. `zone` is a name the service knows."""

    zone: str = "UTC"
    immutable: bool = False
    text: bool = False


def change_key(item: Item) -> str:
    return base64.b64encode(f"changekey{item.number:06d}v{item.version:09d}".encode()).decode()


def etag(item: Item) -> str:
    return f'W/"{change_key(item)}"'


def date_id(box: Mailbox, date: Date, wish: Wish, world: World) -> str:
    master = box.id_of(date.item, immutable=wish.immutable)
    if date.key is None:
        return master
    other = date.change.own and not world.switches.exceptions_keep_their_id
    return f"{master.removesuffix('=')}{'X' if other else 'O'}{date.key:%Y%m%d}="


def shown(world: World, box: Mailbox, date: Date, wish: Wish) -> Json:
    """A single event or one date of a series, whole."""
    item, change = date.item, date.change
    found = _basics(world, box, item, wish) | item.fields | change.fields
    found |= _person(item, change.response) | {
        "start": date.start.shown(wish.zone),
        "end": date.end.shown(wish.zone),
        "attendees": attendees(date),
        "recurrence": None,
        "type": "singleInstance",
    }
    if date.key is not None:
        found |= {
            "id": date_id(box, date, wish, world),
            "seriesMasterId": box.id_of(item, immutable=wish.immutable),
            "originalStart": stamp(date.original),
            "iCalUId": f"{item.uid[:32]}{date.key.year:04X}{date.key.month:02X}{date.key.day:02X}{item.uid[40:]}",
            "type": "exception" if _is_exception(world, date) else "occurrence",
            "transactionId": None,
        }
    return _cancelled(item, _body(found, wish))


def shown_master(world: World, box: Mailbox, item: Item, wish: Wish) -> Json:
    """A series or a single event as /events shows it."""
    if item.recurrence is None:
        return shown(world, box, Date(item, None, item.start, item.end), wish)
    found = _basics(world, box, item, wish) | item.fields | _person(item, "")
    found |= {
        "start": item.start.shown(wish.zone),
        "end": item.end.shown(wish.zone),
        "attendees": [dict(one) for one in item.attendees],
        "recurrence": item.recurrence,
        "type": "seriesMaster",
    }
    return _cancelled(item, _body(found, wish))


def attendees(date: Date) -> list[Json]:
    """With the answers to this very date."""
    change = date.change
    people = date.item.attendees if change.attendees is None else change.attendees
    return [{**one, **change.replies.get(address_of(one), {})} for one in people]


def _is_exception(world: World, date: Date) -> bool:
    change = date.change
    answered = bool(change.replies or change.response)
    return change.own or (answered and world.switches.reply_makes_exception)


def _basics(world: World, box: Mailbox, item: Item, wish: Wish) -> Json:
    id = box.id_of(item, immutable=wish.immutable)
    more: Json = {"isRoomRequested": False, "occurrenceId": None} if world.switches.more_properties else {}
    return more | {
        "@odata.etag": etag(item),
        "id": id,
        "createdDateTime": stamp(item.created),
        "lastModifiedDateTime": stamp(item.modified),
        "changeKey": change_key(item),
        "originalStartTimeZone": item.start.zone,
        "originalEndTimeZone": item.end.zone,
        "iCalUId": item.uid,
        "hasAttachments": False,
        "isDraft": False,
        "isCancelled": item.cancelled,
        "isOrganizer": item.mine,
        "organizer": item.organizer,
        "seriesMasterId": None,
        "transactionId": item.transaction or None,
        "webLink": f"https://outlook.example/owa/?itemid={id}",
        "onlineMeetingUrl": None,
    }


def _person(item: Item, response: str) -> Json:
    """How the owner of the mailbox stands to it; who did not answer has it as tentative."""
    said = response or item.response
    when = stamp(item.answered) if item.answered else NEVER
    found: Json = {"responseStatus": {"response": "organizer" if item.mine and not response else said, "time": when}}
    if not item.mine and said in UNSURE and item.fields["showAs"] == "busy":
        found["showAs"] = "tentative"
    return found


def _cancelled(item: Item, found: Json) -> Json:
    if item.cancelled:
        found |= {"subject": f"Canceled: {found['subject']}", "showAs": "free"}
    return found


def _body(found: Json, wish: Wish) -> Json:
    found["bodyPreview"] = preview(found["body"])
    if wish.text:
        found["body"] = {"contentType": "text", "content": as_text(found["body"])}
    return found


def effective(date: Date) -> str:
    """showAs as the mailbox's free/busy has it."""
    item, change = date.item, date.change
    said = change.response or item.response
    if item.cancelled or (not item.mine and said == "declined"):
        return "free"
    shown = str(change.fields.get("showAs", item.fields["showAs"]))
    return "tentative" if shown == "busy" and not item.mine and said in UNSURE else shown
