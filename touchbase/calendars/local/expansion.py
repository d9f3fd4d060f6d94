"""The dates that a rule somebody else wrote has in a window (RFC 5545 3.8.5), with limits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from touchbase.calendars.local.limits import Limits, TooMuch, at_most
from touchbase.calendars.local.values import moment, several, single
from touchbase.domain.period import Period

if TYPE_CHECKING:
    from icalendar import Component

STEPS = 200_000  # what a rule may walk from its start to the end of the window
SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
A_DAY = 86_400
MARGIN = timedelta(days=1)  # floating times and whole days are compared on another clock by the library
TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")


def recurs(component: "Component") -> bool:
    """True when one VEVENT stands for more dates than its own."""
    return "RRULE" in component or "RDATE" in component


def expanded(events: Sequence["Component"], window: Period, owner_zone: str, limits: Limits) -> list["Component"]:
    """One VEVENT for each date of these VEVENTs of one UID near the window, exceptions honoured.

    Raises TooMuch for a rule that would take too long, ValueError for one that cannot be read.
    """
    for event in events:
        _check(event, window.end, owner_zone)
    from icalendar import Calendar
    from recurring_ical_events import of  # type: ignore[import-untyped]

    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    with at_most(limits.seconds):
        found = of(calendar).between(window.start - MARGIN, window.end + MARGIN)
    if len(found) > limits.events:
        raise TooMuch(f"it has more than {limits.events:,} dates")
    return list(found)


def _check(event: "Component", until: datetime, owner_zone: str) -> None:
    start = single(event, "DTSTART")
    for rule in several(event, "RRULE"):
        if start is not None and steps(rule, (until - moment(start, owner_zone)).total_seconds()) > STEPS:
            raise TooMuch("it repeats too often to be a meeting")


def steps(rule: Any, seconds: float) -> float:
    """About how many candidates a rule has in so many seconds: an upper bound that costs nothing."""
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    interval = max(1, int(rule.get("INTERVAL", [1])[0]))
    finer = [name for name in TIMES if name in rule and SECONDS.get(frequency, A_DAY) > _unit(name)]
    times = 1
    for name in finer:
        times *= len(rule[name])
    if frequency in SECONDS:
        return max(0.0, seconds) / SECONDS[frequency] / interval * times
    return max(0.0, seconds) / A_DAY * times


def _unit(name: str) -> int:
    return {"BYHOUR": 3600, "BYMINUTE": 60, "BYSECOND": 1}[name]
