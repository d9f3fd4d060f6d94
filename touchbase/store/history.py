"""What the log says about everybody as of a moment."""

from collections.abc import Mapping
from datetime import datetime

from touchbase.domain.history import History
from touchbase.store.columns import maybe_moment, text_of
from touchbase.store.database import Room, Row
from touchbase.store.tables import HISTORY

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


_OF_ONE = """
SELECT stakeholder, :held, starts, verdict, kind FROM touchbase
WHERE owner = :owner AND standing = 1 AND stakeholder = :person AND starts >= coalesce(:held, '')
"""
_HELD_BY_ONE = """
SELECT starts FROM touchbase
WHERE owner = :owner AND standing = 1 AND stakeholder = :person
AND verdict IN ('confirmed', 'likely') AND moves_clock = 1 ORDER BY starts DESC LIMIT 1
"""
_FOR_EVER = "9999"  # after any moment we store


class Histories(Room):
    """What stands of everybody, summed up as it is written; a moment before the newest entry is worked out anew."""

    def histories(self, now: datetime) -> Mapping[str, History]:
        """As the port says; people whose every date is still to come have a `next` only."""
        coming: dict[str, datetime] = {}
        asked = {"owner": self.owner, "now": text_of(now)}
        for id, start in self.database.values(_coming, _NEXT, asked):
            if start is not None:
                coming[id] = min(start, coming.get(id, start))
        sums = self.database.rows(f"{HISTORY.select} WHERE owner = ?", (self.owner,))
        if any(row[-1] > asked["now"] for row in sums):
            met = {id: _history(since, coming.pop(id, None)) for id, since in self._since_held(asked["now"]).items()}
        else:
            met = {row[1]: _summed(row, coming.pop(row[1], None)) for row in sums}
        return met | {id: History(next=start) for id, start in coming.items()}

    def sum_up(self, person: str) -> None:
        """Write anew what stands of one person; to be called in the transaction that changed it."""
        of = {"owner": self.owner, "person": person}
        held = self.database.row(_HELD_BY_ONE, of)
        since = self.database.rows(_OF_ONE, of | {"held": None if held is None else held[0]})
        rows = [self._sum(person, since)] if since else []
        self.database.keep(HISTORY, "owner = ? AND stakeholder = ?", (self.owner, person), rows)

    def sums(self) -> list[Row]:
        """The rows that follow from what stands of everybody."""
        return [self._sum(person, since) for person, since in self._since_held(_FOR_EVER).items()]

    def _since_held(self, now: str) -> dict[str, list[Row]]:
        lines: dict[str, list[Row]] = {}
        for row in self.database.rows(_SINCE_HELD, {"owner": self.owner, "now": now}):
            lines.setdefault(row[0], []).append(row)
        return lines

    def _sum(self, person: str, since: list[Row]) -> Row:
        one = _history(since, None)
        newest = max(row[2] for row in since)
        return (self.owner, person, since[0][1], one.last_verdict, one.missed_in_a_row, one.doubtful, newest)


def _coming(row: Row) -> tuple[str, datetime | None]:
    return row[0], maybe_moment(row[1])


def _summed(row: Row, coming: datetime | None) -> History:
    _, _, held, verdict, missed, doubtful, _ = row
    return History(maybe_moment(held), verdict, missed, doubtful, coming)


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
