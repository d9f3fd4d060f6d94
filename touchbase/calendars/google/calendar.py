"""The Google calendar: conversations held over the wire as the port asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from touchbase.calendars.diary import Diary
from touchbase.calendars.google.answers import error_of
from touchbase.calendars.google.attendance import Attendance
from touchbase.calendars.google.calls import get
from touchbase.calendars.google.freebusy import not_told, questions, told, without
from touchbase.calendars.google.linking import await_links
from touchbase.calendars.google.looking import look
from touchbase.calendars.google.others import commitments
from touchbase.calendars.google.resting import NoRest, Rest
from touchbase.calendars.google.seen import cancelled, from_google, home_of, is_tagged, properties
from touchbase.calendars.google.steps import carrying_out, waves
from touchbase.calendars.google.talk import Line, single
from touchbase.calendars.whose import Whose
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.event import Occurrence, Reading, SeenSeries, Series
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.problem import Problem
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
)
from touchbase.errors import TouchbaseError

NOT_WHOLE = Problem(
    "Google Calendar",
    "did not list all events of the time that was looked at.",
    "Nothing new is booked until it does; the next sync looks again.",
    "warning",
)
SIGN_IN = "Run `touchbase auth google` and leave every box ticked."

PACE = 0.1  # seconds a write makes the next ones wait: a rush of invitations looks like spam


class GoogleCalendar:
    """One calendar of the owner's at Google, `primary` or any other they may write. Guests are mailed."""

    name = "google"
    mails = True
    at_once = 50

    def __init__(
        self,
        line: Line,
        owner: Owner,
        *,
        primary: bool = True,
        meet: Attendance | None = None,
        rest: Rest | None = None,
        missing: Sequence[str] = (),
        whose: Whose | None = None,
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """`missing` says in plain words what the sign-in does not cover; `clock` is Google's own time as last told."""
        self._line = line
        self._home = home_of(owner, primary=primary)
        self._meet = meet
        self._rest = rest or NoRest()
        self._whose = whose or Whose(self.name, owner)
        self._clock = clock
        self._off = tuple(_not_allowed(what) for what in missing)
        self._dates: dict[str, list[Occurrence]] = {}
        self._not_told: tuple[Problem, ...] = ()
        self._owed = 0.0

    def read(self, window: Period) -> Reading:
        seen = look(self._line, self._home, window)
        self._whose.check(seen.account)
        diary = Diary(commitments(seen.others, self._home, seen.zone), self._home.owner.zone)
        standing = list(seen.series.values())
        dates = [date for one in standing for date in one.dates(window)]
        evidence = tuple(fact for one in standing for fact in one.evidence(window, diary))
        evidence, warnings = self._meet.seen(evidence, seen.masters) if self._meet else (evidence, ())
        self._dates = {}
        for date in dates:
            self._dates.setdefault(seen.series[date.uid].seen.stakeholder, []).append(date)
        busy = diary.busy(window)
        return Reading(
            window,
            tuple(one.seen for one in standing),
            tuple(dates),
            evidence,
            busy if seen.whole else replace(busy, covers=None),
            tuple(diary.meetings(window)),
            (*self._off, *warnings) if seen.whole else (NOT_WHOLE, *self._off, *warnings),
            tuple(diary.recurring(window)),
            () if seen.whole else (NOT_WHOLE.where,),
            self._clock(),
        )

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        """As the port says. Our own dates with a person, as last read, are not in their way."""
        addresses = list(dict.fromkeys(person.email.lower() for person in people))
        calls = questions(addresses, window)
        answers = self._line.all([single(call) for call in calls])
        refused = dict.fromkeys(problem for answer in answers for problem in not_told(answer))
        self._not_told = () if self._off else tuple(refused)
        known = told(calls, answers, window)
        found = {person.id: known.get(person.email.lower(), UNKNOWN) for person in people}
        return {id: without(one, self._own(id)) for id, one in found.items()}

    def warnings(self) -> tuple[Problem, ...]:
        """That one person's time is shown to nobody else is ordinary life; that nobody's is told is not."""
        return self._not_told

    def find(self, uid: str) -> SeenSeries | None:
        answer = self._line.one(single(get(uid)))
        if answer.missing:
            return None
        if not answer.ok:
            raise error_of(answer)
        tombstone = cancelled(answer.body) and not properties(answer.body)
        return from_google(answer.body, self._home) if tombstone or is_tagged(answer.body, self._home) else None

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        """As the port says: a round of all their conversations is one request."""
        if self._owed:
            self._line.rest(self._owed)
        self._owed = PACE * len(steps)
        answers: dict[int, TouchbaseError | None] = {n: self._rest.keeps_from(step) for n, step in enumerate(steps)}
        for wave in waves(steps):
            tried = [n for n in wave if answers[n] is None]
            outcomes = self._line.each([carrying_out(steps[n], self._home) for n in tried])
            await_links(self._line, [one for one in outcomes if one and not isinstance(one, TouchbaseError)])
            answers.update(zip(tried, map(_error, outcomes), strict=True))
            self._rest.begin(outcomes)
        return tuple(answers[n] for n in range(len(steps)))

    def create(self, series: Series) -> None:
        self._do(CreateSeries(series))

    def end(self, uid: str, after: datetime) -> None:
        self._do(EndSeries(uid, after))

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        self._do(RenewSeries(uid, recurrence))

    def change_guest(self, uid: str, name: str, email: str) -> None:
        self._do(ChangeGuest(uid, name, email))

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self._do(MoveDate(uid, original_start, period))

    def skip_date(self, uid: str, original_start: datetime) -> None:
        self._do(SkipDate(uid, original_start))

    def restore_date(self, uid: str, original_start: datetime) -> None:
        self._do(RestoreDate(uid, original_start))

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        self._do(AdoptSeries(uid, stakeholder, generation))

    def release(self, uid: str) -> None:
        self._do(ReleaseSeries(uid))

    def publish(self) -> None:
        """Nothing here is derived from anything; a run went through, so the account is the right one."""
        self._whose.keep()

    def _do(self, step: Step) -> None:
        made = self._line.one(carrying_out(step, self._home))
        await_links(self._line, [made] if made else [])

    def _own(self, stakeholder: str) -> list[Period]:
        return [date.period for date in self._dates.get(stakeholder, ()) if not date.cancelled]


def _not_allowed(what: str) -> Problem:
    return Problem("Google", f"was not allowed to help with {what}.", SIGN_IN, "warning")


def _error(outcome: object) -> TouchbaseError | None:
    return outcome if isinstance(outcome, TouchbaseError) else None
