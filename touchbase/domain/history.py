"""What the log says about one person as of a moment."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from touchbase.domain.touchbase import Verdict


# A named tuple: `status` makes one for everybody on the list.
class History(NamedTuple):
    """Computed from the log, never kept."""

    last_held: datetime | None = None
    last_verdict: "Verdict | None" = None
    missed_in_a_row: int = 0
    doubtful: int = 0
    next: datetime | None = None


NO_HISTORY = History()
