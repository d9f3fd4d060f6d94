"""getSchedule and the mailbox's own settings: other people's busy time with its limits and single errors."""

from datetime import datetime, timedelta
from math import ceil

from tests.emulators.graph.dates import between
from tests.emulators.graph.mailbox import Json, Mailbox
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.show import effective
from tests.emulators.graph.world import World
from tests.emulators.graph.zones import Wall

LONGEST = timedelta(days=62)
DIGIT = {"free": "0", "workingElsewhere": "0", "tentative": "1", "busy": "2", "oof": "3"}
RANK = {"0": 0, "1": 1, "2": 2, "3": 3}


def schedules(world: World, box: Mailbox, said: Json, zone: str) -> list[Json]:
    """The answer's `value`; `said` has lower-case names. Raises `Refused`."""
    asked = said.get("schedules") or []
    if len(asked) > world.switches.schedule_limit:
        raise Refused(400, "ErrorMailboxDataArrayTooBig", "The number of mailboxes exceeds the limit.")
    first, end = (Wall.read(said.get(name), name).instant for name in ("starttime", "endtime"))
    if not first < end or end - first >= LONGEST:
        raise Refused(400, "ErrorInvalidTimeInterval", "The requested time duration is not within the allowed limits.")
    minutes = said.get("availabilityviewinterval", 30)
    if not 5 <= minutes <= 1440:
        raise Refused(400, "ErrorInvalidMergedFreeBusyInterval", "The interval must be between 5 and 1440 minutes.")
    if box.personal:
        return _personal(world, asked)
    return [_one(world, box, address, first, end, minutes, zone) for address in asked]


def _personal(world: World, asked: list[str]) -> list[Json]:
    """What personal accounts are told is not known."""
    if world.switches.personal_schedule == "errors":
        return [_error(address, "5009", "This account has no directory.") for address in asked]
    status = int(world.switches.personal_schedule)
    raise Refused(status, {403: "ErrorAccessDenied", 400: "ErrorInvalidRequest"}.get(status, "NotImplemented"))


def _one(world: World, me: Mailbox, address: str, first: datetime, end: datetime, minutes: int, zone: str) -> Json:
    box = world.mailboxes.get(address.lower())
    if box is None or box.personal:
        return _error(address, "5009", f"Unable to resolve e-mail address {address} to an Active Directory object.")
    if box.hidden and box is not me:
        return _error(address, world.switches.unreadable_code, "The caller has no free/busy permission.")
    busy = _busy(box, first, end)
    return {
        "scheduleId": address,
        "availabilityView": _view(busy, first, end, minutes),
        "scheduleItems": [_item(box, one, zone) for one in busy],
        "workingHours": working_hours(box),
    }


def _error(address: str, code: str, message: str) -> Json:
    return {"scheduleId": address, "error": {"message": message, "responseCode": code}}


Busy = tuple[datetime, datetime, str, str]


def _busy(box: Mailbox, first: datetime, end: datetime) -> list[Busy]:
    found = []
    for item in box.items.values():
        for one in between(item, first, end):
            subject = "Private" if item.fields["sensitivity"] in ("private", "confidential") else item.fields["subject"]
            found.append((one.start.instant, one.end.instant, effective(one), subject))
    return sorted(one for one in found if one[2] != "free")


def _view(busy: list[Busy], first: datetime, end: datetime, minutes: int) -> str:
    """One character a slot, the worst that lies in it."""
    width = timedelta(minutes=minutes)
    slots = ["0"] * ceil((end - first) / width)
    for start, finish, status, _ in busy:
        from_slot, to_slot = max(0, (start - first) // width), ceil((min(finish, end) - first) / width)
        for number in range(from_slot, to_slot):
            slots[number] = max(slots[number], DIGIT[status], key=RANK.__getitem__)
    return "".join(slots)


def _item(box: Mailbox, one: Busy, zone: str) -> Json:
    start, end, status, subject = one
    found: Json = {"status": status, "start": Wall.of(start, zone).shown(), "end": Wall.of(end, zone).shown()}
    if box.open and subject != "Private":
        found |= {"subject": subject, "location": "", "isPrivate": False}
    return found


def working_hours(box: Mailbox) -> Json:
    zone: Json = {"name": box.zone}
    if box.customised:
        transition = {"time": "02:00:00.0000000", "dayOccurrence": 5, "dayOfWeek": "sunday", "month": 10, "year": 0}
        zone = {
            "@odata.type": "#microsoft.graph.customTimeZone", "name": "Customized Time Zone", "bias": 0,
            "standardOffset": transition, "daylightOffset": transition | {"daylightBias": -60, "month": 3},
        }  # fmt: skip
    return {"daysOfWeek": list(box.days), "startTime": box.hours[0], "endTime": box.hours[1], "timeZone": zone}


def settings(box: Mailbox) -> Json:
    """GET mailboxSettings."""
    return {
        "timeZone": "Customized Time Zone" if box.customised else box.zone,
        "dateFormat": "dd/MM/yyyy",
        "timeFormat": "HH:mm",
        "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
        "language": {"locale": "en-GB", "displayName": "English (United Kingdom)"},
        "workingHours": working_hours(box),
        "userPurpose": "user",
    }
