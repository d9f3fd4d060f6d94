"""The year's give and take with everybody, as rows and as JSON."""

from collections.abc import Mapping, Sequence

from touchbase.agenda.balance import Balance
from touchbase.domain.change import Json
from touchbase.domain.stakeholder import Stakeholder
from touchbase.reports.table import Column, Row, Table

COLUMNS = (Column("Who", shrink=True), Column("You gave", "right"), Column("They gave", "right"))
NOTE = "For your own eyes: a balance tells you what to offer or ask; it grades nobody."


def balance_json(people: Sequence[Stakeholder], balances: Mapping[str, Balance]) -> Json:
    """Everybody on the list, in its order."""
    return {
        "balances": [
            {"stakeholder": one.id, "i_gave": balances[one.id].i_gave, "they_gave": balances[one.id].they_gave}
            for one in people
        ]
    }


def balance_table(people: Sequence[Stakeholder], balances: Mapping[str, Balance]) -> Table:
    """Those with whom something went either way."""
    told = [one for one in people if balances[one.id].words]
    rows = [Row((one.name, str(balances[one.id].i_gave), str(balances[one.id].they_gave))) for one in told]
    if not rows:
        return Table("Nothing is remembered yet: touchbase gave ID TEXT", ())
    return Table("Give and take in the last year", COLUMNS, rows, (NOTE,))
