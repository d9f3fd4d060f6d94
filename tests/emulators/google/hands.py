"""What people do in Google's own pages; ids are event ids, dates are named by their original start.

sam = google.hands("sam@example.com")
sam.move_date(id, key, start, end)      sam.delete_date(id, key)         sam.delete_series(id)
sam.move_series(id, start, minutes)     sam.split(id, key, start)        sam.retitle(id, "Coffee")
ana.answer(id, "accepted")              ana.answer_date(id, key, "declined")   ana.remove(id)
sam.add_self_as_guest(id)               ben.take_over(id)                sam.edit(id, location="Room 4")
sam.meet("ana@example.com", start=..., minutes=30, rule="RRULE:FREQ=WEEKLY")       sam.busy(start, end)
sam.out_of_office(start, end)           sam.works_from(day)              sam.add_guest(id, "ben@example.com")
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.emulators.google import changing, writing
from tests.emulators.google.meeting import Key, Meeting
from tests.emulators.google.when import When
from tests.emulators.google.world import Book, World
from tests.emulators.rules import until_before, utc

HAND = "hand"


@dataclass
class Hands:
    """One person at the browser; `mails` is what the page's question "send invitations?" is answered with."""

    world: World
    email: str
    mails: str = "all"

    @property
    def book(self) -> Book:
        return self.world.books[self.email]

    def find(self, id: str) -> Meeting:
        return self.book.meetings[id]

    # the organiser

    def edit(self, id: str, key: Key = None, **fields: Any) -> None:
        """Any fields of the whole or of one date; None takes one away."""
        meeting = self.find(id)
        assert meeting.calendar == self.email, "only its organiser edits an event"
        old = deepcopy(meeting.row(key))
        writing.change(self.world, meeting, key, old, {**deepcopy(old), **fields}, HAND, self.mails)

    def retitle(self, id: str, title: str) -> None:
        self.edit(id, summary=title)

    def move_date(self, id: str, key: datetime, start: datetime, end: datetime) -> None:
        was = self.find(id).start
        self.edit(id, key, start=was.at(start.astimezone(UTC)), end=was.at(end.astimezone(UTC)))

    def delete_date(self, id: str, key: datetime) -> None:
        changing.cancel(self.world, self.find(id), key, HAND, self.mails)

    def restore_date(self, id: str, key: datetime) -> None:
        """Out of the bin."""
        self.edit(id, key, status="confirmed")

    def delete_series(self, id: str) -> None:
        changing.cancel(self.world, self.find(id), None, HAND, self.mails)

    def move_series(self, id: str, start: datetime, minutes: int | None = None, rule: str | None = None) -> None:
        """All dates, from the first one, which is at `start` from now on."""
        meeting = self.find(id)
        was = meeting.start.at(start.astimezone(UTC))
        length = meeting.length if minutes is None else timedelta(minutes=minutes)
        lines = meeting.fields["recurrence"] if rule is None else [rule]
        self.edit(id, start=was, end=was.later(length), recurrence=list(lines))

    def split(self, id: str, key: datetime, start: datetime) -> Meeting:
        """ "This and following", dragged: the old series ends before `key`, a new one begins at `start`."""
        old = self.find(id)
        fields = {name: deepcopy(value) for name, value in old.fields.items() if name != "attendees"}
        fields["attendees"] = deepcopy(old.fields.get("attendees", []))
        fields["start"] = old.start.at(start.astimezone(UTC))
        fields["end"] = fields["start"].later(old.length)
        fields["recurrence"] = _rest(old)
        private = old.copies[old.calendar].own.get(None, {}).get("private")
        if private and self.world.switches.split_copies_private:
            fields["private"] = dict(private)
        self.edit(id, recurrence=list(until_before(old.fields["recurrence"], key)))
        new = changing.add(self.world, self.book, fields, HAND, id=f"{id}_R{key:%Y%m%dT%H%M%S}")
        writing.mail_change(self.world, new, None, set(), set(), HAND, self.mails)
        return new

    def add_guest(self, id: str, email: str, key: Key = None) -> None:
        people = deepcopy(self.find(id).row(key).get("attendees", []))
        self.edit(id, key, attendees=[*people, {"email": email, "responseStatus": "needsAction"}])

    def add_self_as_guest(self, id: str, reply: str = "accepted", key: Key = None) -> None:
        """Google's pages do so with everybody who makes an event."""
        people = deepcopy(self.find(id).row(key).get("attendees", []))
        self.edit(id, key, attendees=[*people, {"email": self.email, "responseStatus": reply}])

    def take_over(self, id: str) -> None:
        """This person becomes the organiser of somebody else's event."""
        changing.relocate(self.world, self.find(id), self.book)

    def move_to(self, id: str, calendar: str) -> None:
        changing.relocate(self.world, self.find(id), self.world.books[calendar])

    # a guest, or the organiser's own answer

    def answer(self, id: str, reply: str, comment: str = "") -> None:
        writing.answer(self.world, self.find(id), None, self.email, reply, comment)

    def answer_date(self, id: str, key: datetime, reply: str, comment: str = "") -> None:
        if not any(one["email"].lower() == self.email for one in self.find(id).row(key).get("attendees", ())):
            self.add_self_as_guest(id, "needsAction", key)
        writing.answer(self.world, self.find(id), key, self.email, reply, comment)

    def remove(self, id: str) -> None:
        """A guest takes the event off the own calendar, which declines it."""
        meeting = self.find(id)
        meeting.copies[self.email].removed = True
        writing.answer(self.world, meeting, None, self.email, "declined")

    # own events

    def meet(
        self, *guests: str, start: datetime, minutes: int = 30, rule: str = "", id: str | None = None,
        title: str = "Catch-up", replies: str = "accepted", zone: str = "",
    ) -> Meeting:  # fmt: skip
        """A meeting this person makes; Google's pages put the maker among the guests."""
        people = [{"email": self.email, "responseStatus": "accepted"}]
        people += [{"email": one, "responseStatus": replies} for one in guests]
        fields = self._fields(start, start + timedelta(minutes=minutes), title, zone)
        fields |= ({"attendees": people} if guests else {}) | ({"recurrence": [rule]} if rule else {})
        made = changing.add(self.world, self.book, fields, self.email, id=id)
        writing.mail_change(self.world, made, None, set(), set(), HAND, self.mails)
        return made

    def busy(self, start: datetime, end: datetime, *, rule: str = "", title: str = "Busy", **fields: Any) -> Meeting:
        """Something without guests; `transparency="transparent"` makes it free time."""
        lines = {"recurrence": [rule]} if rule else {}
        return changing.add(self.world, self.book, self._fields(start, end, title) | lines | fields, self.email)

    def out_of_office(self, start: datetime, end: datetime, declines: str = "declineNone") -> Meeting:
        """`declines`: declineNone, declineAllConflictingInvitations or declineOnlyNewConflictingInvitations."""
        away = {"autoDeclineMode": declines, "declineMessage": "Away"}
        return self.busy(start, end, title="Out of office", eventType="outOfOffice", outOfOfficeProperties=away)

    def all_day(self, day: date, days: int = 1, *, title: str = "All day", **fields: Any) -> Meeting:
        zone = self.book.zone
        start = When(utc(datetime(day.year, day.month, day.day), zone), zone, all_day=True)  # noqa: DTZ001
        whole = {"start": start, "end": start.later(timedelta(days=days)), "summary": title, "status": "confirmed"}
        return changing.add(self.world, self.book, whole | fields, self.email)

    def works_from(self, day: date) -> Meeting:
        """A working location: on the calendar all day, and nobody is busy because of it."""
        place = {"type": "homeOffice", "homeOffice": {}}
        return self.all_day(day, title="Home", eventType="workingLocation", workingLocationProperties=place,
                            transparency="transparent", visibility="public")  # fmt: skip

    def _fields(self, start: datetime, end: datetime, title: str, zone: str = "") -> dict[str, Any]:
        first = When(start.astimezone(UTC), zone or self.book.zone)
        return {"start": first, "end": first.at(end.astimezone(UTC)), "summary": title, "status": "confirmed"}


def _rest(old: Meeting) -> list[str]:
    """The lines of the second half: an end by date stays, a count would have to shrink and is not emulated."""
    lines: list[str] = list(old.fields["recurrence"])
    assert not any("COUNT" in line for line in lines), "a series with a COUNT cannot be split here"
    return lines
