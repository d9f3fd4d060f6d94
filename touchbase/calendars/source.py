"""Calendars that are only looked at: further ones of the owner's, and files of stakeholders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from touchbase.calendars.diary import Commitment
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder


@dataclass(frozen=True, slots=True)
class Told:
    """What one calendar said of a window: every commitment that touches it, and warnings about what it could not read.

    `whole` is False where so much is missing that nobody can say the owner is free: then nothing new is booked.
    """

    commitments: tuple[Commitment, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True


class BusySource(Protocol):
    """Reads only. `where` is how warnings call it, such as `Outlook calendar team@example.com`.

    A commitment's `uid` is the event's iCalendar UID, one for all dates of a series: by it the same meeting on two
    calendars is known. Free, declined and cancelled events follow the rules the main calendar has for them.
    """

    where: str

    def commitments(self, window: Period) -> Told:
        """Raises SignInAgain, TryLater, ProviderDown or CalendarRefused when nothing can be read at all."""
        ...


class PeopleFiles(Protocol):
    """The busy time of stakeholders whom the provider cannot tell about, from a file of their own (`free_busy`)."""

    def free_busy(
        self, person: Stakeholder, dates: Iterable[Occurrence], window: Period
    ) -> tuple[FreeBusy, tuple[Problem, ...]]:
        """`dates` are ours with them, which are not in their own way; a file that cannot be read is a problem."""
        ...
