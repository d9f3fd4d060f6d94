"""When a touchbase with one stakeholder may start: both sides' hours and busy time as one set of bits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from touchbase.domain.availability import working_periods
from touchbase.domain.hours import Hours, Week, workweek
from touchbase.domain.owner import Rules
from touchbase.domain.period import Period, merged
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import zone
from touchbase.planning.grid import Grid


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two people, as periods: when they work, when they are busy, when they would rather meet."""

    working: tuple[Period, ...]
    busy: tuple[Period, ...]
    preferred: tuple[Period, ...]


@dataclass(frozen=True)
class Openings:
    """The starts open to both sides for every stakeholder, worked out once for each."""

    snapshot: Snapshot
    grid: Grid
    owner: Side
    _sides: dict[str, Side] = field(default_factory=dict, repr=False, compare=False)
    _hours: dict[tuple[str, tuple[Hours, ...]], tuple[Period, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _inside: dict[tuple[object, int], int] = field(default_factory=dict, repr=False, compare=False)
    _open: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Openings":
        grid = Grid.over(snapshot.horizon, snapshot.owner.zone)
        return cls(snapshot, grid, _owner_side(snapshot, grid))

    def for_both(self, stakeholder: Stakeholder) -> int:
        """The starts at which both sides work and neither is known to be busy."""
        if stakeholder.id not in self._open:
            busy, minutes = self.guest(stakeholder).busy, stakeholder.minutes
            theirs = self._inside_hours(stakeholder.zone, stakeholder.working_hours, minutes)
            theirs &= self.grid.starts_clear_of(busy, minutes, 0)
            self._open[stakeholder.id] = self._for_owner(minutes) & theirs
        return self._open[stakeholder.id]

    def preferred(self, stakeholder: Stakeholder) -> tuple[int, int]:
        """The starts inside the owner's, and inside the stakeholder's, preferred part of the day."""
        minutes = stakeholder.minutes
        key = ("owner's preferred", minutes)
        if key not in self._inside:
            self._inside[key] = self.grid.starts_inside(self.owner.preferred, minutes)
        hours = stakeholder.preferred or stakeholder.working_hours
        return self._inside[key], self._inside_hours(stakeholder.zone, hours, minutes)

    def guest(self, stakeholder: Stakeholder) -> Side:
        """The stakeholder's hours in their own zone, and what is known of their busy time."""
        if stakeholder.id not in self._sides:
            working = self._periods(stakeholder.zone, stakeholder.working_hours)
            preferred = self._periods(stakeholder.zone, stakeholder.preferred or stakeholder.working_hours)
            self._sides[stakeholder.id] = Side(working, self.snapshot.busy_of(stakeholder.id).busy, preferred)
        return self._sides[stakeholder.id]

    def _for_owner(self, minutes: int) -> int:
        key = ("owner", minutes)
        if key not in self._inside:
            buffer = self.snapshot.rules.buffer_minutes
            bits = self.grid.starts_inside(self.owner.working, minutes)
            bits &= self.grid.starts_clear_of(self.owner.busy, minutes, buffer)
            self._inside[key] = bits & ~self.grid.clock_changes()
        return self._inside[key]

    def _inside_hours(self, zone_name: str, hours: tuple[Hours, ...], minutes: int) -> int:
        """Many people share a zone and office hours, so these bits are worked out once for all of them."""
        key = ((zone_name, hours), minutes)
        if key not in self._inside:
            self._inside[key] = self.grid.starts_inside(self._periods(zone_name, hours), minutes)
        return self._inside[key]

    def _periods(self, zone_name: str, hours: tuple[Hours, ...]) -> tuple[Period, ...]:
        key = (zone_name, hours)
        if key not in self._hours:
            self._hours[key] = _hours_on(self.grid, workweek(hours), zone_name)
        return self._hours[key]


def _owner_side(snapshot: Snapshot, grid: Grid) -> Side:
    rules, zone_name = snapshot.rules, snapshot.owner.zone
    working = merged(_without_holidays(_each_day(grid, rules.working_hours, zone_name), snapshot))
    preferred = _hours_on(grid, _preferred_week(rules), zone_name) if rules.preferred else working
    return Side(working, merged(snapshot.reading.busy.busy), preferred)


def _preferred_week(rules: Rules) -> Week:
    every_day: tuple[Hours, ...] = rules.preferred
    return (every_day,) * 7


def _hours_on(grid: Grid, week: Week, zone_name: str) -> tuple[Period, ...]:
    return merged(_each_day(grid, week, zone_name))


def _each_day(grid: Grid, week: Week, zone_name: str) -> tuple[Period, ...]:
    day = timedelta(days=1)
    return working_periods(week, zone_name, grid.first - day, grid.last + day)


def _without_holidays(working: Iterable[Period], snapshot: Snapshot) -> tuple[Period, ...]:
    """Before they are merged: hours that reach over midnight are one stretch with the next day's."""
    rules = zone(snapshot.owner.zone)
    return tuple(period for period in working if period.start.astimezone(rules).date() not in snapshot.holidays)
