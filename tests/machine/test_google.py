"""The same life at the emulated Google, over real HTTPS; the truth is read from its records, past any API."""

from datetime import datetime
from typing import Any

from tests.calendars.google_desk import Desk
from tests.emulators.google.emulator import GoogleEmulator
from tests.emulators.google.meeting import Meeting
from tests.machine.ground import Ground, Recorder, Shown
from tests.machine.life import EVERYBODY
from tests.machine.rules_hand import HandRules
from tests.machine.rules_list import ListRules
from tests.machine.rules_run import RunRules
from tests.machine.shards import shard
from tests.simulation.google_seen import SAID, guest_of, tag_of
from tests.sync.desk import OWNER, SATURDAY
from touchbase.calendars.port import Calendar
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

SENT = ("invitation", "update", "cancellation")


class Pages:
    """Google's own pages in the words of the rules."""

    def __init__(self, google: GoogleEmulator) -> None:
        self.google, self.sam = google, google.hands(OWNER.email)
        self.delete_date = self.cancel_date = self.sam.delete_date
        self.delete_series, self.retitle = self.sam.delete_series, self.sam.retitle

    def move_date(self, uid: str, key: datetime, period: Period) -> None:
        self.sam.move_date(uid, key, period.start, period.end)

    def busy(self, period: Period, title: str) -> None:
        self.sam.busy(period.start, period.end, title=title)

    def answer(self, uid: str, reply: Reply) -> None:
        from tests.emulators.google.writing import answer

        meeting = self.sam.find(uid)
        answer(self.google.world, meeting, None, guest_of(meeting.fields), SAID[reply])


class AtGoogle(Recorder):
    """Sam's primary calendar."""

    def __init__(self, google: GoogleEmulator) -> None:
        google.add_user(OWNER.email, OWNER.name)
        for who in EVERYBODY:
            google.add_user(who.email, who.name)
        self.google, self.desk, self.pages = google, Desk(google, OWNER), Pages(google)
        super().__init__(lambda: self.desk.calendar, self._sent)

    @property
    def calendar(self) -> Calendar:
        return self

    @property
    def hands(self) -> Any:
        return self.pages

    def turn(self, now: datetime) -> None:
        """The sign-in is of that day, too: it is not what is tested here."""
        self.google.now = self.desk.clock.at = now
        self.desk.credentials.token = self.google.credentials(OWNER.email)["token"]

    def shown(self, window: Period) -> list[Shown]:
        meetings = sorted(self.google.world.books[OWNER.email].meetings.values(), key=lambda one: one.id)
        return [Shown(one.id, tag_of(one), _dates(one, window)) for one in meetings if tag_of(one)]

    def foreign(self) -> object:
        meetings = self.google.world.books[OWNER.email].meetings.values()
        return {one.id: (repr(one.fields), repr(one.dates)) for one in meetings if not tag_of(one)}

    def rule_of(self, uid: str) -> Recurrence:
        raise NotImplementedError

    def _sent(self) -> list[tuple[str, str, object]]:
        mails = [one for one in self.google.world.ledger.mails if one.what in SENT and one.to != OWNER.email]
        return [(one.to, one.what, (one.date, n)) for n, one in enumerate(mails)]


def _dates(meeting: Meeting, window: Period) -> dict[datetime, Period]:
    dates = () if meeting.cancelled else meeting.between(window.start, window.end)
    places = {one.key: Period(one.start.instant, one.end.instant) for one in dates if one.key and not one.cancelled}
    return {key: place for key, place in places.items() if place.start >= window.start}


class Google(ListRules, HandRules, RunRules):
    """One machine."""

    def settle(self) -> Ground:
        ground = AtGoogle(self.closing.enter_context(GoogleEmulator(SATURDAY)))
        self.closing.callback(ground.desk.connection.close)
        return ground


TestGoogle1 = shard(Google, 1, 15)
