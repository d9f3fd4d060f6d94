"""Who needs a new series, which slot each gets, and in plain words why, or why not."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from touchbase.domain.booking import Booking
from touchbase.domain.event import Series
from touchbase.domain.identity import series_uid
from touchbase.domain.plan import Unplaced
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local, local_date
from touchbase.planning.assignment import Assignment
from touchbase.planning.diary import Diary
from touchbase.planning.ending import kept_by_policy
from touchbase.planning.invitation import description, summary
from touchbase.planning.lanes import CLASH, Lane, Request, owed_on, recurrence_of, request, weekly_hours
from touchbase.planning.openings import Openings
from touchbase.planning.solve import solve
from touchbase.planning.tended import Homeless
from touchbase.planning.words import counted, day_words


@dataclass(frozen=True, slots=True)
class Placed:
    """A series for somebody; `replaces` is the booking it takes over from."""

    request: Request
    lane: Lane
    series: Series
    why: tuple[str, ...]
    replaces: Booking | None = None


@dataclass(frozen=True)
class Placement:
    """The new series in the order they should be made, those nobody got, and how good the choice is."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    assignment: Assignment
    requests: Mapping[str, Request] = field(default_factory=dict)

    @property
    def starved(self) -> tuple[str, ...]:
        """Those who get nothing under the best plan, neither now nor by a later run."""
        return tuple(who for who in self.requests if who not in self.assignment.lanes)


def place(
    snapshot: Snapshot,
    openings: Openings,
    diary: Diary,
    homeless: Sequence[Homeless] = (),
    ending: Collection[str] = (),
) -> Placement:
    """Choose a slot for everybody who needs one, all at once. The diary is left as it was.

    `ending` are the uids of series that end in this plan: their hours are free for others.
    """
    moving = {one.who.id: one for one in homeless}
    requests = [_to_move(one, snapshot, openings) for one in homeless]
    waiting = list(_without_series(snapshot))
    requests += [request(snapshot, openings, who, _last_slot(snapshot, who)) for who, reason in waiting if not reason]
    hours = _hours_left(snapshot, {*ending, *(one.booking.uid for one in homeless)})
    assignment = solve(requests, diary, hours, snapshot.rules.planner_seconds)
    hours -= sum(wanted.hours_per_week for wanted in requests if wanted.stakeholder.id in assignment.lanes)
    placed = [
        _placed(snapshot, openings, wanted, assignment.lanes[wanted.stakeholder.id], moving.get(wanted.stakeholder.id))
        for wanted in sorted(requests, key=_first_served)
        if wanted.stakeholder.id in assignment.lanes
    ]
    unplaced = [Unplaced(who.id, reason, fix) for who, why in waiting if why for reason, fix in [why]]
    unplaced += [
        Unplaced(wanted.stakeholder.id, *_why_not(wanted, moving.get(wanted.stakeholder.id), snapshot, openings, hours))
        for wanted in requests
        if wanted.stakeholder.id not in assignment.lanes
    ]
    now, later = _ramped(placed, snapshot.rules.new_per_run)
    unplaced += later
    return Placement(tuple(now), tuple(unplaced), assignment, {wanted.stakeholder.id: wanted for wanted in requests})


def _to_move(one: Homeless, snapshot: Snapshot, openings: Openings) -> Request:
    """All that would be better enough than where the series stands; everything, where it has to move anyway."""
    wanted = request(snapshot, openings, one.who, one.booking.series.recurrence)
    if one.clashes is None:
        return wanted
    spared = CLASH * (one.clashes - snapshot.rules.move_gain_dates)
    return replace(wanted, unplaced_cost=max(0, wanted.weight * spared))


def _last_slot(snapshot: Snapshot, who: Stakeholder) -> Recurrence | None:
    """The slot of their newest series: people expect the old one back, and a run that was cut off goes on with it."""
    ended = (booking.series for booking in snapshot.bookings if booking.series.stakeholder == who.id)
    newest = max(ended, key=lambda series: series.generation, default=None)
    return None if newest is None else newest.recurrence


def _first_served(wanted: Request) -> tuple[int, int, str]:
    return (wanted.stakeholder.priority, wanted.owed.toordinal(), wanted.stakeholder.id)


def _without_series(snapshot: Snapshot) -> Iterator[tuple[Stakeholder, tuple[str, str] | None]]:
    """Everybody active whose series does not stand, with the reason and the fix where none should be made now."""
    standing = {booking.series.stakeholder for booking in snapshot.bookings if booking.stands}
    by_hand = {b.series.stakeholder for b in snapshot.bookings if b.standing == "paused_by_user"}
    for who in snapshot.stakeholders:
        if who.state_on(snapshot.today) == "active" and who.id not in standing:
            asked = _under_another_id(who, snapshot) or kept_by_policy(who, snapshot)
            yield who, asked or _not_now(who, who.id in by_hand, snapshot)


def _under_another_id(who: Stakeholder, snapshot: Snapshot) -> tuple[str, str] | None:
    """An address that is invited already is the same person: their name was corrected, or their id was changed."""
    listed = {one.id for one in snapshot.stakeholders}
    invited = {b.series.guest_email.lower(): b.series.stakeholder
               for b in snapshot.bookings if b.stands and b.series.stakeholder not in listed}  # fmt: skip
    for address in who.all_addresses:
        if (old := invited.get(address)) is not None:
            why = f"{address} has a series already under the id {old}, which is no longer on your list"
            return (why, f'write id = "{old}" for them in the list; if it is another person, `touchbase retire {old}`')
    return None


def _not_now(who: Stakeholder, deleted_by_hand: bool, snapshot: Snapshot) -> tuple[str, str] | None:
    if deleted_by_hand:
        return ("their series was deleted or taken back by hand, so it is not made anew", f"touchbase resume {who.id}")
    owed = owed_on(snapshot, who)
    if owed > local_date(snapshot.horizon.end, snapshot.owner.zone):
        weeks = snapshot.rules.horizon_weeks
        why = f"not due before {day_words(owed, snapshot.today)}"
        return (why, f"nothing to do: it is booked within {weeks} weeks of that day")
    return None


def _hours_left(snapshot: Snapshot, going: Collection[str]) -> float:
    """The weekly budget less what the series that stay take; `going` are the uids of the others."""
    staying = (b.series for b in snapshot.bookings if b.stands and b.uid not in going)
    return snapshot.rules.hours_per_week - sum(
        weekly_hours(series.recurrence.minutes, series.recurrence.cadence) for series in staying
    )


def _placed(snapshot: Snapshot, openings: Openings, wanted: Request, lane: Lane, moving: Homeless | None) -> Placed:
    who = wanted.stakeholder
    recurrence = recurrence_of(lane, openings.grid, who)
    generation = 1 + max((b.series.generation for b in snapshot.bookings if b.series.stakeholder == who.id), default=0)
    series = Series(
        uid=series_uid(snapshot.owner.id, who.id, generation),
        stakeholder=who.id,
        generation=generation,
        recurrence=recurrence,
        summary=summary(snapshot.owner, who, snapshot.rules),
        description=description(snapshot.owner, who, snapshot.rules),
        guest_name=who.name,
        guest_email=who.email,
        conference=snapshot.rules.conference,
    )
    why = _why(snapshot, wanted, lane, series)
    return Placed(wanted, lane, series, (moving.why, *why) if moving else why, moving.booking if moving else None)


def _why(snapshot: Snapshot, wanted: Request, lane: Lane, series: Series) -> tuple[str, ...]:
    who, recurrence = wanted.stakeholder, series.recurrence
    free = len(lane.days) - lane.clashes
    known = snapshot.busy_of(who.id).known
    reasons = [f"{free} of {len(lane.days)} dates in {snapshot.rules.horizon_weeks} weeks suit both of you"]
    if not known:
        reasons.append(f"{who.name}'s calendar is unknown, so only their working hours were used")
    if who.zone != recurrence.zone:
        start = next(recurrence.starts(snapshot.horizon))
        reasons.append(f"{local(start, who.zone):%H:%M} for them in {who.zone}")
    if not lane.outside:
        reasons.append("in the part of the day both of you prefer")
    reasons.append(_owed_words(wanted, snapshot))
    return tuple(reasons)


def _owed_words(wanted: Request, snapshot: Snapshot) -> str:
    last = snapshot.history(wanted.stakeholder.id).last_held
    if last is None:
        return "you have not met yet"
    met = day_words(local_date(last, snapshot.owner.zone), snapshot.today)
    return f"last met {met}, next owed {day_words(wanted.owed, snapshot.today)}"


def _why_not(
    wanted: Request, moving: Homeless | None, snapshot: Snapshot, openings: Openings, hours: float
) -> tuple[str, str]:
    """`hours` a week are left once everybody has what they got."""
    who = wanted.stakeholder
    if moving is not None and moving.clashes is not None:
        dates = counted(snapshot.rules.move_gain_dates, "date")
        return (f"{moving.why}; no other slot spares {dates}, so it stays", "drag it to a time that suits you better")
    if not openings.for_both(who):
        return (
            f"your working hours and {who.name}'s share no free {who.minutes} minutes",
            "widen working_hours on one side, or shorten duration_minutes",
        )
    if not wanted.lanes:
        return (
            f"no {who.cadence} slot is free for both on even half of its dates",
            f"a longer cadence, or more working_hours for {who.id}",
        )
    if wanted.hours_per_week > hours + 1e-9:
        return (
            f"your {snapshot.rules.hours_per_week:g} hours a week are taken up by touchbases with others",
            "say what gives way: `touchbase trade` (or raise capacity.hours_per_week; see capacity below)",
        )
    return (
        "every slot that suits both is taken by other touchbases or lies on a full day or week",
        "raise touchbase.max_per_day or max_per_week",
    )


def _ramped(placed: Sequence[Placed], limit: int) -> tuple[list[Placed], list[Unplaced]]:
    """Moves of series always go; of the new ones the first `limit`, 0 being no limit."""
    new = [one for one in placed if one.replaces is None]
    later = {one.series.uid for one in new[limit:]} if limit else set()
    return (
        [one for one in placed if one.series.uid not in later],
        [
            Unplaced(
                one.series.stakeholder, f"waits for a later run: at most {limit} new series a run", "touchbase sync"
            )
            for one in placed
            if one.series.uid in later
        ],
    )
