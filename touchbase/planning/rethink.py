"""Three dates missed in a row: not a fourth invitation, but another hour, a longer cadence, or a question."""

from touchbase.domain.booking import Booking
from touchbase.domain.cadence import longer
from touchbase.domain.period import Period
from touchbase.domain.proposal import Proposal
from touchbase.domain.recurrence import Recurrence
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.ahead import YEAR_AHEAD, Ahead
from touchbase.planning.lanes import Lane, recurrence_of, request
from touchbase.planning.openings import Openings
from touchbase.planning.words import slot_words

IN_A_ROW = 3
ANOTHER_HOUR = 120  # minutes; a slot nearer than this on the same weekday is no other time of day


def rethought(who: Stakeholder, ahead: Ahead, openings: Openings) -> Proposal | None:
    """The smallest change that may help names the kind; `why` says all that apply. None while a new slot is untried."""
    booking, zone = ahead.booking_of(who.id), ahead.snapshot.owner.zone
    ask = f"you can ask {who.name} what would suit better"
    if ahead.declined(who.id):
        return Proposal(who.id, "ask", zone, why=(f"{who.name} declined the whole series", ask))
    if booking is not None and not _was_tried(booking, ahead):
        return None
    missed = ahead.snapshot.history(who.id).missed_in_a_row
    why = [f"{missed} dates in a row were not held, so one more invitation of the same kind helps little"]
    lane = None if booking is None else _other_lane(who, booking.series.recurrence, ahead, openings)
    if lane is not None:
        why.append(f"another hour: {_lane_words(lane, who, openings)}")
    rarer = longer(who.cadence)
    if rarer:
        why.append(f"a longer cadence: {rarer[0]} instead of {who.cadence}")
    why.append(f"or {ask}" if lane or rarer else ask)
    if lane is not None:
        return Proposal(who.id, "another_hour", zone, openings.grid.moment(lane.first), who.minutes, tuple(why))
    return Proposal(who.id, "longer_cadence" if rarer else "ask", zone, why=tuple(why))


def _was_tried(booking: Booking, ahead: Ahead) -> bool:
    """True once its slot, as it is now, has had a date; before that it deserves its chance."""
    now = ahead.snapshot.now
    since = booking.since or now - YEAR_AHEAD
    return next(booking.series.recurrence.starts(Period(min(since, now), now)), None) is not None


def _other_lane(who: Stakeholder, slot: Recurrence, ahead: Ahead, openings: Openings) -> Lane | None:
    """The cheapest one at another hour or on another weekday that no touchbase with others is in the way of."""
    diary = ahead.diary(openings.grid, without=who.id)
    lanes = request(ahead.snapshot, openings, who).lanes
    others = (lane for lane in lanes if _is_other(recurrence_of(lane, openings.grid, who), slot))
    return next((lane for lane in others if diary.allows(lane.free, who.minutes, lane.days)), None)


def _is_other(recurrence: Recurrence, slot: Recurrence) -> bool:
    minutes = [at.hour * 60 + at.minute for at in (recurrence.at, slot.at)]
    return recurrence.first.weekday() != slot.first.weekday() or abs(minutes[0] - minutes[1]) >= ANOTHER_HOUR


def _lane_words(lane: Lane, who: Stakeholder, openings: Openings) -> str:
    slot, dates = slot_words(recurrence_of(lane, openings.grid, who)), len(lane.days)
    return f"{slot} suits both of you on {dates - lane.clashes} of {dates} dates"
