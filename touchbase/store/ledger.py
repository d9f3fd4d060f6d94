"""Our series with their dates, and the ledger of writes to a calendar."""

from collections.abc import Sequence
from datetime import datetime

from touchbase.domain.booking import Booking, DateChange
from touchbase.domain.event import Occurrence
from touchbase.domain.operation import Operation, Outcome
from touchbase.domain.period import Period
from touchbase.store.columns import text_of
from touchbase.store.database import Room
from touchbase.store.rows import (
    booking_of,
    booking_row,
    change_of,
    change_row,
    date_row,
    operation_of,
    operation_row,
)
from touchbase.store.tables import DATE_CHANGE, OPERATION, SERIES, SERIES_DATE


class Ledger(Room):
    """What we last wrote to or accepted on the calendar."""

    def bookings(self) -> tuple[Booking, ...]:
        """By stakeholder, older generations first."""
        exceptions: dict[str, dict[datetime, DateChange]] = {}
        sql = f"{DATE_CHANGE.select} WHERE owner = ? ORDER BY uid, original_start"
        for uid, start, change in self.database.values(change_of, sql, (self.owner,)):
            exceptions.setdefault(uid, {})[start] = change
        sql = f"{SERIES.select} WHERE owner = ? ORDER BY stakeholder, generation, uid"
        return tuple(self.database.values(lambda row: booking_of(row, exceptions.get(row[1], {})), sql, (self.owner,)))

    def save_booking(self, booking: Booking) -> None:
        owner, uid = self.owner, booking.uid
        rows = (change_row(owner, uid, start, change) for start, change in booking.exceptions.items())
        with self.database.transaction():
            self.database.put(SERIES, booking_row(owner, booking))
            self.database.keep(DATE_CHANGE, "owner = ? AND uid = ?", (owner, uid), rows)

    def save_dates(self, uid: str, stakeholder: str, dates: Sequence[Occurrence], window: Period) -> None:
        """As the port says. A date belongs to the window it stands in now; a series not in the ledger keeps none."""
        owner, starts, ends = self.owner, text_of(window.start), text_of(window.end)
        with self.database.transaction():
            if self.database.row(SERIES.find, (owner, uid)) is None:
                return
            outside = self.database.rows(
                f"{SERIES_DATE.select} WHERE owner = ? AND uid = ? AND NOT (starts >= ? AND starts < ?)",
                (owner, uid, starts, ends),
            )
            rows = (date_row(owner, stakeholder, when) for when in dates)
            self.database.keep(SERIES_DATE, "owner = ? AND uid = ?", (owner, uid), (*outside, *rows))


class Writes(Room):
    """The ledger of writes: intent first, outcome after."""

    def begin(self, operation: Operation) -> bool:
        with self.database.transaction():
            if self._went_out(operation):
                return False
            stored = self.database.row(OPERATION.find, (self.owner, operation.id))
            if stored is None or operation_of(stored).outcome != "done":
                self.database.put(OPERATION, operation_row(self.owner, operation))
        return True

    def _went_out(self, operation: Operation) -> bool:
        """True when another write has sent this mail today, or may have."""
        sql = "SELECT 1 FROM operation WHERE owner = ? AND mail = ? AND mail <> '' AND outcome <> 'failed' AND id <> ?"
        return self.database.row(sql, (self.owner, operation.mail, operation.id)) is not None

    def finish(self, id: str, outcome: Outcome, at: datetime) -> None:
        self.database.run(
            "UPDATE operation SET outcome = ?, at = ? WHERE owner = ? AND id = ? AND outcome <> ?",
            (outcome, text_of(at), self.owner, id, outcome),
        )

    def operations(self, outcome: Outcome | None = None, since: datetime | None = None) -> tuple[Operation, ...]:
        sql, params = f"{OPERATION.select} WHERE owner = ?", [self.owner]
        if outcome is not None:
            sql, params = f"{sql} AND outcome = ?", [*params, outcome]
        if since is not None:
            sql, params = f"{sql} AND at > ?", [*params, text_of(since)]
        return tuple(self.database.values(operation_of, f"{sql} ORDER BY at, id", params))
