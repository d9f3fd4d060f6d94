"""Times as Graph writes them: a wall time with seven digits of a second and a zone beside it, or ISO with an offset."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from touchbase.calendars.outlook.zones import iana_name
from touchbase.domain.period import Period
from touchbase.domain.zone import instant, local

DIGITS = re.compile(r"(\.\d{6})\d+")
SHOWN = "%Y-%m-%dT%H:%M:%S"


def moment(value: str) -> datetime:
    """An Edm.DateTimeOffset; one without an offset is in UTC. ValueError for anything else."""
    found = datetime.fromisoformat(DIGITS.sub(r"\1", value))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def wall(value: Mapping[str, Any]) -> tuple[datetime, str]:
    """The naive wall time and the zone's name of a dateTimeTimeZone; ValueError or KeyError for anything else."""
    found = datetime.fromisoformat(DIGITS.sub(r"\1", str(value["dateTime"]).removesuffix("Z")))
    return found.replace(tzinfo=None), str(value.get("timeZone") or "UTC")


def instant_of(value: Mapping[str, Any]) -> datetime:
    """The UTC instant of a dateTimeTimeZone."""
    at, name = wall(value)
    zone_name = iana_name(name, (), at.date())
    if zone_name is None:
        raise ValueError("a time in a zone nobody knows")
    return instant(at.date(), at.time(), zone_name)


def period_of(event: Mapping[str, Any], zone_name: str) -> Period:
    """When an event is. A whole day is one on the owner's clock: midnight in whatever zone it is told."""
    if event.get("isAllDay") is True:
        return Period(_midnight(event["start"], zone_name), _midnight(event["end"], zone_name))
    start = instant_of(event["start"])
    return Period(start, max(start, instant_of(event["end"])))


def on_clock(moment: datetime, zone_name: str, written: str) -> dict[str, str]:
    """An instant as a dateTimeTimeZone on the clock of `zone_name`, which Graph knows as `written`."""
    return {"dateTime": local(moment, zone_name).strftime(SHOWN), "timeZone": written}


def at_wall(day: date, at: time, written: str) -> dict[str, str]:
    return {"dateTime": datetime.combine(day, at.replace(tzinfo=None)).strftime(SHOWN), "timeZone": written}


def in_utc(moment: datetime) -> dict[str, str]:
    return {"dateTime": moment.astimezone(UTC).strftime(SHOWN), "timeZone": "UTC"}


def stamp(moment: datetime) -> str:
    """For startDateTime and endDateTime."""
    return f"{moment.astimezone(UTC):{SHOWN}}Z"


def _midnight(value: Mapping[str, Any], zone_name: str) -> datetime:
    at, _ = wall(value)
    if at.time() == time(0):
        return instant(at.date(), time(0), zone_name)
    day = local(instant_of(value) + timedelta(hours=12), zone_name).date()
    return instant(day, time(0), zone_name)
