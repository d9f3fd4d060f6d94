"""A calendar program over a folder of .ics files: people's edits, made with icalendar and none of our code."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDDDTypes, vInt, vRecur, vText

from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

PARTSTAT = {"accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE", "needs_action": "NEEDS-ACTION"}


class Program:
    """`zone` is what it writes times of single dates in, as some programs write UTC and others their own zone."""

    def __init__(self, folder: Path, owner: str, zone: str = "UTC") -> None:
        self.folder = folder
        self.owner = owner
        self.zone = ZoneInfo(zone)

    def edit(self, uid: str, change: Callable[[Any], None]) -> None:
        path = self.folder / f"{uid}.ics"
        calendar = Calendar.from_ical(path.read_bytes())
        change(calendar)
        path.write_bytes(calendar.to_ical())

    def edit_master(self, uid: str, change: Callable[[Any], None]) -> None:
        self.edit(uid, lambda calendar: change(master(calendar)))

    def edit_date(self, uid: str, original_start: datetime, change: Callable[[Any], None]) -> None:
        """Change the VEVENT of one date, which is made if it is not there."""
        self.edit(uid, lambda calendar: change(self._exception(calendar, original_start)))

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        def change(event: Any) -> None:
            event["DTSTART"] = vDDDTypes(period.start.astimezone(self.zone))
            event["DTEND"] = vDDDTypes(period.end.astimezone(self.zone))

        self.edit_date(uid, original_start, change)

    def delete_date(self, uid: str, original_start: datetime) -> None:
        self.edit_master(uid, lambda event: event.add("EXDATE", [original_start.astimezone(self.zone)]))

    def cancel_date(self, uid: str, original_start: datetime) -> None:
        self.edit_date(uid, original_start, lambda event: event.update({"STATUS": vText("CANCELLED")}))

    def delete_series(self, uid: str) -> None:
        (self.folder / f"{uid}.ics").unlink()

    def cancel_series(self, uid: str, at: datetime | None = None) -> None:
        def change(event: Any) -> None:
            event["STATUS"] = vText("CANCELLED")
            if at is not None:
                event["LAST-MODIFIED"] = vDDDTypes(at.astimezone(UTC))

        self.edit_master(uid, change)

    def move_series(self, uid: str, recurrence: Recurrence) -> None:
        def change(event: Any) -> None:
            start = datetime.combine(recurrence.first, recurrence.at, tzinfo=ZoneInfo(recurrence.zone))
            event["DTSTART"] = vDDDTypes(start)
            event["DTEND"] = vDDDTypes(start + timedelta(minutes=recurrence.minutes))
            event["RRULE"] = vRecur.from_ical(recurrence.rrule())
            event["SEQUENCE"] = vInt(int(event["SEQUENCE"]) + 1)

        self.edit_master(uid, change)

    def retitle(self, uid: str, summary: str) -> None:
        self.edit_master(uid, lambda event: event.update({"SUMMARY": vText(summary)}))

    def answer(self, uid: str, reply: Reply) -> None:
        self.edit_master(uid, lambda event: event["ATTENDEE"].params.update(PARTSTAT=PARTSTAT[reply]))

    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None:
        self.edit_date(uid, original_start, lambda event: event["ATTENDEE"].params.update(PARTSTAT=PARTSTAT[reply]))

    def decline_date(self, uid: str, original_start: datetime) -> None:
        def change(event: Any) -> None:
            me = vCalAddress(f"MAILTO:{self.owner.upper()}")
            me.params["PARTSTAT"] = "DECLINED"
            event.add("ATTENDEE", me, encode=False)

        self.edit_date(uid, original_start, change)

    def busy(self, period: Period, uid: str = "busy", *, out_of_office: bool = False) -> None:
        event = timed(uid, period)
        if out_of_office:
            event.add("X-MICROSOFT-CDO-BUSYSTATUS", "OOF")
        self.put(event)

    def meet(self, uid: str, period: Period, *guests: str) -> None:
        event = timed(uid, period)
        event.add("ORGANIZER", vCalAddress(f"mailto:{self.owner}"), encode=False)
        for guest in guests:
            event.add("ATTENDEE", vCalAddress(f"mailto:{guest}"), encode=False)
        self.put(event)

    def meet_weekly(self, uid: str, recurrence: Recurrence, *guests: str, own: bool = True) -> str:
        organizer = self.owner if own else guests[0]
        self.put(
            weekly_event(uid, recurrence, *(guests if own else (self.owner, *guests)), organizer=organizer), name=uid
        )
        return uid

    def put(self, *events: Any, name: str = "") -> Path:
        """Another file in the folder."""
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{name or 'event-' + str(events[0]['UID']).replace(' ', '-')}.ics"
        path.write_bytes(vcalendar(*events))
        return path

    def _exception(self, calendar: Any, original_start: datetime) -> Any:
        for event in calendar.walk("VEVENT"):
            if "RECURRENCE-ID" in event and event["RECURRENCE-ID"].dt == original_start:
                return event
        event = master(calendar).copy(recursive=True)
        length = event["DTEND"].dt - event["DTSTART"].dt
        for name in ("RRULE", "EXDATE", "RDATE"):
            event.pop(name, None)
        event["RECURRENCE-ID"] = vDDDTypes(original_start.astimezone(self.zone))
        event["DTSTART"] = vDDDTypes(original_start.astimezone(self.zone))
        event["DTEND"] = vDDDTypes((original_start + length).astimezone(self.zone))
        calendar.add_component(event)
        return event


def master(calendar: Any) -> Any:
    return next(event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" not in event)


def timed(uid: str, period: Period, **more: str) -> Any:
    """A plain VEVENT; further properties by name, `_` for `-`."""
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", period.start)
    event.add("DTSTART", period.start)
    event.add("DTEND", period.end)
    event.add("SUMMARY", f"Secret {uid}")
    for name, value in more.items():
        event.add(name.replace("_", "-"), value)
    return event


def weekly_event(uid: str, recurrence: Recurrence, *guests: str, organizer: str = "") -> Any:
    """A VEVENT that repeats, as a program makes one."""
    start = datetime.combine(recurrence.first, recurrence.at, tzinfo=ZoneInfo(recurrence.zone))
    event = timed(uid, Period.lasting(start, recurrence.minutes))
    event["DTSTART"], event["DTEND"] = vDDDTypes(start), vDDDTypes(start + timedelta(minutes=recurrence.minutes))
    event["RRULE"] = vRecur.from_ical(recurrence.rrule())
    if organizer:
        event.add("ORGANIZER", vCalAddress(f"mailto:{organizer}"), encode=False)
    for guest in guests:
        event.add("ATTENDEE", vCalAddress(f"mailto:{guest}"), encode=False)
    return event


def whole_day(uid: str, first: date, last: date | None = None, **more: str) -> Any:
    """A VEVENT of whole days, `last` included."""
    event = Event()
    event.add("UID", uid)
    event.add("DTSTART", first)
    if last is not None:
        event.add("DTEND", last + timedelta(days=1))
    for name, value in more.items():
        event.add(name.replace("_", "-"), value)
    return event


def vcalendar(*components: Any) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", "-//example//another program//EN")
    calendar.add("VERSION", "2.0")
    for component in components:
        calendar.add_component(component)
    return bytes(calendar.to_ical())
