"""`trade`: what gives way so that all fits: thinned, set aside, delegated or let go, and remembered for the review."""

from datetime import date

import click

from touchbase.cli.actions import TRADE, join_ids
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.list_file import edit_list, on_list
from touchbase.cli.memos import new, person_of, plain
from touchbase.domain.cadence import Cadence
from touchbase.domain.memo import Memo
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import UsageError
from touchbase.planning.capacity import capacity
from touchbase.reports.memos import memo_json
from touchbase.reports.trade import trade_json, trade_lines

Changes = dict[str, str | date | None]


@make_command(
    "trade",
    "touchbase trade                                            # the cheapest way to make it all fit",
    "touchbase trade raj-patel --thin quarterly --for ana-ruiz",
    "touchbase trade raj-patel --delegate 'Kim Lee'",
    "touchbase trade raj-patel --set-aside",
    "touchbase trade raj-patel --let-go",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.option("--thin", metavar="HOW-OFTEN", help="Meet less often.")
@click.option("--set-aside", is_flag=True, help="Pause, until you take it up again.")
@click.option("--delegate", metavar="NAME", help="Somebody else keeps it up; it is paused here and not forgotten.")
@click.option("--let-go", is_flag=True, help="End it gracefully; the history stays.")
@click.option("--for", "gains", type=STAKEHOLDER, metavar="ID", help="For whom you make room.")
@click.option("--why", default="", help="A word for your review.")
@pass_context
def command(
    context: Context, id: str | None, thin: str | None, set_aside: bool, delegate: str | None, let_go: bool,
    gains: str | None, why: str,
) -> None:  # fmt: skip
    """Room is made by giving something up: say what, and it is written into your list and shown at the review."""
    if id is None:
        return _look(context)
    person = on_list(context, id)
    if bool(thin) + set_aside + bool(delegate) + let_go != 1:
        raise UsageError("What gives way?", "Give one of --thin HOW-OFTEN, --set-aside, --delegate NAME, --let-go.")
    words, changes = _given_up(person, thin, delegate, let_go)
    return _make(context, person, words, changes, gains, why)


def _look(context: Context) -> None:
    found = capacity(context.roster.stakeholders, context.config.rules, context.today)
    if context.as_json:
        context.screen.json(trade_json(found))
    else:
        context.screen.say(*trade_lines(found))


def _given_up(person: Stakeholder, thin: str | None, delegate: str | None, let_go: bool) -> tuple[str, Changes]:
    if thin:
        cadence = _cadence(thin)
        if cadence.days <= person.cadence.days:
            raise UsageError(f"{cadence} is not less often than {person.cadence}.", "Name a longer cadence.")
        return f"{person.name} {cadence} instead of {person.cadence}", {"cadence": str(cadence)}
    if delegate:
        return f"{person.name} is kept up by {plain('name', delegate)}", {"state": "paused", "paused_until": None}
    if let_go:
        return f"{person.name} is let go", {"state": "let_go", "paused_until": None}
    return f"{person.name} is set aside", {"state": "paused", "paused_until": None}


def _make(
    context: Context, person: Stakeholder, words: str, changes: Changes, gains: str | None, why: str
) -> None:  # fmt: skip
    from touchbase.roster import edit

    other = person_of(context, gains) if gains else None
    room = f", to make room for {other.name}" if other else ""
    because = f": {plain('reason', why)}" if why else ""
    text = f"{words}{room}{because}"
    memo = new(context, "trade", person.id, text, state="done", other=other.id if other else "")
    with context.store.transaction():
        context.store.save_memos([memo])
        edit_list(
            context, text, lambda list_text, suffix: edit.set_fields(list_text, person.id, changes, suffix),
            kind=TRADE, beside=join_ids([memo.id]),
        )  # fmt: skip
    _tell(context, memo)


def _tell(context: Context, memo: Memo) -> None:
    if context.as_json:
        return context.screen.json({"memo": memo_json(memo)})
    return context.screen.say(f"{memo.text}. See what fits now: touchbase plan. Not so? touchbase undo")


def _cadence(text: str) -> Cadence:
    try:
        return Cadence.parse(text)
    except ValueError as error:
        raise UsageError(f"--thin {error}.") from None
