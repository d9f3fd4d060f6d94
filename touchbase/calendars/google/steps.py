"""Which conversation carries out which step."""

from collections.abc import Sequence

from touchbase.calendars.google.adopting import adopting, releasing
from touchbase.calendars.google.calls import Json
from touchbase.calendars.google.guests import asking
from touchbase.calendars.google.seen import Home
from touchbase.calendars.google.single import moving, restoring, skipping
from touchbase.calendars.google.talk import Talk
from touchbase.calendars.google.whole import creating, ending, renewing
from touchbase.domain.step import (
    AdoptSeries,
    ChangeGuest,
    CreateSeries,
    EndSeries,
    MoveDate,
    OfADate,
    ReleaseSeries,
    RenewSeries,
    RestoreDate,
    SkipDate,
    Step,
)


def waves(steps: Sequence[Step]) -> list[list[int]]:
    """The steps by number, in groups that may be carried out side by side.

    Different series are; single dates of one series are; what concerns a series as a whole waits for the steps before.
    """
    found: list[list[int]] = []
    for n, step in enumerate(steps):
        before = [w for w, wave in enumerate(found) if any(_in_the_way(steps[m], step) for m in wave)]
        at = max(before, default=-1) + 1
        found[at:] = [[*found[at], n], *found[at + 1 :]] if at < len(found) else [[n]]
    return found


def _in_the_way(earlier: Step, later: Step) -> bool:
    if isinstance(earlier, OfADate) and isinstance(later, OfADate):
        return (earlier.uid, earlier.original_start) == (later.uid, later.original_start)
    return earlier.uid == later.uid


def carrying_out(step: Step, home: Home) -> Talk[Json | None]:  # noqa: C901 - one line a step
    """The conversation for one step; that of a new series gives the event that was made."""
    match step:
        case CreateSeries(series):
            return creating(series, home)
        case EndSeries(uid, after):
            return ending(uid, after, home)
        case ChangeGuest(uid, name, email):
            return asking(uid, name, email, home)
        case RenewSeries(uid, recurrence):
            return renewing(uid, recurrence, home)
        case MoveDate(uid, original_start, period):
            return moving(uid, original_start, period, home)
        case SkipDate(uid, original_start):
            return skipping(uid, original_start, home)
        case RestoreDate(uid, original_start):
            return restoring(uid, original_start, home)
        case AdoptSeries(uid, stakeholder, generation):
            return adopting(uid, stakeholder, generation, home)
        case ReleaseSeries(uid):
            return releasing(uid, home)
