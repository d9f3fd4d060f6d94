"""Wall times and zones as Microsoft writes them: Windows names, a hundred IANA names, seven digits of a second."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from tests.emulators.graph.refusal import Refused
from tests.emulators.rules import utc

IANA = Path(__file__).with_name("data") / "iana_zones.txt"
WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?")


@lru_cache(maxsize=100_000)
def _instant(at: datetime, zone: str) -> datetime:
    return utc(at, iana(zone))


@cache
def listed() -> frozenset[str]:
    """The "additional time zones" of the documentation (dateTimeTimeZone): by far not every IANA name."""
    return frozenset(IANA.read_text("utf-8").split())


@cache
def iana(name: str) -> str:
    """The IANA zone behind a name the service knows. Raises `Refused`."""
    if name in ("UTC", "tzone://Microsoft/Utc"):
        return "UTC"
    if name in listed():
        return name
    if name in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[name]
    raise Refused(
        400,
        "TimeZoneNotSupportedException",
        f"A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'.",
    )


@dataclass(frozen=True)
class Wall:
    """A dateTimeTimeZone: naive time and the zone's name as it was written."""

    at: datetime
    zone: str

    @property
    def instant(self) -> datetime:
        return _instant(self.at, self.zone)

    def moved(self, by: timedelta) -> "Wall":
        return Wall(self.at + by, self.zone)

    @classmethod
    def read(cls, value: dict[str, Any] | None, name: str) -> "Wall":
        """Of a request body; raises `Refused`."""
        if not value:
            raise Refused(400, "ErrorPropertyValidationFailure", f"At least one property failed validation: {name}.")
        iana(value.get("timeZone") or "")
        text = value.get("dateTime") or ""
        if not WALL.fullmatch(text):
            raise Refused(400, "ErrorInvalidParameter", f"The value '{text}' of {name} is not a local date and time.")
        return cls(datetime.fromisoformat(text[:26]), value["timeZone"])

    @classmethod
    def of(cls, instant: datetime, zone: str) -> "Wall":
        return cls(instant.astimezone(ZoneInfo(iana(zone))).replace(tzinfo=None), zone)

    def shown(self, zone: str | None = None) -> dict[str, Any]:
        """As an answer has it, in another zone if asked."""
        wall = self if zone is None else Wall.of(self.instant, zone)
        return {"dateTime": f"{wall.at:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": wall.zone}


def stamp(instant: datetime) -> str:
    """An Edm.DateTimeOffset of an answer."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


NEVER = "0001-01-01T00:00:00Z"


def moment(text: str, name: str) -> datetime:
    """startDateTime or endDateTime of a query: UTC where it has no offset. Raises `Refused`."""
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        raise Refused(400, "ErrorInvalidParameter", f"The parameter {name} is missing or invalid: '{text}'.") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
