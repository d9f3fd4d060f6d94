"""Free/busy of other people by getSchedule: groups of addresses, windows the service accepts, and what it answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from touchbase.calendars.outlook.asks import Ask, Place, ask_post
from touchbase.calendars.outlook.moments import in_utc, instant_of
from touchbase.domain.availability import UNKNOWN, FreeBusy
from touchbase.domain.period import Period

PEOPLE = 20
SLOT = 15
"""Minutes a character of availabilityView stands for."""
LONGEST = timedelta(days=62) - timedelta(minutes=SLOT)
FREE = ("free", "workingelsewhere")
NO_SUCH = ("5009", "errormailrecipientnotfound")
FREE_SLOTS = "04"  # free, working elsewhere


def windows(whole: Period) -> list[Period]:
    """As few equal stretches as the service accepts (shorter than 62 days), in whole slots."""
    count = max(1, -(-(whole.end - whole.start) // LONGEST))
    slots = -(-(whole.end - whole.start) // (count * timedelta(minutes=SLOT)))
    step = max(timedelta(minutes=SLOT), slots * timedelta(minutes=SLOT))
    starts = [whole.start + n * step for n in range(count)]
    return [Period(start, max(start, min(start + step, whole.end))) for start in starts]


def groups(addresses: Iterable[str]) -> list[tuple[str, ...]]:
    """Twenty at a time, each address once."""
    once = list(dict.fromkeys(addresses))
    return [tuple(once[n : n + PEOPLE]) for n in range(0, len(once), PEOPLE)]


def asking(place: Place, addresses: Sequence[str], window: Period) -> Ask:
    return ask_post(f"{place.root}/calendar/getSchedule", {
        "schedules": list(addresses), "startTime": in_utc(window.start), "endTime": in_utc(window.end),
        "availabilityViewInterval": SLOT,
    })  # fmt: skip


def busy_in(body: Mapping[str, Any], addresses: Sequence[str], window: Period) -> dict[str, tuple[Period, ...] | None]:
    """By address: the busy stretches, each block by itself; None for somebody of whom nothing can be said."""
    told = {str(one.get("scheduleId", "")).lower(): one for one in body.get("value") or () if isinstance(one, dict)}
    return {one: _busy(told.get(one.lower()), window) for one in addresses}


def found_in(body: Mapping[str, Any], addresses: Sequence[str]) -> dict[str, bool]:
    """By address, whether there is such a mailbox, as far as the service says: a refusal tells nothing."""
    told = {str(one.get("scheduleId", "")).lower(): one for one in body.get("value") or () if isinstance(one, dict)}
    said = {one: _is_there(told[one.lower()]) for one in addresses if one.lower() in told}
    return {one: there for one, there in said.items() if there is not None}


def _is_there(told: Mapping[str, Any]) -> bool | None:
    error = told.get("error")
    if not error:
        return True
    code = str(error.get("responseCode", "")).lower() if isinstance(error, dict) else ""
    return False if code in NO_SUCH else None


def free_busy(parts: Iterable[tuple[Period, ...] | None], ours: Iterable[Period], window: Period) -> FreeBusy:
    """One person's time from all stretches of the window; unknown where any is. Our own dates with them count once."""
    blocks: Counter[Period] = Counter()
    for part in parts:
        if part is None:
            return UNKNOWN
        blocks |= Counter(part)  # one that lies across two stretches is told in both
    blocks.subtract(one for one in ours if blocks[one] > 0)
    return FreeBusy.of((block for block, count in blocks.items() if count > 0), window)


def _busy(told: Mapping[str, Any] | None, window: Period) -> tuple[Period, ...] | None:
    """The items; where none are shown, the view. Tentative, busy, out of office and unknown are all busy."""
    if told is None or told.get("error"):
        return None
    items, view = told.get("scheduleItems"), str(told.get("availabilityView") or "")
    try:
        if items:
            return tuple(_periods(items))
        if items is None and not view:
            return None
        return tuple(_slots(view, window))
    except (KeyError, TypeError, ValueError):
        return None


def _periods(items: Iterable[Mapping[str, Any]]) -> Iterator[Period]:
    for item in items:
        if str(item.get("status", "")).lower() not in FREE:
            start = instant_of(item["start"])
            yield Period(start, max(start, instant_of(item["end"])))


def _slots(view: str, window: Period) -> Iterator[Period]:
    for n, slot in enumerate(view):
        if slot not in FREE_SLOTS:
            yield Period.lasting(window.start + n * timedelta(minutes=SLOT), SLOT)
