"""`status`: who needs attention, from memory alone; no network and, while the list is unchanged, no list either."""

from datetime import date, datetime, time, timedelta

import click

from touchbase.cli.accounts import by_person, in_use, trouble
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.known import known_people
from touchbase.domain.zone import instant
from touchbase.reports.status import Account, Status, status_json, take_stock
from touchbase.reports.status_table import status_table

LAST_SYNC = "last_sync"  # as touchbase.sync keeps it, whose import would cost more than all of status


@make_command(
    "status",
    "touchbase status",
    "touchbase status --all                 # a long list too, to the last one",
    "touchbase status --as-of '1 dec'       # how it would stand on that day",
    "touchbase status --json | jq '.stakeholders[] | select(.state == \"lapsed\") | .id'",
)
@click.option("--as-of", "as_of", metavar="DATE", help="As of the end of that day: 2027-01-10, last friday.")
@click.option("--all", "everybody", is_flag=True, help="Show also those who need nothing on a long list.")
@pass_context
def command(context: Context, as_of: str | None, everybody: bool) -> None:
    """Who needs attention first, why, and what to do."""
    status = look(context, _moment(context, as_of), everybody=everybody or context.as_json)
    if context.as_json:
        context.screen.json(status_json(status))
    else:
        context.screen.show(status_table(status, everybody))


def look(context: Context, moment: datetime, *, everybody: bool) -> Status:
    """Everybody's standing at that moment; words for all of them, or for those who need attention."""
    zone, rules, memory = context.owner.zone, context.config.rules, context.glance
    people, histories = known_people(context), memory.histories(moment)
    lines, hours = take_stock(people, histories, moment, zone, rules, everybody=everybody)
    synced = memory.get(LAST_SYNC)
    last = datetime.fromisoformat(synced) if synced else None
    return Status(moment, zone, lines, hours, rules.hours_per_week, _accounts(context, last is not None), last)


def _accounts(context: Context, synced: bool) -> tuple[Account, ...]:
    """What can be said of the calendars without asking them, the one with the touchbases first."""
    local = (_folder(context, synced),) if context.config.provider == "local" else ()
    return (*local, *(_signed_in(context, provider) for provider in in_use(context.config)))


def _signed_in(context: Context, provider: str) -> Account:
    """What the last sync heard; before any, whether somebody signed in."""
    said = trouble(context.glance, provider)
    if not said and by_person(context.config, provider) and not _kept(context, provider):
        said = f"not signed in yet: touchbase auth {provider}"
    return Account(provider, not said, said or "as of the last sync")


def _kept(context: Context, provider: str) -> bool:
    """A sign-in lies there; one in a keyring is not asked for, since that may take a password."""
    from touchbase.auth.files import kept_at

    return context.config.tokens != "file" or kept_at(context.token_folder, context.account(provider)).exists()


def _folder(context: Context, synced: bool) -> Account:
    provider, folder = context.config.provider, context.config.local_folder
    if folder.is_dir() or not synced:
        return Account(provider, True, f"calendar folder {folder}")
    return Account(provider, False, f"the calendar folder {folder} is gone; `touchbase check` says more")


def _moment(context: Context, as_of: str | None) -> datetime:
    if as_of is None:
        return context.now
    from touchbase.cli.dates import parse_day

    return moment_on(context, parse_day(as_of, context.today))


def moment_on(context: Context, day: date) -> datetime:
    """The end of that day of the owner's; of today, now."""
    midnight = instant(day + timedelta(days=1), time(0), context.owner.zone)
    return context.now if day == context.today else midnight - timedelta(seconds=1)
