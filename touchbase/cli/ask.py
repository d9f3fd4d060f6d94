"""`ask`: what one side asked of the other, until it is answered."""

import click

from touchbase.agenda.promises import MINE, THEIRS, by
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, plain, show
from touchbase.domain.memo import Memo
from touchbase.errors import UsageError


@make_command(
    "ask",
    "touchbase ask ana-ruiz 'a name in her finance team'     # you asked her",
    "touchbase ask ana-ruiz 'the migration plan' --theirs    # she asked you",
    "touchbase ask                                           # what waits for an answer",
    "touchbase ask --answered 3f2a91bc04",
    "touchbase ask --declined 3f2a91bc04 --why 'not mine to share; I told her so'",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--theirs", is_flag=True, help="They asked you.")
@click.option("--answered", metavar="MEMO", help="This one was answered, or given.")
@click.option("--declined", metavar="MEMO", help="This one will not be; --why is what was said.")
@click.option("--why", default="", help="The explanation that was given.")
@pass_context
def command(
    context: Context, id: str | None, text: str | None, theirs: bool, answered: str | None, declined: str | None,
    why: str,
) -> None:  # fmt: skip
    """Remember what was asked, either way, so that nobody is left hanging."""
    if answered:
        memo = find(context, answered, "ask")
        keep(context, f"Answered: {memo.text}", closed(context, memo, "done"))
    elif declined:
        _decline(context, find(context, declined, "ask"), why)
    elif id and text:
        person = person_of(context, id)
        memo = new(context, "ask", person.id, text, details={"by": THEIRS if theirs else MINE})
        keep(
            context,
            f"{person.name} asked you for {memo.text}" if theirs else f"You asked {person.name} for {memo.text}",
            memo,
        )
    else:
        memos = context.memory.memos("ask", stakeholder=person_of(context, id).id if id else None)
        waiting = sorted((memo for memo in memos if memo.is_open), key=lambda memo: (by(memo) == MINE, memo.written))
        show(context, waiting, "Waiting for an answer", "Nothing waits for an answer: touchbase ask ID TEXT")


def _decline(context: Context, memo: Memo, why: str) -> None:
    if by(memo) == THEIRS and not why:
        raise UsageError("They should know why.", "Add --why 'what you told them', or introduce somebody who can help.")
    keep(context, f"Declined: {memo.text}", closed(context, memo, "declined", why=plain("reason", why) if why else ""))
