"""The append-only log of touchbases, and what stands of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from touchbase.domain.event import Evidence
from touchbase.domain.period import Period
from touchbase.domain.touchbase import Touchbase
from touchbase.store.columns import maybe_text, text_of
from touchbase.store.database import Row, Value
from touchbase.store.history import Histories
from touchbase.store.payload import log_entry_of, payload_of
from touchbase.store.port import LogEntry
from touchbase.store.rows import touchbase_of, touchbase_row
from touchbase.store.tables import HISTORY, LOG, TOUCHBASE

Stored = tuple[Touchbase, bool]


class Log(Histories):
    """A touchbase is known by its occurrence key, or by its id where it has none, and keeps its first id."""

    def record(self, entry: Touchbase, at: datetime, evidence: Evidence | None = None) -> bool:
        """As the port says. An import gives way to a person too, and what a person retracted stays retracted."""
        with self.database.transaction():
            stored = self._stored(entry)
            if entry.source != "human" and stored is not None and _settled_by_a_person(stored):
                return False
            return self._append("record", self._as_known(entry, stored), at, evidence)

    def confirm(self, entry: Touchbase, at: datetime) -> None:
        with self.database.transaction():
            known = self._as_known(entry, self._stored(entry))
            self._append("confirm", replace(known, source="human"), at, None)

    def retract(self, id: str, at: datetime) -> Touchbase | None:
        with self.database.transaction():
            found = self._values("id = ? AND standing = 1 ORDER BY starts DESC LIMIT 1", id)
            if not found:
                return None
            self._append("retract", found[0], at, None)
            return found[0]

    def restore(self, entry: Touchbase, at: datetime) -> None:
        with self.database.transaction():
            self._append("restore", self._as_known(entry, self._stored(entry)), at, None)

    def touchbases(
        self, stakeholder: str | None = None, since: datetime | None = None, limit: int | None = None
    ) -> tuple[Touchbase, ...]:
        wanted = {"stakeholder = ?": stakeholder, "starts >= ?": maybe_text(since)}
        given = {term: value for term, value in wanted.items() if value is not None}
        where = " AND ".join(("standing = 1", *given)) + " ORDER BY starts DESC, stakeholder, id"
        if limit is None:
            return tuple(self._values(where, *given.values()))
        return tuple(self._values(f"{where} LIMIT ?", *given.values(), limit))

    def judged(self, window: Period) -> Mapping[tuple[str, datetime], Touchbase]:
        where = "standing = 1 AND uid <> '' AND original_start >= ? AND original_start < ?"
        found = self._values(where, text_of(window.start), text_of(window.end))
        return {(entry.uid, entry.original_start): entry for entry in found if entry.original_start}

    def log(self) -> tuple[LogEntry, ...]:
        sql = f"{LOG.select} WHERE owner = ? ORDER BY sequence"
        return tuple(self.database.values(log_entry_of, sql, (self.owner,)))

    def rebuild(self) -> int:
        """Make what stands follow from the log again; how many rows changed."""
        with self.database.transaction():
            changed = self.database.keep(TOUCHBASE, "owner = ?", (self.owner,), replayed(self.owner, self.log()))
            return changed + self.database.keep(HISTORY, "owner = ?", (self.owner,), self.sums())

    def faults_of_the_log(self) -> tuple[str, ...]:
        """Where what stands does not follow from the log."""
        stands = set(self.database.rows(f"{TOUCHBASE.select} WHERE owner = ?", (self.owner,)))
        differing = {row[2] for row in stands ^ set(replayed(self.owner, self.log()))}
        entries = tuple(f"Touchbase {id} does not stand as the log says." for id in sorted(differing))
        kept = set(self.database.rows(f"{HISTORY.select} WHERE owner = ?", (self.owner,)))
        people = sorted({row[1] for row in kept ^ set(self.sums())})
        return entries + tuple(f"What is summed up of {id} does not follow from their touchbases." for id in people)

    def _values(self, where: str, *params: Value) -> list[Touchbase]:
        sql = f"{TOUCHBASE.select} WHERE owner = ? AND {where}"
        return self.database.values(touchbase_of, sql, (self.owner, *params))

    def _stored(self, entry: Touchbase) -> Stored | None:
        by_key = f"{TOUCHBASE.select} WHERE owner = ? AND uid <> '' AND uid = ? AND original_start = ?"
        row = self.database.row(by_key, (self.owner, entry.uid, maybe_text(entry.original_start)))
        row = row or self._row_of_id(entry.stakeholder, entry.id)
        if row is None:
            return None
        [known] = self.database.values(touchbase_of, TOUCHBASE.find, row[:3])
        return (known, bool(row[-1])) if _may_be_one(known, entry) else None

    def _as_known(self, entry: Touchbase, stored: Stored | None) -> Touchbase:
        if stored is None:
            while self._row_of_id(entry.stakeholder, entry.id):  # two dates of one series, one moved onto the other
                entry = replace(entry, id=f"{entry.id}x")
            return entry
        known, _ = stored
        return replace(
            entry,
            id=known.id,
            stakeholder=known.stakeholder,
            uid=entry.uid or known.uid,
            original_start=entry.original_start or known.original_start,
            note=entry.note or known.note,
        )

    def _row_of_id(self, stakeholder: str, id: str) -> Row | None:
        return self.database.row(TOUCHBASE.find, (self.owner, stakeholder, id))

    def _append(
        self,
        action: Literal["record", "confirm", "retract", "restore"],
        entry: Touchbase,
        at: datetime,
        evidence: Evidence | None,
    ) -> bool:
        if not self.database.put(TOUCHBASE, touchbase_row(self.owner, entry, action != "retract")):
            return False
        self.sum_up(entry.stakeholder)
        self.database.run(
            "INSERT INTO log (owner, sequence, at, action, stakeholder, touchbase, payload) "
            "SELECT ?, coalesce(max(sequence), 0) + 1, ?, ?, ?, ?, ? FROM log WHERE owner = ?",
            (self.owner, text_of(at), action, entry.stakeholder, entry.id, payload_of(entry, evidence), self.owner),
        )
        return True


def replayed(owner: str, log: Iterable[LogEntry]) -> list[Row]:
    """The rows that follow from the log: of each touchbase the last line, standing unless it was retracted."""
    last = {(line.touchbase.stakeholder, line.touchbase.id): line for line in log}
    return [touchbase_row(owner, line.touchbase, line.action != "retract") for line in last.values()]


def _settled_by_a_person(stored: Stored) -> bool:
    known, standing = stored
    return known.source == "human" or not standing


def _may_be_one(known: Touchbase, entry: Touchbase) -> bool:
    if not (known.uid and entry.uid):
        return True
    return (known.uid, maybe_text(known.original_start)) == (entry.uid, maybe_text(entry.original_start))
