"""What the log says about everybody as of a moment, in two indexed queries."""

from collections.abc import Mapping
from datetime import datetime

from touchbase.domain.history import History
from touchbase.store.columns import maybe_moment, text_of
from touchbase.store.database import Room, Row

# `person` steps from one id to the one before in the index: a plain DISTINCT would read every entry. Each step ends on
# that person's newest entry, where `held` and the rows since then are found too: about one page a person is read.
_SINCE_HELD = """
WITH RECURSIVE person (id) AS (
    SELECT max(stakeholder) FROM touchbase WHERE owner = :owner AND standing = 1
    UNION ALL
    SELECT (SELECT max(stakeholder) FROM touchbase
            WHERE owner = :owner AND standing = 1 AND stakeholder < person.id)
    FROM person WHERE person.id IS NOT NULL
),
held (id, starts) AS MATERIALIZED (
    SELECT id, (SELECT starts FROM touchbase
                WHERE owner = :owner AND standing = 1 AND stakeholder = person.id AND starts <= :now
                AND verdict IN ('confirmed', 'likely') AND moves_clock = 1
                ORDER BY starts DESC LIMIT 1)
    FROM person WHERE id IS NOT NULL
)
SELECT held.id, held.starts, t.starts, t.verdict, t.kind
FROM held JOIN touchbase t ON t.owner = :owner AND t.standing = 1 AND t.stakeholder = held.id
    AND t.starts >= coalesce(held.starts, '') AND t.starts <= :now
"""

_NEXT = """
SELECT stakeholder, (SELECT min(starts) FROM series_date d
                     WHERE d.owner = s.owner AND d.uid = s.uid AND cancelled = 0 AND starts > :now)
FROM series s WHERE owner = :owner AND standing = 'live'
"""


class Histories(Room):
    """Computed at every call; nothing of it is kept."""

    def histories(self, now: datetime) -> Mapping[str, History]:
        """As the port says; people whose every date is still to come have a `next` only."""
        asked = {"owner": self.owner, "now": text_of(now)}
        coming: dict[str, datetime] = {}
        for id, start in self.database.values(_coming, _NEXT, asked):
            if start is not None:
                coming[id] = min(start, coming.get(id, start))
        lines: dict[str, list[Row]] = {}
        for row in self.database.rows(_SINCE_HELD, asked):
            lines.setdefault(row[0], []).append(row)
        met = {id: _history(since, coming.pop(id, None)) for id, since in lines.items()}
        return met | {id: History(next=start) for id, start in coming.items()}


def _coming(row: Row) -> tuple[str, datetime | None]:
    return row[0], maybe_moment(row[1])


def _history(since: list[Row], coming: datetime | None) -> History:
    """From the rows of one person, from the last held one on (all there are when none was)."""
    held = since[0][1]
    if held is not None and len(since) == 1:
        return History(maybe_moment(held), since[0][3], 0, 0, coming)
    since.sort()  # oldest first; sooner done here than by the database, for most people have one
    after = [(verdict, kind) for _, _, starts, verdict, kind in since if starts != held]
    missed = after.count(("not_held", "touchbase"))
    doubtful = sum(verdict == "doubtful" for verdict, _ in after)
    return History(maybe_moment(held), since[-1][3], missed, doubtful, coming)
