"""`gave`: help that went one way or the other, and the balance of the year."""

import click

from touchbase.agenda.balance import balance
from touchbase.agenda.promises import MINE, THEIRS
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.known import known_people
from touchbase.cli.memos import keep, new, person_of, show
from touchbase.domain.memo import Memo
from touchbase.reports.give_and_take import balance_json, balance_table


@make_command(
    "gave",
    "touchbase gave ana-ruiz 'an hour on her budget'",
    "touchbase gave ana-ruiz 'a seat at the launch' --theirs # she gave you",
    "touchbase gave ana-ruiz                                 # what went either way",
    "touchbase gave                                          # the year's balance with everybody",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("text", required=False)
@click.option("--theirs", is_flag=True, help="They gave it to you.")
@pass_context
def command(context: Context, id: str | None, text: str | None, theirs: bool) -> None:
    """Remember what was given, either way. The balance is information; nobody is scored by it."""
    if id and text:
        gave(context, id, text, theirs=theirs)
    elif id:
        memos = context.memory.memos("gave", stakeholder=person_of(context, id).id)
        show(context, memos, "What went either way", "Nothing is remembered yet: touchbase gave ID TEXT")
    else:
        _balances(context)


def gave(context: Context, id: str, text: str, *, theirs: bool = False) -> Memo:
    """What one side gave the other."""
    person = person_of(context, id)
    memo = new(context, "gave", person.id, text, state="done", details={"by": THEIRS if theirs else MINE})
    said = f"{person.name} gave you" if theirs else f"You gave {person.name}"
    return keep(context, f"{said} {memo.text}", memo)


def _balances(context: Context) -> None:
    memos = context.memory.memos()
    people = known_people(context)
    found = {one.id: balance((memo for memo in memos if memo.stakeholder == one.id), context.now) for one in people}
    if context.as_json:
        context.screen.json(balance_json(people, found))
    else:
        context.screen.show(balance_table(people, found))
