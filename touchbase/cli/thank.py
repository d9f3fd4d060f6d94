"""`thank`: thanks you owe, and thanks you gave."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, show
from touchbase.domain.memo import Memo


@make_command(
    "thank",
    "touchbase thank ana-ruiz 'stood up for the team on Monday'          # you owe her thanks",
    "touchbase thank ana-ruiz 'the quick review' --said                  # you thanked her",
    "touchbase thank --said-it 3f2a91bc04",
    "touchbase thank                                                     # whom to thank",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--said", is_flag=True, help="You have thanked them already.")
@click.option("--said-it", metavar="MEMO", help="You have said this one now.")
@click.option("--all", "everything", is_flag=True, help="Show the thanks you gave too.")
@pass_context
def command(
    context: Context, id: str | None, text: str | None, said: bool, said_it: str | None, everything: bool
) -> None:
    """Whom to thank, and for what; gratitude is easily forgotten."""
    if said_it:
        thanked(context, said_it)
    elif id and text:
        thank(context, id, text, said=said)
    else:
        memos = context.memory.memos("thanks", stakeholder=person_of(context, id).id if id else None)
        shown = memos if everything else [memo for memo in memos if memo.is_open]
        show(context, shown, "Whom to thank", "No thanks are owed: touchbase thank ID TEXT")


def thank(context: Context, id: str, text: str, *, said: bool = False) -> Memo:
    """Thanks owed, or given already."""
    person = person_of(context, id)
    memo = new(context, "thanks", person.id, text, state="said" if said else "open")
    return keep(context, f"You thanked {person.name}" if said else f"Thanks to say to {person.name}", memo)


def thanked(context: Context, id: str) -> Memo:
    """These thanks were said."""
    memo = find(context, id, "thanks")
    return keep(context, f"Thanked: {memo.text}", closed(context, memo, "said"))
