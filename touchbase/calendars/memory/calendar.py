"""The calendar in memory: etags, tombstones, mail and faults, as a real provider has them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from touchbase.calendars.dates import Override, cut
from touchbase.calendars.diary import Commitment, Diary
from touchbase.calendars.memory.entry import Entry, back, off, slot
from touchbase.calendars.memory.records import READS, About, Call, Fault, Mail
from touchbase.calendars.steps import one_by_one
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.event import Reading, SeenSeries, Series
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import Step
from touchbase.domain.zone import local_date
from touchbase.errors import CalendarRefused, ForeignEvent, NoSuchSeries, TouchbaseError, UidTaken


class MemoryCalendar:
    """See the port for what each call promises. `entries`, `others`, `free` and `unreadable` may be set up by a test.

    People's own edits are in `Hands`.
    """

    name = "memory"

    def __init__(self, zone: str = "Europe/London", *, mails: bool = True, at_once: int = 1) -> None:
        self.mails = mails
        self.at_once = at_once
        self.zone = zone
        self.entries: dict[str, Entry] = {}
        self.others: list[Commitment] = []
        self.free: dict[str, FreeBusy] = {}
        self.unreadable: list[Problem] = []
        self.unreadable_people: list[Problem] = []
        self.calls: list[Call] = []
        self.sent: list[Mail] = []
        self.faults: list[Fault] = []

    @property
    def reads(self) -> int:
        return sum(call.verb in READS for call in self.calls)

    @property
    def writes(self) -> int:
        return len(self.calls) - self.reads

    def fail(self, error: BaseException, *, write: int = 0, read: int = 0, after: bool = False) -> None:
        """Let the nth write or read from now on (1 is the next) raise `error`, before or after it takes effect."""
        if write:
            self.faults.append(Fault("write", self.writes + write, error, after))
        if read:
            self.faults.append(Fault("read", self.reads + read, error, after))

    # what the port asks

    def read(self, window: Period) -> Reading:
        self._call("read")
        standing = [entry.standing() for entry in self._live()]
        diary = Diary(self._commitments(window), self.zone)
        return Reading(
            window,
            tuple(one.seen for one in standing),
            tuple(date for one in standing for date in one.dates(window)),
            tuple(fact for one in standing for fact in one.evidence(window, diary)),
            diary.busy(window),
            tuple(diary.meetings(window)),
            tuple(self.unreadable),
            tuple(diary.recurring(window)),
        )

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        self._call("free_busy")
        return {person.id: _inside(self.free.get(person.id, UNKNOWN), window) for person in people}

    def find(self, uid: str) -> SeenSeries | None:
        self._call("find", uid)
        entry = self.entries.get(uid)
        return entry.standing().seen if entry is not None and entry.tagged else None

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        return one_by_one(self, steps)

    def create(self, series: Series) -> None:
        after = self._call("create", series.uid)
        found = self.entries.get(series.uid)
        if found is None and not any(other.uid == series.uid for other in self.others):
            self.entries[series.uid] = Entry(series)
            self._mail(series.uid, "invitation")
        elif found is None or found.deleted or not found.tagged or slot(found.series) != slot(series):
            raise UidTaken(f"The uid {series.uid} was used before.", "Create it under a new generation.")
        self._raise(after)

    def end(self, uid: str, after: datetime) -> None:
        late = self._call("end", uid)
        entry = self._own(uid)
        todo = cut(entry.standing(), after)
        if todo is not None and todo.last_kept is None:
            self._put(replace(entry, deleted=True), "series cancelled")
        elif todo is not None and todo.last_kept is not None:
            rule = entry.series.recurrence
            ended = rule.ending(local_date(todo.last_kept, rule.zone))
            kept = {key: one for key, one in entry.overrides.items() if key <= todo.last_kept}
            gone = dict.fromkeys(todo.off, off())
            series = replace(entry.series, recurrence=ended)
            self._put(replace(entry, series=series, overrides=kept | gone), "series changed")
        self._raise(late)

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        late = self._call("renew", uid)
        entry = self._standing_one(uid)
        now = entry.series.recurrence
        if now.ending(recurrence.last) != recurrence:
            raise CalendarRefused(f"The series {uid} no longer stands in that slot.", "Look at it again first.")
        if now != recurrence:
            self._put(replace(entry, series=replace(entry.series, recurrence=recurrence)), "series changed")
        self._raise(late)

    def change_guest(self, uid: str, name: str, email: str) -> None:
        late = self._call("change_guest", uid)
        entry = self._standing_one(uid)
        if entry.series.guest_email != email:
            series = replace(entry.series, guest_name=name, guest_email=email)
            self._put(replace(entry, series=series, guest_reply="needs_action"), "invitation")
        self._raise(late)

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        late = self._call("move_date", uid)
        entry = self._dated(uid, original_start)
        if entry.standing().at(original_start) != period:
            self._override(entry, original_start, replace(back(entry, original_start), period=period), "date moved")
        self._raise(late)

    def skip_date(self, uid: str, original_start: datetime) -> None:
        late = self._call("skip_date", uid)
        entry = self._dated(uid, original_start)
        if entry.standing().at(original_start) is not None:
            self._override(entry, original_start, off(), "date cancelled")
        self._raise(late)

    def restore_date(self, uid: str, original_start: datetime) -> None:
        late = self._call("restore_date", uid)
        entry = self._dated(uid, original_start)
        standing = entry.standing()
        if standing.at(original_start) != standing.place(original_start):
            self._override(entry, original_start, back(entry, original_start), "date restored")
        self._raise(late)

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        late = self._call("adopt", uid)
        entry = self._of_the_owner(uid)
        adopted = replace(entry.series, stakeholder=stakeholder, generation=generation)
        if entry.tagged and entry.series != adopted:
            raise CalendarRefused(f"The series {uid} is already tended for somebody.", "Look at it again first.")
        if not entry.tagged:
            self.entries[uid] = replace(entry, series=adopted, tagged=True, version=entry.version + 1)
        self._raise(late)

    def release(self, uid: str) -> None:
        late = self._call("release", uid)
        entry = self._of_the_owner(uid)
        if entry.tagged:
            self.entries[uid] = replace(entry, tagged=False, version=entry.version + 1)
        self._raise(late)

    def warnings(self) -> tuple[Problem, ...]:
        """What the last `free_busy` could not read of each person's calendar."""
        return tuple(self.unreadable_people)

    def publish(self) -> None:
        """Nothing here is derived from anything."""

    # how it keeps things

    def _call(self, verb: str, uid: str = "") -> Fault | None:
        """Note the call; raise the fault due before it, or hand back the one due after it."""
        self.calls.append(Call(verb, uid))
        kind: Literal["read", "write"] = "read" if verb in READS else "write"
        nth = self.reads if kind == "read" else self.writes
        due = next((fault for fault in self.faults if (fault.kind, fault.nth) == (kind, nth)), None)
        if due is not None and (not due.after or kind == "read"):
            raise due.error
        return due

    def _raise(self, fault: Fault | None) -> None:
        if fault is not None:
            raise fault.error

    def _live(self) -> list[Entry]:
        return [entry for _, entry in sorted(self.entries.items()) if entry.tagged and not entry.deleted]

    def _commitments(self, window: Period) -> list[Commitment]:
        """All that is not ours: single events, and the dates of series made by hand."""
        by_hand = (entry for entry in self.entries.values() if not entry.tagged)
        return [*self.others, *(date for entry in by_hand for date in entry.commitments(window))]

    def _of_the_owner(self, uid: str) -> Entry:
        """A series that stands and that the owner organises, with our tag or without."""
        if any(other.uid == uid for other in self.others):
            raise CalendarRefused(f"The event {uid} is no series.", "Only a meeting that repeats can be adopted.")
        entry = self.entries.get(uid)
        if entry is None or entry.deleted:
            raise NoSuchSeries(f"There is no series {uid} on the calendar.", "It may have been deleted there.")
        if not entry.own:
            raise CalendarRefused(f"The series {uid} is somebody else's.", "Only its organiser can hand it over.")
        return entry

    def _own(self, uid: str) -> Entry:
        if any(other.uid == uid for other in self.others) or (uid in self.entries and not self.entries[uid].tagged):
            raise ForeignEvent(f"The event {uid} is not one of ours.", "It is left as it is.")
        if uid not in self.entries:
            raise NoSuchSeries(f"There is no series {uid} on the calendar.", "It may have been deleted there.")
        return self.entries[uid]

    def _standing_one(self, uid: str) -> Entry:
        entry = self._own(uid)
        if entry.deleted:
            raise NoSuchSeries(f"The series {uid} was cancelled.", "Create it anew to have it back.")
        return entry

    def _dated(self, uid: str, original_start: datetime) -> Entry:
        entry = self._standing_one(uid)
        if not entry.standing().has(original_start):
            raise CalendarRefused(f"The series {uid} has no date at {original_start:%Y-%m-%d %H:%M} UTC.")
        return entry

    def _override(self, entry: Entry, key: datetime, override: Override, about: About) -> None:
        changed = {**entry.overrides, key: override}
        self._put(replace(entry, overrides={k: one for k, one in changed.items() if one != Override()}), about)

    def _put(self, entry: Entry, about: About) -> None:
        self.entries[entry.series.uid] = replace(entry, version=entry.version + 1)
        self._mail(entry.series.uid, about)

    def _mail(self, uid: str, about: About) -> None:
        if self.mails:
            self.sent.append(Mail(self.entries[uid].series.guest_email, uid, about))


def _inside(known: FreeBusy, window: Period) -> FreeBusy:
    """What a provider tells when it is asked about this window only."""
    covers = known.covers.clipped(window) if known.covers else None
    return FreeBusy(tuple(part for one in known.busy if (part := one.clipped(window))), covers)
