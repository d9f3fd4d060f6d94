"""`suggestion`: what people suggested, what became of it, and that you told them."""

import click

from touchbase.agenda.suggestions import TOLD, told
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, plain, show
from touchbase.domain.memo import Memo
from touchbase.errors import UsageError


@make_command(
    "suggestion",
    "touchbase suggestion ana-ruiz 'a shared release calendar'",
    "touchbase suggestion                                    # all of them, and what became of each",
    "touchbase suggestion --used 3f2a91bc04",
    "touchbase suggestion --declined 3f2a91bc04 --why 'two calendars are enough'",
    "touchbase suggestion --told 3f2a91bc04",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--used", metavar="MEMO", help="You use this one.")
@click.option("--declined", metavar="MEMO", help="You do not; --why is the reason.")
@click.option("--why", default="", help="The reason.")
@click.option("--told", "told_them", metavar="MEMO", help="You told them what became of it.")
@pass_context
def command(
    context: Context, id: str | None, text: str | None, used: str | None, declined: str | None, why: str,
    told_them: str | None,
) -> None:  # fmt: skip
    """Take suggestions seriously: heard, used or declined with a reason, and tell whoever made them."""
    if used:
        use(context, used)
    elif declined:
        decline(context, declined, why)
    elif told_them:
        tell(context, told_them)
    elif id and text:
        suggestion(context, id, text)
    else:
        memos = context.memory.memos("suggestion", stakeholder=person_of(context, id).id if id else None)
        show(context, memos, "Suggestions", "No suggestion is remembered yet: touchbase suggestion ID TEXT")


def suggestion(context: Context, id: str, text: str) -> Memo:
    """What somebody suggested."""
    person = person_of(context, id)
    return keep(context, f"Heard from {person.name}", new(context, "suggestion", person.id, text))


def use(context: Context, id: str) -> Memo:
    """It is in use; they are to be told."""
    memo = find(context, id, "suggestion")
    return keep(context, f"In use: {memo.text}. Tell them", closed(context, memo, "used"))


def decline(context: Context, id: str, why: str) -> Memo:
    """It is not used, for this reason; they are to be told."""
    memo = find(context, id, "suggestion")
    if not why:
        raise UsageError("A suggestion is declined with a reason.", "Add --why 'the reason'.")
    changed = closed(context, memo, "declined", why=plain("reason", why))
    return keep(context, f"Declined: {memo.text}. Tell them", changed)


def tell(context: Context, id: str) -> Memo:
    """They know what became of it."""
    memo = find(context, id, "suggestion")
    if memo.is_open:
        raise UsageError(
            "Nothing has become of it yet.", f"First: touchbase suggestion --used {memo.id}, or --declined."
        )
    if told(memo):
        context.screen.say("You told them before.")
        return memo
    changed = closed(context, memo, memo.state, **{TOLD: context.today.isoformat()})
    return keep(context, f"They know: {memo.text}", changed)
