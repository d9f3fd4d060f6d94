"""`thinking-time`: half an hour a week of your own, to think about your people; a file to import, nobody is asked."""

from datetime import time, timedelta
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.pages import deliver
from touchbase.domain.period import Period
from touchbase.domain.zone import instant, local
from touchbase.errors import UsageError
from touchbase.planning.thinking import MINUTES, WEEKS, Quiet, quiet_time
from touchbase.planning.words import slot_words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SUMMARY = "Time to think about people"


@make_command(
    "thinking-time",
    "touchbase thinking-time                                       # where the coming weeks leave you half an hour",
    "touchbase thinking-time --to thinking.ics                     # the file to import into your own calendar",
    "touchbase thinking-time --to thinking.ics --day fri --at 15:00",
)
@click.option("--day", type=click.Choice(DAYS, case_sensitive=False), help="On this day of the week.")
@click.option("--at", metavar="TIME", help="At this time of yours, as 15:00.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the .ics file here.")
@pass_context
def command(context: Context, day: str | None, at: str | None, file: Path | None) -> None:
    """Half an hour a week to think about who matters; you import it yourself, and nobody is invited."""
    found = thinking_time(context, None if day is None else DAYS.index(day), None if at is None else _time(at))
    if context.as_json:
        context.screen.json(_as_json(found))
    else:
        context.screen.say(_words(found))
    if file is not None:
        from touchbase.calendars.local.own_time import own_time

        deliver(context, own_time(found.recurrence, SUMMARY, context.owner.id), file)
    else:
        context.screen.say("Write it: touchbase thinking-time --to thinking.ics")


def thinking_time(context: Context, weekday: int | None = None, at: time | None = None) -> Quiet:
    """The weekly half hour that the calendar leaves free; UsageError where your working hours have none."""
    window = Period(context.now, context.now + timedelta(weeks=WEEKS + 1))
    reading = context.calendar.read(window)
    context.screen.warn(*map(str, reading.warnings))
    taken = (*reading.busy.busy, *(date.period for date in reading.dates if not date.cancelled))
    found = quiet_time(context.config.rules.working_hours, context.owner.zone, taken, context.today, weekday, at)
    if found is None:
        raise UsageError("Your working hours have no such half hour.", "Give both --day and --at.")
    return found


def _time(text: str) -> time:
    try:
        at = time.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a time.", "Write it as 15:00.") from None
    return at.replace(second=0, microsecond=0, tzinfo=None)


def _words(found: Quiet) -> str:
    free = {0: "none is", 1: "one is", WEEKS: "all are"}.get(found.free, f"{found.free} are")
    return f"{SUMMARY}: {slot_words(found.recurrence)}. Of the next {WEEKS} dates {free} free."


def _as_json(found: Quiet) -> dict[str, object]:
    rule = found.recurrence
    return {
        "start": local(instant(rule.first, rule.at, rule.zone), rule.zone).isoformat(),
        "time_zone": rule.zone,
        "rrule": rule.rrule(),
        "duration_minutes": MINUTES,
        "dates": WEEKS,
        "free": found.free,
    }
