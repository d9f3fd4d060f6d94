"""`healthy`: what it looks like when all is well between you and your people, in your words."""

import click

from touchbase.agenda.healthy import standing
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.memos import closed, keep, new
from touchbase.domain.memo import Memo
from touchbase.reports.memos import memo_json


@make_command(
    "healthy",
    "touchbase healthy 'bad news reaches me first, and nobody dreads our meetings'",
    "touchbase healthy                       # what you wrote; each review reads it to you again",
)
@click.argument("text", required=False)
@pass_context
def command(context: Context, text: str | None) -> None:
    """What healthy relationships look like to you, over all; for one person: touchbase outcome ID --healthy."""
    if text:
        healthy(context, text)
        return
    memo = standing(context.memory.memos("healthy"))
    if context.as_json:
        context.screen.json({"healthy": memo and memo_json(memo)})
    else:
        context.screen.say(memo.text if memo else "Not said yet: touchbase healthy 'in your words'")


def healthy(context: Context, text: str) -> Memo:
    """Say it, or say it anew: the former words are kept as history."""
    fresh, before = new(context, "healthy", "", text), standing(context.memory.memos("healthy"))
    former = () if before is None or before.id == fresh.id else (closed(context, before, "replaced"),)
    return keep(context, "Each review will read it to you", fresh, *former)
