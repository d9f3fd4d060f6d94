"""When somebody is busy, which may be unknown (RFC 5545 VFREEBUSY). Unknown is never free."""

from collections.abc import Iterable
from dataclasses import dataclass

from touchbase.domain.period import Period, merged


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """The busy time of one person inside `covers`; outside it, or when it is None, nothing is known."""

    busy: tuple[Period, ...] = ()
    covers: Period | None = None

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
