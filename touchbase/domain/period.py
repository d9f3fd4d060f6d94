"""Half-open stretches of time (RFC 5545 PERIOD), always held in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` up to, not including, `end`. Both must be aware; they are stored in UTC.

    UTC because Python compares two values of one zone by their wall clocks, which lies on the day the clocks change.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a period needs times with a zone")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end < self.start:
            raise ValueError(f"a period cannot end before it starts: {self.start} to {self.end}")

    @classmethod
    def lasting(cls, start: datetime, minutes: float) -> "Period":
        """The period of so many elapsed minutes from `start`."""
        start = start.astimezone(UTC)
        return cls(start, start + timedelta(minutes=minutes))

    @property
    def minutes(self) -> float:
        return (self.end - self.start).total_seconds() / 60

    def overlaps(self, other: "Period") -> bool:
        """True when the two share an instant; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def padded(self, minutes: float) -> "Period":
        """Wider by so many minutes on both sides."""
        pad = timedelta(minutes=minutes)
        return Period(self.start - pad, self.end + pad)

    def clipped(self, window: "Period") -> "Period | None":
        """The part inside `window`, or None when there is none."""
        if not self.overlaps(window):
            return None
        return Period(max(self.start, window.start), min(self.end, window.end))


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same time as few disjoint periods in order; touching ones become one, empty ones vanish."""
    result: list[Period] = []
    for period in sorted(periods):
        if period.start == period.end:
            continue
        if result and period.start <= result[-1].end:
            result[-1] = Period(result[-1].start, max(result[-1].end, period.end))
        else:
            result.append(period)
    return tuple(result)
