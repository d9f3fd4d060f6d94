"""One step of ours on the text of a file: everything we do not own stays as it was."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from touchbase.calendars.local.files import calendars
from touchbase.calendars.local.tagged import is_ours, master_of
from touchbase.calendars.local.values import is_time, mail, moment, number, several, single, text
from touchbase.calendars.local.vevent import ENDED, GUEST, vrecur
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import local, local_date
from touchbase.errors import NoSuchSeries

if TYPE_CHECKING:
    from icalendar import Component, vCalAddress

RULES = ("RRULE", "RDATE", "EXDATE", "EXRULE")
TIMES = ("DTSTART", "DTEND", "DURATION")
OWN_OF_A_DATE = (*RULES, *TIMES, "RECURRENCE-ID", "SEQUENCE", "STATUS", "DTSTAMP", "LAST-MODIFIED", "CREATED")


class Draft:
    """A file parsed for writing; the steps below change the series `uid` in it and count its SEQUENCE up."""

    def __init__(self, raw: bytes, uid: str, zone: str) -> None:
        self._calendars = calendars(raw)
        self._uid = uid
        self._zone = zone
        if not is_ours(uid, self.events()):
            raise NoSuchSeries(f"The series {uid} is no longer in its file.", "Run the same command again.")
        self.master = master_of(self.events())

    def to_bytes(self) -> bytes:
        return b"".join(calendar.to_ical(sorted=False) for calendar in self._calendars)

    def cancel(self) -> None:
        """The whole series is off; the file stays, so that who subscribed learns of it."""
        self._drop(self._exceptions())
        _set(self.master, "STATUS", "CANCELLED")
        _set(self.master, ENDED, "TRUE")
        _count_up(self.master)

    def end(self, last_kept: datetime, off: Iterable[datetime], rule: Recurrence | None) -> None:
        """No date of the rule after `last_kept`; single dates before it may go too."""
        if rule is not None:
            self.renew(rule.ending(local_date(last_kept, rule.zone)))
        else:
            self._end_foreign_rule(last_kept)
        self._drop(event for event in self._exceptions() if self._key(event) > last_kept)
        for key in off:
            self.skip(key)

    def renew(self, rule: Recurrence) -> None:
        """Another last day."""
        self.master["RRULE"] = vrecur(rule)
        _count_up(self.master)

    def ask(self, old: str, guest: "vCalAddress") -> None:
        """Somebody in the place of the guest of that address, for every date; the others who are asked stay."""
        for event in self.events():
            others = [one for one in several(event, "ATTENDEE") if mail(one) not in (old, mail(guest))]
            event.pop("ATTENDEE", None)
            for one in (guest, *others):
                event.add("ATTENDEE", one, encode=False)
            _count_up(event)
        _set(self.master, GUEST, mail(guest))

    def move(self, key: datetime, to: Period) -> None:
        """One date elsewhere, as a VEVENT with RECURRENCE-ID."""
        event = self._exception(key)
        if event is None:
            event = self._new_exception(key)
        if self._show(key):
            _count_up(self.master)
        self._place(event, to)
        event.pop("STATUS", None)
        _count_up(event)

    def skip(self, key: datetime) -> None:
        """One date off, as an EXDATE."""
        self._drop(event for event in self._exceptions() if self._key(event) == key)
        self._set_dates("EXDATE", [*_dates(self.master, "EXDATE"), self._like_start(key)])
        _count_up(self.master)

    def restore(self, key: datetime, place: Period) -> None:
        """One date as the rule has it; an exception goes, unless it says something else too (a reply, a room)."""
        self._show(key)
        event = self._exception(key)
        if event is not None and _says_nothing_else(event, self.master):
            self._drop([event])
        elif event is not None:
            self._place(event, place)
            event.pop("STATUS", None)
            _count_up(event)
        _count_up(self.master)

    def events(self) -> list[Any]:
        """The VEVENTs of the series."""
        found = [event for calendar in self._calendars for event in calendar.walk("VEVENT")]
        return [event for event in found if text(event, "UID").strip() == self._uid]

    def _exceptions(self) -> list[Any]:
        return [event for event in self.events() if single(event, "RECURRENCE-ID") is not None]

    def _exception(self, key: datetime) -> "Component | None":
        return next((event for event in self._exceptions() if self._key(event) == key), None)

    def _key(self, event: "Component") -> datetime:
        return self._instant(single(event, "RECURRENCE-ID"))

    def _instant(self, value: Any) -> datetime:
        """A whole day names that day's date of the series."""
        if is_time(value):
            return moment(value, self._zone)
        start = single(self.master, "DTSTART")
        if not is_time(start):
            return moment(value, self._zone)
        return datetime.combine(value.dt, start.dt.time(), tzinfo=start.dt.tzinfo).astimezone(UTC)

    def _drop(self, events: Iterable[Any]) -> None:
        gone = {id(event) for event in events}
        for calendar in self._calendars:
            calendar.subcomponents = [one for one in calendar.subcomponents if id(one) not in gone]

    def _new_exception(self, key: datetime) -> "Component":
        event: Component = self.master.copy(recursive=True)
        for name in (*RULES, "RECURRENCE-ID"):
            event.pop(name, None)
        event["RECURRENCE-ID"] = self._like_start(key)
        holder = next(one for one in self._calendars if self.master in one.subcomponents)
        holder.add_component(event)
        return event

    def _place(self, event: "Component", to: Period) -> None:
        event.pop("DURATION", None)
        event["DTSTART"] = self._like_start(to.start)
        event["DTEND"] = self._like_start(to.end)

    def _show(self, key: datetime) -> bool:
        """Take the EXDATE of that date away; True when there was one."""
        dates = _dates(self.master, "EXDATE")
        stay = [one for one in dates if self._instant(one) != key]
        self._set_dates("EXDATE", stay)
        return len(stay) != len(dates)

    def _set_dates(self, name: str, dates: list[Any]) -> None:
        self.master.pop(name, None)
        for one in dates:
            self.master.add(name, _one_date(one), encode=False)

    def _end_foreign_rule(self, last_kept: datetime) -> None:
        """UNTIL instead of COUNT, and no RDATE after it."""
        for rule in several(self.master, "RRULE"):
            rule.pop("COUNT", None)
            rule["UNTIL"] = [self._until(last_kept)]
        early = [one for one in _dates(self.master, "RDATE") if self._begin(one) <= last_kept]
        self._set_dates("RDATE", early)
        _count_up(self.master)

    def _until(self, moment_: datetime) -> date:
        """In UTC for a start with a zone, else as the start is written (RFC 5545 3.3.10)."""
        start = single(self.master, "DTSTART").dt
        zoned = isinstance(start, datetime) and start.tzinfo is not None
        return moment_ if zoned else self._like_start(moment_).dt

    def _begin(self, value: Any) -> datetime:
        """The start of an RDATE, which may be a PERIOD."""
        begins = value.dt[0] if isinstance(value.dt, tuple) else None
        return self._instant(value) if begins is None else begins.astimezone(UTC)

    def _like_start(self, moment_: datetime) -> Any:
        """An instant written the way DTSTART is: same zone and same TZID, no zone, or a day."""
        from icalendar.prop import vDDDTypes

        start = single(self.master, "DTSTART")
        if not is_time(start):
            return vDDDTypes(local_date(moment_, self._zone))
        if start.dt.tzinfo is None:
            return vDDDTypes(local(moment_, self._zone).replace(tzinfo=None))
        written = vDDDTypes(moment_.astimezone(start.dt.tzinfo))
        written.params.update({name: value for name, value in start.params.items() if name == "TZID"})
        return written


def _dates(component: "Component", name: str) -> list[Any]:
    """The single values of an EXDATE or RDATE, of which there may be several with several values each."""
    return [one for value in several(component, name) for one in value.dts]


def _one_date(value: Any) -> Any:
    from icalendar.prop import vDDDLists

    found = vDDDLists([value.dt])
    found.params.update(value.params)
    return found


def _set(component: "Component", name: str, value: str) -> None:
    """In the place where it stood, so that little of the text changes."""
    from icalendar import vText

    component[name] = vText(value)


def _count_up(component: "Component") -> None:
    from icalendar import vInt

    component["SEQUENCE"] = vInt(number(component, "SEQUENCE") + 1)


def _says_nothing_else(event: "Component", master: "Component") -> bool:
    """True when an exception differs from its series in its time only."""
    return _own_words(event) == _own_words(master)


def _own_words(component: "Component") -> list[bytes]:
    bare = component.copy(recursive=True)
    for name in OWN_OF_A_DATE:
        bare.pop(name, None)
    return sorted(bare.to_ical(sorted=True).splitlines())
