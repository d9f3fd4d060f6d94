"""The dates of an event as they stand: expansion, exceptions, what is missing, and the days a date may move to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.emulators.graph.mailbox import Change, Item
from tests.emulators.graph.pattern import walls
from tests.emulators.graph.refusal import Refused
from tests.emulators.graph.zones import Wall

FAR, NEAR = timedelta(days=400), timedelta(days=2)
NOTHING = Change()


@dataclass(frozen=True)
class Date:
    """One date; `key` is the wall time its rule gives, in the zone of the item's start (None for a single event)."""

    item: Item
    key: datetime | None
    start: Wall
    end: Wall

    @property
    def change(self) -> Change:
        return self.item.changes.get(self.key, NOTHING) if self.key else NOTHING

    @property
    def original(self) -> datetime:
        """The original start, in UTC."""
        return Wall(self.key, self.item.start.zone).instant if self.key else self.start.instant


def between(item: Item, first: datetime, end: datetime) -> list[Date]:
    """The dates that overlap first..end, by start; moved ones where they stand now."""
    found = [one for one in _near(item, first, end) if one.start.instant < end and one.end.instant > first]
    return sorted(found, key=lambda one: one.start.instant)


def _near(item: Item, first: datetime, end: datetime) -> Iterator[Date]:
    """The dates that may lie there: those of the rule near by, and all that were changed."""
    if item.recurrence is None:
        yield Date(item, None, item.start, item.end)
        return
    before, after = (one.astimezone(UTC).replace(tzinfo=None) for one in (first - NEAR - item.length, end + NEAR))
    for key in walls(item.recurrence, item.start, after + FAR):
        if key not in item.gone and (key in item.changes or before < key < after):
            yield date_at(item, key)


def date_at(item: Item, key: datetime) -> Date:
    """The date of that key as it stands."""
    change = item.changes.get(key, NOTHING)
    start = change.start or Wall(key, item.start.zone)
    end = change.end or Wall.of(start.instant + item.length, item.end.zone)
    return Date(item, key, start, end)


def on_day(item: Item, day: str) -> Date | None:
    """The date whose key falls on that day (yyyymmdd), None when there is none or it was taken off."""
    if item.recurrence is None:
        return None
    after = datetime.strptime(day, "%Y%m%d") + timedelta(days=1)  # noqa: DTZ007  # wall time
    keys = walls(item.recurrence, item.start, after)
    if not keys or f"{keys[-1]:%Y%m%d}" != day or keys[-1] in item.gone:
        return None
    return date_at(item, keys[-1])


def refuse_crossing(item: Item, key: datetime, start: Wall, *, count_gone: bool) -> None:
    """A date stays between the days of its neighbours. Raises `Refused`."""
    assert item.recurrence is not None
    zone = item.start.zone
    day = Wall.of(start.instant, zone).at.date()
    keys = [one for one in walls(item.recurrence, item.start, key + FAR) if count_gone or one not in item.gone]
    days = [(one, Wall.of(date_at(item, one).start.instant, zone).at.date()) for one in keys if one != key]
    before = max((there for one, there in days if one < key), default=None)
    after = min((there for one, there in days if one > key), default=None)
    if (before and day <= before) or (after and day >= after):
        raise Refused(
            400,
            "ErrorOccurrenceCrossingBoundary",
            "Modified occurrence is crossing or overlapping adjacent occurrence.",
        )
