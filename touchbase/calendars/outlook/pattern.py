"""Our recurrence as a patternedRecurrence and back (Graph resource types recurrencePattern and recurrenceRange)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from touchbase.domain.cadence import Cadence
from touchbase.domain.recurrence import Recurrence

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NTH = ("first", "second", "third", "fourth")
NO_DATE = "0001-01-01"


def to_pattern(recurrence: Recurrence, written: str) -> dict[str, Any]:
    """The properties its kind needs and no others; `written` is the name of the zone."""
    day, every = DAYS[recurrence.first.weekday()], recurrence.cadence.every
    pattern: dict[str, Any] = {"interval": every, "daysOfWeek": [day]}
    if recurrence.cadence.unit == "week":
        pattern |= {"type": "weekly", "firstDayOfWeek": "monday"}
    else:
        pattern |= {"type": "relativeMonthly", "index": NTH[recurrence.nth - 1]}
    return {"pattern": pattern, "range": to_range(recurrence.first, recurrence.last, written)}


def to_range(first: date, last: date | None, written: str) -> dict[str, Any]:
    """From the first to the last day a date may fall on; None for no end."""
    begins = {"startDate": first.isoformat(), "recurrenceTimeZone": written}
    if last is None:
        return {"type": "noEnd", **begins}
    return {"type": "endDate", **begins, "endDate": last.isoformat()}


def from_pattern(value: Mapping[str, Any], start: datetime, zone_name: str, minutes: int) -> Recurrence | None:
    """Our recurrence for one that was read, or None when a person or program wrote one we never make.

    `start` is the naive wall time of the first date.
    """
    pattern, span = value.get("pattern") or {}, value.get("range") or {}
    kind, days = str(pattern.get("type", "")).lower(), [str(day).lower() for day in pattern.get("daysOfWeek") or ()]
    unit = {"weekly": "week", "relativemonthly": "month"}.get(kind)
    if unit is None or days != [DAYS[start.weekday()]]:
        return None
    try:
        last = last_day(span)
        cadence = Cadence(int(pattern.get("interval") or 1), "week" if unit == "week" else "month")
        made = Recurrence(start.date(), start.time(), zone_name, cadence, minutes, last)
    except ValueError:
        return None
    index = str(pattern.get("index") or "first").lower()
    if unit == "month" and index != NTH[made.nth - 1]:
        return None
    return None if str(span.get("startDate", start.date())) != start.date().isoformat() else made


def last_day(span: Mapping[str, Any]) -> date | None:
    """The last day of a range, None for one without end; ValueError for one that counts its dates."""
    kind = str(span.get("type", "")).lower()
    if kind == "noend":
        return None
    ends = str(span.get("endDate") or NO_DATE)
    if kind != "enddate" or ends == NO_DATE:
        raise ValueError(f"a range of the kind {kind} has no last day")
    return date.fromisoformat(ends)


def ending(value: Mapping[str, Any], last: date) -> dict[str, Any]:
    """A recurrence as it was read, whoever wrote it, with another last day and only what its kind uses."""
    pattern, span = dict(value.get("pattern") or {}), value.get("range") or {}
    kept = {name: said for name, said in pattern.items() if said not in (None, 0, [], "") and "@odata" not in name}
    if str(kept.get("type", "")).lower() not in ("relativemonthly", "relativeyearly"):
        kept.pop("index", None)
    if str(kept.get("type", "")).lower() != "weekly":
        kept.pop("firstDayOfWeek", None)
    ranged = {"type": "endDate", "startDate": span["startDate"], "endDate": last.isoformat()}
    if span.get("recurrenceTimeZone"):
        ranged["recurrenceTimeZone"] = span["recurrenceTimeZone"]
    return {"pattern": kept, "range": ranged}
