"""What stands on the emulated Google calendar, read from its records with none of our code, and its people's hands."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.emulators.google.hands import Hands
from tests.emulators.google.meeting import Date, Fields, Meeting
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.seen import BY_RULE, OFF, Master, Shown
from touchbase.calendars.port import Calendar
from touchbase.cli.context import Context
from touchbase.domain.event import Reply
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

WHO = "touchbase-stakeholder"
SAID = {"accepted": "accepted", "declined": "declined", "tentative": "tentative", "needs_action": "needsAction"}


class GoogleSeen:
    """`Seen` of tests/simulation/seen.py for Google."""

    def __init__(self, home: GoogleHome) -> None:
        self.home, self.google = home, home.google
        self.hand = GoogleHand(self)
        self._context: Context | None = None

    def wake(self) -> Calendar:
        """A new process each time; the connection of the one before is closed, as its end would."""
        self.close()
        self._context = self.home.context()
        return self._context.calendar

    def close(self) -> None:
        if self._context is not None:
            self._context.close()

    @property
    def hands(self) -> Hands:
        return self.google.hands(SAM)

    def ours(self) -> Iterator[tuple[Meeting, str]]:
        """Masters on the owner's calendar with our tag, deleted ones too."""
        for meeting in list(self.google.world.books[SAM].meetings.values()):
            who = tag_of(meeting)
            if who:
                yield meeting, who

    def dates(self, first: datetime, end: datetime) -> list[Shown]:
        return [self._shown(who, date) for meeting, who in self.ours() if not meeting.cancelled
                for date in meeting.between(first, end) if not date.cancelled]  # fmt: skip

    def masters(self) -> list[Master]:
        return [self._master(meeting, who) for meeting, who in self.ours()]

    def place(self, uid: str, key: datetime) -> datetime | str | None:
        row = self.hands.find(uid).dates.get(key)
        if row is None:
            return BY_RULE
        start: datetime = row["start"].instant
        return OFF if row["status"] == "cancelled" else BY_RULE if start == key else start

    def picture(self) -> object:
        """Equal when nothing was written: no record changed, no mail went out, no write was on the wire."""
        return self.google.world.version, len(self.google.world.ledger.mails), len(self.google.writes)

    def words(self) -> Iterator[str]:
        """All that somebody invited can read."""
        for meeting, _ in self.ours():
            for row in (meeting.fields, *meeting.dates.values()):
                yield json.dumps({name: value for name, value in row.items() if name != "private"}, default=str)

    def hide(self) -> None:
        raise NotImplementedError("see tests/simulation/test_google_faults.py")

    unhide = hide

    def _master(self, meeting: Meeting, who: str) -> Master:
        start, last = meeting.start.wall, meeting.rule.last()
        ends = None if last is None else last.astimezone(ZoneInfo(meeting.start.zone)).replace(hour=23, minute=59)
        return Master(meeting.id, who, start.weekday(), start.time(), meeting.start.zone, meeting.fields["summary"],
                      ends, meeting.cancelled)  # fmt: skip

    def _shown(self, who: str, date: Date) -> Shown:
        guest = guest_of(date.meeting.fields)
        reply = {"needsAction": "needs_action"}.get(date.reply(guest), date.reply(guest))
        assert date.key is not None
        return Shown(date.meeting.id, who, date.key, date.start.instant, date.end.instant, reply,
                     declined=date.reply(SAM) == "declined")  # fmt: skip


def tag_of(meeting: Meeting) -> str:
    """Whose touchbase it is; "" when it is not ours."""
    copy = meeting.copies.get(SAM)
    return str(copy.own.get(None, {}).get("private", {}).get(WHO, "")) if copy else ""


def guest_of(row: Fields) -> str:
    return str(next(one["email"] for one in row["attendees"] if one["email"] != SAM))


class GoogleHand:
    """The verbs of the year for the people at this calendar; a series' uid is its event's id."""

    def __init__(self, seen: GoogleSeen) -> None:
        self.seen = seen

    def _guest(self, uid: str) -> Hands:
        return Hands(self.seen.google.world, guest_of(self.seen.hands.find(uid).fields))

    def move_date(self, uid: str, key: datetime, period: Period) -> None:
        self.seen.hands.move_date(uid, key, period.start, period.end)

    def delete_date(self, uid: str, key: datetime) -> None:
        self.seen.hands.delete_date(uid, key)

    cancel_date = delete_date

    def decline_date(self, uid: str, key: datetime) -> None:
        self.seen.hands.answer_date(uid, key, "declined")

    def delete_series(self, uid: str) -> None:
        self.seen.hands.delete_series(uid)

    def move_series(self, uid: str, rule: Recurrence) -> None:
        first = datetime.combine(rule.first, rule.at, ZoneInfo(rule.zone)).astimezone(UTC)
        self.seen.hands.move_series(uid, first, rule.minutes)

    def retitle(self, uid: str, title: str) -> None:
        self.seen.hands.retitle(uid, title)

    def answer(self, uid: str, reply: Reply) -> None:
        """Guests without a Google account answer by mail, which ends in the same place."""
        self._answer(uid, None, reply)

    def answer_date(self, uid: str, key: datetime, reply: Reply) -> None:
        self._answer(uid, key, reply)

    def _answer(self, uid: str, key: datetime | None, reply: Reply) -> None:
        from tests.emulators.google.writing import answer

        meeting = self.seen.hands.find(uid)
        answer(self.seen.google.world, meeting, key, guest_of(meeting.fields), SAID[reply])
