"""`agenda`: what is to be spoken of with somebody, theirs first, carried over until it was."""

import click

from touchbase.agenda.items import items, to_send
from touchbase.agenda.promises import MINE, THEIRS
from touchbase.agenda.recall import to_ask_about
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import closed, find, keep, new, person_of, show
from touchbase.domain.memo import Memo
from touchbase.errors import UsageError


@make_command(
    "agenda",
    "touchbase agenda ana-ruiz 'the release calendar'",
    "touchbase agenda ana-ruiz 'her new team' --theirs       # she wants to speak of it: it comes first",
    "touchbase agenda ana-ruiz                               # what is open; the rest was carried over",
    "touchbase agenda ana-ruiz --draft                       # a few lines to send her before",
    "touchbase agenda --done 3f2a91bc04",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--theirs", is_flag=True, help="It is on their mind.")
@click.option("--draft", is_flag=True, help="A few lines to send them: theirs, room for more, and these of yours.")
@click.option("--done", metavar="MEMO", help="You spoke of this one.")
@pass_context
def command(context: Context, id: str | None, text: str | None, theirs: bool, draft: bool, done: str | None) -> None:
    """Make the agenda together: their items lead, and what was not spoken of is carried over."""
    if done:
        spoken_of(context, done)
    elif id is None:
        raise UsageError("Whose agenda?", "Give an id.")
    elif text:
        put(context, id, text, theirs=theirs)
    else:
        _show(context, id, draft)


def put(context: Context, id: str, text: str, *, theirs: bool = False) -> Memo:
    """Something to speak of, on their mind or on mine."""
    person = person_of(context, id)
    memo = new(context, "item", person.id, text, details={"by": THEIRS if theirs else MINE})
    return keep(context, f"On the agenda with {person.name}", memo)


def spoken_of(context: Context, id: str) -> Memo:
    """This one is not carried over."""
    memo = find(context, id, "item")
    return keep(context, f"Spoken of: {memo.text}", closed(context, memo, "done"))


def _show(context: Context, id: str, draft: bool) -> None:
    person = person_of(context, id)
    memos = context.memory.memos("item", "note", stakeholder=id)
    found = items(memos, id)
    if draft and not context.as_json:
        context.screen.say(*to_send(found, person.name, context.owner.name).splitlines())
    else:
        due = to_ask_about(person, memos, context.today)  # for the owner's eyes, so never in the draft
        shown = (*found.theirs, *found.mine, *due)
        show(context, shown, f"To speak of with {person.name}", "Nothing is on the agenda yet.")
