"""`share`: a link that made you think of somebody."""

import click

from touchbase.agenda.sharing import already_has, fitting
from touchbase.cli.chat import touch
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.known import known_people
from touchbase.cli.memos import closed, find, keep, new, person_of, plain, save, show
from touchbase.domain.memo import Memo
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import UsageError
from touchbase.reports.memos import memo_json


@make_command(
    "share",
    "touchbase share https://example.org/bread --for bread             # who cares about bread?",
    "touchbase share https://example.org/bread --with ana-ruiz",
    "touchbase share --sent 3f2a91bc04                                 # a light touch: it is logged as one",
    "touchbase share                                                   # what waits to be sent",
)
@click.argument("link", required=False)
@click.option("--for", "words", multiple=True, metavar="WORD", help="An interest or tag; repeat for more.")
@click.option("--with", "whom", multiple=True, metavar="ID", help="For this person; repeat for more.")
@click.option("--sent", metavar="MEMO", help="You sent this one.")
@pass_context
def command(
    context: Context, link: str | None, words: tuple[str, ...], whom: tuple[str, ...], sent: str | None
) -> None:
    """Keep a link for the people it would please, by their interests; you send it yourself."""
    if sent:
        _send(context, find(context, sent, "share"))
    elif link:
        _queue(context, plain("link", link), _meant(context, words, whom), ", ".join(words))
    else:
        waiting = [memo for memo in context.memory.memos("share") if memo.is_open]
        show(context, waiting, "Links to send", "No link waits: touchbase share LINK --for WORD")


def _meant(context: Context, words: tuple[str, ...], whom: tuple[str, ...]) -> list[Stakeholder]:
    named = [person_of(context, id) for id in whom]
    found = [*named, *(one for one in fitting(known_people(context), words) if one not in named)]
    if not found:
        asked = f"cares about {' or '.join(words)}" if words else "is named"
        raise UsageError(f"Nobody on your list {asked}.", "Give --with ID, or write interests into the list.")
    return found


def _queue(context: Context, link: str, people: list[Stakeholder], words: str) -> None:
    known = context.memory.memos("share")
    fresh = [one for one in people if not already_has(known, link, one.id)]
    memos = [new(context, "share", one.id, link, details={"for": words} if words else {}) for one in fresh]
    names = ", ".join(one.name for one in fresh)
    if memos:
        save(context, f"kept a link for {names}", *memos)
    if context.as_json:
        context.screen.json({"memos": [memo_json(memo) for memo in memos]})
    elif memos:
        context.screen.say(f"Kept for {names}. When it is sent: touchbase share --sent {memos[0].id}")
    else:
        context.screen.say("It stands for them already: touchbase share")


def _send(context: Context, memo: Memo) -> None:
    with context.store.transaction():
        touch(context, person_of(context, memo.stakeholder), "link", memo.text)
        keep(context, f"Sent: {memo.text}", closed(context, memo, "sent"))
