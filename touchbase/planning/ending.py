"""A series that stands and shall not: ended, or its dates skipped for a short pause."""

from datetime import time, timedelta

from touchbase.domain.booking import Booking
from touchbase.domain.change import End, SkipOccurrence
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import instant, local
from touchbase.planning.dates import dates_of
from touchbase.planning.tended import Tended, frozen
from touchbase.planning.words import day_words

SKIPS_IN_A_PAUSE = 3  # a longer pause ends the series: one mail instead of many
PARKED_FOR = timedelta(hours=72)


def reason_to_end(booking: Booking, who: Stakeholder | None, snapshot: Snapshot) -> str:
    if booking.standing == "retired":
        return "you retired it"
    if who is None:
        since = booking.parked_since
        over = since is not None and snapshot.now - since >= PARKED_FOR and snapshot.rules.policy == "full"
        return "no longer on your list for three days" if over else ""
    state = who.state_on(snapshot.today)
    if state == "paused":
        return "paused for a long time; resume books a new series" if _long_pause(booking, who, snapshot) else ""
    return {"completed": "you marked it completed", "let_go": "you let it go"}.get(state, "")


def _long_pause(booking: Booking, who: Stakeholder, snapshot: Snapshot) -> bool:
    """By the dates of the whole pause, were it longer than the horizon."""
    if who.paused_until is None:
        return True
    over = instant(who.paused_until, time(0), snapshot.owner.zone)
    whole = Period(snapshot.now, max(snapshot.now, over))
    return len(_paused_dates(booking, who, snapshot, whole)) > SKIPS_IN_A_PAUSE


def _paused_dates(booking: Booking, who: Stakeholder, snapshot: Snapshot, window: Period) -> list[Occurrence]:
    """The dates inside the window that fall into the pause and are not frozen."""
    dates = dates_of(booking, snapshot.reading, window)
    return [date for date in dates if not frozen(date, snapshot) and _in_pause(date, who, snapshot)]


def _in_pause(date: Occurrence, who: Stakeholder, snapshot: Snapshot) -> bool:
    day = local(date.period.start, snapshot.owner.zone).date()
    return who.paused_until is None or day < who.paused_until


def end(booking: Booking, why: str, snapshot: Snapshot, found: Tended) -> None:
    """From the freeze on; what stands inside it still takes place."""
    after = snapshot.now + timedelta(hours=snapshot.rules.freeze_hours)
    dates = dates_of(booking, snapshot.reading, snapshot.horizon)
    found.fixed += [date for date in dates if frozen(date, snapshot)]
    asked = booking.standing != "parked"
    found.changes.append(
        End(
            stakeholder=booking.series.stakeholder,
            uid=booking.uid,
            after=after,
            why=(why,),
            notifies=snapshot.mails,
            asked=asked,
        )
    )


def end_left_over(booking: Booking, snapshot: Snapshot, found: Tended) -> None:
    """A series given up by `resume` that still stands on the calendar goes before a new one takes its place."""
    if _still_stands(booking, snapshot):
        end(booking, "you gave it up; a new series takes its place", snapshot, found)


def kept_by_policy(who: Stakeholder, snapshot: Snapshot) -> tuple[str, str] | None:
    """Why there is no new series, and what would help, where one given up stands and the policy lets nothing end."""
    theirs = (booking for booking in snapshot.bookings if booking.series.stakeholder == who.id)
    given_up = (booking for booking in theirs if booking.standing == "ended")
    if snapshot.rules.policy != "create-only" or not any(_still_stands(booking, snapshot) for booking in given_up):
        return None
    why = 'the series you gave up still stands, and under the policy "create-only" nothing is ended'
    return (why, "delete it on the calendar; the next sync books a new one")


def _still_stands(booking: Booking, snapshot: Snapshot) -> bool:
    seen = (date for date in snapshot.reading.dates if date.uid == booking.uid and not date.cancelled)
    return any(not frozen(date, snapshot) for date in seen)


def pause(booking: Booking, who: Stakeholder, snapshot: Snapshot, found: Tended) -> None:
    skipped = _paused_dates(booking, who, snapshot, snapshot.horizon)
    dates = dates_of(booking, snapshot.reading, snapshot.horizon)
    found.fixed += [date for date in dates if date not in skipped]
    why = ("paused" if who.paused_until is None else f"paused until {day_words(who.paused_until, snapshot.today)}",)
    found.changes += [
        SkipOccurrence(
            stakeholder=who.id,
            uid=booking.uid,
            original_start=date.original_start,
            zone=snapshot.owner.zone,
            why=why,
            notifies=snapshot.mails,
        )
        for date in skipped
    ]
