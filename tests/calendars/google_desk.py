"""What the Google tests work with: the emulator, our calendar over the real client library, and its people's hands."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from google.oauth2.credentials import Credentials

from tests.calendars.contract import OWNER, utc
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.hands import Hands
from tests.emulators.google.switches import Switches
from touchbase.calendars.google import Attendance, CalendarWire, Connection, GoogleCalendar, Line, MeetWire, home_of
from touchbase.calendars.google.answers import Answer
from touchbase.calendars.google.calls import Call
from touchbase.calendars.patience import Patience, Waiter
from touchbase.domain.event import Reply
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant

SAM_AND_GUESTS = (("sam@example.com", "Sam Okafor"), ("ana@example.com", "Ana Ruiz"), ("ben@example.com", "Ben Ito"))


@dataclass
class Clock:
    """Time passes by waiting only."""

    at: datetime = field(default_factory=lambda: utc(1, 2))
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def waiter(self, patience: Patience | None = None) -> Waiter:
        return Waiter(self.now, self.sleep, lambda: 0.5, patience or Patience())


class Desk:
    """Sam's calendar at an emulated Google."""

    def __init__(
        self,
        google: GoogleEmulator,
        owner: Owner = OWNER,
        calendar: str = "primary",
        scopes: frozenset[str] = GoogleEmulator.SCOPES,
    ) -> None:
        self.google = google
        self.clock = Clock()
        self.waiter = self.clock.waiter()
        self.credentials = Credentials(**google.credentials(owner.email, scopes))  # type: ignore[no-untyped-call]
        self.connection = Connection(self.credentials, self.waiter.retry_after, google.server.ca_path)
        self.line = Line(CalendarWire(self.connection, calendar, google.api_endpoint), self.waiter)
        self.meet = Line(MeetWire(self.connection, google.meet_endpoint), self.waiter)
        self.home = home_of(owner, primary=calendar == "primary")
        self.calendar = GoogleCalendar(self.line, owner, primary=self.home.primary)
        self.people = Pages(google)

    @property
    def requests(self) -> int:
        """HTTP requests since the last `forget`, tokens left out."""
        history = self.google.server.history[self.since :]
        return len([one for one in history if not one.request.path.startswith("/token")])

    since = 0

    def attended(self, now: datetime) -> GoogleCalendar:
        """The same calendar, with attendance, at another time."""
        return GoogleCalendar(self.line, self.home.owner, meet=Attendance(self.meet, self.home, now))

    def forget(self) -> None:
        self.since = len(self.google.server.history)
        self.google.calls.clear()


@contextmanager
def at_desk(switches: Switches | None = None, **more: object) -> Iterator[Desk]:
    """A desk with Sam, Ana and Ben at it."""
    with GoogleEmulator(utc(1, 1), switches) as google:
        for email, name in SAM_AND_GUESTS:
            google.add_user(email, name)
        desk = Desk(google, **more)  # type: ignore[arg-type]
        try:
            yield desk
        finally:
            desk.connection.close()


class Pages:
    """Google's own pages, as the contract's people use them."""

    def __init__(
        self,
        google: GoogleEmulator,
        owner: Owner = OWNER,
        calendar: str = "primary",
        scopes: frozenset[str] = GoogleEmulator.SCOPES,
    ) -> None:
        self.google = google
        self.sam: Hands = google.hands("sam@example.com")
        self.ana: Hands = google.hands("ana@example.com")

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        self.sam.move_date(uid, original_start, period.start, period.end)

    def delete_date(self, uid: str, original_start: datetime) -> None:
        self.sam.delete_date(uid, original_start)

    def cancel_date(self, uid: str, original_start: datetime) -> None:
        self.sam.delete_date(uid, original_start)

    def delete_series(self, uid: str) -> None:
        self.sam.delete_series(uid)

    def move_series(self, uid: str, recurrence: Recurrence) -> None:
        start = instant(recurrence.first, recurrence.at, recurrence.zone)
        self.sam.move_series(uid, start, recurrence.minutes, f"RRULE:{recurrence.rrule()}")

    def retitle(self, uid: str, summary: str) -> None:
        self.sam.retitle(uid, summary)

    def answer(self, uid: str, reply: Reply) -> None:
        self.ana.answer(uid, reply)

    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None:
        self.ana.answer_date(uid, original_start, reply)

    def decline_date(self, uid: str, original_start: datetime) -> None:
        self.sam.answer_date(uid, original_start, "declined")

    def busy(self, period: Period, uid: str = "busy", *, out_of_office: bool = False) -> None:
        if out_of_office:
            self.sam.out_of_office(period.start, period.end)
        else:
            self.sam.busy(period.start, period.end, title=uid)

    def meet(self, uid: str, period: Period, *guests: str) -> None:
        made = self.sam.meet(*guests, start=period.start, minutes=int(period.minutes), id=uid)
        made.ical_uid = uid

    def meet_weekly(self, uid: str, recurrence: Recurrence, *guests: str, own: bool = True) -> str:
        """A series made by hand by the owner or, with `own` False, by the first of the guests."""
        start = instant(recurrence.first, recurrence.at, recurrence.zone)
        hands = self.sam if own else self.google.hands(guests[0])
        others = guests if own else ("sam@example.com", *guests[1:])
        made = hands.meet(*others, start=start, minutes=recurrence.minutes, rule=f"RRULE:{recurrence.rrule()}", id=uid)
        return made.id


@dataclass
class FakeWire:
    """Answers from a list, for what no server says twice the same; notes what was asked."""

    answers: list[Answer]
    asked: list[Call] = field(default_factory=list)

    def send(self, calls: Sequence[Call]) -> list[Answer]:
        self.asked += calls
        return [self.answers.pop(0) for _ in calls]
