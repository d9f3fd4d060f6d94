"""The stakeholder list as a table, and as JSON."""

from collections.abc import Sequence
from datetime import date

from touchbase.domain.profile import NO_PROFILE, Profile
from touchbase.domain.stakeholder import Stakeholder
from touchbase.planning.words import counted
from touchbase.reports.table import Column, Row, Table
from touchbase.reports.words import day_words

COLUMNS = (
    Column("", "right"),
    Column("name", shrink=True),
    Column("id"),
    Column("category", shrink=True),
    Column("how often"),
    Column("state"),
    Column("time zone", shrink=True),
)


def roster_table(people: Sequence[Stakeholder], today: date) -> Table:
    """In the order given."""
    return Table(f"Your list: {counted(len(people), 'stakeholder')}", COLUMNS, [_row(one, today) for one in people])


def import_table(file: str, new: Sequence[Stakeholder], already: Sequence[Stakeholder]) -> Table:
    """Who of a file is new and would be added, then who is on the list already."""
    columns = (Column(""), Column("name", shrink=True), Column("e-mail", shrink=True), Column("category", shrink=True))
    rows = [*(_found("new", one) for one in new), *(_found("already", one) for one in already)]
    note = f"{len(new)} new, {len(already)} on your list already, who stay as they are."
    return Table(f"In {file}", columns, rows, (note,))


def roster_json(person: Stakeholder, today: date) -> dict[str, object]:
    """`state` as it holds today: a pause ends by itself."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "addresses": list(person.addresses),
        "category": person.category,
        "priority": person.priority,
        "cadence": str(person.cadence),
        "state": person.state_on(today),
        "paused_until": person.paused_until and person.paused_until.isoformat(),
        "time_zone": person.zone,
        "duration_minutes": person.minutes,
        "added": person.added and person.added.isoformat(),
        "tags": list(person.tags),
        "intent": person.intent,
        "profile": _profile(person.profile),
    }


def _profile(profile: Profile) -> dict[str, object]:
    """Only what was said."""
    told = {name: value for name, value in profile._asdict().items() if value != getattr(NO_PROFILE, name)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _found(word: str, person: Stakeholder) -> Row:
    cells = (word, person.name, person.email, person.category.replace("_", " "))
    return Row(cells, "good" if word == "new" else "dim")


def _row(person: Stakeholder, today: date) -> Row:
    state = person.state_on(today)
    words = state.replace("_", " ")
    if state == "paused" and person.paused_until:
        words = f"paused until {day_words(person.paused_until, today)}"
    cells = (
        str(person.priority), person.name, person.id, person.category.replace("_", " "), str(person.cadence), words,
        person.zone,
    )  # fmt: skip
    return Row(cells, "" if state == "active" else "dim")
