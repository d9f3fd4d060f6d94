"""`note`: what you learned about somebody, and when to ask about it again."""

from datetime import date

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, show
from touchbase.domain.memo import Memo


@make_command(
    "note",
    "touchbase note ana-ruiz 'her daughter sits exams' --ask 'in 3 weeks'",
    "touchbase note ana-ruiz 'plays the cello' --light       # hobbies, family, values",
    "touchbase note ana-ruiz                                 # what you noted",
    "touchbase note --asked 3f2a91bc04                       # asked; it does not come back",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--ask", metavar="DATE", help="When to ask about it; it stands in every brief from then on.")
@click.option("--light", is_flag=True, help="A personal thing, kept light; silent where work and home are kept apart.")
@click.option("--asked", metavar="MEMO", help="You have asked about this one.")
@pass_context
def command(
    context: Context, id: str | None, text: str | None, ask: str | None, light: bool, asked: str | None
) -> None:
    """Note what you learned about somebody. It stays on this disk and never reaches a calendar."""
    if asked:
        asked_about(context, asked)
    elif id and text:
        note(context, id, text, parse_day(ask, context.today, "future") if ask else None, light=light)
    else:
        notes = context.memory.memos("note", stakeholder=person_of(context, id).id if id else None)
        show(context, notes, "Your notes", "Nothing is noted yet: touchbase note ID TEXT")


def note(context: Context, id: str, text: str, day: date | None = None, *, light: bool = False) -> Memo:
    """What was learned about somebody; from `day` on it stands in every brief."""
    person = person_of(context, id)
    memo = new(context, "note", person.id, text, day=day, details={"light": "yes"} if light else {})
    return keep(context, f"Noted about {person.name}", memo)


def asked_about(context: Context, id: str) -> Memo:
    """This note does not come back."""
    memo = find(context, id, "note")
    return keep(context, f"Asked: {memo.text}", closed(context, memo, "asked"))
