"""What the machine stands on: a calendar with a recorder on its wire, the truth past any reading, and its people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from touchbase.calendars.port import Calendar
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Reading, SeenSeries
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import CreateSeries, Step
from touchbase.errors import TouchbaseError


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail as the guest got it; `deeds` counts what people had done by then."""

    deeds: int
    to: str
    uid: str
    about: str
    content: object


@dataclass(frozen=True, slots=True)
class Shown:
    """One series of ours as it stands, with the dates to come, by original start; none when it was called off."""

    uid: str
    stakeholder: str
    dates: dict[datetime, Period]


def nobody_looks() -> None:
    """Until somebody does."""


class Ground(Protocol):
    """`cut` are uids that the next readings leave out; `steps` and `posted` are all that went over the wire."""

    deeds: int
    cut: frozenset[str]
    steps: list[Step]
    posted: list[Posted]
    watch: Callable[[], None]
    """Called after every single write."""

    @property
    def calendar(self) -> Calendar: ...
    @property
    def hands(self) -> Any: ...
    def turn(self, now: datetime) -> None: ...
    def fail(self, error: BaseException, *, write: int = 0, read: int = 0, after: bool = False) -> None: ...
    def forget_faults(self) -> None: ...
    def shown(self, window: Period) -> list[Shown]: ...
    def foreign(self) -> object: ...
    def whose(self, uid: str) -> str: ...
    def binned(self) -> list[str]: ...
    def bring_back(self, uid: str) -> None: ...
    def rule_of(self, uid: str) -> Recurrence: ...


def without(reading: Reading, cut: frozenset[str]) -> Reading:
    """As a page that got lost leaves it."""
    return replace(
        reading,
        series=tuple(one for one in reading.series if one.uid not in cut),
        dates=tuple(one for one in reading.dates if one.uid not in cut),
        evidence=tuple(one for one in reading.evidence if one.uid not in cut),
    )


@dataclass
class Due:
    """A fault of the nth read or write from now on."""

    kind: str
    nth: int
    error: BaseException
    after: bool


class Recorder:
    """Any provider's calendar, with the recorder in front of it. `mails` tells who was mailed what, so far."""

    def __init__(self, inner: Callable[[], Calendar], mails: Callable[[], Sequence[tuple[str, str, object]]]) -> None:
        self._inner, self._mails = inner, mails
        self.name, self.mails, self.at_once = inner().name, inner().mails, 1
        self.deeds, self.cut = 0, frozenset[str]()
        self.steps: list[Step] = []
        self.posted: list[Posted] = []
        self.watch: Callable[[], None] = nobody_looks
        self.due: list[Due] = []
        self.counts = {"read": 0, "write": 0}
        self.people: dict[str, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner(), name)

    def forget_faults(self) -> None:
        self.due.clear()

    def whose(self, uid: str) -> str:
        """By what was once created; a series that somebody deleted may be gone without a trace."""
        return self.people.get(uid, "")

    def binned(self) -> list[str]:
        """Nothing comes back from the bin here."""
        return []

    def bring_back(self, uid: str) -> None:
        raise NotImplementedError

    def fail(self, error: BaseException, *, write: int = 0, read: int = 0, after: bool = False) -> None:
        kind, nth = ("write", write) if write else ("read", read)
        self.due.append(Due(kind, self.counts[kind] + nth, error, after))

    def read(self, window: Period) -> Reading:
        self._counted("read")
        return without(self._inner().read(window), self.cut)

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        self._counted("read")
        return self._inner().free_busy(people, window)

    def find(self, uid: str) -> SeenSeries | None:
        self._counted("read")
        return self._inner().find(uid)

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        return tuple(self._one(step) for step in steps)

    def _one(self, step: Step) -> TouchbaseError | None:
        self.steps.append(step)
        if isinstance(step, CreateSeries):
            self.people[step.uid] = step.series.stakeholder
        try:
            late = self._counted("write")
        except TouchbaseError as error:
            return error
        before = len(self._mails())
        answer = self._inner().write((step,))[0]
        mails = self._mails()[before:]
        if mails:  # one write that notifies, be it several people: whoever is asked instead of another, say
            to, about, content = mails[0]
            self.posted.append(Posted(self.deeds, to, step.uid, about, content))
        self.watch()
        return late.error if late is not None and isinstance(late.error, TouchbaseError) else answer

    def _counted(self, kind: str) -> Due | None:
        self.counts[kind] += 1
        found = next((due for due in self.due if (due.kind, due.nth) == (kind, self.counts[kind])), None)
        if found is not None and (kind == "read" or not found.after):
            raise found.error
        return found
