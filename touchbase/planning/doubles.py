"""Two series with one person stand on the calendar: the one that is no longer tended ends, where we may end."""

from collections.abc import Iterator
from datetime import timedelta

from touchbase.domain.change import End
from touchbase.domain.snapshot import Snapshot
from touchbase.planning.adopt import Adopted
from touchbase.planning.words import slot_words


def doubles_ended(adopted: Adopted, snapshot: Snapshot) -> Iterator[End]:
    """Under the policy `full` alone, and like every end for the guard to judge; else a notice says that it stands."""
    if snapshot.rules.policy != "full":
        return
    ledger = {booking.uid: booking for booking in adopted.bookings}
    for uid in adopted.duplicates:
        series = ledger[uid].series
        why = f"a newer series with {series.guest_name} stands; this one, {slot_words(series.recurrence)}, is a double"
        after = snapshot.now + timedelta(hours=snapshot.rules.freeze_hours)
        yield End(stakeholder=series.stakeholder, uid=uid, after=after, why=(why,), notifies=snapshot.mails)
