"""`brief`: what to know before a touchbase, on one screen."""

from pathlib import Path

import click

from touchbase.agenda.brief import Brief, prepare
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.known import known_people
from touchbase.cli.memos import person_of
from touchbase.cli.pages import deliver
from touchbase.domain.history import NO_HISTORY
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date
from touchbase.errors import UsageError
from touchbase.reports.brief import brief_document, brief_json


@make_command(
    "brief",
    "touchbase brief ana-ruiz",
    "touchbase brief --next       # for the next touchbase in the calendar",
    "touchbase brief --today      # for each of today's",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.option("--next", "coming", is_flag=True, help="For the next touchbase in the calendar.")
@click.option("--today", is_flag=True, help="For everybody you meet today.")
@click.option("--html", is_flag=True, help="As a page.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the page here.")
@pass_context
def command(context: Context, id: str | None, coming: bool, today: bool, html: bool, file: Path | None) -> None:
    """Before a touchbase: why, promises both ways, what to ask about, one opener, one question."""
    if bool(id) + coming + today != 1:
        raise UsageError("For whom?", "Give an id, --next or --today.")
    briefs = [prepared(context, person) for person in _wanted(context, id, today)]
    zone = context.owner.zone
    if context.as_json:
        context.screen.json({"briefs": [brief_json(brief, zone) for brief in briefs]})
    elif html or file:
        from touchbase.web.pages import document_page

        deliver(context, document_page([brief_document(brief, zone, context.today) for brief in briefs]), file)
    elif briefs:
        context.screen.tell(*(brief_document(brief, zone, context.today) for brief in briefs))
    else:
        context.screen.say("No touchbase is in the calendar" + (" for today." if today else ": touchbase sync"))


def _wanted(context: Context, id: str | None, today: bool) -> list[Stakeholder]:
    if id:
        return [person_of(context, id)]
    ahead = [(history.next, id) for id, history in context.memory.histories(context.now).items() if history.next]
    people = {person.id: person for person in known_people(context)}
    coming = [(moment, people[id]) for moment, id in sorted(ahead) if id in people]
    if today:
        return [person for moment, person in coming if local_date(moment, context.owner.zone) == context.today]
    return [person for _, person in coming[:1]]


def prepared(context: Context, person: Stakeholder) -> Brief:
    """What to know before a touchbase with somebody, as of now."""
    memory, zone = context.memory, context.owner.zone
    history = memory.histories(context.now).get(person.id, NO_HISTORY)
    touchbases = memory.touchbases(person.id, limit=3)
    for_groups = [memo for memo in memory.memos("goal", "step", "check") if not memo.stakeholder]
    memos = (*memory.memos(stakeholder=person.id), *for_groups)
    return prepare(person, history, touchbases, memos, context.now, context.today, zone)
