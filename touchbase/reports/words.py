"""Dates, times and rhythms the way people say them; all times on the owner's wall clock."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from touchbase.domain.zone import instant, local
from touchbase.planning.words import counted

if TYPE_CHECKING:
    from touchbase.domain.recurrence import Recurrence

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NTH = ("1st", "2nd", "3rd", "4th")


def day_words(day: date, today: date) -> str:
    """`3 Jun`, with the year when it is not within half a year of today. No strftime: months stay English."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return short if abs(day - today) < timedelta(days=183) else f"{short} {day.year}"


def moment_words(moment: datetime, zone: str, today: date) -> str:
    """`Wed 3 Jun 14:00` in the given zone."""
    there = local(moment, zone)
    return f"{DAYS[there.weekday()][:3]} {day_words(there.date(), today)} {there:%H:%M}"


def rhythm_words(recurrence: "Recurrence", zone: str) -> str:
    """`every 2 weeks on Tuesday at 14:00`: the slot as it falls in the given zone on its first date."""
    here = local(instant(recurrence.first, recurrence.at, recurrence.zone), zone)
    weekday = DAYS[here.weekday()]
    nth = f"the {_NTH[recurrence.nth - 1]} " if recurrence.cadence.unit == "month" else ""
    return f"{recurrence.cadence} on {nth}{weekday} at {here:%H:%M}"


def age_words(since: timedelta) -> str:
    """How long ago, roughly: `5 minutes ago`, `3 hours ago`, `2 days ago`."""
    minutes = int(since.total_seconds() // 60)
    for size, name in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            return f"{counted(minutes // size, name)} ago"
    return "just now"


def hours_words(hours: float) -> str:
    """`2.5 h`, without a needless zero."""
    return f"{hours:.1f}".removesuffix(".0") + " h"
