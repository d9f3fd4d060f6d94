"""One series as the calendar in memory keeps it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from touchbase.calendars.dates import Override, Standing, by_rule
from touchbase.calendars.diary import Commitment
from touchbase.domain.event import Reply, SeenSeries, Series
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.zone import instant


@dataclass(frozen=True, slots=True)
class Entry:
    """One series on the calendar. `deleted` is a tombstone: it keeps its uid; `find` shows it cancelled, `read` not.

    One that is not `tagged` was made by hand: `guests` are all who were asked, `own` says the owner organises it.
    """

    series: Series
    overrides: Mapping[datetime, Override] = field(default_factory=dict)
    guest_reply: Reply = "needs_action"
    version: int = 1
    deleted: bool = False
    tagged: bool = True
    guests: tuple[str, ...] = ()
    own: bool = True

    def commitments(self, window: Period) -> Iterator[Commitment]:
        """The dates of one made by hand, as other events of the owner's."""
        uid, heads = self.series.uid, frozenset(self.guests)
        for date in self.standing().dates(window):
            if not date.cancelled:
                yield Commitment(uid, date.period, guests=heads, people=len(heads) + 1, series=uid, own=self.own)

    def standing(self) -> Standing:
        series, rule = self.series, self.series.recurrence
        seen = SeenSeries(
            series.uid,
            series.stakeholder,
            series.generation,
            rule,
            series.summary,
            series.description,
            series.guest_email,
            self.guest_reply,
            self.deleted,
            f'"{self.version}"',
        )
        return Standing(seen, instant(rule.first, rule.at, rule.zone), by_rule(rule), self.overrides)


def slot(series: Series) -> tuple[str, int, Recurrence]:
    """What makes two series the same one, whatever people did to its words."""
    return (series.stakeholder, series.generation, series.recurrence)


def off() -> Override:
    """Taken off; like every provider it cannot tell whether we or the owner did it."""
    return Override(cancelled_by="someone", shown=False)


def back(entry: Entry, key: datetime) -> Override:
    """That date as the rule has it; only the replies to it stay."""
    now = entry.overrides.get(key, Override())
    return Override(owner_reply=now.owner_reply, guest_reply=now.guest_reply)
