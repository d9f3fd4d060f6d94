"""Whether the time we were told can be true: a machine that believes in 1970 or 2099 plans nonsense."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from touchbase.domain.snapshot import Snapshot

APART = timedelta(hours=24)
"""Further from the provider's own time than this, ours is wrong."""
BACKWARDS = timedelta(hours=1)
"""A clock that is set right goes back by minutes; the last run cannot have been later than that."""
LONG_AGO = timedelta(days=400)
"""Every series has ended since, so that somebody should look before a run."""


def wrong_clock(snapshot: Snapshot) -> Iterator[str]:
    """Every reason not to trust `now`; the calendar's own time is asked first, because it is the surest."""
    now, theirs, last = snapshot.now, snapshot.reading.clock, snapshot.last_run
    cure = "Set the machine's clock, best by its network time service, and run again."
    if theirs is not None:
        if abs(now - theirs) > APART:
            yield f"This machine says it is {_words(now)}, the calendar says {_words(theirs)}. {cure}"
    elif last is not None and now - last > LONG_AGO:
        yield f"The last run was on {last:%Y-%m-%d}, more than a year before {_words(now)}. If that is not so: {cure}"
    if last is not None and now < last - BACKWARDS:
        yield f"This machine says it is {_words(now)}, before the last run at {_words(last)}. {cure}"


def _words(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
