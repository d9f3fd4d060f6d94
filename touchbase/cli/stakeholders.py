"""`stakeholders`: the list shown, and added to."""

import click

from touchbase.cli.command import group, pass_context
from touchbase.cli.context import Context
from touchbase.cli.list_file import add_people
from touchbase.cli.questions import ask
from touchbase.cli.stakeholders_import import import_contacts
from touchbase.cli.stakeholders_suggest import suggest_people
from touchbase.domain.cadence import CADENCES
from touchbase.domain.stakeholder import CATEGORIES, INTENTS, Stakeholder, default_cadence
from touchbase.domain.text import same_address
from touchbase.errors import BadInput, UsageError
from touchbase.reports.roster import roster_json, roster_table

Raw = dict[str, object]


@group(
    "stakeholders",
    "touchbase stakeholders list",
    "touchbase stakeholders add --name 'Ana Ruiz' --email ana@example.com --category peer",
    "touchbase stakeholders import contacts.vcf        # shows what it found, then asks",
)
def command() -> None:
    """The list of people who matter: show it, add somebody, bring some in from an address book."""


command.add_command(import_contacts)
command.add_command(suggest_people)


@command.command("list", examples=("touchbase stakeholders list", "touchbase stakeholders list --json"))
@pass_context
def show(context: Context) -> None:
    """Everybody on the list, by priority."""
    people = sorted(context.roster.stakeholders, key=lambda person: (person.priority, person.name.casefold()))
    if context.as_json:
        context.screen.json({"stakeholders": [roster_json(person, context.today) for person in people]})
    else:
        context.screen.show(roster_table(people, context.today))


@command.command(
    "add",
    examples=(
        "touchbase stakeholders add                       # asks",
        "touchbase stakeholders add --name 'Ana Ruiz' --email ana@example.com --priority 2",
    ),
)
@click.option("--name", help="As it stands in the invitation.")
@click.option("--email", help="Where the invitation goes.")
@click.option("--category", help=f"{', '.join(CATEGORIES)}, or a word of your own.")
@click.option("--priority", type=int, help="1 highest to 9 lowest.")
@click.option("--cadence", help=f"{', '.join(CADENCES)}, every N weeks, every N months; else by category.")
@click.option("--time-zone", help="Their IANA zone; else yours.")
@click.option("--duration-minutes", type=int, help="How long a touchbase is.")
@click.option("--tag", "tags", multiple=True, help="A word to find them by; may be given again.")
@click.option("--intent", help=f"{', '.join(INTENTS)}.")
@pass_context
def add(context: Context, /, **fields: object) -> None:
    """Add one person; their id is made from the name, and stays."""
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value}
    if not {"name", "email"} <= given.keys():
        given = _asked(context, given)
    person = _person(context, given)
    _refuse_known(context, person)
    add_people(context, f"added {person.name}", [person])
    _tell(context, person)


def _asked(context: Context, given: Raw) -> Raw:
    """The flags, completed by answers."""
    from touchbase.roster.fields import checked

    if not context.interactive:
        raise UsageError("Say at least --name and --email.", "On a terminal, `touchbase stakeholders add` asks.")
    category = str(given.get("category") or "peer")
    asked = (
        ("name", "Name", None),
        ("email", "E-mail", None),
        ("category", f"Category ({', '.join(CATEGORIES)}, or an own word)", category),
        ("priority", "Priority, 1 (highest) to 9", "5"),
        ("cadence", "How often (nothing: by category)", ""),
        ("time_zone", "Their time zone", context.owner.zone),
    )
    answers = dict(given)
    for name, question, default in asked:
        if name not in given:
            answers[name] = ask(question, lambda text, name=name: checked(name, _raw(name, text)), default)  # type: ignore[misc]
    return {name: _raw(name, value) for name, value in answers.items() if value}


def _raw(name: str, value: object) -> object:
    """A typed priority is a number where it looks like one."""
    return int(value) if name == "priority" and isinstance(value, str) and value.isdecimal() else value


def _person(context: Context, given: Raw) -> Stakeholder:
    """The stakeholder these fields make; BadInput with every fault of them."""
    from touchbase.domain.problem import Problem
    from touchbase.roster.entry import stakeholder
    from touchbase.roster.fields import check
    from touchbase.roster.identify import slug

    values, faults = check({**given, "added": context.today})
    errors = tuple(Problem(f"--{f.key.replace('_', '-')}", f.what, f.cure) for f in faults if f.severity == "error")
    if errors:
        raise BadInput("Nobody was added.", errors)
    taken = {*(person.id for person in context.listed.stakeholders), *context.listed.left_out}
    config = context.config
    id = slug(values["name"], taken)
    return stakeholder(id, values, context.owner.zone, config.rules.minutes, config.stakeholders.parent)


def _refuse_known(context: Context, person: Stakeholder) -> None:
    ours = {same_address(address) for address in context.owner.all_addresses}
    if same_address(person.email) in ours:
        raise UsageError(f"{person.email} is your own address.", "Give theirs.")
    for other in context.listed.stakeholders:
        if same_address(person.email) in map(same_address, other.all_addresses):
            raise UsageError(f"{other.name} has that address already: {other.id}.", "Nobody was added.")
        if other.name.casefold() == person.name.casefold():
            context.screen.warn(f"There is another {other.name} on the list: {other.id} ({other.email}).")


def _tell(context: Context, person: Stakeholder) -> None:
    if context.as_json:
        return context.screen.json({"added": roster_json(person, context.today)})
    often = f"{person.cadence}{' by category' if person.cadence == default_cadence(person.category) else ''}"
    return context.screen.say(
        f"Added {person.name} <{person.email}> as {person.id}: {person.category}, priority {person.priority}, {often}, "
        f"{person.zone}.",
        "Not so? touchbase undo. Else: touchbase plan",
    )
