"""`let-go`: stop tending a relationship."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.standing import change_state


@make_command("let-go", "touchbase let-go ana-ruiz")
@click.argument("id", type=STAKEHOLDER)
@pass_context
def command(context: Context, id: str) -> None:
    """Stop tending this relationship: its series ends at the next sync, its history stays."""
    change_state(context, id, "let_go")
