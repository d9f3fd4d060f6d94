"""`ask`: what one side asked of the other, until it is answered."""

import click

from touchbase.agenda.promises import MINE, THEIRS, by
from touchbase.agenda.sharing import words_of
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.introduce import people_who_could_help
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
        answer(context, answered)
    elif declined:
        _point_on(context, decline(context, declined, why))
    elif id and text:
        ask(context, id, text, theirs=theirs)
    else:
        memos = context.memory.memos("ask", stakeholder=person_of(context, id).id if id else None)
        waiting = sorted((memo for memo in memos if memo.is_open), key=lambda memo: (by(memo) == MINE, memo.written))
        show(context, waiting, "Waiting for an answer", "Nothing waits for an answer: touchbase ask ID TEXT")


def ask(context: Context, id: str, text: str, *, theirs: bool = False) -> Memo:
    """What one side asked of the other."""
    person = person_of(context, id)
    memo = new(context, "ask", person.id, text, details={"by": THEIRS if theirs else MINE})
    said = f"{person.name} asked you for" if theirs else f"You asked {person.name} for"
    return keep(context, f"{said} {memo.text}", memo)


def answer(context: Context, id: str) -> Memo:
    """This request was answered, or given."""
    memo = find(context, id, "ask")
    return keep(context, f"Answered: {memo.text}", closed(context, memo, "done"))


def decline(context: Context, id: str, why: str) -> Memo:
    """This request will not be met; whoever asked is told why."""
    memo = find(context, id, "ask")
    if by(memo) == THEIRS and not why:
        raise UsageError("They should know why.", "Add --why 'what you told them', or introduce somebody who can help.")
    changed = closed(context, memo, "declined", why=plain("reason", why) if why else "")
    return keep(context, f"Declined: {memo.text}", changed)


def _point_on(context: Context, memo: Memo) -> None:
    """Whoever else of the list may help with what was declined to somebody."""
    if by(memo) != THEIRS:
        return
    found = people_who_could_help(context, words_of(memo.text), but=memo.stakeholder)
    if found:
        names = ", ".join(one.name for one in found)
        context.screen.say(
            f"Perhaps somebody else can help: {names}. "
            f"touchbase introduce {memo.stakeholder} {found[0].id} --why 'both ...'"
        )
