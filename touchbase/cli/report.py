"""`report`: how the list is covered, whether everybody is treated alike, and all of it as one page."""

from collections import Counter
from datetime import timedelta

import click

from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.known import known_people
from touchbase.reports.coverage import coverage, coverage_json, coverage_table
from touchbase.reports.fairness import Share, Told, fairness, fairness_json, fairness_table
from touchbase.reports.status import take_stock

A_YEAR = 365


@group("report", "touchbase report coverage", "touchbase report fairness --days 90")
def command() -> None:
    """Reports over the whole list."""


@command.command("coverage", examples=("touchbase report coverage", "touchbase report coverage --json"))
@pass_context
def show_coverage(context: Context) -> None:
    """By group and side: nobody there, nobody met lately, key people never met."""
    histories = context.memory.histories(context.now)
    lines, _ = take_stock(known_people(context), histories, context.now, context.owner.zone, context.config.rules)
    found = coverage(lines, context.owner)
    if context.as_json:
        context.screen.json(coverage_json(found))
    else:
        context.screen.show(coverage_table(found, context.today))


@command.command("fairness", examples=("touchbase report fairness", "touchbase report fairness --days 90 --json"))
@click.option("--days", type=click.IntRange(1), default=A_YEAR, help="How far back; a year when left out.")
@pass_context
def show_fairness(context: Context, days: int) -> None:
    """Who calls dates off or moves them, and where the minutes go, by group and priority."""
    shares = fair(context, days)
    if context.as_json:
        context.screen.json(fairness_json(shares))
    else:
        context.screen.show(fairness_table(shares))


def fair(context: Context, days: int) -> tuple[Share, ...]:
    """What each category at each priority got in so many days."""
    since = context.today - timedelta(days=days)
    return fairness(known_people(context), _told(context), _moved(context), since, context.owner.zone)


def _told(context: Context) -> list[Told]:
    """What stands, each with the last thing seen of it."""
    seen = {line.touchbase.id: line.evidence for line in context.memory.log() if line.evidence is not None}
    return [(entry, seen.get(entry.id)) for entry in context.memory.touchbases()]


def _moved(context: Context) -> Counter[str]:
    """Dates that stand elsewhere by hand, by stakeholder."""
    found: Counter[str] = Counter()
    for booking in context.memory.bookings():
        by_hand = (change for change in booking.exceptions.values() if change.by == "human" and change.period)
        found[booking.series.stakeholder] += sum(1 for _ in by_hand)
    return found
