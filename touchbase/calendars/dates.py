"""The dates of one series as they stand, and the evidence for each: the pure half that every provider shares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from touchbase.calendars.diary import Diary
from touchbase.domain.event import Evidence, Occurrence, Reply, SeenSeries, Who
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence

Originals = Callable[[Period], Iterable[Period]]

A_DAY = timedelta(days=1)
FAR = timedelta(days=4 * 366)  # past the longest cadence and a few skipped dates


@dataclass(frozen=True, slots=True)
class Override:
    """One date that differs from its series (a RECURRENCE-ID instance); None means: as the series has it.

    `shown` is False for a cancelled date that the calendar no longer shows (EXDATE).
    """

    period: Period | None = None
    cancelled_by: Who | None = None
    shown: bool = True
    owner_reply: Reply | None = None
    guest_reply: Reply | None = None
    proposed: Period | None = None


@dataclass(frozen=True)
class Standing:
    """One series as it stands: what was seen of it, where its rule puts dates, and what was done to single ones.

    `originals` gives the rule's periods that start in a window. A cancelled series has no dates. When `cancelled_by` is
    known, its evidence says so for the dates from `cancelled_at` on; when it is not, there is no evidence.
    """

    seen: SeenSeries
    begins: datetime
    originals: Originals
    overrides: Mapping[datetime, Override] = field(default_factory=dict)
    owner_reply: Reply = "accepted"
    cancelled_by: Who | None = None
    cancelled_at: datetime | None = None

    def dates(self, window: Period) -> Iterator[Occurrence]:
        """Every date that stands in the window or that the rule has there, wherever it was moved."""
        if not self.seen.cancelled:
            yield from sorted(self._dates(window), key=lambda date: date.period)

    def evidence(self, window: Period, diary: Diary) -> Iterator[Evidence]:
        """What is known of each date that ends inside the window, also of those taken off."""
        if self.seen.cancelled and self.cancelled_by is None:
            return
        for key, period, override in self._all(window):
            if window.start < period.end <= window.end:
                yield self._seen_of(key, period, override, diary)

    def has(self, original_start: datetime) -> bool:
        """True when the rule, or an override, has a date of that original start."""
        return original_start in self.overrides or self.place(original_start) is not None

    def place(self, original_start: datetime) -> Period | None:
        """Where the rule has that date; None when it has no such one."""
        asked = Period(original_start, original_start + timedelta(seconds=1))
        return next(iter(self.originals(asked)), None)

    def at(self, original_start: datetime) -> Period | None:
        """Where that date stands now; None when it was taken off or never was one."""
        override = self.overrides.get(original_start, Override())
        return None if override.cancelled_by else override.period or self.place(original_start)

    def live(self, until: datetime) -> Iterator[tuple[datetime, Period]]:
        """Original start and period of every date that was not taken off and starts, or should, before `until`."""
        whole = Period(min(self.begins, until), until)
        for key, period, override in self._all(whole):
            if override.cancelled_by is None:
                yield key, period

    def _dates(self, window: Period) -> Iterator[Occurrence]:
        for key, period, override in self._all(window):
            off = override.cancelled_by is not None
            if override.shown and not (off and key not in self._rule_starts(window)):
                yield Occurrence(self.seen.uid, key, period, cancelled=off, proposed=override.proposed)

    def _rule_starts(self, window: Period) -> set[datetime]:
        return {period.start for period in self.originals(_a_day_earlier(window))}

    def _all(self, window: Period) -> Iterator[tuple[datetime, Period, Override]]:
        rule = {period.start: period for period in self.originals(_a_day_earlier(window))}
        for key, period in rule.items():
            override = self.overrides.get(key, Override())
            stands = override.period or period
            if period.overlaps(window) or window.start <= key < window.end or stands.overlaps(window):
                yield key, stands, override
        for key, override in self.overrides.items():
            if key not in rule and override.period is not None and override.period.overlaps(window):
                yield key, override.period, override

    def _seen_of(self, key: datetime, period: Period, override: Override, diary: Diary) -> Evidence:
        off = override.cancelled_by
        if off is None and self.seen.cancelled and not self._over_before_the_end(period):
            off = self.cancelled_by
        return Evidence(
            self.seen.uid,
            key,
            period,
            cancelled_by=off,
            owner_reply=override.owner_reply or self.owner_reply,
            guest_reply=override.guest_reply or self.seen.guest_reply,
            away="" if off else diary.away(period),
        )

    def _over_before_the_end(self, period: Period) -> bool:
        return self.cancelled_at is not None and period.end <= self.cancelled_at


@dataclass(frozen=True, slots=True)
class Cut:
    """How to end a series: no date of the rule after `last_kept` (None: nothing left), and the `off` before it gone."""

    last_kept: datetime | None
    off: tuple[datetime, ...] = ()


def cut(standing: Standing, after: datetime) -> Cut | None:
    """What has to be done so that no date starts after the instant; None when there is nothing to do."""
    if standing.seen.cancelled:
        return None
    live = list(standing.live(max(after, standing.begins) + FAR))
    kept = [key for key, period in live if period.start <= after]
    if not kept:
        return Cut(None)
    if len(kept) == len(live):
        return None
    return Cut(max(kept), tuple(sorted(key for key, _ in live if key <= max(kept) and key not in kept)))


def by_rule(recurrence: Recurrence) -> Originals:
    """The periods our own kind of rule has in a window."""
    return lambda window: (recurrence.period(start) for start in recurrence.starts(window))


def _a_day_earlier(window: Period) -> Period:
    """So that a date which began before the window and reaches into it is found."""
    return Period(window.start - A_DAY, window.end)
