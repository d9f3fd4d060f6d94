"""What else is on the owner's calendar: busy time, other meetings, and where the owner was instead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Meeting, RecurringMeeting
from touchbase.domain.period import Period
from touchbase.domain.zone import local

OUT_OF_OFFICE = "out of office"


@dataclass(frozen=True, slots=True)
class Commitment:
    """One date of another event. `accepted` is False where the owner has not said yes; a declined one is not `busy`.

    `guests` are the addresses of the other heads, `people` counts all with the owner; both are empty for no meeting.
    `series` is the uid of the series it is a date of, "" where it stands alone; `own` says the owner organises it.
    """

    uid: str
    period: Period
    busy: bool = True
    accepted: bool = True
    whole_day: bool = False
    out_of_office: bool = False
    guests: frozenset[str] = frozenset()
    people: int = 0
    series: str = ""
    own: bool = False


class Diary:
    """Other events, found by the day; times are told on the owner's clock."""

    def __init__(self, commitments: Iterable[Commitment], zone: str) -> None:
        self._all = sorted(commitments, key=lambda one: (one.period, one.uid))
        self._zone = zone
        self._by_day: dict[int, list[Commitment]] = defaultdict(list)
        for one in self._all:
            if one.busy and one.accepted:
                for day in _days(one.period):
                    self._by_day[day].append(one)

    def busy(self, window: Period) -> FreeBusy:
        """The busy time inside the window, which it covers."""
        inside = (one.period.clipped(window) for one in self._all if one.busy)
        return FreeBusy.of((period for period in inside if period is not None), window)

    def meetings(self, window: Period) -> Iterator[Meeting]:
        """The other meetings that touch the window: timed, with somebody else in them."""
        for one in self._all:
            if one.guests and not one.whole_day and one.period.overlaps(window):
                yield Meeting(one.uid, one.period, one.guests, one.people)

    def recurring(self, window: Period) -> Iterator[RecurringMeeting]:
        """The series made by hand that have a date starting inside the window: timed, with somebody else in them."""
        dates: dict[str, list[Commitment]] = defaultdict(list)
        for one in self._all:
            if one.series and one.guests and not one.whole_day and window.start <= one.period.start < window.end:
                dates[one.series].append(one)
        for uid, found in sorted(dates.items()):
            yield _recurring(uid, found)

    def away(self, period: Period) -> str:
        """Where the owner was instead during this period, without any title; "" for nowhere else."""
        there = {one for day in _days(period) for one in self._by_day.get(day, ()) if one.period.overlaps(period)}
        if any(one.out_of_office for one in there):
            return OUT_OF_OFFICE
        if not there:
            return ""
        return self._words(min(there, key=lambda one: (one.whole_day, one.period, one.uid)))

    def _words(self, one: Commitment) -> str:
        if one.whole_day:
            return "a whole-day event"
        start, end = local(one.period.start, self._zone), local(one.period.end, self._zone)
        return f"another event from {start:%H:%M} to {end:%H:%M}"


def once(commitments: Iterable[Commitment]) -> list[Commitment]:
    """Each meeting once, as the first of several calendars has it; it is busy time where any of them says so.

    The same one has the same uid, or the same people, at the same time.
    """
    kept: dict[object, Commitment] = {}
    names: dict[object, object] = {}
    for one in commitments:
        keys = _names(one)
        name = next((names[key] for key in keys if key in names), one)
        kept[name] = _both(kept[name], one) if name in kept else one
        names.update(dict.fromkeys(keys, name))
    return list(kept.values())


def _both(first: Commitment, other: Commitment) -> Commitment:
    return replace(
        first,
        busy=first.busy or other.busy,
        accepted=first.accepted or other.accepted,
        out_of_office=first.out_of_office or other.out_of_office,
    )


def _names(one: Commitment) -> list[object]:
    """What it is known by; an event without a uid of its own ("" or "#3") only by its people, or by all it is."""
    named = bool(one.uid) and not one.uid.startswith("#")
    names: list[object] = [(one.uid, one.period)] if named else [replace(one, own=False)]
    return [*names, (one.guests, one.people, one.period)] if one.guests else names


def _recurring(uid: str, dates: Sequence[Commitment]) -> RecurringMeeting:
    """As most of its dates are: a guest more on one of them makes it no other meeting."""
    usual = Counter((one.guests, one.people, int(one.period.minutes)) for one in dates)
    guests, people, minutes = max(usual, key=lambda kind: usual[kind])
    return RecurringMeeting(
        uid, guests, people, tuple(one.period.start for one in dates), all(one.own for one in dates), minutes
    )


def _days(period: Period) -> range:
    """The UTC days (ordinals) a period touches; at least one."""
    last = max(period.start, period.end - timedelta(microseconds=1))
    return range(period.start.toordinal(), last.toordinal() + 1)
