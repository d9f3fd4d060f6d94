"""`introduce`: bring two people together, with the consent of both, until they have met."""

from collections.abc import Sequence

import click

from touchbase.agenda.introductions import after_yes, asking, followed, introducing, next_step
from touchbase.agenda.sharing import who_could_help
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.known import known_people
from touchbase.cli.memos import closed, find, keep, new, person_of, show
from touchbase.domain.memo import Memo
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import UsageError


@make_command(
    "introduce",
    "touchbase introduce ana-ruiz raj-patel --why 'both fight the same old system'",
    "touchbase introduce --yes 3f2a91bc04 ana-ruiz           # she agreed",
    "touchbase introduce --met 3f2a91bc04",
    "touchbase introduce                                     # who is to meet whom, and the next step",
    "touchbase introduce --who finance                       # who of your people could help with it",
)
@click.argument("first", type=STAKEHOLDER, required=False)
@click.argument("second", type=STAKEHOLDER, required=False)
@click.option("--why", default="", help="What they would have to say to each other; it stands in the draft.")
@click.option("--yes", metavar="MEMO", help="The person named agreed to this one.")
@click.option("--met", metavar="MEMO", help="They have met.")
@click.option("--dropped", metavar="MEMO", help="One said no, or it came to nothing.")
@click.option("--who", multiple=True, metavar="WORD", help="Who could help with this; repeat for more words.")
@pass_context
def command(
    context: Context, first: str | None, second: str | None, why: str, yes: str | None, met: str | None,
    dropped: str | None, who: tuple[str, ...],
) -> None:  # fmt: skip
    """Introduce two of your people: ask each first, then write to both, then see that they met."""
    if met:
        _settle(context, find(context, met, "introduction"), "met", "They met")
    elif dropped:
        _settle(context, find(context, dropped, "introduction"), "dropped", "Let go")
    elif yes:
        _agree(context, find(context, yes, "introduction"), first)
    elif who:
        _tell_who(context, who)
    elif first and second:
        _begin(context, first, second, why)
    else:
        memos = followed(context.memory.memos("introduction"))
        show(context, memos, "Introductions", "Nobody is being introduced: touchbase introduce ID ID --why ...")
        for memo in memos:
            context.screen.say(f"{memo.id}: {_step(context, memo)}")


def people_who_could_help(context: Context, words: Sequence[str], but: str = "") -> tuple[Stakeholder, ...]:
    """Those of the list who care about one of these words, or about whom it was noted."""
    found = who_could_help(known_people(context), context.memory.memos("note"), words)
    return tuple(one for one in found if one.id != but)


def _tell_who(context: Context, words: tuple[str, ...]) -> None:
    found = people_who_could_help(context, words)
    if context.as_json:
        context.screen.json({"people": [{"stakeholder": one.id, "name": one.name} for one in found]})
    elif found:
        context.screen.say(*(f"{one.id}: {one.name}, {one.category.replace('_', ' ')}" for one in found))
    else:
        asked = " or ".join(words)
        context.screen.say(f"Nobody on your list is known to care about {asked}: write interests into the list.")


def _begin(context: Context, first: str, second: str, why: str) -> None:
    one, other = person_of(context, first), person_of(context, second)
    if one.id == other.id:
        raise UsageError("An introduction takes two people.", "Name two different ids.")
    if not why:
        raise UsageError("Say what they would have to say to each other.", "Add --why 'both ...'.")
    memo = new(context, "introduction", one.id, why, other=other.id)
    keep(context, f"To introduce: {one.name} and {other.name}", memo)
    context.screen.say("", "A draft for each, to ask first:", "")
    for to, about in ((one, other), (other, one)):
        context.screen.say(f"To {to.name} <{to.email}>", *asking(to, about, why).splitlines(), "")


def _agree(context: Context, memo: Memo, who: str | None) -> None:
    if who not in (memo.stakeholder, memo.other):
        raise UsageError("Say who of the two agreed.", f"touchbase introduce --yes {memo.id} {memo.stakeholder}")
    state = after_yes(memo, who or "")
    changed = closed(context, memo, state)
    keep(context, f"{person_of(context, who or '').name} agreed", changed)
    context.screen.say(_step(context, changed))
    if state == "agreed":
        one, other = person_of(context, memo.stakeholder), person_of(context, memo.other)
        context.screen.say("", *introducing(one, other, memo.text).splitlines())


def _settle(context: Context, memo: Memo, state: str, words: str) -> None:
    keep(context, f"{words}: {_pair(context, memo)}", closed(context, memo, state))


def _pair(context: Context, memo: Memo) -> str:
    names = {one.id: one.name for one in known_people(context)}
    return f"{names.get(memo.stakeholder, memo.stakeholder)} and {names.get(memo.other, memo.other)}"


def _step(context: Context, memo: Memo) -> str:
    return next_step(memo, person_of(context, memo.stakeholder), person_of(context, memo.other))
