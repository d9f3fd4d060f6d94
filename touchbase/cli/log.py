"""`log`: the touchbases remembered; what a person logs is final until they retract it."""

import click

from touchbase.cli.actions import LOG_ADD, LOG_RETRACT, freeze
from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.entry import told
from touchbase.cli.ids import STAKEHOLDER, found
from touchbase.cli.known import known_people
from touchbase.cli.log_import import import_log
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase
from touchbase.errors import UsageError
from touchbase.reports.log import log_json, log_table, touchbase_json
from touchbase.reports.words import moment_words

LONGEST_MINUTES = 24 * 60


@group("log", "touchbase log list ana-ruiz", "touchbase log add ana-ruiz --when yesterday --kind call")
def command() -> None:
    """The touchbases remembered: what the calendar showed and what you said."""


@command.command(
    "add",
    examples=(
        "touchbase log add ana-ruiz                              # we met today",
        "touchbase log add ana-ruiz --when 'last friday' --kind call --minutes 20",
        "touchbase log add ana-ruiz --when '2026-03-02 15:30' --note 'likes the new plan'",
    ),
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--when", default="today", metavar="DATE", help="today, yesterday 15:30, last friday, 2026-03-02.")
@click.option("--kind", default="meeting", help="A word of your own: call, lunch, chat.")
@click.option("--minutes", type=click.IntRange(1, LONGEST_MINUTES), help="How long it took.")
@click.option("--note", default="", help="For you alone; it stays on this disk.")
@pass_context
def add(context: Context, id: str, when: str, kind: str, minutes: int | None, note: str) -> None:
    """Remember a contact the calendar does not know of."""
    from touchbase.cli.dates import parse_moment

    person = found(known_people(context), id)
    start = parse_moment(when, context.now, context.owner.zone)
    entry = told(context, person, start, kind, note, "human", minutes or 0)
    _tell(context, entry, person, new=keep_entry(context, entry, person))


def keep_entry(context: Context, entry: Touchbase, person: Stakeholder) -> bool:
    """Log it, and remember how to take it back; False when it stands in the log already."""
    if entry in context.store.touchbases(person.id):
        return False
    with context.store.transaction():
        context.store.confirm(entry, context.now)
        context.store.act(context.now, LOG_ADD, f"logged: {_words(context, entry, person.name)}", "", entry.id)
    return True


def _words(context: Context, entry: Touchbase, name: str) -> str:
    return f"{entry.kind} with {name}, {moment_words(entry.start, context.owner.zone, context.today)}"


def _tell(context: Context, entry: Touchbase, person: Stakeholder, *, new: bool) -> None:
    summary = _words(context, entry, person.name)
    if context.as_json:
        context.screen.json({"touchbase": touchbase_json(entry, context.owner.zone), "new": new})
    elif not new:
        context.screen.say(f"Already logged: {summary} ({entry.id}).")
    else:
        context.screen.say(f"Logged: {summary} ({entry.id}). Not so? touchbase undo")


@command.command("list", examples=("touchbase log list", "touchbase log list ana-ruiz --limit 5 --json"))
@click.argument("id", type=STAKEHOLDER, required=False)
@click.option("--limit", type=click.IntRange(1), help="Only so many, the newest.")
@pass_context
def list_log(context: Context, id: str | None, limit: int | None) -> None:
    """Show what is remembered, newest first."""
    entries = context.memory.touchbases(id, limit=limit)
    people = known_people(context)
    if id is not None and not entries:
        found(people, id)
    zone = context.owner.zone
    if context.as_json:
        context.screen.json(log_json(entries, zone))
    else:
        names = {person.id: person.name for person in people}
        context.screen.show(log_table(entries, names, zone, context.today))


@command.command("retract", examples=("touchbase log retract 3f2a91bc",))
@click.argument("id")
@pass_context
def retract(context: Context, id: str) -> None:
    """Take one touchbase out of the account; the log keeps that it was there."""
    entry = take_out(context, id)
    if context.as_json:
        context.screen.json({"retracted": touchbase_json(entry, context.owner.zone)})
    else:
        context.screen.say(f"Retracted: {_words(context, entry, entry.stakeholder)}. Not so? touchbase undo")


def take_out(context: Context, id: str) -> Touchbase:
    """Retract the one of that id; UsageError when there is none."""
    with context.store.transaction():
        entry = context.store.retract(id, context.now)
        if entry is None:
            raise UsageError(f"There is no touchbase {id!r} in the log.", "See the ids: touchbase log list")
        summary = _words(context, entry, entry.stakeholder)
        context.store.act(context.now, LOG_RETRACT, f"retracted: {summary}", freeze(entry), "")
    return entry


command.add_command(import_log)
