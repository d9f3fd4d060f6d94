"""`chat`: a word in the corridor, logged in one line; it eases the wait and does not replace a touchbase."""

from dataclasses import replace
from datetime import datetime

import click

from touchbase.cli.actions import LOG_ADD
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.entry import told
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import person_of
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import LIGHT_WEIGHTS, Touchbase
from touchbase.reports.log import touchbase_json

MINUTES = 5


@make_command(
    "chat",
    "touchbase chat ana-ruiz                           # a word in the corridor, just now",
    "touchbase chat ana-ruiz 'her team grows' --when yesterday",
    "touchbase chat ana-ruiz --kind message",
)
@click.argument("id", type=STAKEHOLDER)
@click.argument("note", default="")
@click.option("--when", default="today", metavar="DATE", help="today, yesterday 15:30, last friday.")
@click.option("--kind", type=click.Choice(tuple(LIGHT_WEIGHTS)), default="chat", help="How light it was.")
@pass_context
def command(context: Context, id: str, note: str, when: str, kind: str) -> None:
    """Log a light contact. It eases what presses, by its weight; a touchbase it is not, so the clock goes on."""
    from touchbase.cli.dates import parse_moment

    person = person_of(context, id)
    entry = touch(context, person, kind, note, parse_moment(when, context.now, context.owner.zone))
    if context.as_json:
        context.screen.json({"touchbase": touchbase_json(entry, context.owner.zone)})
    context.screen.say(f"Logged: a {kind} with {person.name} ({entry.id}). Not so? touchbase undo")


def touch(context: Context, person: Stakeholder, kind: str, note: str, start: datetime | None = None) -> Touchbase:
    """Log a light contact, of this moment unless `start` (UTC) says when."""
    entry = _light(told(context, person, start or context.now, kind, note, "human", MINUTES))
    _write(context, entry, person)
    return entry


def _light(entry: Touchbase) -> Touchbase:
    return replace(entry, moves_clock=False)


def _write(context: Context, entry: Touchbase, person: Stakeholder) -> None:
    if entry in context.store.touchbases(person.id):
        return
    with context.store.transaction():
        context.store.confirm(entry, context.now)
        context.store.act(context.now, LOG_ADD, f"logged: a {entry.kind} with {person.name}", "", entry.id)
