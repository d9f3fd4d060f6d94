"""`measure`: a number of your own, shown beside what happened and never as its effect."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.memos import keep, new, plain, show
from touchbase.errors import UsageError


@make_command(
    "measure",
    "touchbase measure 'people who left' 2 --on '1 jun'",
    "touchbase measure 'customer score' 8.4",
    "touchbase measure",
)
@click.argument("name", required=False)
@click.argument("value", type=float, required=False)
@click.option("--on", "day", metavar="DATE", help="The day it was measured; else today.")
@pass_context
def command(context: Context, name: str | None, value: float | None, day: str | None) -> None:
    """A number you care about, such as people who left; the review shows it beside your touchbases, without a claim."""
    if name is None:
        return show(context, context.memory.memos("measure"), "Your measures", "Nothing is measured: touchbase measure")
    if value is None:
        raise UsageError("Which number?", f"touchbase measure {name!r} 8.4")
    on = parse_day(day, context.today, "past") if day else context.today
    name, number = plain("name", name), f"{value:g}"
    memo = new(
        context, "measure", "", f"{name}: {number}", day=on, state="done", details={"name": name, "value": number}
    )
    keep(context, f"{name}: {number} on {on}", memo)
    return None
