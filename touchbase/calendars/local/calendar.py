"""The local calendar: reads and writes a folder of .ics files as the port asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from touchbase.calendars.diary import Commitment, Diary, once
from touchbase.calendars.local import combined
from touchbase.calendars.local.adoption import adopting, releasing
from touchbase.calendars.local.busy import Person, Taken
from touchbase.calendars.local.changes import Change, asking, ending, moving, renewing, restoring, skipping
from touchbase.calendars.local.draft import Draft
from touchbase.calendars.local.files import Shelf, sheet_of, unreadable
from touchbase.calendars.local.folder import Folder, Look, stem
from touchbase.calendars.local.limits import Limits, TooMuch
from touchbase.calendars.local.sources import Source, Sources, free_busy, not_ours_to_write
from touchbase.calendars.local.values import Unreadable
from touchbase.calendars.local.vevent import vcalendar
from touchbase.calendars.local.writing import edit, put, sweep
from touchbase.calendars.steps import one_by_one
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.event import Evidence, Occurrence, Reading, SeenSeries, Series
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import Step
from touchbase.errors import NoSuchSeries, TouchbaseError, UidTaken

DEFAULT_LIMITS = Limits()


class LocalCalendar:
    """A folder with one .ics a series and `touchbase.ics` with all of them; `busy_from` are more .ics files or folders.

    Nobody is mailed: `mails` is False. Reading writes nothing. What of stakeholders' files
    could not be read is told by `warnings()`.
    """

    name = "local"
    mails = False
    at_once = 50

    def __init__(self, folder: Path, busy_from: Sequence[Path], owner: Owner, limits: Limits = DEFAULT_LIMITS) -> None:
        self._shelf = Shelf(limits)
        self._folder = Folder(folder, owner, self._shelf, limits)
        self._sources = Sources(self._shelf, limits)
        self._pieces = combined.Pieces()
        self._busy_from = tuple(busy_from)
        self._owner = owner
        self._person = Person(owner.zone, owner.all_addresses)
        self._publishes = True
        self._of_people: dict[str, tuple[Problem, ...]] = {}

    def read(self, window: Period) -> Reading:
        look = self._folder.look()
        further = [self._sources.read(place, self._person, window, look.ours.keys()) for place in self._busy_from]
        commitments, problems = self._others(look, further, window)
        diary = Diary(commitments, self._owner.zone)
        dates: list[Occurrence] = []
        evidence: list[Evidence] = []
        for sheet, standing in look.ours.values():
            try:
                found = list(standing.dates(window)), list(standing.evidence(window, diary))
            except Exception as reason:  # a rule a person wrote, which may be anything
                problems.append(
                    unreadable(sheet.path, f"its dates cannot be read: {_said(reason)}", "Correct its repetition.")
                )
            else:
                dates += found[0]
                evidence += found[1]
        return Reading(
            window,
            tuple(standing.seen for _, standing in look.ours.values()),
            tuple(dates),
            tuple(evidence),
            diary.busy(window),
            tuple(diary.meetings(window)),
            (*look.problems, *problems),
            tuple(diary.recurring(window)),
            tuple(str(place) for place, source in zip(self._busy_from, further, strict=True) if source.unread),
        )

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        look = self._folder.look()
        return {person.id: self._free_busy_of(person, look, window) for person in people}

    def find(self, uid: str) -> SeenSeries | None:
        look = self._folder.look()
        look.check_readable(uid)
        return look.ours[uid][1].seen if uid in look.ours else None

    def create(self, series: Series) -> None:
        look = self._folder.look()
        look.check_readable(series.uid)
        if series.uid in look.ours:
            self._check_equal(series, look.ours[series.uid][1].seen)
        elif look.is_foreign(series.uid) or not self._put_new(series):
            raise UidTaken(f"The uid {series.uid} stands for something else.", "Create it under a new generation.")
        self.publish()

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        """As the port says; touchbase.ics is written once, after them all."""
        self._publishes = False
        try:
            answers = one_by_one(self, steps)
        finally:
            self._publishes = True
        try:
            self.publish()
        except TouchbaseError as error:
            return tuple(answer or error for answer in answers)
        return answers

    def end(self, uid: str, after: datetime) -> None:
        self._edit(uid, ending(after), of_cancelled=True)

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        self._edit(uid, renewing(recurrence))

    def change_guest(self, uid: str, name: str, email: str) -> None:
        self._edit(uid, asking(name, email))

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self._edit(uid, moving(original_start, period))

    def skip_date(self, uid: str, original_start: datetime) -> None:
        self._edit(uid, skipping(original_start))

    def restore_date(self, uid: str, original_start: datetime) -> None:
        self._edit(uid, restoring(original_start))

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        self._retag(uid, adopting(uid, stakeholder, generation, self._person))

    def release(self, uid: str) -> None:
        self._retag(uid, releasing(uid, self._person))

    def warnings(self) -> tuple[Problem, ...]:
        """What the last `free_busy` could not read of each person's calendar."""
        return tuple(one for found in self._of_people.values() for one in found)

    def publish(self) -> None:
        """Write touchbase.ics when it says something new; every write of ours ends with it."""
        if not self._publishes:
            return
        sweep(self._folder.path)
        ours = sorted(self._folder.look().ours.items())
        parts = (self._pieces.of(sheet.path, uid, sheet.digest) for uid, (sheet, _) in ours)
        if ours or (self._folder.path / combined.NAME).exists():
            combined.publish(self._folder.path, combined.combine(parts))

    def _others(self, look: Look, further: Iterable[Source], window: Period) -> tuple[list[Commitment], list[Problem]]:
        """Events that are not ours, each once: those in our folder, and those of the owner's other calendars."""
        parts: list[Taken | Source] = []
        parts += [self._sources.taken(sheet, uids, self._person, window) for sheet, uids in look.others]
        parts += [not_ours_to_write(source) for source in further]
        commitments = once(one for part in parts for one in part.commitments)
        return commitments, [problem for part in parts for problem in part.problems]

    def _free_busy_of(self, person: Stakeholder, look: Look, window: Period) -> FreeBusy:
        if not person.free_busy:
            return UNKNOWN
        whose = Person(person.zone, person.all_addresses)
        source = self._sources.read(Path(person.free_busy), whose, window, look.ours.keys())
        self._of_people[person.id] = source.problems
        return free_busy(source, _dates_with(person.id, look, window), window)

    def _check_equal(self, series: Series, seen: SeenSeries) -> None:
        wanted = (series.stakeholder, series.generation, series.recurrence)
        if seen.cancelled or (seen.stakeholder, seen.generation, seen.recurrence) != wanted:
            raise UidTaken(f"The uid {series.uid} was used before.", "Create it under a new generation.")

    def _put_new(self, series: Series) -> bool:
        path = self._folder.path / f"{stem(series.uid)}.ics"
        return put(path, vcalendar(series, self._owner), instead_of=None)

    def _retag(self, uid: str, step: Callable[[bytes], bytes | None]) -> None:
        edit(self._folder.look().whatever(uid).path, step)
        self.publish()

    def _edit(self, uid: str, change: Change, *, of_cancelled: bool = False) -> None:
        """Make one change on the file as it is at this very moment."""
        path = self._folder.look().own(uid)[0].path

        def step(raw: bytes) -> bytes | None:
            draft = Draft(raw, uid, self._owner.zone)
            standing = self._folder.standing(uid, sheet_of(path, raw).events[uid])
            if standing.seen.cancelled and not of_cancelled:
                raise NoSuchSeries(f"The series {uid} was cancelled.", "Create it anew to have it back.")
            return draft.to_bytes() if change(draft, standing) else None

        edit(path, step)
        self.publish()


def _dates_with(stakeholder: str, look: Look, window: Period) -> list[Occurrence]:
    """Our dates with one person; none of a series whose rule cannot be read, which `read` tells."""
    found: list[Occurrence] = []
    for _, standing in look.ours.values():
        if standing.seen.stakeholder == stakeholder:
            with suppress(Exception):
                found += standing.dates(window)
    return found


def _said(reason: Exception) -> str:
    return str(reason) if isinstance(reason, TooMuch | Unreadable) else "they are not valid"
