"""`review`: a look back over a week, a quarter or a year."""

from datetime import date, datetime, time, timedelta

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.known import known_people
from touchbase.cli.memos import names
from touchbase.domain.zone import instant
from touchbase.reports.review import Review, review
from touchbase.reports.review_document import review_document, review_json

DAYS = {"week": 7, "quarter": 91, "year": 365}


@make_command(
    "review",
    "touchbase review week",
    "touchbase review quarter",
    "touchbase review year --json",
)
@click.argument("span", type=click.Choice(tuple(DAYS)), default="week")
@pass_context
def command(context: Context, span: str) -> None:
    """Kept promises, recovered and slipped ties, goals against what happened, your own measures beside it."""
    found = look_back(context, context.today - timedelta(days=DAYS[span]))
    if context.as_json:
        context.screen.json(review_json(found))
    else:
        context.screen.tell(review_document(found, names(context)))


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
