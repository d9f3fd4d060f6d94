"""`export`: everything remembered, of one person or of all, to read or to take elsewhere."""

import json
from datetime import UTC
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER, found
from touchbase.cli.log_csv import log_csv
from touchbase.cli.private_file import write_new
from touchbase.cli.render import SCHEMA, escaped
from touchbase.roster.entry import written

OF_ALL = ("body", "text_before", "text_after")


@make_command(
    "export",
    "touchbase export --output everything.json",
    "touchbase export ana-ruiz",
    "touchbase export --csv --output log.csv       # the log as a table",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A new file, readable by you only.")
@click.option("--csv", "as_csv", is_flag=True, help="The log as CSV instead of all as JSON.")
@pass_context
def command(context: Context, id: str | None, output: Path | None, as_csv: bool) -> None:
    """Everything remembered, notes included, of one person or of all."""
    text = _csv(context, id) if as_csv else _json(context, id)
    if output is None:
        click.echo(text, nl=False)
        return
    write_new(output, text)
    context.screen.say(f"Written to {output}, readable by you only. It holds private notes: mind where it goes.")


def _csv(context: Context, id: str | None) -> str:
    _known(context, id)
    return log_csv(context.memory.touchbases(id))


def _json(context: Context, id: str | None) -> str:
    tables = _known(context, id)
    people = [person for person in context.listed.stakeholders if id in (None, person.id)]
    payload = {
        "schema": SCHEMA,
        "exported": context.now.astimezone(UTC).isoformat(),
        "owner": context.owner.email,
        "list": [written(person) for person in people],
        "tables": tables,
    }
    return escaped(json.dumps(payload, ensure_ascii=False, indent=2, default=str)) + "\n"


def _known(context: Context, id: str | None) -> dict[str, list[dict[str, object]]]:
    """The rows; UsageError for an id that neither list nor memory has."""
    tables = context.memory.export(id)
    if id is not None:
        tables = {name: [_theirs(row) for row in rows] for name, rows in tables.items()}
    if id is not None and not any(tables.values()):
        found(context.listed.stakeholders, id)
    return tables


def _theirs(row: dict[str, object]) -> dict[str, object]:
    """A row without the texts that tell of everybody: a plan's body, and the list before and after an edit."""
    return {name: value for name, value in row.items() if name not in OF_ALL}
