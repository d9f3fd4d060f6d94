"""When somebody works (RFC 7953) and is busy (RFC 5545 VFREEBUSY), which may be unknown. Unknown is never free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from touchbase.domain.hours import MIDNIGHT, Hours, Week
from touchbase.domain.period import Period, merged
from touchbase.domain.zone import instant


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """The busy time of one person inside `covers`; outside it, or when it is None, nothing is known.

    `nobody` means that the provider knew the address once and says on several days that it does not exist any more.
    """

    busy: tuple[Period, ...] = ()
    covers: Period | None = None
    nobody: bool = False

    @classmethod
    def of(cls, busy: Iterable[Period], covers: Period) -> "FreeBusy":
        return cls(merged(busy), covers)

    @property
    def known(self) -> bool:
        return self.covers is not None

    def is_busy(self, period: Period) -> bool | None:
        """True or False where it is known, None where it is not."""
        if any(period.overlaps(busy) for busy in self.busy):
            return True
        return False if self.covers is not None and self.covers.contains(period) else None


UNKNOWN = FreeBusy()


def working_periods(week: Week, zone_name: str, first: date, last: date) -> tuple[Period, ...]:
    """The working time of the local days `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_period(day, hours, zone_name) for day in days for hours in week[day.weekday()])


def _period(day: date, hours: Hours, zone_name: str) -> Period:
    start = _wall(day, hours.start, zone_name)
    return Period(start, max(start, _wall(day, hours.end, zone_name)))


def _wall(day: date, minute: int, zone_name: str) -> datetime:
    if minute == MIDNIGHT:
        return instant(day + timedelta(days=1), time(0), zone_name)
    return instant(day, time(minute // 60, minute % 60), zone_name)
