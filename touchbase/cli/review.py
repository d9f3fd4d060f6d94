"""`review`: a look back over a week, a quarter or a year."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.document_text import document_text
from touchbase.cli.known import known_people
from touchbase.cli.memos import names
from touchbase.cli.pages import deliver
from touchbase.domain.zone import instant
from touchbase.reports.document import Document
from touchbase.reports.review import Review, review
from touchbase.reports.review_document import review_document, review_json
from touchbase.reports.review_share import shared_document, shared_json

DAYS = {"week": 7, "quarter": 91, "year": 365}


@make_command(
    "review",
    "touchbase review week",
    "touchbase review quarter",
    "touchbase review year --json",
    "touchbase review week --share --to week.txt     # for whoever keeps you to it: numbers, no names, no notes",
)
@click.argument("span", type=click.Choice(tuple(DAYS)), default="week")
@click.option("--share", is_flag=True, help="Numbers only, fit for somebody else's eyes: no names, notes or reasons.")
@click.option("--html", is_flag=True, help="As a page.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file.")
@pass_context
def command(context: Context, span: str, share: bool, html: bool, file: Path | None) -> None:
    """Kept promises, recovered and slipped ties, goals against what happened, your own measures beside it."""
    found = look_back(context, context.today - timedelta(days=DAYS[span]))
    if context.as_json and not file:
        context.screen.json(shared_json(found) if share else review_json(found))
        return
    document = shared_document(found, context.owner.name) if share else review_document(found, names(context))
    if html or file:
        deliver(context, _page(document) if html else document_text(document), file)
    else:
        context.screen.tell(document)


def _page(document: Document) -> str:
    from touchbase.web.pages import document_page

    return document_page([document])


def look_back(context: Context, since: date) -> Review:
    """From the beginning of that day, in the owner's zone, until now."""
    memory, zone = context.memory, context.owner.zone
    start: datetime = instant(since, time(0), zone)
    return review(
        known_people(context),
        memory.touchbases(),
        memory.histories(start),
        memory.histories(context.now),
        memory.memos(),
        start,
        context.now,
        zone,
        context.config.rules.thresholds,
    )
