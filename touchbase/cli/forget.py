"""`forget`: erase one person from list, memory and calendar folder, and say what is left elsewhere."""

import click

from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.forgetting import Person, erase_files, erase_from_list, is_live, leftovers, person_of
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.standing import change_state
from touchbase.errors import TryLater, UsageError
from touchbase.planning.words import counted


@make_command(
    "forget",
    "touchbase forget ana-ruiz                         # asks for the name",
    "touchbase forget ana-ruiz --confirm 'Ana Ruiz'",
    "touchbase forget ana-ruiz --end                   # first let the series end at the next sync",
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--confirm", "typed", metavar="NAME", help="Their name, so that nobody is erased by a slip.")
@click.option("--end", is_flag=True, help="Let their series end at the next sync; then forget.")
@pass_context
def command(context: Context, id: str, typed: str | None, end: bool) -> None:
    """Erase everything remembered of one person. This cannot be undone."""
    person = person_of(context, id)
    if is_live(context, id):
        return _end_first(context, person, end)
    _confirm(context, person, typed)
    count = _erase(context, person)
    return _tell(context, person, count)


def _end_first(context: Context, person: Person, end: bool) -> None:
    if not end:
        raise UsageError(
            f"{person.name} still has touchbases ahead on the calendar.",
            f"Let them end first: touchbase forget {person.id} --end, then touchbase sync, then forget again.",
        )
    return change_state(context, person.id, "let_go")


def _confirm(context: Context, person: Person, typed: str | None) -> None:
    if typed is None and context.interactive:
        typed = click.prompt(f"This erases {person.name} for good. Type the name to go on", err=True)
    if typed is None:
        raise UsageError("Nothing was erased.", f"Add --confirm {person.name!r} to go on.")
    if typed.strip() != person.name:
        raise UsageError(f"Nothing was erased: that is not the name {person.name!r}.")


def _erase(context: Context, person: Person) -> int:
    """How many rows went; the list first, so that a sync cannot bring the person back."""
    from touchbase.store.lock import run_lock

    with run_lock(context.lock_file) as free:
        if not free:
            raise TryLater("A sync is running.", "Run the same command again when it is done.")
        erase_from_list(context, person.id)
        erase_files(context, person.id)
        return context.store.forget(person.id, person.names)


def _tell(context: Context, person: Person, count: int) -> None:
    left = [str(path) for path in leftovers(context, person.names)]
    if context.as_json:
        return context.screen.json({"forgotten": person.id, "rows": count, "left": left})
    return context.screen.say(
        f"Forgotten. {counted(count, 'row')} of memory went or changed.",
        *(f"The name still stands in {path}: take it out by hand." for path in left),
        "Not in our hands: the invitation in their calendar and mailbox, what other programs copied from your "
        "calendar, and backups you made yourself.",
    )
