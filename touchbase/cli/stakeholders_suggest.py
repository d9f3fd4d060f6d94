"""`stakeholders suggest`: people you already meet, proposed from the calendar of the past year."""

from datetime import timedelta

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.list_file import add_people
from touchbase.domain.period import Period
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import did_you_mean
from touchbase.errors import UsageError
from touchbase.planning.suggest import Suggestion, suggest
from touchbase.planning.verdict import met
from touchbase.reports.suggestions import suggestions_json, suggestions_table

A_YEAR = 365


@make_command(
    "suggest",
    "touchbase stakeholders suggest                              # whom you meet, and how often",
    "touchbase stakeholders suggest --add kim@example.com --add raj@example.com",
)
@click.option("--days", type=click.IntRange(28, 730), default=A_YEAR, help="How far back to look.")
@click.option("--add", "wanted", multiple=True, metavar="EMAIL", help="Add this one; repeat for more.")
@pass_context
def suggest_people(context: Context, days: int, wanted: tuple[str, ...]) -> None:
    """People you already meet and have not listed, with the rhythm that shows; nobody is added unasked."""
    window = Period(context.now - timedelta(days=days), context.now)
    reading = context.calendar.read(window)
    context.screen.warn(*(str(problem) for problem in reading.warnings))
    found = suggest(reading.meetings, context.listed.stakeholders, context.owner)
    if wanted:
        _add(context, [_named(found, address) for address in dict.fromkeys(wanted)])
    elif context.as_json:
        context.screen.json(suggestions_json(found))
    else:
        context.screen.show(suggestions_table(found, context.today))


def _named(found: tuple[Suggestion, ...], address: str) -> Suggestion:
    for one in found:
        if one.email == address.strip().lower():
            return one
    guess = did_you_mean(address, [one.email for one in found])
    raise UsageError(f"{address} is not among the suggestions.", guess or "See them: touchbase stakeholders suggest")


def _add(context: Context, chosen: list[Suggestion]) -> None:
    from touchbase.roster.entry import stakeholder
    from touchbase.roster.fields import check
    from touchbase.roster.identify import slug

    taken = {*(person.id for person in context.listed.stakeholders), *context.listed.left_out}
    people: list[Stakeholder] = []
    for one in chosen:
        values, _ = check(
            {"name": one.name, "email": one.email, "category": one.category, "cadence": str(one.cadence),
             "added": context.today}
        )  # fmt: skip
        id = slug(one.name, taken)
        taken.add(id)
        config = context.config
        people.append(stakeholder(id, values, context.owner.zone, config.rules.minutes, config.stakeholders.parent))
    names = ", ".join(person.name for person in people)
    add_people(context, f"added {names}", people)
    with context.store.transaction():
        for person, one in zip(people, chosen, strict=True):
            if last := met(context.owner, person, one.latest):  # they are no strangers: the clock runs from there
                context.store.record(last, context.now)
    if context.as_json:
        context.screen.json({"added": [person.id for person in people]})
    context.screen.say(f"Added {names}; look over name, category and priority in {context.config.stakeholders.name}.")
