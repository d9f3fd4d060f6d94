"""One series with its single dates: what Google showed of each, and what the absence of one means."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from touchbase.calendars.dates import Originals, Override, Standing, by_rule
from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.seen import (
    Home,
    attendees,
    cancelled,
    from_google,
    lasting,
    mail,
    original_start,
    owner_reply,
    period,
    reply,
)
from touchbase.domain.period import Period

Dates = Mapping[datetime, Json]
"""Single dates by their original start in UTC."""

A_DAY = timedelta(days=1)
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
OFF = Override(cancelled_by="someone", shown=False)
"""Taken off; Google does not tell by whom."""


def by_start(events: Iterable[Json], zone: str) -> dict[datetime, Json]:
    """Single dates by their key. That of an event which no longer repeats is its start."""
    keyed = ((_key(event, zone), event) for event in events)
    return {key: event for key, event in keyed if key is not None}


def _key(event: Json, zone: str) -> datetime | None:
    stands = None if "recurringEventId" in event or event.get("recurrence") else period(event, zone)
    return original_start(event, zone) if stands is None else stands.start


def unexplained(master: Json, dates: Dates, home: Home, window: Period) -> list[datetime]:
    """The dates its rule has in the window that Google did not show: deleted, moved away, or a list cut short."""
    rule = from_google(master, home).recurrence
    if rule is None or cancelled(master):
        return []
    found = (rule.period(start) for start in rule.starts(Period(window.start - A_DAY, window.end)))
    return [one.start for one in found if one.overlaps(window) and one.start not in dates]


def standing(master: Json, dates: Dates, home: Home, off: Iterable[datetime] = ()) -> Standing:
    """The series as it stands, without the dates in `off`, of which Google has none."""
    seen = from_google(master, home)
    stands = period(master, home.owner.zone)
    overrides = {key: _override(event, seen.guest_email, home) for key, event in dates.items()}
    return Standing(
        seen,
        EARLIEST if stands is None else stands.start,
        _as_shown(master, dates) if seen.recurrence is None else by_rule(seen.recurrence),
        dict.fromkeys(off, OFF) | overrides,
        owner_reply=owner_reply(master, home) or "accepted",
    )


def _override(event: Json, guest: str, home: Home) -> Override:
    if cancelled(event):
        return OFF
    asked = next((one for one in attendees(event) if mail(one) == guest), None)
    return Override(
        period(event, home.owner.zone),
        owner_reply=owner_reply(event, home),
        guest_reply=None if asked is None else reply(asked),
    )


def _as_shown(master: Json, dates: Dates) -> Originals:
    """Where a rule that a person wrote has its dates: as far as Google expanded it for us."""
    length = lasting(master)

    def originals(window: Period) -> Iterable[Period]:
        return [Period(key, key + length) for key in sorted(dates) if window.start <= key < window.end]

    return originals
