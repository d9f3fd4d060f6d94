"""A person erased without a trace: rows, free texts, pages that SQLite has freed, and backups."""

from collections.abc import Iterable
from dataclasses import replace

from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.errors import TryLater
from touchbase.store.database import Row
from touchbase.store.export import KEY, blanked, mentions, names_of
from touchbase.store.facts import Facts
from touchbase.store.log import Log
from touchbase.store.migrate import lift_guards, set_guards
from touchbase.store.payload import log_entry_of, payload_of
from touchbase.store.scrub import Scrub, scrubber
from touchbase.store.tables import (
    ACTION,
    FACT,
    LOG,
    MEMO,
    OPERATION,
    PLAN,
    RUN,
    SERIES,
    STAKEHOLDER,
    TABLES,
    Table,
)  # fmt: skip

Columns = tuple[tuple[Table, tuple[str, ...]], ...]
TOMBSTONE = "forgotten:"

# Rows that are nothing without their text go whole: a plan's hash covers it, and undoing would bring the person back.
_WHOLE: Columns = ((PLAN, ("body",)), (ACTION, ("summary", "text_before", "text_after")), (FACT, ("name",)))
_BLANKED: Columns = (
    (SERIES, ("summary", "description")),
    (OPERATION, ("facts",)),
    (MEMO, ("text", "other", "details")),
    (STAKEHOLDER, ("profile",)),
    (RUN, ("summary",)),
    (FACT, ("value",)),
)  # fmt: skip


class Forgetting(Log, Facts):
    """Stands on the log: after a person's lines are gone, what stands is made from it again."""

    def forget(self, stakeholder: str, names: Iterable[str]) -> int:
        """As the port says; never inside a transaction, because space is given back. One new backup replaces all."""
        if self.database.in_transaction:
            raise RuntimeError("forget cannot be part of a transaction: it has to give the space back")
        with self.database.transaction():
            known = [*names_of(self, stakeholder), *names]
            scrub = scrubber(known)
            lift_guards(self.database)
            count = self._delete(stakeholder) + self._blank(scrub) + self._blank_log(scrub)
            self.rebuild()
            set_guards(self.database)
            self._bury(known)
        self._give_back()
        return count

    def forgotten(self, names: Iterable[str]) -> tuple[str, ...]:
        """Which of these ids, names and addresses are of somebody forgotten: a restored list should say so."""
        key = self.get(KEY)
        if key is None:
            return ()
        return tuple(name for name in names if self.get(TOMBSTONE + _keyed(key, name)) is not None)

    def _delete(self, stakeholder: str) -> int:
        """The rows of series go last: their dates and changes hang on them."""
        changes = self.database.run(
            "DELETE FROM date_change WHERE owner = ? AND uid IN "
            "(SELECT uid FROM series WHERE owner = ? AND stakeholder = ?)",
            (self.owner, self.owner, stakeholder),
        )
        people = [table for table in TABLES if table.person and table is not SERIES]
        return changes + sum(
            self.database.run(
                f"DELETE FROM {table.name} WHERE owner = ? AND {table.person} = ?",  # noqa: S608  (our own names)
                (self.owner, stakeholder),
            )
            for table in (*people, SERIES)
        )

    def _blank(self, scrub: Scrub) -> int:
        count = 0
        for table, columns in _WHOLE:
            gone = [row for row in self._all(table) if mentions(table, columns, row, scrub)]
            for row in gone:
                self.database.run(table.delete, row[: len(table.key)])
            count += len(gone)
        for table, columns in _BLANKED:
            count += sum(self.database.put(table, blanked(table, columns, row, scrub)) for row in self._all(table))
        return count

    def _blank_log(self, scrub: Scrub) -> int:
        """Only what people or calendars wrote: ids and times stay what they were."""
        count = 0
        for row in self._all(LOG):
            [line] = self.database.values(log_entry_of, LOG.find, row[:2])
            seen = line.evidence and replace(line.evidence, away=scrub(line.evidence.away))
            payload = payload_of(_without_names(line.touchbase, scrub), seen)
            count += self.database.put(LOG, (*row[:-1], payload))
        return count

    def _all(self, table: Table) -> list[Row]:
        return self.database.rows(f"{table.select} WHERE owner = ?", (self.owner,))

    def _bury(self, names: Iterable[str]) -> None:
        """A keyed hash of each name: enough to know it again, useless for reading it."""
        from secrets import token_hex

        key = self.get(KEY) or token_hex(32)
        self.set(KEY, key)
        for name in names:
            if name.strip():
                self.set(TOMBSTONE + _keyed(key, name), "1")

    def _give_back(self) -> None:
        from touchbase.store.backup import backup, delete_backups

        self.database.run("VACUUM")
        [(busy, *_)] = self.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        delete_backups(self.database.path)
        if busy:
            raise TryLater(
                "The person is forgotten, but another program still reads old pages of the database.",
                "Run the same command again, so that these are erased too.",
            )
        backup(self.database.path, "after-forget")


def _without_names(entry: Touchbase, scrub: Scrub) -> Touchbase:
    judgement = Judgement(entry.judgement.verdict, tuple(map(scrub, entry.judgement.reasons)))
    return replace(entry, kind=scrub(entry.kind), judgement=judgement, note=scrub(entry.note))


def _keyed(key: str, name: str) -> str:
    import hmac

    return hmac.digest(bytes.fromhex(key), " ".join(name.casefold().split()).encode(), "sha256").hex()
