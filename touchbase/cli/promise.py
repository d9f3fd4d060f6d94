"""`promise`: what you said you would do, what they said they would, and what became of it."""

from datetime import date

import click

from touchbase.agenda.promises import MINE, THEIRS, by, open_promises
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, plain, show
from touchbase.domain.memo import Memo
from touchbase.errors import UsageError


@make_command(
    "promise",
    "touchbase promise ana-ruiz 'send her the slides' --by friday",
    "touchbase promise ana-ruiz 'a word with finance' --theirs",
    "touchbase promise                                       # what is open, overdue first",
    "touchbase promise --done 3f2a91bc04",
    "touchbase promise --declined 3f2a91bc04 --why 'no budget this year; I told her'",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--by", "due", metavar="DATE", help="When it is due.")
@click.option("--theirs", is_flag=True, help="They promised it to you.")
@click.option("--done", metavar="MEMO", help="This one is kept.")
@click.option("--declined", metavar="MEMO", help="This one will not be; --why is what you told them.")
@click.option("--why", default="", help="The explanation you gave.")
@click.option("--all", "everything", is_flag=True, help="Show settled ones too.")
@pass_context
def command(
    context: Context, id: str | None, text: str | None, due: str | None, theirs: bool, done: str | None,
    declined: str | None, why: str, everything: bool,
) -> None:  # fmt: skip
    """Keep promises both ways: open, done, or declined with the explanation you gave."""
    if done:
        kept(context, done)
    elif declined:
        decline(context, declined, why)
    elif id and text:
        promise(context, id, text, parse_day(due, context.today, "future") if due else None, theirs=theirs)
    else:
        show(context, _listed(context, id, everything), "Promises", "No promise is open: touchbase promise ID TEXT")


def promise(context: Context, id: str, text: str, day: date | None = None, *, theirs: bool = False) -> Memo:
    """What was promised, by me or by them, and when it is due."""
    person = person_of(context, id)
    said = f"{person.name} promised you" if theirs else f"You promised {person.name}"
    memo = new(context, "promise", person.id, text, day=day, details={"by": THEIRS if theirs else MINE})
    return keep(context, f"{said}: {memo.text}", memo)


def kept(context: Context, id: str) -> Memo:
    """This promise is kept."""
    memo = find(context, id, "promise")
    return keep(context, f"Kept: {memo.text}", closed(context, memo, "done"))


def decline(context: Context, id: str, why: str) -> Memo:
    """This promise will not be kept, and they know why."""
    memo = find(context, id, "promise")
    if not why:
        raise UsageError("A promise is declined with an explanation.", "Add --why 'what you told them'.")
    changed = closed(context, memo, "declined", why=plain("reason", why))
    return keep(context, f"Declined, and explained: {memo.text}", changed)


def _listed(context: Context, id: str | None, everything: bool) -> tuple[Memo, ...]:
    person = person_of(context, id).id if id else None
    memos = context.memory.memos("promise", stakeholder=person)
    if everything:
        return memos
    still = open_promises(memos)
    return tuple(sorted((*still.mine, *still.theirs), key=lambda memo: (not memo.overdue(context.today), by(memo))))
