"""What one look tells about one series: gone, put back, moved, over, parked, declined or simply live."""

from dataclasses import dataclass, replace
from datetime import timedelta

from touchbase.domain.booking import Booking, Standing
from touchbase.domain.event import SeenSeries
from touchbase.domain.period import Period
from touchbase.domain.recurrence import Recurrence
from touchbase.planning.edits import edit_words, edits, gives, with_edits
from touchbase.planning.invited import is_asked
from touchbase.planning.look import Look
from touchbase.planning.words import slot_words

FAR = timedelta(days=36_525)


@dataclass(frozen=True)
class Step:
    """One entry of the ledger as it is now, and what was learnt on the way."""

    booking: Booking
    why: tuple[str, ...] = ()

    def then(self, booking: Booking, *why: str) -> "Step":
        return Step(booking, (*self.why, *why))


def look_at(booking: Booking, look: Look) -> Step:
    """The entry as a person's edits want it, with a sentence for each of them."""
    seen = look.series.get(booking.uid)
    step = _put_back(Step(booking), seen, look)
    if not step.booking.stands:
        return step
    if seen is None or seen.cancelled or seen.handed_over:
        return _gone(step, seen, look)
    step = _slot(step, seen, look)
    if seen.recurrence is not None:
        step = _dates(step, look)
        if has_ended(step.booking, seen.recurrence, look):
            return _over(step, look)
    return _stand(step, seen, look)


def has_ended(booking: Booking, rule: Recurrence, look: Look) -> bool:
    """True when no date of the rule, and none that was moved, ends after now."""
    ahead = look.now - timedelta(minutes=rule.minutes) + timedelta(seconds=1)
    moved = (change.period.end for change in booking.exceptions.values() if change.period is not None)
    none_left = rule.last is not None and next(rule.starts(Period(ahead, ahead + FAR)), None) is None
    return none_left and not any(end > look.now for end in moved)


def _put_back(step: Step, seen: SeenSeries | None, look: Look) -> Step:
    if step.booking.standing != "paused_by_user" or seen is None or seen.cancelled or seen.handed_over:
        return step
    if seen.recurrence is not None and has_ended(step.booking, seen.recurrence, look):
        return step  # what is left of it is the past
    why = f"the series with {look.name_of(step.booking)} is back on the calendar"
    return step.then(replace(step.booking, standing="live"), why)


def _gone(step: Step, seen: SeenSeries | None, look: Look) -> Step:
    """Ours no longer: nothing of it is ever written again."""
    booking = step.booking
    gone = "is gone from the calendar" if seen is None else "was cancelled"
    if seen is not None and seen.handed_over:
        gone = "is organised by somebody else now and left to them"
    what = f"the series with {look.name_of(booking)} {gone}"
    if not look.is_listed(booking) or look.has_newer(booking):  # by an old backup of ours, we made it room ourselves
        return step.then(replace(booking, standing="ended", parked_since=None), what)
    again = f"it is not booked again until `touchbase resume {booking.series.stakeholder}`"
    return step.then(replace(booking, standing="paused_by_user", parked_since=None), f"{what}; {again}")


def _over(step: Step, look: Look) -> Step:
    """Over by itself, it may be followed by another; over on a day that a person chose, it may not."""
    booking, what = step.booking, f"the series with {look.name_of(step.booking)} had its last date"
    if booking.last_by_hand and look.is_listed(booking) and not look.has_another(booking):
        again = f"you chose that day, so no other follows until `touchbase resume {booking.series.stakeholder}`"
        return step.then(replace(booking, standing="paused_by_user", parked_since=None), f"{what}; {again}")
    return step.then(replace(booking, standing="ended", parked_since=None), what)


def _slot(step: Step, seen: SeenSeries, look: Look) -> Step:
    booking, rule = step.booking, seen.recurrence
    name, ours = look.name_of(booking), booking.series.recurrence
    if rule == ours or (rule is None and booking.pinned):
        return step
    if rule is None:
        why = f"the series with {name} repeats by a rule of its own; it is left as it is"
        return step.then(replace(booking, pinned=True), why)
    kept = {start: change for start, change in booking.exceptions.items()
            if start < look.now or gives(rule, start)}  # fmt: skip
    series = replace(booking.series, recurrence=rule)
    if rule.ending(ours.last) == ours:  # another last day is another length, not another slot
        until = "has no last day any more" if rule.last is None else f"now ends on {rule.last}"
        shorter = rule.last is not None and (ours.last is None or rule.last < ours.last)
        changed = replace(booking, series=series, exceptions=kept, last_by_hand=shorter)
        return step.then(changed, f"the series with {name} {until}")
    why = f"the series with {name} was moved: {slot_words(rule)}; it stays there"
    return step.then(replace(booking, series=series, exceptions=kept, pinned=True, since=look.now), why)


def _dates(step: Step, look: Look) -> Step:
    if step.booking.uid in look.snapshot.looked_up:
        return step
    found = list(edits(step.booking, look))
    name = look.name_of(step.booking)
    minutes = step.booking.series.recurrence.minutes
    why = (edit_words(edit, name, look.zone, minutes) for edit in found)
    return step.then(replace(step.booking, exceptions=with_edits(step.booking, found)), *why)


def _stand(step: Step, seen: SeenSeries, look: Look) -> Step:
    """Parked, declined or live, by the list and by the guest's answer to the whole series."""
    booking, name = step.booking, look.name_of(step.booking)
    was = booking.standing
    if not look.is_listed(booking):
        why = f"{name} is no longer on your list; their series is left alone"
        if was in ("parked", "retired"):
            return step
        return step.then(replace(booking, standing="parked", parked_since=look.now), why)
    declined = seen.guest_reply == "declined" and is_asked(seen, booking, look.people[booking.series.stakeholder])
    now: Standing = "declined" if declined else "live"
    if now == was:
        return step
    why = f"{name} is back on your list" if was == "parked" else f"{name} no longer declines the series"
    if now == "declined":
        why = f"{name} declined the whole series; ask them what would suit better"
    return step.then(replace(booking, standing=now, parked_since=None), why)
