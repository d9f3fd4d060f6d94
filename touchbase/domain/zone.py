"""Wall time and instants, by the rules of RFC 5545: offset before a gap, first of a fold."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone; ValueError for anything else (there is no silent UTC)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, ModuleNotFoundError):
        raise ValueError(f"{name!r} is not a time zone: write an IANA name such as Europe/London") from None


def instant(day: date, at: time, zone_name: str) -> datetime:
    """The UTC instant of a wall time. In a gap the offset before it holds (02:30 is 03:30); in a fold the first one."""
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone(zone_name)).astimezone(UTC)


def local(moment: datetime, zone_name: str) -> datetime:
    """The same instant on the wall clock of that zone."""
    return moment.astimezone(zone(zone_name))


def local_date(moment: datetime, zone_name: str) -> date:
    return local(moment, zone_name).date()
