"""Recurrence for the emulators, by dateutil: RRULE, EXRULE, RDATE and EXDATE lines on the wall clock of one IANA zone.

Written apart from the product, on purpose: whoever agrees with this agreed twice.

    rule = Rule(datetime(2026, 1, 5, 10), "Europe/London", ("RRULE:FREQ=WEEKLY",))      # naive wall time
    rule.starts(after, before)          # original starts in UTC, after <= start < before, ascending
    rule.walls(until)                   # the same as naive wall times, from the first on
    utc(wall, zone), wall(instant, zone), until_before(lines, instant, zone)
    check(lines)                        # what is wrong with them, "" when nothing

A gap in spring takes the offset before it (02:30 becomes 03:30), a fold in autumn its first passing (RFC 5545 3.3.5).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import dropwhile, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr  # type: ignore[import-untyped]

A_RULE = re.compile(r"^(RRULE|EXRULE|RDATE|EXDATE)(;[^:]+)?:(.+)$")


def utc(wall: datetime, zone: str) -> datetime:
    """The instant of a naive wall time."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(instant: datetime, zone: str) -> datetime:
    """The naive wall time of an instant."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@dataclass(frozen=True)
class Rule:
    """A start on the wall and its lines; `start` is midnight for an all-day event."""

    start: datetime
    zone: str
    lines: tuple[str, ...] = ()

    def walls(self, until: datetime) -> Iterator[datetime]:
        """Wall times up to the naive wall time `until`, that one left out."""
        return takewhile(lambda one: one < until, iter(self._set()))

    def starts(self, after: datetime, before: datetime) -> list[datetime]:
        """Instants from `after` on and before `before`."""
        found = (utc(one, self.zone) for one in self._from(wall(after, self.zone)))
        return list(takewhile(lambda one: one < before, (one for one in found if one >= after)))

    def has(self, instant: datetime) -> bool:
        """Is that instant one of its starts?"""
        return self.starts(instant, instant + timedelta(microseconds=1)) == [instant]

    def last(self) -> datetime | None:
        """The last start, None when the rule has no end or no date."""
        if any(line.startswith("RRULE") and not re.search("UNTIL|COUNT", line) for line in self.lines):
            return None
        found = list(self._set())
        return utc(found[-1], self.zone) if found else None

    def _from(self, moment: datetime) -> Iterator[datetime]:
        """From the midnight before, lest the hour that comes twice is missed."""
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        return dropwhile(lambda one: one < midnight, self._set())

    def _set(self) -> rruleset:
        return _set_of(self)


@lru_cache(maxsize=4096)
def _set_of(rule: Rule) -> rruleset:
    found = rruleset(cache=True)
    if not any(line.startswith("RRULE") for line in rule.lines):
        found.rdate(rule.start)
    for line in rule.lines:
        match = A_RULE.match(line)
        if match is None:
            raise ValueError(f"Invalid recurrence rule: {line}")
        _add(found, rule, *match.groups())
    return found


def _add(found: rruleset, rule: Rule, name: str, parameters: str | None, value: str) -> None:
    if name in ("RRULE", "EXRULE"):
        one = _rule(value, rule.start, rule.zone)
        found.rrule(one) if name == "RRULE" else found.exrule(one)
        return
    zone = re.search("TZID=([^;:]+)", parameters or "")
    for text in value.split(","):
        moment = _moment(text, zone[1] if zone else rule.zone, rule.zone, rule.start)
        found.rdate(moment) if name == "RDATE" else found.exdate(moment)


def check(lines: Sequence[str]) -> str:
    """What a server says of lines it cannot take, "" when they are fine: UNTIL must be UTC or a date."""
    for line in lines:
        match = A_RULE.match(line)
        if match is None:
            return f"Invalid recurrence rule: {line}"
        until = re.search("UNTIL=([^;]+)", line)
        if until and not re.fullmatch(r"\d{8}(T\d{6}Z)?", until[1]):
            return f"Invalid recurrence rule: UNTIL={until[1]}"
        if match[1].endswith("RULE"):
            try:
                _rule(match[3], datetime(2026, 1, 5, 10), "UTC")  # noqa: DTZ001  # wall time
            except ValueError as wrong:
                return f"Invalid recurrence rule: {wrong}"
    return ""


def until_before(lines: Sequence[str], instant: datetime) -> tuple[str, ...]:
    """The same lines, the RRULE ending one second before `instant`."""
    stamp = datetime.fromtimestamp(instant.timestamp() - 1, UTC).strftime("%Y%m%dT%H%M%SZ")
    bare = [re.sub(";?(UNTIL|COUNT)=[^;]+", "", line) if line.startswith("RRULE") else line for line in lines]
    return tuple(f"{line};UNTIL={stamp}" if line.startswith("RRULE") else line for line in bare)


def _rule(value: str, start: datetime, zone: str) -> rrule:
    until = re.search("UNTIL=([^;]+)", value)
    if until:  # dateutil wants it on the wall when the start is
        last = _moment(until[1], zone, zone, start.replace(hour=23, minute=59, second=59))
        value = value.replace(until[0], f"UNTIL={last:%Y%m%dT%H%M%S}")
    found = rrulestr(value, dtstart=start)
    if not isinstance(found, rrule):
        raise ValueError("more than one rule")
    return found


def _moment(text: str, written_in: str, zone: str, start: datetime) -> datetime:
    """A DATE takes the hour of `start`; a UTC or foreign local time becomes wall time of `zone`."""
    if "T" not in text:
        day = datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007  # wall time
        return start.replace(year=day.year, month=day.month, day=day.day)
    moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  # made aware below
    if text.endswith("Z"):
        return wall(moment.replace(tzinfo=UTC), zone)
    return moment if written_in == zone else wall(utc(moment, written_in), zone)
