"""People proposed for the list, as rows and as JSON."""

from collections.abc import Sequence
from datetime import date

from touchbase.domain.change import Json
from touchbase.planning.suggest import Suggestion
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words

COLUMNS = (
    Column("Who", shrink=True), Column("E-mail", shrink=True), Column("Alone", "right"), Column("In company", "right"),
    Column("Last"), Column("Rhythm that shows"), Column("Category?"),
)  # fmt: skip
NOTE = "Nobody is added unasked: touchbase stakeholders suggest --add EMAIL"


def suggestions_json(found: Sequence[Suggestion]) -> Json:
    return {
        "suggestions": [
            {
                "email": one.email,
                "name": one.name,
                "category": one.category,
                "cadence": str(one.cadence),
                "alone": one.alone,
                "in_company": one.in_company,
                "last": one.last.isoformat(),
            }
            for one in found
        ]
    }


def suggestions_table(found: Sequence[Suggestion], today: date) -> Table:
    if not found:
        return Table("Nobody you meet often is missing from your list.", ())
    rows = [_row(one, today) for one in found]
    return Table("You meet them, and they are not on your list", COLUMNS, rows, (NOTE,))


def _row(one: Suggestion, today: date) -> Row:
    last, category = day_words(one.last, today), one.category.replace("_", " ")
    return Row((one.name, one.email, str(one.alone), str(one.in_company), last, str(one.cadence), category))
