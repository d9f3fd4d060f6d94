"""Another time a guest asks for, as a plan shows it to its reader."""

from datetime import UTC, date, datetime

from touchbase.domain.cadence import Cadence
from touchbase.domain.plan import Plan
from touchbase.domain.proposal import Proposal
from touchbase.domain.stakeholder import Stakeholder
from touchbase.reports.plan import Reader, asked_table, plan_tables

ANA = Stakeholder("ana-ruiz", "Ana Ruiz", "ana@example.com", "peer", 2, Cadence(1, "month"), "Europe/London")
READER = Reader("Europe/London", date(2026, 3, 2), {"ana-ruiz": ANA})
ASKS = Proposal(
    "ana-ruiz", "new_time", "Europe/London", datetime(2026, 3, 11, 14, tzinfo=UTC), 45, ("she asks", "move it")
)


def test_it_has_a_table_of_its_own() -> None:
    [table] = plan_tables(Plan(proposals=(ASKS,)), READER)
    assert table.title == "They ask for another time (1)"
    [row] = table.rows
    assert row.cells[0] == "Ana Ruiz"
    assert "14:00" in row.cells[1]
    assert "45 min" in row.cells[1]
    assert row.cells[2] == "she asks; move it"


def test_it_is_no_make_up() -> None:
    make_up = Proposal("ana-ruiz", "make_up", "Europe/London", ASKS.start, 30, ("missed",))
    titles = [table.title for table in plan_tables(Plan(proposals=(ASKS, make_up)), READER)]
    assert titles == ["They ask for another time (1)", "To make up (1)"]
    assert asked_table((make_up,), READER).rows == ()
