"""Who gives way: what dates outside somebody's preferred part of the day cost, and whose turn it is to take them."""

from datetime import datetime, timedelta

from touchbase.domain.zone import local

GIVES_WAY = 2  # for each side, at most: all dates lie outside the preferred part of its day
ALONE = 1  # more, when one side gives way on most dates and the other does not
OUT_OF_TURN = 1  # and again, when it is the other one's turn
FAR = timedelta(hours=3)
A_DAY = timedelta(days=1)


def preference_points(ours: int, theirs: int, dates: int) -> int:
    """For so many dates outside the owner's, and the stakeholder's, preferred part of the day: 0 only for none."""
    return -(-GIVES_WAY * ours // dates) - (-GIVES_WAY * theirs // dates)


def fairness_points(ours: int, theirs: int, dates: int, *, far: bool) -> int:
    """What it costs that always the same side gives way.

    The owner's turn is with people far away, everybody else's turn is with the owner: so over the whole list neither
    takes the bad hour every time.
    """
    more = ours - theirs
    if 2 * abs(more) <= dates:
        return 0
    return ALONE + (OUT_OF_TURN if (more > 0) != far else 0)


def far_apart(moment: datetime, zone: str, other: str) -> bool:
    """True when the two wall clocks are three hours or more apart; a whole day apart they show the same time."""
    here, there = (local(moment, name).replace(tzinfo=None) for name in (zone, other))
    apart = abs(here - there) % A_DAY
    return FAR <= apart <= A_DAY - FAR
