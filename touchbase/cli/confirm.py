"""`confirm`: was it held or not? A person's word is final, and `undo` takes it back."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

import click

from touchbase.cli.actions import CONFIRM, freeze
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER, found
from touchbase.cli.known import known_people
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.domain.zone import local_date
from touchbase.errors import UsageError
from touchbase.planning.words import counted
from touchbase.reports.log import log_json, log_table, touchbase_json
from touchbase.reports.words import moment_words

HELD = Judgement("confirmed", ("you said it was held",))
NOT_HELD = Judgement("not_held", ("you said it was not held",))


@make_command(
    "confirm",
    "touchbase confirm                                # asks about each doubtful date",
    "touchbase confirm ana-ruiz 2026-03-02 --held",
    "touchbase confirm ana-ruiz yesterday --not-held",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.argument("date", required=False)
@click.option("--held/--not-held", default=None, help="Whether it was held.")
@pass_context
def command(context: Context, id: str | None, date: str | None, held: bool | None) -> None:
    """Say whether touchbases were held that the calendar could not tell about."""
    if id is None:
        return _doubtful(context)
    if date is None or held is None:
        raise UsageError("Say the date, and --held or --not-held.", f"touchbase confirm {id} yesterday --held")
    from touchbase.cli.dates import parse_day

    entry = entry_on(context, id, parse_day(date, context.today, "past"))
    answered = judge(context, entry, HELD if held else NOT_HELD)
    if context.as_json:
        return context.screen.json({"touchbase": touchbase_json(answered, context.owner.zone)})
    verdict = "held" if held else "not held"
    return context.screen.say(f"Noted: {_name(context, entry)}, {verdict}. Not so? touchbase undo")


def doubtful(context: Context) -> Sequence[Touchbase]:
    """What nobody knows about yet, newest first."""
    return [entry for entry in context.memory.touchbases() if entry.judgement.verdict == "doubtful"]


def _doubtful(context: Context) -> None:
    entries = doubtful(context)
    zone = context.owner.zone
    if context.as_json:
        return context.screen.json(log_json(entries, zone))
    if not entries:
        return context.screen.say("Nothing is doubtful.") if context.screen.tty else None
    if context.interactive:
        return _walk(context, entries)
    names = {person.id: person.name for person in known_people(context)}
    return context.screen.show(log_table(entries, names, zone, context.today, "Were these held?"))


def _walk(context: Context, entries: Sequence[Touchbase]) -> None:
    """One question a date; everything answered is kept when the person stops half way."""
    choices = click.Choice(["y", "n", "s", "q"], case_sensitive=False)
    context.screen.say(f"{counted(len(entries), 'date')} to look at: y held, n not held, s skip, q quit.")
    answered = 0
    for entry in entries:
        why = "; ".join(entry.judgement.reasons)
        context.screen.say(f"{_name(context, entry)}" + (f" ({why})" if why else ""))
        answer = click.prompt("  Held?", type=choices, default="s", err=True)
        if answer == "q":
            break
        if answer != "s":
            judge(context, entry, HELD if answer == "y" else NOT_HELD)
            answered += 1
    context.screen.say(f"{counted(answered, 'answer')} kept.")


def judge(context: Context, entry: Touchbase, judgement: Judgement) -> Touchbase:
    """What the person says of it; that is final until they take it back."""
    answered = replace(entry, judgement=judgement, source="human")
    with context.store.transaction():
        context.store.confirm(answered, context.now)
        summary = f"{_name(context, entry)}: {judgement.verdict.replace('_', ' ')}"
        context.store.act(context.now, CONFIRM, summary, freeze(entry), entry.id)
    return answered


def entry_on(context: Context, id: str, day: datetime.date) -> Touchbase:
    """The one entry of that person on that day; a date of the series before anything else, doubtful before settled."""
    person = found(known_people(context), id)
    entries = context.memory.touchbases(person.id)
    that_day = [entry for entry in entries if local_date(entry.start, context.owner.zone) == day]
    if not that_day:
        cure = f"If you met: touchbase log add {person.id} --when {day}"
        raise UsageError(f"Nothing is on record with {person.name} on {day}.", cure)
    return min(that_day, key=lambda entry: (entry.judgement.verdict != "doubtful", not entry.uid))


def _name(context: Context, entry: Touchbase) -> str:
    names = {person.id: person.name for person in known_people(context)}
    when = moment_words(entry.start, context.owner.zone, context.today)
    return f"{names.get(entry.stakeholder, entry.stakeholder)}, {when}"
