"""`report`: who is covered, whether everybody is treated alike, where the time goes; and all of it as one page."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.known import known_people
from touchbase.cli.pages import deliver
from touchbase.cli.status import look
from touchbase.errors import UsageError
from touchbase.reports.coverage import coverage, coverage_json, coverage_table
from touchbase.reports.fairness import Share, Told, fairness, fairness_json, fairness_table
from touchbase.reports.groups import groups_json, groups_table, roll_up
from touchbase.reports.months import strips, time_by_priority
from touchbase.reports.time_table import time_json, time_table

A_YEAR = 365
KINDS = ("coverage", "fairness", "time", "groups")


@make_command(
    "report",
    "touchbase report --html --to report.html        # all of it on one page",
    "touchbase report coverage",
    "touchbase report fairness --days 90",
    "touchbase report time",
    "touchbase report groups",
)
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--html", is_flag=True, help="All of it as one page, without anything from elsewhere.")
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the page here.")
@click.option("--days", type=click.IntRange(1), default=A_YEAR, help="How far back fairness looks.")
@pass_context
def command(context: Context, kind: str | None, html: bool, file: Path | None, days: int) -> None:
    """Coverage by group, fairness, time against priority, teams and networks; or a page with all of it and the map."""
    if html:
        return deliver(context, _page(context, days), file)
    if kind is None:
        raise UsageError(
            "Which report?", f"Name one of {', '.join(KINDS)}, or: touchbase report --html --to report.html"
        )
    return {"coverage": _coverage, "fairness": _fairness, "time": _time, "groups": _groups}[kind](context, days)


def _coverage(context: Context, _days: int) -> None:
    found = coverage(look(context, context.now, everybody=True).lines, context.owner)
    if context.as_json:
        context.screen.json(coverage_json(found))
    else:
        context.screen.show(coverage_table(found, context.today))


def _fairness(context: Context, days: int) -> None:
    shares = fair(context, days)
    if context.as_json:
        context.screen.json(fairness_json(shares))
    else:
        context.screen.show(fairness_table(shares))


def _time(context: Context, _days: int) -> None:
    people, entries = known_people(context), context.memory.touchbases()
    shares = time_by_priority(people, entries, context.today, context.owner.zone)
    if context.as_json:
        context.screen.json(time_json(shares))
    else:
        context.screen.show(time_table(shares))


def _groups(context: Context, _days: int) -> None:
    found = roll_up(look(context, context.now, everybody=True).lines)
    if context.as_json:
        context.screen.json(groups_json(found))
    else:
        context.screen.show(groups_table(found, context.today, context.owner.zone))


def fair(context: Context, days: int) -> tuple[Share, ...]:
    """What each category at each priority got in so many days."""
    since = context.today - timedelta(days=days)
    return fairness(known_people(context), _told(context), _moved(context), since, context.owner.zone)


def _page(context: Context, days: int) -> str:
    from touchbase.reports.map import lay_out
    from touchbase.web.pages import report_page

    status, people, entries = (
        look(context, context.now, everybody=True),
        known_people(context),
        context.memory.touchbases(),
    )
    zone = context.owner.zone
    return report_page(
        status,
        lay_out(status.lines),
        coverage(status.lines, context.owner),
        fair(context, days),
        time_by_priority(people, entries, context.today, zone),
        strips(people, entries, context.today, zone),
    )


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
