"""`benefit`: whom you can truly benefit this year, how, and whether it was done."""

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
    "benefit",
    "touchbase benefit ana-ruiz 'bring her into the budget round'",
    "touchbase benefit ana-ruiz 'open the door at the ministry' --by 'in 6 months'",
    "touchbase benefit                                       # whom you mean to benefit, and how",
    "touchbase benefit --done 3f2a91bc04",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--by", metavar="DATE", help="When you mean to have done it.")
@click.option("--done", metavar="MEMO", help="You did this one.")
@pass_context
def command(context: Context, id: str | None, text: str | None, by: str | None, done: str | None) -> None:
    """Whom you can truly benefit this year, and how; `touchbase review year` shows what became of it."""
    if done:
        did(context, done)
    elif id and text:
        benefit(context, id, text, parse_day(by, context.today, "future") if by else None)
    else:
        memos = context.memory.memos("benefit", stakeholder=person_of(context, id).id if id else None)
        show(context, memos, "Whom you mean to benefit", "Nobody yet: touchbase benefit ID TEXT")


def benefit(context: Context, id: str, text: str, day: date | None = None) -> Memo:
    """What you mean to do for somebody."""
    person = person_of(context, id)
    return keep(context, f"For {person.name}: {text}", new(context, "benefit", person.id, text, day=day))


def did(context: Context, id: str) -> Memo:
    """This one is done."""
    memo = find(context, id, "benefit")
    return keep(context, f"Done: {memo.text}", closed(context, memo, "done"))
