"""Taking out of a calendar's text what nobody will ask for, before the parsing that takes the time."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from touchbase.calendars.local.values import known_zone

_FLAGS = re.IGNORECASE | re.MULTILINE
TZID = re.compile(r"^TZID(?:;[^:\r\n]*)?:(.*?)\r?$", _FLAGS)
_REPEATS = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID|DURATION|X-TOUCHBASE-ID)[;:]", _FLAGS)
_END = re.compile(r"^DTEND(?:;[^:\r\n]*)?:(\d{8})", _FLAGS)
_START = re.compile(r"^DTSTART(?:;[^:\r\n]*)?:(\d{8})", _FLAGS)
MARGIN = timedelta(days=3)  # a day for the zone, a day for a whole-day event without end, and one more


def without_known_zones(text: str) -> str:
    """A VTIMEZONE with the name of an IANA or Windows zone goes: the name says more than the rules beside it."""
    return "".join(_kept(text, "VTIMEZONE", _is_strange))


def since(text: str, first: date) -> str:
    """Without the single events that ended before `first`; whatever repeats, or is not plain to see, stays."""
    limit = f"{first - MARGIN:%Y%m%d}"

    def stays(event: str) -> bool:
        ends = _END.search(event) or _START.search(event)
        return ends is None or ends[1] >= limit or _REPEATS.search(event) is not None

    return "".join(_kept(text, "VEVENT", stays))


def _is_strange(zone: str) -> bool:
    name = TZID.search(zone)
    return name is None or not is_known(name[1])


def is_known(name: str) -> bool:
    """True for an IANA name, also behind a vendor's prefix, and for a Windows name."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = "/".join(name.strip("/").split("/")[-2:])
    return name in WINDOWS_TO_OLSON or known_zone(name) or (name.startswith("/") and known_zone(plain))


def _kept(text: str, name: str, stays: Callable[[str], bool]) -> Iterator[str]:
    begin, end, at = f"BEGIN:{name}", f"END:{name}", 0
    while (start := text.find(begin, at)) >= 0 and (stop := text.find(end, start)) >= 0:
        stop += len(end)
        yield text[at : stop if stays(text[start:stop]) else start]
        at = stop
    yield text[at:]
