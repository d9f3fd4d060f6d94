"""One main calendar, which is written, joined with the owner's further ones, which only say when they are busy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from touchbase.calendars import joining
from touchbase.calendars.diary import Diary
from touchbase.calendars.port import Calendar
from touchbase.calendars.source import BusySource, PeopleFiles, Told
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.event import Occurrence, Reading, SeenSeries, Series
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import Step
from touchbase.errors import TouchbaseError


class Together:
    """The port over all of them; every write, and with it every invitation, goes to `main` alone.

    A further calendar that cannot be read is a warning and is named in `Reading.unread`; it never stops the main one.
    `files` tell about stakeholders of whom the main calendar cannot.
    """

    def __init__(
        self, main: Calendar, sources: Sequence[BusySource], owner: Owner, files: PeopleFiles | None = None
    ) -> None:
        self.name, self.mails, self.at_once = main.name, main.mails, main.at_once
        self._main = main
        self._sources = tuple(sources)
        self._owner = owner
        self._files = files
        self._last: Reading | None = None
        self._of_people: dict[str, tuple[Problem, ...]] = {}

    def read(self, window: Period) -> Reading:
        main = self._last = self._main.read(window)
        told = [(source.where, _ask(source, window)) for source in self._sources]
        others = joining.others(main, (one.commitments for _, one in told))
        joined = joining.joined(main, Diary(others, self._owner.zone))
        return replace(
            joined,
            warnings=(*main.warnings, *(problem for _, one in told for problem in one.problems)),
            unread=(*main.unread, *(where for where, one in told if not one.whole)),
        )

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        known = dict(self._main.free_busy(people, window))
        self._of_people = {}
        for person in people:
            if self._files is not None and person.free_busy and not known.get(person.id, UNKNOWN).known:
                known[person.id], self._of_people[person.id] = self._files.free_busy(
                    person, self._dates_with(person, window), window
                )
        return known

    def warnings(self) -> tuple[Problem, ...]:
        return (*self._main.warnings(), *(problem for found in self._of_people.values() for problem in found))

    def find(self, uid: str) -> SeenSeries | None:
        return self._main.find(uid)

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        return self._main.write(steps)

    def create(self, series: Series) -> None:
        self._main.create(series)

    def end(self, uid: str, after: datetime) -> None:
        self._main.end(uid, after)

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        self._main.renew(uid, recurrence)

    def change_guest(self, uid: str, name: str, email: str) -> None:
        self._main.change_guest(uid, name, email)

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self._main.move_date(uid, original_start, period)

    def skip_date(self, uid: str, original_start: datetime) -> None:
        self._main.skip_date(uid, original_start)

    def restore_date(self, uid: str, original_start: datetime) -> None:
        self._main.restore_date(uid, original_start)

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        self._main.adopt(uid, stakeholder, generation)

    def release(self, uid: str) -> None:
        self._main.release(uid)

    def publish(self) -> None:
        self._main.publish()

    def _dates_with(self, person: Stakeholder, window: Period) -> list[Occurrence]:
        """Our dates with them, by the last reading if that was of this window."""
        if self._last is None or self._last.window != window:
            self._last = self._main.read(window)
        theirs = {series.uid for series in self._last.series if series.stakeholder == person.id}
        return [date for date in self._last.dates if date.uid in theirs]


class Later:
    """A source that is made when it is read, sign-in and all: whatever is wrong with that is its own trouble."""

    def __init__(self, where: str, make: Callable[[], BusySource]) -> None:
        self.where = where
        self._make = make

    def commitments(self, window: Period) -> Told:
        return self._make().commitments(window)


def _ask(source: BusySource, window: Period) -> Told:
    """What it says; the trouble it has as a warning, whatever kind it is."""
    try:
        return source.commitments(window)
    except TouchbaseError as error:
        return Told(problems=(Problem(source.where, error.sentence, error.remedy, "warning"),), whole=False)
