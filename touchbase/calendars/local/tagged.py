"""Our own series read back from VEVENTs, with whatever calendar programs and people did to them since."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from touchbase.calendars.dates import Originals, Override, Standing, by_rule
from touchbase.calendars.local.expansion import expanded
from touchbase.calendars.local.limits import Limits
from touchbase.calendars.local.values import (
    is_time,
    mail,
    moment,
    number,
    period,
    reply,
    several,
    single,
    text,
    word,
    zone_name,
)  # fmt: skip
from touchbase.calendars.local.vevent import ENDED, GENERATION, GUEST, STAKEHOLDER, TAG
from touchbase.domain.event import SeenSeries
from touchbase.domain.owner import Owner
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant, local

if TYPE_CHECKING:
    from icalendar import Component


def is_ours(uid: str, events: Sequence["Component"]) -> bool:
    """True when a master carries our tag for this very UID: a copy under another one is somebody else's."""
    return any(text(event, TAG) == uid for event in events if "RECURRENCE-ID" not in event)


def master_of(events: Sequence["Component"]) -> "Component":
    """The VEVENT that holds the rule; of several the one of the highest SEQUENCE."""
    masters = [event for event in events if "RECURRENCE-ID" not in event]
    return max(masters, key=lambda event: number(event, "SEQUENCE"))


def standing(uid: str, events: Sequence["Component"], etag: str, owner: Owner, limits: Limits) -> Standing:
    """The series as it stands; Unreadable when its master has no start we understand."""
    master = master_of(events)
    rule = recurrence_of(master, owner.zone)
    guest = _guest(master, owner)
    seen = SeenSeries(
        uid,
        text(master, STAKEHOLDER),
        number(master, GENERATION),
        rule,
        text(master, "SUMMARY"),
        text(master, "DESCRIPTION"),
        "" if guest is None else mail(guest),
        "needs_action" if guest is None else reply(guest),
        word(master, "STATUS") == "CANCELLED",
        etag,
    )
    by_person = seen.cancelled and ENDED not in master
    return Standing(
        seen,
        period(master, owner.zone).start,
        by_rule(rule) if rule is not None else _foreign_rule(master, owner, limits),
        dict(_overrides(events, master, rule, seen.guest_email, owner)),
        owner_reply=_owner_reply(master, owner) or "accepted",
        cancelled_by="owner" if by_person else None,
        cancelled_at=_changed_at(master, owner) if by_person else None,
    )


def recurrence_of(master: "Component", owner_zone: str) -> Recurrence | None:
    """Our recurrence when DTSTART, DTEND and RRULE say one, None for a rule a person or program wrote."""
    start, rules = single(master, "DTSTART"), several(master, "RRULE")
    lasts = period(master, owner_zone)
    zone = zone_name(start, owner_zone) if is_time(start) else None
    if zone is None or len(rules) != 1 or several(master, "RDATE") or lasts.minutes % 1:
        return None
    wall = local(lasts.start, zone).replace(tzinfo=None)
    return Recurrence.from_rrule(rules[0].to_ical().decode(), wall, zone, int(lasts.minutes))


def _foreign_rule(master: "Component", owner: Owner, limits: Limits) -> Originals:
    """Where such a rule has its dates; raises as `expanded` does, when asked."""
    bare = master.copy()
    bare.pop("EXDATE", None)

    def originals(window: Period) -> Iterable[Period]:
        found = (period(event, owner.zone) for event in expanded([bare], window, owner.zone, limits))
        return sorted(one for one in found if window.start <= one.start < window.end)

    return originals


def _overrides(
    events: Sequence["Component"], master: "Component", rule: Recurrence | None, guest: str, owner: Owner
) -> Iterator[tuple[datetime, Override]]:
    for value in several(master, "EXDATE"):
        for one in value.dts:
            yield _key(one, rule, owner), Override(cancelled_by="someone", shown=False)
    exceptions = [event for event in events if "RECURRENCE-ID" in event]
    for event in sorted(exceptions, key=lambda event: number(event, "SEQUENCE")):
        recurrence_id = single(event, "RECURRENCE-ID")
        if recurrence_id is not None:
            yield _key(recurrence_id, rule, owner), _override(event, guest, owner)


def _override(event: "Component", guest: str, owner: Owner) -> Override:
    asked = next((one for one in several(event, "ATTENDEE") if mail(one) == guest), None)
    return Override(
        period(event, owner.zone),
        "owner" if word(event, "STATUS") == "CANCELLED" else None,
        owner_reply=_owner_reply(event, owner),
        guest_reply=None if asked is None else reply(asked),
    )


def _key(value: Any, rule: Recurrence | None, owner: Owner) -> datetime:
    """The original start in UTC, whatever zone it is written in; a DATE means that day's date of the series."""
    if is_time(value) or rule is None:
        return moment(value, owner.zone)
    return instant(value.dt, rule.at, rule.zone)


def _guest(master: "Component", owner: Owner) -> Any:
    """The ATTENDEE we invited; if a person took that one out, the first who is not the owner."""
    asked = [one for one in several(master, "ATTENDEE") if mail(one) not in owner.all_addresses]
    ours = text(master, GUEST).lower()
    return next((one for one in asked if mail(one) == ours), next(iter(asked), None))


def _owner_reply(event: "Component", owner: Owner) -> Any:
    """The owner's PARTSTAT where a program lists them as a guest too; None where they are only the organiser."""
    own = [one for one in several(event, "ATTENDEE") if mail(one) in owner.all_addresses]
    answer = reply(own[0]) if own else None
    return None if answer == "needs_action" else answer


def _changed_at(master: "Component", owner: Owner) -> datetime | None:
    value = single(master, "LAST-MODIFIED")
    return None if value is None else moment(value, owner.zone)
