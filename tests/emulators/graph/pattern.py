"""patternedRecurrence: what the service takes, how it shows it again, and the RRULE that has the same dates."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from tests.emulators.graph.csdl import schema
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.zones import Wall, iana
from tests.emulators.rules import Rule

NO_DATE = "0001-01-01"
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
NEEDS = {
    "daily": (),
    "weekly": ("daysOfWeek",),
    "absoluteMonthly": ("dayOfMonth",),
    "relativeMonthly": ("daysOfWeek",),
    "absoluteYearly": ("dayOfMonth", "month"),
    "relativeYearly": ("daysOfWeek", "month"),
}
ALSO = {"weekly": ("firstDayOfWeek",), "relativeMonthly": ("index",), "relativeYearly": ("index",)}
BLANK = {"month": 0, "dayOfMonth": 0, "daysOfWeek": [], "firstDayOfWeek": "sunday", "index": "first"}
RANGE_NEEDS = {"endDate": "endDate", "numbered": "numberOfOccurrences", "noEnd": ""}


def read(value: dict[str, Any], start: Wall) -> dict[str, Any]:
    """A recurrence of a request body as it is kept and shown. Raises `Refused`."""
    pattern, span = value.get("pattern") or {}, value.get("range") or {}
    kept = {"pattern": _pattern(pattern), "range": _range(span, start)}
    if not walls(kept, start, start.at + timedelta(days=1)):
        raise _bad("range", "the start is not a date of the pattern, or the range ends before it")
    return kept


def _pattern(given: dict[str, Any]) -> dict[str, Any]:
    kind = schema().enum("recurrencePatternType", given.get("type") or "daily") if "type" in given else ""
    if not kind or given.get("interval", 0) < 1:
        raise _bad("pattern", "type and an interval of at least 1 are needed")
    for name in NEEDS[kind]:
        if not given.get(name):
            raise _bad("pattern", f"{kind} needs {name}")
    for name in given.keys() - {"type", "interval", *NEEDS[kind], *ALSO.get(kind, ())}:
        if given[name] not in (BLANK[name], None):
            raise _bad("pattern", f"{name} has no meaning in {kind}")
    kept = {"type": kind, "interval": given["interval"], **BLANK, **{k: v for k, v in given.items() if v is not None}}
    kept["type"], kept["index"] = kind, schema().enum("weekIndex", kept["index"])
    kept["firstDayOfWeek"] = schema().enum("dayOfWeek", kept["firstDayOfWeek"])
    kept["daysOfWeek"] = [schema().enum("dayOfWeek", day) for day in kept["daysOfWeek"]]
    return kept


def _range(given: dict[str, Any], start: Wall) -> dict[str, Any]:
    kind = schema().enum("recurrenceRangeType", given["type"]) if given.get("type") else "endDate"
    if RANGE_NEEDS[kind] and not given.get(RANGE_NEEDS[kind]):
        raise _bad("range", f"{kind} needs {RANGE_NEEDS[kind]}")
    if given.get("startDate") != start.at.date().isoformat():
        raise _bad("range", "startDate is the date of start")
    zone = given.get("recurrenceTimeZone") or start.zone
    iana(zone)
    return {
        "type": kind,
        "startDate": given["startDate"],
        "endDate": given["endDate"] if kind == "endDate" else NO_DATE,
        "recurrenceTimeZone": zone,
        "numberOfOccurrences": given["numberOfOccurrences"] if kind == "numbered" else 0,
    }


def _bad(part: str, why: str) -> Refused:
    return Refused(400, "ErrorPropertyValidationFailure", f"At least one property failed validation: {part}, {why}.")


def rrule(recurrence: dict[str, Any]) -> str:
    """The RRULE line, its UNTIL a whole day."""
    pattern, span = recurrence["pattern"], recurrence["range"]
    parts = [*_frequency(pattern), f"INTERVAL={pattern['interval']}"]
    if span["type"] == "endDate":
        parts.append(f"UNTIL={date.fromisoformat(span['endDate']):%Y%m%d}")
    elif span["type"] == "numbered":
        parts.append(f"COUNT={span['numberOfOccurrences']}")
    return "RRULE:" + ";".join(parts)


def _frequency(pattern: dict[str, Any]) -> list[str]:
    days = ",".join(day[:2].upper() for day in pattern["daysOfWeek"])
    month = f"BYMONTH={pattern['month']}"
    in_month = [f"BYDAY={days}", f"BYSETPOS={NTH[pattern['index']]}"]
    match pattern["type"]:
        case "daily":
            return ["FREQ=DAILY"]
        case "weekly":
            return ["FREQ=WEEKLY", f"BYDAY={days}", f"WKST={pattern['firstDayOfWeek'][:2].upper()}"]
        case "absoluteMonthly":
            return ["FREQ=MONTHLY", *_day(pattern["dayOfMonth"])]
        case "relativeMonthly":
            return ["FREQ=MONTHLY", *in_month]
        case "absoluteYearly":
            return ["FREQ=YEARLY", month, *_day(pattern["dayOfMonth"])]
        case _:
            return ["FREQ=YEARLY", month, *in_month]


def _day(day: int) -> list[str]:
    """Day 31 of a short month is its last day."""
    return (
        [f"BYMONTHDAY={day}"] if day <= 28 else [f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))}", "BYSETPOS=-1"]
    )


def walls(recurrence: dict[str, Any], start: Wall, until: datetime) -> list[datetime]:
    """The naive wall times of all dates before `until`, in the zone of the start, from the first on."""
    known = _walls(rrule(recurrence), start.at, iana(start.zone), datetime(until.year + 1, 1, 1))  # noqa: DTZ001
    return [one for one in known if one < until]


@lru_cache(maxsize=1000)
def _walls(rule: str, start: datetime, zone: str, until: datetime) -> tuple[datetime, ...]:
    """Remembered: a year's dates are asked for again and again."""
    return tuple(Rule(start, zone, (rule,)).walls(until))
