"""`resume`: take somebody up again."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.standing import change_state


@make_command("resume", "touchbase resume ana-ruiz")
@click.argument("id", type=STAKEHOLDER)
@pass_context
def command(context: Context, id: str) -> None:
    """Take a paused, completed or let-go stakeholder up again; also after a series was deleted or declined."""
    change_state(context, id, "active")
