"""`attention`: who deserves attention now, why, and one thing to do."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.dates import parse_day
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.known import known_people
from touchbase.cli.memos import keep, new, person_of
from touchbase.errors import UsageError
from touchbase.reports.attention import Attention, attention, attention_json, attention_table
from touchbase.reports.status import take_stock

AT_ONCE = 5


@make_command(
    "attention",
    "touchbase attention",
    "touchbase attention --all --json",
    "touchbase attention --snooze ana-ruiz --until 'in 2 weeks'",
)
@click.option("--all", "everybody", is_flag=True, help="Show more than the first few.")
@click.option("--snooze", type=STAKEHOLDER, metavar="ID", help="Leave this one out for a while.")
@click.option("--until", metavar="DATE", help="When the snooze ends; else in a week.")
@pass_context
def command(context: Context, everybody: bool, snooze: str | None, until: str | None) -> None:
    """Who deserves attention: priority, time overdue and intent, each with one line of why and one thing to do."""
    if snooze:
        return _snooze(context, snooze, until)
    if until:
        raise UsageError("--until belongs to --snooze.", "touchbase attention --snooze ID --until DATE")
    found = pressing(context)
    if context.as_json:
        context.screen.json(attention_json(found))
    else:
        context.screen.show(attention_table(found, len(found.concerns) if everybody else AT_ONCE))
    return None


def pressing(context: Context) -> Attention:
    """Everybody weighed, as of now."""
    zone = context.owner.zone
    histories = context.memory.histories(context.now)
    lines, _ = take_stock(known_people(context), histories, context.now, zone, context.config.rules)
    return attention(lines, context.memory.memos(), context.today, zone, context.memory.touchbases())


def _snooze(context: Context, id: str, until: str | None) -> None:
    person = person_of(context, id)
    day = parse_day(until or "in 1 week", context.today, "future")
    if day <= context.today:
        raise UsageError(f"{day} is not ahead of us.", "Give a later date.")
    keep(context, f"{person.name} is left out until {day}", new(context, "snooze", id, f"until {day}", day=day))
