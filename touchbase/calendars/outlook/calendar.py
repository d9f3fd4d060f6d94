"""The owner's calendar at Microsoft 365 or outlook.com, as the port asks; Graph mails guests on every change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from touchbase.calendars.outlook.answers import error_of
from touchbase.calendars.outlook.asks import Place
from touchbase.calendars.outlook.attendance import attended
from touchbase.calendars.outlook.batch import AT_ONCE
from touchbase.calendars.outlook.departed import Departed
from touchbase.calendars.outlook.event import Person
from touchbase.calendars.outlook.known import Known
from touchbase.calendars.outlook.lookup import Desk, event_of, ours, read
from touchbase.calendars.outlook.mailbox import Mailbox, from_settings, settings
from touchbase.calendars.outlook.people import is_organizer
from touchbase.calendars.outlook.reading import Look, look
from touchbase.calendars.outlook.schedule import free_busy
from touchbase.calendars.outlook.schedules import schedules
from touchbase.calendars.outlook.steps import blocked, conversation
from touchbase.calendars.outlook.tag import from_event
from touchbase.calendars.outlook.talk import Line, Subject, Talk
from touchbase.calendars.outlook.telling import Together, ended, tell
from touchbase.calendars.outlook.wire import GraphWire
from touchbase.calendars.patience import Waiter
from touchbase.calendars.whose import Whose
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Reading, SeenSeries, Series
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

T = TypeVar("T")


class OutlookCalendar:
    """One calendar of one mailbox. Nothing is sent by making it; `clock` tells the time for words about what waits.

    Series that stand are found by their tag. A date taken off leaves no trace at Microsoft and cannot be brought back.
    """

    name = "outlook"
    mails = True
    at_once = AT_ONCE

    def __init__(
        self,
        wire: GraphWire,
        waiter: Waiter,
        clock: Callable[[], datetime],
        owner: Owner,
        calendar_id: str = "",
        *,
        attendance: bool = False,
        whose: Whose | None = None,
        departed: Departed | None = None,
    ) -> None:
        self._wire = wire
        self._line = Line(wire, waiter)
        self._clock = clock
        self._attendance = attendance
        self._whose = whose or Whose(self.name, owner)
        self._departed = departed or Departed()
        person = Person(owner.zone, owner.all_addresses)
        self._desk = Desk(wire.root, Place(wire.mailbox, calendar_id), person, Known())
        self._with: dict[str, list[Period]] = {}

    def read(self, window: Period) -> Reading:
        found = self._hold(look(window))
        if not self._desk.place.calendar_id:  # another calendar is known by its id, and may be somebody else's
            self._whose.check(found.account)
        uids = (str(event.get("iCalUId")) for event in found.others)
        self._desk.known.replace(found.masters, found.dates, found.view, uids)
        reading = tell(found, window, self._desk.person, self._clock(), self._together(found, window))
        self._with = _dates_with(reading)
        return replace(reading, clock=self._wire.told_at)

    def free_busy(self, people: Sequence[Stakeholder], window: Period) -> Mapping[str, FreeBusy]:
        """As the port says, from now on; our own dates, as the last `read` showed them, are in nobody's way."""
        window = Period(min(max(window.start, self._clock()), window.end), window.end)
        if not people:
            return {}
        told = self._hold(schedules([one.email for one in people], window))
        departed = self._departed.of([one.email for one in people], told.known, told.unknown, self._clock().date())
        return {
            one.id: FreeBusy(nobody=True)
            if one.email in departed
            else free_busy(told.busy[one.email], self._with.get(one.id, ()), window)
            for one in people
        }

    def warnings(self) -> tuple[Problem, ...]:
        """None: whose time cannot be read is not known, which is no fault of anybody's."""
        return ()

    def find(self, uid: str) -> SeenSeries | None:
        return self._hold(lambda desk, _: _found(desk, uid))

    def write(self, steps: Sequence[Step]) -> tuple[TouchbaseError | None, ...]:
        outcomes = self._line.each([self._subject(step) for step in steps])
        while again := blocked(steps, outcomes):
            for n, outcome in zip(again, self._line.each([self._subject(steps[n]) for n in again]), strict=True):
                outcomes[n] = outcome
            if blocked(steps, outcomes) == again:
                break
        return tuple(outcomes)

    def create(self, series: Series) -> None:
        self._hold(conversation(CreateSeries(series)))

    def end(self, uid: str, after: datetime) -> None:
        self._hold(conversation(EndSeries(uid, after)))

    def renew(self, uid: str, recurrence: Recurrence) -> None:
        self._hold(conversation(RenewSeries(uid, recurrence)))

    def change_guest(self, uid: str, name: str, email: str) -> None:
        self._hold(conversation(ChangeGuest(uid, name, email)))

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self._hold(conversation(MoveDate(uid, original_start, period)))

    def skip_date(self, uid: str, original_start: datetime) -> None:
        self._hold(conversation(SkipDate(uid, original_start)))

    def restore_date(self, uid: str, original_start: datetime) -> None:
        self._hold(conversation(RestoreDate(uid, original_start)))

    def adopt(self, uid: str, stakeholder: str, generation: int) -> None:
        self._hold(conversation(AdoptSeries(uid, stakeholder, generation)))

    def release(self, uid: str) -> None:
        self._hold(conversation(ReleaseSeries(uid)))

    def publish(self) -> None:
        """Nothing here is derived from anything; a run went through, so what it found out is kept."""
        self._whose.keep()
        self._departed.keep()

    def mailbox(self) -> Mailbox:
        """The zone and working hours the owner set in Outlook."""
        return self._hold(lambda desk, _: _mailbox(desk, self._clock()))

    def close(self) -> None:
        """Let the connection go."""
        self._wire.close()

    def _hold(self, talk: Callable[[Desk, bool], Talk[T]]) -> T:
        return self._line.one(lambda anew: talk(self._desk, anew))

    def _subject(self, step: Step) -> Subject[TouchbaseError | None]:
        talk = conversation(step)
        return Subject(lambda anew: talk(self._desk, anew), about=step.uid)

    def _together(self, found: Look, window: Period) -> Together:
        """Minutes of attendance; no report, or none we may read, is no evidence."""
        if not self._attendance:
            return {}
        outcomes = self._line.each(
            [Subject(attended(self._desk, master, dates)) for master, dates in ended(found, window)]
        )
        return {key: minutes for one in outcomes if isinstance(one, dict) for key, minutes in one.items()}


def _found(desk: Desk, uid: str) -> Talk[SeenSeries | None]:
    if uid in desk.known.ended:
        return desk.known.ended[uid]
    event = yield from event_of(desk, uid)
    tag = None if event is None else from_event(event)
    if event is None or tag is None:
        return None
    if not is_organizer(event):
        return read(desk, event, tag).seen
    master = ours(desk, event, uid)
    desk.known.learn(master)
    return master.seen


def _mailbox(desk: Desk, now: datetime) -> Talk[Mailbox]:
    [answer] = yield (settings(desk.place),)
    if not answer.ok:
        raise error_of(answer)
    return from_settings(answer.body, desk.person.zone, now.date())


def _dates_with(reading: Reading) -> dict[str, list[Period]]:
    """Where our dates with each stakeholder stand."""
    who = {series.uid: series.stakeholder for series in reading.series}
    found: dict[str, list[Period]] = {}
    for date in reading.dates:
        if not date.cancelled:
            found.setdefault(who[date.uid], []).append(date.period)
    return found
