"""Events that are not ours, as commitments of one person; and VFREEBUSY."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from touchbase.calendars.diary import Commitment
from touchbase.calendars.local.expansion import expanded, recurs
from touchbase.calendars.local.files import Sheet, unreadable
from touchbase.calendars.local.limits import Limits, TooMuch
from touchbase.calendars.local.values import (
    Unreadable,
    is_time,
    mail,
    moment,
    period,
    reply,
    several,
    single,
    text,
    word,
)
from touchbase.domain.event import Reply
from touchbase.domain.period import Period, merged
from touchbase.domain.problem import Problem
from touchbase.domain.zone import local

if TYPE_CHECKING:
    from icalendar import Component

NOBODY = ("ROOM", "RESOURCE", "GROUP")
SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Whose calendar is read: floating times and whole days are on their clock, their own reply is known by address."""

    zone: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file says of a person's time in a window. `covers` is what its VFREEBUSYs speak for, or None."""

    commitments: tuple[Commitment, ...]
    problems: tuple[Problem, ...] = ()
    covers: Period | None = None


def taken(sheet: Sheet, uids: Iterable[str], person: Person, window: Period, limits: Limits) -> Taken:
    """The commitments that the events `uids` of a file, and its VFREEBUSYs, make in the window.

    The rules: opaque is busy, also for a whole day; tentative and unanswered are busy; transparent, cancelled and
    declined by the person are free. An event that cannot be read is a problem of its own; too many dates are one of
    the whole file.
    """
    found: list[Commitment] = []
    problems: list[Problem] = []
    for uid in uids:
        try:
            found.extend(_commitments(uid, sheet.events[uid], person, window, limits))
        except Exception as reason:  # one bad event, whatever the library makes of it, leaves the others standing
            problems.append(_skipped(sheet.path, sheet.events[uid][0], person, reason))
        if len(found) > limits.events:
            return Taken((), (_too_many(sheet.path, limits),))
    blocks, covers, bad = _free_busy(sheet, person, window)
    return Taken((*found, *blocks), (*_few(sheet.path, problems), *bad), covers)


def _commitments(
    uid: str, events: Sequence["Component"], person: Person, window: Period, limits: Limits
) -> Iterator[Commitment]:
    series = uid if "UID" in events[0] and any(recurs(event) for event in events) else ""
    if len(events) > 1 or recurs(events[0]):
        events = expanded(events, window, person.zone, limits)
    for event in events:
        stands = period(event, person.zone)
        if stands.overlaps(window) and word(event, "STATUS") != "CANCELLED":
            yield _commitment(uid, event, stands, person, series)


def _commitment(uid: str, event: "Component", stands: Period, person: Person, series: str) -> Commitment:
    kind = word(event, "X-MICROSOFT-CDO-BUSYSTATUS")
    answer = _own_reply(event, person)
    going = answer != "declined"
    guests = heads(event, person) if going else frozenset()
    return Commitment(
        uid,
        stands,
        busy=going and word(event, "TRANSP") != "TRANSPARENT" and kind != "FREE",
        accepted=answer == "accepted",
        whole_day=not is_time(single(event, "DTSTART")),
        out_of_office=kind == "OOF",
        guests=guests,
        people=len(guests) + 1 if guests else 0,
        series=series,
        own=is_own(event, person),
    )


def _own_reply(event: "Component", person: Person) -> Reply:
    """What the person said; their own event, and one that asks nobody, is accepted."""
    if any(mail(one) in person.addresses for one in several(event, "ORGANIZER")):
        return "accepted"
    asked = [one for one in several(event, "ATTENDEE") if mail(one) in person.addresses]
    return reply(asked[0]) if asked else "accepted"


def is_own(event: "Component", person: Person) -> bool:
    """True when the person organises it; where nobody is named, it is whose calendar it stands on."""
    return all(mail(one) in person.addresses for one in several(event, "ORGANIZER"))


def heads(event: "Component", person: Person) -> frozenset[str]:
    """The other heads: organiser and guests who did not decline; no rooms, resources, groups or onlookers."""
    coming = [one for one in several(event, "ATTENDEE") if reply(one) != "declined" and _is_head(one)]
    found = [*several(event, "ORGANIZER"), *coming] if coming else []
    return frozenset(mail(one) for one in found) - set(person.addresses)


def _is_head(attendee: object) -> bool:
    given = getattr(attendee, "params", {})
    kind, role = str(given.get("CUTYPE", "")).upper(), str(given.get("ROLE", "")).upper()
    return kind not in NOBODY and role != "NON-PARTICIPANT"


def _free_busy(sheet: Sheet, person: Person, window: Period) -> tuple[list[Commitment], Period | None, list[Problem]]:
    """Every FREEBUSY of a type other than FREE; the file speaks for the longest stretch its VFREEBUSYs cover."""
    blocks: list[Commitment] = []
    covered: list[Period] = []
    bad: list[Problem] = []
    for component in sheet.free_busy:
        try:
            covered.extend(_covered(component, person.zone))
            blocks.extend(_blocks(component, window))
        except Exception as reason:  # as above
            bad.append(_skipped(sheet.path, component, person, reason))
    return blocks, _longest(covered), bad


def _covered(component: "Component", zone: str) -> Iterator[Period]:
    start, end = single(component, "DTSTART"), single(component, "DTEND")
    if start is not None and end is not None:
        yield Period(moment(start, zone), moment(end, zone))


def _blocks(component: "Component", window: Period) -> Iterator[Commitment]:
    for one in several(component, "FREEBUSY"):
        kind = str(one.params.get("FBTYPE", "BUSY")).upper()
        block = Period(one.start, one.end)  # RFC 5545 3.8.2.6 wants UTC here
        if kind != "FREE" and block.overlaps(window):
            yield Commitment(text(component, "UID"), block, out_of_office=kind == "BUSY-UNAVAILABLE")


def _longest(covered: Sequence[Period]) -> Period | None:
    """The longest stretch without a hole."""
    return max(merged(covered), key=lambda one: one.minutes, default=None)


def _skipped(path: Path, component: "Component", person: Person, reason: Exception) -> Problem:
    """Names the event by its start, never by its title."""
    try:
        when = f"{local(moment(single(component, 'DTSTART'), person.zone), person.zone):%Y-%m-%d %H:%M}"
    except Exception:  # it has no start that can be read, which may be why we are here
        when = "an unknown time"
    said = reason if isinstance(reason, TooMuch | Unreadable) else "it is not valid"
    return unreadable(path, f"an event of {when} was skipped: {said}", "Correct or delete it in your calendar program.")


def _few(path: Path, problems: Sequence[Problem]) -> Iterator[Problem]:
    """A file with a thousand bad events does not fill the screen."""
    yield from problems[:SHOWN_PROBLEMS]
    if len(problems) > SHOWN_PROBLEMS:
        yield unreadable(path, f"{len(problems) - SHOWN_PROBLEMS} more events were skipped")


def _too_many(path: Path, limits: Limits) -> Problem:
    what = f"was skipped: it has more than {limits.events:,} dates in the time that is looked at"
    return unreadable(path, what, "Export fewer calendars into it.")
