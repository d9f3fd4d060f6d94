"""`pause`: leave somebody alone for a while."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.standing import change_state
from touchbase.errors import UsageError


@make_command(
    "pause",
    "touchbase pause ana-ruiz --until 2027-01-10",
    "touchbase pause ana-ruiz --until 'in 6 weeks'",
    "touchbase pause ana-ruiz                      # until you resume",
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--until", metavar="DATE", help="The day the pause ends by itself.")
@pass_context
def command(context: Context, id: str, until: str | None) -> None:
    """Leave somebody alone until a date: nothing new is booked and nothing is owed."""
    day = parse_day(until, context.today, "future") if until else None
    if day is not None and day <= context.today:
        raise UsageError(f"{day} is not ahead of us.", "Give a later date.")
    change_state(context, id, "paused", day)
