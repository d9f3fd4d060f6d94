"""`agree`: whether the rhythm of a relationship is your own idea, proposed, or settled with them."""

from datetime import date

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.list_file import on_list, set_fields
from touchbase.domain.cadence import Cadence
from touchbase.errors import UsageError


@make_command(
    "agree",
    "touchbase agree ana-ruiz                               # she is fine with it",
    "touchbase agree ana-ruiz --cadence 'every 6 weeks'     # you settled on another rhythm",
    "touchbase agree ana-ruiz --proposed",
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--cadence", metavar="HOW-OFTEN", help="What you settled on; else what stands in the list.")
@click.option("--on", "day", metavar="DATE", help="The day you agreed; else today.")
@click.option("--proposed", is_flag=True, help="You proposed it and wait for their answer.")
@pass_context
def command(context: Context, id: str, cadence: str | None, day: str | None, proposed: bool) -> None:
    """Whether to meet regularly, and how often, is decided together: say what was settled."""
    person = on_list(context, id)
    changes: dict[str, str | date | None] = {"cadence_state": "proposed" if proposed else "agreed", "agreed_on": None}
    rhythm = person.cadence
    if cadence is not None:
        rhythm = _cadence(cadence)
        changes["cadence"] = str(rhythm)
    if not proposed:
        changes["agreed_on"] = parse_day(day, context.today, "past") if day else context.today
    state = "proposed to" if proposed else "agreed with"
    set_fields(context, id, f"{rhythm}, {state} {person.name}", changes)
    if context.as_json:
        on = changes["agreed_on"]
        said = {"cadence": str(rhythm), "cadence_state": changes["cadence_state"], "agreed_on": on and str(on)}
        context.screen.json({"stakeholder": id, **said})
    context.screen.say(f"{str(rhythm).capitalize()}, {state} {person.name}. Not so? touchbase undo")


def _cadence(text: str) -> Cadence:
    try:
        return Cadence.parse(text)
    except ValueError as error:
        raise UsageError(f"--cadence {error}.") from None
