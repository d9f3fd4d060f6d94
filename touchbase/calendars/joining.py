"""What further calendars add to the reading of the main one: pure, each meeting once, and never our own series."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from touchbase.calendars.diary import OUT_OF_OFFICE, Commitment, Diary, once
from touchbase.domain.availability import FreeBusy
from touchbase.domain.event import Evidence, Meeting, Reading, RecurringMeeting
from touchbase.domain.period import Period, merged


def others(main: Reading, told: Iterable[Iterable[Commitment]]) -> list[Commitment]:
    """What stands on the further calendars and is not a copy of a touchbase of ours. None of it can be adopted."""
    every = once(replace(one, own=False) for commitments in told for one in commitments)
    ours = {series.uid for series in main.series}
    guests = {series.uid: series.guest_email.lower() for series in main.series}
    dates = {date.period: guests.get(date.uid, "") for date in main.dates if not date.cancelled}
    return [one for one in every if not (_base(one.uid) in ours or _is_copy(one, dates))]


def joined(main: Reading, diary: Diary) -> Reading:
    """The main calendar's reading with what the other one has: busy time, meetings, and where the owner was instead."""
    window = main.window
    return replace(
        main,
        busy=FreeBusy(merged((*main.busy.busy, *diary.busy(window).busy)), main.busy.covers),
        meetings=(*main.meetings, *_new_meetings(main.meetings, diary.meetings(window))),
        evidence=tuple(_elsewhere(fact, diary) for fact in main.evidence),
        recurring=(*main.recurring, *_new_recurring(main.recurring, diary.recurring(window))),
    )


def _base(uid: str) -> str:
    """Google gives an event of ours the iCalendar UID `<id>@google.com`."""
    return uid.split("@")[0]


def _is_copy(one: Commitment, dates: dict[Period, str]) -> bool:
    """At exactly the time of one of our dates, with its guest or, as mirrors write it, with nobody named."""
    guest = dates.get(one.period)
    return guest is not None and (not one.guests or guest in {address.lower() for address in one.guests})


def _new_meetings(known: Iterable[Meeting], more: Iterable[Meeting]) -> Iterator[Meeting]:
    seen = {name for meeting in known for name in _names(meeting)}
    return (meeting for meeting in more if seen.isdisjoint(_names(meeting)))


def _names(meeting: Meeting) -> tuple[object, ...]:
    """The same one on two calendars has the same uid, or the same people, at the same time."""
    return ((_base(meeting.uid), meeting.period), (meeting.addresses, meeting.people, meeting.period))


def _new_recurring(known: Iterable[RecurringMeeting], more: Iterable[RecurringMeeting]) -> Iterator[RecurringMeeting]:
    seen = {(one.addresses, start) for one in known for start in one.starts}
    return (one for one in more if seen.isdisjoint((one.addresses, start) for start in one.starts))


def _elsewhere(fact: Evidence, diary: Diary) -> Evidence:
    """Being out of office says more than another event does."""
    there = "" if fact.cancelled_by else diary.away(fact.period)
    return replace(fact, away=there) if there and (not fact.away or there == OUT_OF_OFFICE) else fact
