"""A series that stands and shall: kept with its dates sorted, renewed for another year, or in need of another slot."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from touchbase.domain.booking import Booking
from touchbase.domain.change import Renew
from touchbase.domain.event import Occurrence
from touchbase.domain.period import Period
from touchbase.domain.snapshot import Snapshot
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.clash import Clashes
from touchbase.planning.dates import FURTHEST_MOVE, dates_of, has_foreign_rule
from touchbase.planning.lanes import SERIES_DAYS
from touchbase.planning.repair import ClashingDate
from touchbase.planning.tended import Homeless, Tended, frozen
from touchbase.planning.words import day_words

RENEW_BEFORE = timedelta(weeks=6)


def keep_going(
    booking: Booking, who: Stakeholder, snapshot: Snapshot, clashes: Clashes, found: Tended, *, stays: bool
) -> None:
    homeless = None if stays else _homeless(booking, who, snapshot, clashes)
    if homeless is not None:
        dates = dates_of(booking, snapshot.reading, snapshot.horizon)
        found.homeless.append(homeless)
        found.fixed += [date for date in dates if frozen(date, snapshot)]
        return
    for renewal in _renewal(booking, snapshot):
        found.changes.append(renewal)
        booking = replace(booking, series=replace(booking.series, recurrence=renewal.recurrence))
    sort(booking, who, snapshot, clashes, found)


def sort(booking: Booking, who: Stakeholder, snapshot: Snapshot, clashes: Clashes, found: Tended) -> None:
    """Each date of a series that stays: fixed, fine, or clashing."""
    dates = dates_of(booking, snapshot.reading, snapshot.horizon)
    if _chosen_by_hand(booking, snapshot):
        found.fixed += dates
        return
    reasons = _reasons(booking, who, dates, snapshot, clashes)
    found.positions[booking.uid] = _positions(booking, snapshot)
    found.fixed += [date for date in dates if date.key not in reasons]
    found.fine += [(who, date) for date in dates if reasons.get(date.key) == ""]
    found.clashing += [ClashingDate(who, *date.key, reasons[date.key]) for date in dates if reasons.get(date.key)]
    found.clashing += _returning(booking, who, snapshot)


def _chosen_by_hand(booking: Booking, snapshot: Snapshot) -> bool:
    return booking.pinned or has_foreign_rule(booking, snapshot.reading)


def _reasons(
    booking: Booking, who: Stakeholder, dates: Iterable[Occurrence], snapshot: Snapshot, clashes: Clashes
) -> dict[tuple[str, datetime], str]:
    """What is wrong with each date we may move, "" where nothing is."""
    return {date.key: clashes.reason(who, date.period) for date in dates if _movable(date, booking, snapshot)}


def _positions(booking: Booking, snapshot: Snapshot) -> dict[datetime, datetime]:
    """Where the dates stand; one cadence and a move on both sides of the horizon too, as neighbours."""
    near = timedelta(days=booking.series.recurrence.cadence.days) + FURTHEST_MOVE
    window = Period(snapshot.now - near, snapshot.horizon.end + near)
    return {date.original_start: date.period.start for date in dates_of(booking, snapshot.reading, window)}


def _movable(date: Occurrence, booking: Booking, snapshot: Snapshot) -> bool:
    """Neither frozen nor put there by a person."""
    change = booking.exceptions.get(date.original_start)
    return not frozen(date, snapshot) and (change is None or change.by == "us")


def _homeless(booking: Booking, who: Stakeholder, snapshot: Snapshot, clashes: Clashes) -> Homeless | None:
    """Why the whole series no longer fits, None while it does or while a person's choice stands."""
    recurrence = booking.series.recurrence
    if _chosen_by_hand(booking, snapshot):
        return None
    if recurrence.cadence != who.cadence:
        return Homeless(who, booking, f"you now want to meet {who.cadence}, not {recurrence.cadence}")
    if recurrence.minutes != who.minutes:
        return Homeless(who, booking, f"it now lasts {who.minutes} minutes, not {recurrence.minutes}")
    dates = dates_of(booking, snapshot.reading, snapshot.horizon)
    reasons = _reasons(booking, who, dates, snapshot, clashes).values()
    clashing = [reason for reason in reasons if reason]
    if len(clashing) < 2 or 2 * len(clashing) <= len(reasons):
        return None
    why = f"{len(clashing)} of its next {len(reasons)} dates no longer suit: {clashing[0]}"
    return Homeless(who, booking, why, len(clashing))


def _renewal(booking: Booking, snapshot: Snapshot) -> Iterator[Renew]:
    recurrence = booking.series.recurrence
    soon = (snapshot.now + RENEW_BEFORE).date()
    by_hand = booking.last_by_hand or has_foreign_rule(booking, snapshot.reading)
    if recurrence.last is None or recurrence.last > soon or by_hand:
        return
    longer = recurrence.ending(max(recurrence.last, snapshot.today) + timedelta(days=SERIES_DAYS))
    why = (f"its year ends on {day_words(recurrence.last, snapshot.today)}",)
    yield Renew(
        stakeholder=booking.series.stakeholder,
        uid=booking.uid,
        recurrence=longer,
        why=why,
        notifies=snapshot.mails,
    )


def _returning(booking: Booking, who: Stakeholder, snapshot: Snapshot) -> Iterator[ClashingDate]:
    """Dates that were skipped for a pause which is over: they want a place again, their own before any other."""
    for start, change in sorted(booking.exceptions.items()):
        if change.period is None and change.by == "us" and snapshot.now <= start < snapshot.horizon.end:
            yield ClashingDate(who, booking.uid, start, "the pause is over")
