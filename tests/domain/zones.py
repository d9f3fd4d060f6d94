"""Zones and the days their clocks change, found by looking at every day, not by trusting our own code."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def all_zones() -> list[str]:
    """Every IANA zone of this machine that is a place."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))


@cache
def regions() -> dict[str, list[str]]:
    """The same by the part before the first slash."""
    return {region: list(names) for region, names in groupby(all_zones(), key=lambda name: name.split("/")[0])}


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """The UTC days from 2024 to 2035 on which the offset of that zone changes."""
    zone, found = ZoneInfo(name), []
    day, before = FIRST, FIRST.astimezone(zone).utcoffset()
    while day < LAST:
        day += DAY
        after = day.astimezone(zone).utcoffset()
        if after != before:
            found.append(day - DAY)
        before = after
    return tuple(found)
