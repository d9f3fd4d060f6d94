"""What stands on a calendar as somebody else reads it: .ics files by independent readers, memory entry by entry."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from icalendar import Calendar as Ics
from recurring_ical_events import of  # type: ignore[import-untyped]

from tests.calendars.program import PARTSTAT, Program, master
from tests.planning.checker import rule_starts
from touchbase.calendars.local import LocalCalendar
from touchbase.calendars.memory import Hands, MemoryCalendar
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply
from touchbase.domain.owner import Owner
from touchbase.errors import TouchbaseError


@dataclass(frozen=True)
class Shown:
    """One date as it stands; `key` is its original start. `reply` is the guest's, for that date or else the series."""

    uid: str
    who: str
    key: datetime
    start: datetime
    end: datetime
    reply: str
    off: bool = False
    declined: bool = False


@dataclass(frozen=True)
class Master:
    """One series: on the wall clock of `zone` every date that nobody moved is on `weekday` at `at`."""

    uid: str
    who: str
    weekday: int
    at: time
    zone: str
    title: str
    ends: datetime | None
    cancelled: bool

    def live_after(self, moment: datetime) -> bool:
        return not self.cancelled and (self.ends is None or self.ends > moment)


class Seen(Protocol):
    """A calendar from the outside; `hand` has the verbs of its people."""

    hand: Any

    def wake(self) -> Calendar: ...
    def dates(self, first: datetime, end: datetime) -> list[Shown]: ...
    def masters(self) -> list[Master]: ...
    def place(self, uid: str, key: datetime) -> datetime | str | None: ...
    def picture(self) -> object: ...
    def words(self) -> Iterator[str]: ...
    def hide(self) -> None: ...
    def unhide(self) -> None: ...


OFF, BY_RULE = None, "by rule"


class Hand(Program):
    """Also where the owner stands among the guests of a date."""

    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None:
        def change(event: Any) -> None:
            people = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
            guest = next(one for one in people if self.owner not in str(one).lower())
            guest.params["PARTSTAT"] = PARTSTAT[reply]

        self.edit_date(uid, original_start, change)


class Folder:
    """The local calendar's folder."""

    def __init__(self, home: Path, busy: Path, owner: Owner) -> None:
        self.path, self.busy, self.owner = home / "calendar", busy, owner
        self.hand = Hand(self.path, owner.email)
        self._parsed: dict[Path, tuple[str, Any]] = {}
        self._shown_of: dict[int, tuple[Any, datetime, datetime, list[Shown]]] = {}
        self._woken = 0
        self._calendar_of_ours: Calendar

    def wake(self) -> Calendar:
        """Mostly the one that has read the files before: a new one each time takes as long as a new process."""
        self._woken += 1
        if self._woken % 40 == 1:
            self._calendar_of_ours = LocalCalendar(self.path, [self.busy], self.owner)
        return self._calendar_of_ours

    def hide(self) -> None:
        self.path.rename(self.path.with_name("unplugged"))

    def unhide(self) -> None:
        for file in self.path.glob("*"):  # nothing may have been written meanwhile
            raise AssertionError(f"{file} was written into a folder that was not there")
        if self.path.exists():
            self.path.rmdir()
        self.path.with_name("unplugged").rename(self.path)

    def picture(self) -> object:
        return {path.name: path.read_bytes() for path in self.path.glob("*")}

    def words(self) -> Iterator[str]:
        return (path.read_text("utf-8") for path in self.path.glob("*"))

    def dates(self, first: datetime, end: datetime) -> list[Shown]:
        found = (date for calendar in self._calendars() for date in self._expanded(calendar, first, end))
        return [date for date in found if date.start < end and date.end > first]

    def masters(self) -> list[Master]:
        return [self._master(master(calendar)) for calendar in self._calendars()]

    def place(self, uid: str, key: datetime) -> datetime | str | None:
        calendar = self._calendar(self.path / f"{uid}.ics")
        for event in calendar.walk("VEVENT"):
            if "RECURRENCE-ID" in event and event["RECURRENCE-ID"].dt.astimezone(UTC) == key:
                return OFF if event.get("STATUS") == "CANCELLED" else event["DTSTART"].dt.astimezone(UTC)
        off = master(calendar).get("EXDATE", [])
        lists = off if isinstance(off, list) else [off]
        return OFF if any(one.dt.astimezone(UTC) == key for some in lists for one in some.dts) else BY_RULE

    def _calendars(self) -> list[Any]:
        files = sorted(path for path in self.path.glob("*.ics") if path.name != "touchbase.ics")
        return [self._calendar(path) for path in files]

    def _calendar(self, path: Path) -> Any:
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        if self._parsed.get(path, ("", None))[0] != digest:
            self._parsed[path] = (digest, Ics.from_ical(raw))
        return self._parsed[path][1]

    def _expanded(self, calendar: Any, first: datetime, end: datetime) -> list[Shown]:
        """Read for some weeks ahead, and again when the file is another or the weeks are over."""
        known = self._shown_of.get(id(calendar))
        if known is None or known[0] is not calendar or first < known[1] or end > known[2]:
            until = max(end, first + timedelta(days=45))
            known = (calendar, first, until, list(self._dates_of(calendar, first, until)))
            self._shown_of[id(calendar)] = known
        return known[3]

    def _master(self, event: Any) -> Master:
        start = event["DTSTART"].dt
        until = event["RRULE"].get("UNTIL", [None])[0]
        return Master(
            str(event["UID"]), str(event["X-TOUCHBASE-STAKEHOLDER"]), start.weekday(), start.time(),
            str(event["DTSTART"].params.get("TZID", "UTC")), str(event["SUMMARY"]), until,
            event.get("STATUS") == "CANCELLED",
        )  # fmt: skip

    def _dates_of(self, calendar: Any, first: datetime, end: datetime) -> Iterator[Shown]:
        series = self._master(master(calendar))
        guest = master(calendar)["ATTENDEE"]
        if not series.cancelled:
            for event in of(calendar).between(first, end):
                yield self._shown(series, event, guest)

    def _shown(self, series: Master, event: Any, usual: Any) -> Shown:
        asked = event.get("ATTENDEE", usual)
        people = asked if isinstance(asked, list) else [asked]
        replies = {str(one).lower(): str(one.params.get("PARTSTAT", "NEEDS-ACTION")) for one in people}
        mine = replies.get(f"mailto:{self.owner.email}", "")
        theirs = replies.get(str(usual).lower(), str(usual.params["PARTSTAT"]))
        start = event["DTSTART"].dt.astimezone(UTC)
        key = event["RECURRENCE-ID"].dt.astimezone(UTC) if "RECURRENCE-ID" in event else start
        off = event.get("STATUS") == "CANCELLED"
        end = event["DTEND"].dt.astimezone(UTC)
        return Shown(series.uid, series.who, key, start, end, theirs.lower(), off, mine == "DECLINED")


class Memory:
    """The calendar in memory."""

    def __init__(self, calendar: MemoryCalendar) -> None:
        self.calendar, self.hand = calendar, Hands(calendar)
        self._hidden: Any = {}
        self.refusing: TouchbaseError | None = None

    def wake(self) -> Calendar:
        """`refusing` waits for a run that writes."""
        if self.refusing is not None and self.calendar.writes:
            self.refusing = None
        self.calendar.calls.clear()
        self.calendar.faults.clear()
        if self.refusing is not None:
            self.calendar.fail(self.refusing, write=1)
        return self.calendar

    def hide(self) -> None:
        self._hidden, self.calendar.entries = self.calendar.entries, {}

    def unhide(self) -> None:
        assert self.calendar.entries == {}
        self.calendar.entries = self._hidden

    def picture(self) -> object:
        return dict(self.calendar.entries)

    def words(self) -> Iterator[str]:
        for entry in self.calendar.entries.values():
            yield f"{entry.series.summary}\n{entry.series.description}\n{entry.series.guest_name}"

    def dates(self, first: datetime, end: datetime) -> list[Shown]:
        return [date for entry in self.calendar.entries.values() if not entry.deleted
                for date in self._dates_of(entry, first, end)]  # fmt: skip

    def masters(self) -> list[Master]:
        return [self._master(entry) for entry in self.calendar.entries.values()]

    def place(self, uid: str, key: datetime) -> datetime | str | None:
        override = self.calendar.entries[uid].overrides.get(key)
        if override is None or (override.period is None and override.cancelled_by is None):
            return BY_RULE
        return OFF if override.period is None or override.cancelled_by else override.period.start

    def _master(self, entry: Any) -> Master:
        series, rule = entry.series, entry.series.recurrence
        last: date | None = rule.last
        ends = None if last is None else datetime.combine(last, time(23, 59), ZoneInfo(rule.zone))
        return Master(
            series.uid, series.stakeholder, rule.first.weekday(), rule.at, rule.zone, series.summary, ends,
            entry.deleted,
        )  # fmt: skip

    def _dates_of(self, entry: Any, first: datetime, end: datetime) -> Iterator[Shown]:
        series, far = entry.series, timedelta(days=9)
        length = timedelta(minutes=series.recurrence.minutes)
        for key in rule_starts(series.recurrence, first - far, end + far):
            over = entry.overrides.get(key)
            start = over.period.start if over and over.period else key
            stop = over.period.end if over and over.period else key + length
            gone = bool(over and over.cancelled_by)
            if start < end and stop > first and not (gone and not over.shown):
                reply = (over and over.guest_reply) or entry.guest_reply
                declined = bool(over and over.owner_reply == "declined")
                yield Shown(series.uid, series.stakeholder, key, start, stop, reply, gone, declined)
