"""What we hold, given out as plain values: all of it, or what concerns one person."""

import json

from touchbase.store.database import Room, Row
from touchbase.store.scrub import Scrub, scrubber
from touchbase.store.tables import ACTION, DATE_CHANGE, FACT, MEMO, PLAN, RUN, TABLES, Table

KEY = "forgotten-key"
"""The fact that makes tombstones unreadable; it is never given out."""

_FREE_TEXTS = (RUN, PLAN, ACTION, MEMO, FACT)


class Exports(Room):
    """JSON columns come out as the lists and objects they hold."""

    def export(self, stakeholder: str | None = None) -> dict[str, list[dict[str, object]]]:
        """As the port says; of one person also the plans, runs, actions and facts that name them."""
        rows = {table: self._rows(table) for table in TABLES}
        if stakeholder is not None:
            scrub = scrubber(names_of(self, stakeholder))
            uids = _uids_of(self, stakeholder)
            for table in TABLES:
                rows[table] = [row for row in rows[table] if _concerns(table, row, stakeholder, uids, scrub)]
        return {table.name: [_named(table, row) for row in found] for table, found in rows.items()}

    def _rows(self, table: Table) -> list[Row]:
        sql = f"{table.select} WHERE owner = ? ORDER BY {', '.join(table.key)}"
        return [row for row in self.database.rows(sql, (self.owner,)) if table is not FACT or row[1] != KEY]


def names_of(room: Room, stakeholder: str) -> list[str]:
    """The id, and every name and address on record with it."""
    names = [stakeholder]
    sql = "SELECT name, email, addresses FROM stakeholder WHERE owner = ? AND id = ?"
    for name, email, addresses in room.database.rows(sql, (room.owner, stakeholder)):
        names += [name, email, *json.loads(addresses)]
    sql = "SELECT guest_name, guest_email FROM series WHERE owner = ? AND stakeholder = ?"
    for guest_name, guest_email in room.database.rows(sql, (room.owner, stakeholder)):
        names += [guest_name, guest_email]
    return names


def mentions(table: Table, columns: tuple[str, ...], row: Row, scrub: Scrub) -> bool:
    return blanked(table, columns, row, scrub) != row


def blanked(table: Table, columns: tuple[str, ...], row: Row, scrub: Scrub) -> Row:
    """The row with the names taken out of these columns."""
    return tuple(
        scrub(value) if column in columns and isinstance(value, str) else value
        for column, value in zip(table.columns, row, strict=True)
    )


def _uids_of(room: Room, stakeholder: str) -> set[str]:
    sql = "SELECT uid FROM series WHERE owner = ? AND stakeholder = ?"
    return {uid for (uid,) in room.database.rows(sql, (room.owner, stakeholder))}


def _concerns(table: Table, row: Row, stakeholder: str, uids: set[str], scrub: Scrub) -> bool:
    if table.person and row[table.columns.index(table.person)] == stakeholder:
        return True
    if table is DATE_CHANGE:
        return row[1] in uids
    return table in _FREE_TEXTS and mentions(table, table.columns[1:], row, scrub)


def _named(table: Table, row: Row) -> dict[str, object]:
    return {
        column: json.loads(value) if column in table.json else value
        for column, value in zip(table.columns, row, strict=True)
    }
