"""Where the time of twelve months went against the priorities, as rows and as JSON."""

from collections.abc import Sequence

from touchbase.domain.change import Json
from touchbase.reports.months import Share
from touchbase.reports.table import Column, Row, Table

COLUMNS = (
    Column("Priority", "right"), Column("People", "right"), Column("Minutes", "right"), Column("Of your time", "right"),
    Column("Meant", "right"),
)  # fmt: skip
NOTE = "Meant is what the cadences of your list ask for, if all of them were kept."


def time_json(shares: Sequence[Share]) -> Json:
    return {"time": [{**one._asdict(), "share": round(one.share, 3), "meant": round(one.meant, 3)} for one in shares]}


def time_table(shares: Sequence[Share]) -> Table:
    """The highest priority first."""
    rows = [
        Row((str(one.priority), str(one.people), str(one.minutes), f"{one.share:.0%}", f"{one.meant:.0%}"))
        for one in shares
    ]
    return Table("Time against priority, twelve months", COLUMNS, rows, (NOTE,))
