"""What people do to a calendar in memory with their own hands: no mail of ours, no call of ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from touchbase.calendars.dates import Override
from touchbase.calendars.diary import Commitment
from touchbase.calendars.memory.calendar import MemoryCalendar
from touchbase.calendars.memory.entry import Entry
from touchbase.domain.event import Reply, Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence


class Hands:
    """The owner's and the guests' edits of one `MemoryCalendar`."""

    def __init__(self, calendar: MemoryCalendar) -> None:
        self.calendar = calendar

    def move_date(self, uid: str, original_start: datetime, period: Period) -> None:
        """The owner drags one date."""
        self._date(uid, original_start, lambda now: replace(now, period=period, cancelled_by=None, shown=True))

    def delete_date(self, uid: str, original_start: datetime) -> None:
        """The owner deletes one date: it is no longer shown."""
        self._date(uid, original_start, lambda _: Override(cancelled_by="someone", shown=False))

    def cancel_date(self, uid: str, original_start: datetime) -> None:
        """The owner cancels one date, which stays in sight as cancelled."""
        self._date(uid, original_start, lambda now: replace(now, cancelled_by="owner", shown=True))

    def delete_series(self, uid: str) -> None:
        """The owner deletes the series: a tombstone is left."""
        self._entry(uid, lambda entry: replace(entry, deleted=True))

    def move_series(self, uid: str, recurrence: Recurrence) -> None:
        """The owner drags the whole series, which drops what was done to single dates."""
        self._entry(uid, lambda one: replace(one, series=replace(one.series, recurrence=recurrence), overrides={}))

    def retitle(self, uid: str, summary: str) -> None:
        """The owner edits the title."""
        self._entry(uid, lambda one: replace(one, series=replace(one.series, summary=summary)))

    def answer(self, uid: str, reply: Reply) -> None:
        """The guest answers the series."""
        self._entry(uid, lambda entry: replace(entry, guest_reply=reply))

    def answer_date(self, uid: str, original_start: datetime, reply: Reply) -> None:
        """The guest answers one date."""
        self._date(uid, original_start, lambda now: replace(now, guest_reply=reply))

    def decline_date(self, uid: str, original_start: datetime) -> None:
        """The owner declines one date of their own series."""
        self._date(uid, original_start, lambda now: replace(now, owner_reply="declined"))

    def busy(self, period: Period, uid: str = "busy", *, out_of_office: bool = False) -> None:
        """Another event of the owner's stands there."""
        self.calendar.others.append(Commitment(uid, period, out_of_office=out_of_office))

    def meet(self, uid: str, period: Period, *guests: str, people: int = 0) -> None:
        """Another meeting with these addresses; `people` counts heads with the owner, when more came than are named."""
        heads = people or len(guests) + 1
        self.calendar.others.append(Commitment(uid, period, guests=frozenset(guests), people=heads))

    def meet_weekly(self, uid: str, recurrence: Recurrence, *guests: str, own: bool = True) -> str:
        """A series made by hand with these people, by the owner or, with `own` False, by the first of them."""
        series = Series(uid, "", 0, recurrence, "Coffee", "", "", guests[0])
        self.calendar.entries[uid] = Entry(series, tagged=False, guests=guests, own=own)
        return uid

    def _date(self, uid: str, key: datetime, edit: Callable[[Override], Override]) -> None:
        now = self.calendar.entries[uid].overrides.get(key, Override())
        self._entry(uid, lambda entry: replace(entry, overrides={**entry.overrides, key: edit(now)}))

    def _entry(self, uid: str, edit: Callable[[Entry], Entry]) -> None:
        entry = self.calendar.entries[uid]
        self.calendar.entries[uid] = replace(edit(entry), version=entry.version + 1)
