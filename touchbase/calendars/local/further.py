""".ics files that are only looked at, beside whichever provider the series stand at."""

from collections.abc import Iterable
from pathlib import Path

from touchbase.calendars.local.busy import Person
from touchbase.calendars.local.files import Shelf
from touchbase.calendars.local.limits import Limits
from touchbase.calendars.local.sources import Sources, free_busy
from touchbase.calendars.source import Told
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Occurrence
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder

DEFAULT_LIMITS = Limits()


class IcsSource:
    """A file or folder of the owner's: a `BusySource`."""

    def __init__(self, place: Path, owner: Owner, limits: Limits = DEFAULT_LIMITS) -> None:
        self.where = str(place)
        self._place = place
        self._owner = Person(owner.zone, owner.all_addresses)
        self._sources = Sources(Shelf(limits), limits)

    def commitments(self, window: Period) -> Told:
        found = self._sources.read(self._place, self._owner, window, frozenset())
        return Told(found.commitments, found.problems, whole=not found.unread)


class IcsOfPeople:
    """The files named as `free_busy` in the list: `PeopleFiles`."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._sources = Sources(Shelf(limits), limits)

    def free_busy(
        self, person: Stakeholder, dates: Iterable[Occurrence], window: Period
    ) -> tuple[FreeBusy, tuple[Problem, ...]]:
        whose = Person(person.zone, person.all_addresses)
        found = self._sources.read(Path(person.free_busy), whose, window, frozenset())
        return free_busy(found, dates, window), found.problems
