"""A start or an end: {"dateTime", "timeZone"} or {"date"} on the wire, an instant with a zone in here."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.emulators.google.refusal import Refusal
from tests.emulators.rules import utc, wall


@dataclass(frozen=True)
class When:
    """`zone` is the event's own; a whole day begins at its midnight there."""

    instant: datetime
    zone: str
    all_day: bool = False

    @classmethod
    def read(cls, raw: dict[str, Any], calendar_zone: str, *, name: str, recurring: bool) -> Self:
        """Raises `Refusal` as Google does: date or dateTime, an offset or a zone, a zone for what recurs."""
        raw = {key: value for key, value in raw.items() if value is not None}
        if ("date" in raw) == ("dateTime" in raw):
            raise Refusal("invalid", f"Invalid {name} time.", location=name)
        if "date" in raw:
            day = date.fromisoformat(raw["date"])
            return cls(utc(datetime(day.year, day.month, day.day), calendar_zone), calendar_zone, True)  # noqa: DTZ001
        if recurring and "timeZone" not in raw:
            raise Refusal("required", f"Missing time zone definition for {name} time.", location=f"{name}.timeZone")
        zone = raw.get("timeZone", calendar_zone)
        known(zone)
        moment = datetime.fromisoformat(raw["dateTime"])
        if moment.tzinfo is None and "timeZone" not in raw:
            raise Refusal("required", f"Missing time zone definition for {name} time.", location=f"{name}.timeZone")
        return cls(utc(moment, zone) if moment.tzinfo is None else moment.astimezone(UTC), zone)

    @property
    def wall(self) -> datetime:
        return wall(self.instant, self.zone)

    def at(self, instant: datetime) -> Self:
        return replace(self, instant=instant)

    def later(self, span: timedelta) -> Self:
        """Whole days later on the wall, hours later on the clock."""
        return self.at(utc(self.wall + span, self.zone) if self.all_day else self.instant + span)

    def show(self, zone: str) -> dict[str, str]:
        """In the zone of the answer, the event's own beside it."""
        if self.all_day:
            return {"date": f"{self.wall:%Y-%m-%d}"}
        return {"dateTime": stamp(self.instant.astimezone(ZoneInfo(zone))), "timeZone": self.zone}

    def key(self) -> str:
        """What an instance id has after its underscore."""
        return f"{self.wall:%Y%m%d}" if self.all_day else f"{self.instant:%Y%m%dT%H%M%SZ}"


def known(zone: str) -> str:
    """A zone by its IANA name; all else is refused."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise Refusal("invalid", f"Invalid time zone {zone!r}", location="timeZone") from unknown
    return zone


def stamp(moment: datetime) -> str:
    """RFC 3339, Z for UTC and whatever else has no offset just now."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def stamp_ms(moment: datetime) -> str:
    """As `updated` and `created` are written."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
