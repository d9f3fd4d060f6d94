"""`stakeholders import`: people from an address book, shown first, added when agreed, never twice."""

from dataclasses import replace
from pathlib import Path

import click

from touchbase.cli.asking import agreed
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.list_file import add_people
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import same_address
from touchbase.errors import BadInput, Exit
from touchbase.reports.roster import import_table, roster_json
from touchbase.roster.imports import Preview, preview


@make_command(
    "import",
    "touchbase stakeholders import contacts.vcf       # shows what it found, then asks",
    "touchbase stakeholders import contacts.csv --yes",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Add them without asking.")
@pass_context
def import_contacts(context: Context, file: Path, yes: bool) -> int:
    """Bring in people from a CSV file or vCards; those you have already are left alone."""
    found = _looked(context, file)
    errors = tuple(problem for problem in found.problems if problem.severity == "error")
    if errors and not found.new:
        raise BadInput(f"Nothing was taken from {file.name}.", found.problems)
    _preview(context, file, found, yes)
    if found.new and (yes or not context.as_json) and agreed(context, f"Add {_counted(len(found.new))}?", yes):
        _add(context, file, found.new)
    return Exit.SOME_FAILED if errors else Exit.OK


def _looked(context: Context, file: Path) -> Preview:
    """What the file holds, without the owner."""
    found = preview(context.listed.stakeholders, file, context.owner.zone, context.config.rules.minutes)
    ours = set(map(same_address, context.owner.all_addresses))
    new = (person for person in found.new if not ours & set(map(same_address, person.all_addresses)))
    return replace(found, new=tuple(person._replace(added=person.added or context.today) for person in new))


def _preview(context: Context, file: Path, found: Preview, yes: bool) -> None:
    if context.as_json:
        return context.screen.json(_json(context, found, yes))
    if found.new or found.already:
        context.screen.show(import_table(file.name, found.new, found.already))
    context.screen.fail(*(str(problem) for problem in found.problems if problem.severity == "error"))
    context.screen.warn(*(str(problem) for problem in found.problems if problem.severity != "error"))
    return context.screen.say(*([] if found.new else [f"{file.name} holds nobody new."]))


def _json(context: Context, found: Preview, yes: bool) -> dict[str, object]:
    return {
        "new": [roster_json(person, context.today) for person in found.new],
        "already": [person.id for person in found.already],
        "problems": [problem._asdict() for problem in found.problems],
        "added": bool(found.new and yes),
    }


def _add(context: Context, file: Path, people: tuple[Stakeholder, ...]) -> None:
    add_people(context, f"added {_counted(len(people))} from {file.name}", people)
    context.screen.say(
        f"Added {_counted(len(people))}. Give the ones who matter most a priority and a cadence in "
        f"{context.config.stakeholders.name}, then: touchbase plan",
        "Not so? touchbase undo",
    )


def _counted(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
