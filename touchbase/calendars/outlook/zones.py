"""Windows zone names and IANA ones: Graph knows all of the first and only some of the second (CLDR windowsZones)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from touchbase.domain.zone import zone

COMPARED = timedelta(days=3 * 366)
STEP = timedelta(days=5)  # finds every change of the clocks that lasts for a week


@lru_cache(maxsize=256)
def windows_name(iana: str, since: date) -> str:
    """The Windows zone whose clock is that of the IANA zone from that day on; the IANA name where there is none."""
    if iana in ("UTC", "Etc/UTC", "Etc/GMT"):
        return "UTC"
    known = _windows_zones()
    same = next((name for name, other in known.items() if other == iana), None)
    if same is not None:
        return same
    region = iana.split("/")[0]
    near = sorted(known.items(), key=lambda pair: (pair[1].split("/")[0] != region, pair[0]))
    return next((name for name, other in near if alike(iana, other, since)), iana)


def iana_name(name: str, preferred: Iterable[str], since: date) -> str | None:
    """The IANA zone behind a name from Graph: one of those preferred where their clocks are the same.

    None for a custom zone and for names nobody knows.
    """
    known = _windows_zones().get(name) or _plain(name)
    if known is None:
        return None
    return next((one for one in preferred if one and _is_zone(one) and alike(one, known, since)), known)


def alike(one: str, other: str, since: date) -> bool:
    """True when both clocks show the same, through their changes, for some years from that day on."""
    return one == other or _offsets(one, since) == _offsets(other, since)


@lru_cache(maxsize=1024)
def _offsets(name: str, since: date) -> tuple[timedelta | None, ...]:
    where = zone(name)
    return tuple(moment.replace(tzinfo=where).utcoffset() for moment in _moments(since))


def _moments(since: date) -> Iterator[datetime]:
    noon = datetime(since.year, 1, 1, 12)  # noqa: DTZ001  (the zone is put beside it above)
    for n in range(int(COMPARED / STEP)):
        yield noon + n * STEP


def _windows_zones() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON


def _plain(name: str) -> str | None:
    if name in ("UTC", "tzone://Microsoft/Utc"):
        return "UTC"
    return name if _is_zone(name) else None


def _is_zone(name: str) -> bool:
    try:
        return isinstance(zone(name), ZoneInfo)
    except ValueError:
        return False
