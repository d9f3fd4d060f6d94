"""Requests about events: lists, windows, single events and dates, and the actions on them."""

from dataclasses import dataclass

from tests.emulators.graph import replies, writing
from tests.emulators.graph.call import Call
from tests.emulators.graph.dates import Date, between, date_at
from tests.emulators.graph.draft import checked
from tests.emulators.graph.mailbox import Folder, Item, Json
from tests.emulators.graph.odata import Options, Tags, page
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.show import shown, shown_master
from tests.emulators.graph.zones import moment
from tests.emulators.serving import Answer

READ = ("Calendars.Read", "Calendars.ReadWrite")
WRITE = ("Calendars.ReadWrite",)
GONE = Answer(204)
TAKEN = Answer(202)


def handle(call: Call, folder: Folder | None, rest: list[str]) -> Answer:  # noqa: C901  # a table of routes
    """`rest` is the path after .../events or .../calendarView. `folder` None: the mailbox's own /events."""
    method = call.request.method
    match method, rest:
        case "GET", ["calendarView"]:
            return window(call, folder)
        case "GET", ["events"]:
            return listed(call, folder)
        case "POST", ["events"]:
            return created(call, folder or call.box.default)
        case "GET", ["events", id]:
            return one(call, id)
        case "PATCH", ["events", id]:
            return changed(call, id)
        case "DELETE", ["events", id]:
            return removed(call, id)
        case "GET", ["events", id, "instances"]:
            return instances(call, id)
        case "POST", ["events", id, "cancel"]:
            return cancelled(call, id)
        case "POST", ["events", id, ("accept" | "tentativelyAccept" | "decline") as action]:
            return answered(call, id, action)
        case _:
            raise Refused(405, "MethodNotAllowed", f"{method} is not allowed on this resource.")


def listed(call: Call, folder: Folder | None) -> Answer:
    """Single events and masters."""
    call.needs(*READ)
    options = Options.of(call.request, call.world.switches)
    spans = "singlevalueextendedproperties/any" in call.request.first("$filter").lower()
    everywhere = folder is None and spans and call.world.switches.tag_filter_spans_mailbox
    home = folder or call.box.default
    there = [one for one in call.box.items.values() if everywhere or one.calendar == home.id]
    items = [one for one in there if not one.lags()]
    return _page(
        call, options, [Seen(shown_master(call.world, call.box, one, call.wish), one.tags, one) for one in items]
    )


def window(call: Call, folder: Folder | None) -> Answer:
    """Occurrences, exceptions and single events that overlap; no masters."""
    call.needs(*READ)
    options = Options.of(call.request, call.world.switches, on_view=True)
    first, end = (moment(call.request.first(name), name) for name in ("startDateTime", "endDateTime"))
    home = folder or call.box.default
    items = [one for one in call.box.items.values() if one.calendar == home.id and not one.lags()]
    return _page(call, options, _dates(call, [date for item in items for date in between(item, first, end)]))


def instances(call: Call, id: str) -> Answer:
    """The dates of one series; exceptions first, as the documented sample has them."""
    call.needs(*READ)
    item, date = call.find(id)
    if item.recurrence is None or date is not None:
        raise Refused(400, "ErrorInvalidRequest", "Only a series master has instances.")
    options = Options.of(call.request, call.world.switches)
    first, end = (moment(call.request.first(name), name) for name in ("startDateTime", "endDateTime"))
    dates = between(item, first, end)
    if not call.world.switches.sorted_instances:
        dates.sort(key=lambda date: not date.change.own)
    return _page(call, options, _dates(call, dates))


@dataclass(frozen=True)
class Seen:
    """An event of a list before its options; `item` is whose record it comes from."""

    event: Json
    tags: Tags
    item: Item


def _dates(call: Call, dates: list[Date]) -> list[Seen]:
    return [Seen(_shown(call, date), _tags(call, date.item, date), date.item) for date in dates]


def _shown(call: Call, date: Date) -> Json:
    """Remembered until the event changes: a window is looked at again and again."""
    item, world, switches = date.item, call.world, call.world.switches
    how = (switches.reply_makes_exception, switches.exceptions_keep_their_id, switches.more_properties)
    key = (call.box.id, item.number, item.version, date.key, call.wish, how)
    if key not in world.remembered:
        world.remembered[key] = shown(world, call.box, date, call.wish)
    return world.remembered[key]


def _tags(call: Call, item: Item, date: Date | None) -> Tags:
    if date is None or date.key is None:
        return item.tags
    return (item.tags if call.world.switches.tags_on_occurrences else {}) | date.change.tags


def _page(call: Call, options: Options, found: list[Seen]) -> Answer:
    wanted = [one for one in found if options.filter is None or options.filter(one.event, one.tags)]
    for one in wanted:
        event, kind = one.event, one.event["type"]
        call.world.check(event, "event", call.request.target, (one.item.number, one.item.version, kind, call.wish))
    ordered = options.sort(wanted, lambda one: one.event)
    shown_now, link = page(call.request, ordered, options, call.faults, call.root)
    values = [options.shape(one.event, one.tags, call.world.switches) for one in shown_now]
    more: Json = {"@odata.count": len(ordered)} if call.request.first("$count") == "true" else {}
    if options.tags is not None:
        return call.list(values, "event", more | link)
    return call.checked(values, more | link)


def one(call: Call, id: str, status: int = 200) -> Answer:
    """One event by id."""
    call.needs(*READ)
    item, date = call.find(id)
    return _say(call, item, date, status)


def _say(call: Call, item: Item, date: Date | None, status: int = 200) -> Answer:
    options = Options.of(call.request, call.world.switches)
    event = (
        shown(call.world, call.box, date, call.wish) if date else shown_master(call.world, call.box, item, call.wish)
    )
    call.world.check(event, "event", call.request.target)
    return call.say(options.shape(event, _tags(call, item, date), call.world.switches), "event", status)


def created(call: Call, folder: Folder) -> Answer:
    call.needs(*WRITE)
    if not folder.can_edit:
        raise Refused(403, "ErrorAccessDenied", "This calendar cannot be edited.")
    item = writing.create(call.world, call.box, folder, checked(call.body, create=True))
    return _say(call, item, None, 201)


def changed(call: Call, id: str) -> Answer:
    call.needs(*WRITE)
    body = checked(call.body, create=False)
    item, date = call.find(id)
    call.match(item)
    if date is None:
        writing.change(call.world, call.box, item, body)
    else:
        writing.change_date(call.world, date, body)
        date = date_at(item, date.key) if date.key else date
    return _say(call, item, date)


def removed(call: Call, id: str) -> Answer:
    call.needs(*WRITE)
    item, date = call.find(id)
    call.match(item)
    writing.remove(call.world, call.box, item, date.key if date else None)
    return GONE


def cancelled(call: Call, id: str) -> Answer:
    """The organiser's only."""
    call.needs(*WRITE)
    said = call.arguments("cancel", "event")
    item, date = call.find(id)
    if not item.mine:
        raise Refused(
            400, "ErrorInvalidRequest",
            "Your request can't be completed. You need to be an organizer to cancel a meeting.",
        )  # fmt: skip
    writing.remove(call.world, call.box, item, date.key if date else None, said.get("comment") or "")
    return TAKEN


def answered(call: Call, id: str, action: str) -> Answer:
    call.needs(*WRITE)
    said = call.arguments(action, "event")
    item, date = call.find(id)
    replies.act(call.world, call.box, item, date.key if date else None, action, said)
    return TAKEN
