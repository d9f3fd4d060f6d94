"""Dates the way people type them: ISO and plain words, in English; nothing here reads a clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from touchbase.domain.zone import instant, local
from touchbase.errors import UsageError

Side = Literal["past", "future", "near"]
FORMS = "Write 2027-01-10, today, yesterday, last friday, next monday, 3 days ago, in 2 weeks or 10 jan."

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR_WORDS = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WEEKDAY = re.compile(
    r"(?:(last|next|this|on) )?"
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_DISTANCE = re.compile(r"(?:(in) )?(\d{1,3}|[a-z]+) (day|week|month|year)s?(?: (ago))?")
_UNIT = re.compile(r"(last|next) (week|month|year)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_CLOCK = re.compile(r"^(.*?)(?:\s+at)?[\sT]+(\d{1,2}):(\d{2})$", re.IGNORECASE)


def parse_day(text: str, today: date, side: Side = "near") -> date:
    """The day meant; where the words leave it open (`10 jan`, `friday`) on that side of today. UsageError otherwise."""
    words = " ".join(text.lower().replace(",", " ").split())
    for read in (_iso, _near, _weekday, _distance, _unit, _month):
        try:
            found = read(words, today, side)
        except (ValueError, OverflowError):
            raise UsageError(f"There is no such day as {text!r}.", FORMS) from None
        if found is not None:
            return found
    raise UsageError(f"{text!r} is not a date this program understands.", FORMS)


def parse_moment(text: str, now: datetime, zone: str, side: Side = "past") -> datetime:
    """A day with an optional time (`yesterday 15:30`), in UTC; without one noon, or now when that day is today."""
    today = local(now, zone).date()
    clock = _CLOCK.match(text.strip())
    day = parse_day(clock[1] if clock else text, today, side)
    if clock:
        return instant(day, _time(clock[2], clock[3], text), zone)
    return now.astimezone(UTC).replace(second=0, microsecond=0) if day == today else instant(day, time(12), zone)


def _time(hour: str, minute: str, text: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise UsageError(f"There is no such time as in {text!r}.", "Write it as 15:30.") from None


def _iso(words: str, _today: date, _side: Side) -> date | None:
    return date.fromisoformat(words) if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", words) else None


def _near(words: str, today: date, _side: Side) -> date | None:
    return today + timedelta(days=_NEAR_WORDS[words]) if words in _NEAR_WORDS else None


def _weekday(words: str, today: date, side: Side) -> date | None:
    """`last friday` is before today, `next friday` after it; a bare weekday is on the side asked for."""
    match = _WEEKDAY.fullmatch(words)
    if match is None:
        return None
    ahead = (_WEEKDAYS.index(match[2][:3]) - today.weekday()) % 7
    back = match[1] == "last" or (match[1] is None and side == "past")
    return today + timedelta(days=(ahead or 7) - (7 if back and ahead else 14 if back else 0))


def _distance(words: str, today: date, _side: Side) -> date | None:
    match = _DISTANCE.fullmatch(words)
    if match is None or bool(match[1]) == bool(match[4]):
        return None
    count = int(match[2]) if match[2].isdigit() else _NUMBERS.get(match[2])
    return None if count is None else _shifted(today, -count if match[4] else count, match[3])


def _unit(words: str, today: date, _side: Side) -> date | None:
    match = _UNIT.fullmatch(words)
    return None if match is None else _shifted(today, -1 if match[1] == "last" else 1, match[2])


def _shifted(today: date, count: int, unit: str) -> date:
    """Months and years keep the day, or take the last one of a shorter month."""
    from pendulum import Date

    shifted = Date(today.year, today.month, today.day).add(**{f"{unit}s": count})
    return date(shifted.year, shifted.month, shifted.day)


def _month(words: str, today: date, side: Side) -> date | None:
    match = _DAY_MONTH.fullmatch(words)
    swapped = None if match else _MONTH_DAY.fullmatch(words)
    day, name, year = (match[1], match[2], match[3]) if match else swapped.group(2, 1, 3) if swapped else ("",) * 3
    if name[:3] not in _MONTHS or not day:
        return None
    month = _MONTHS.index(name[:3]) + 1
    if year:
        return date(int(year), month, int(day))
    years = (date(today.year + n, month, int(day)) for n in (-1, 0, 1) if _exists(today.year + n, month, int(day)))
    return _nearest(tuple(years), today, side)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _nearest(days: tuple[date, ...], today: date, side: Side) -> date:
    fitting = [day for day in days if side == "near" or (day <= today if side == "past" else day >= today)]
    return min(fitting, key=lambda day: abs(day - today))
