"""The stakeholder list as a text that a command changes, and that `undo` puts back."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce

from touchbase.cli.context import Context
from touchbase.cli.ids import found
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import BadInput

LIST_EDIT = "list.edit"  # before and after are the whole text of the list


def read_list(context: Context) -> str:
    """The text as it stands; BadInput when there is none."""
    from touchbase.roster.edit import read

    return read(context.config.stakeholders)


def write_list(context: Context, text: str) -> None:
    """All of it or nothing."""
    from touchbase.roster.edit import write

    write(context.config.stakeholders, text)


def edit_list(
    context: Context, summary: str, change: Callable[[str, str], str], *, kind: str = LIST_EDIT, beside: str = ""
) -> None:
    """Write what `change` makes of text and suffix, and remember both for `undo`; BadInput where it adds a problem.

    A `kind` of its own keeps what was written `beside` the list in front of the list, with a NUL between.
    """
    before = read_list(context)
    after = change(before, context.config.stakeholders.suffix)
    if after == before:
        return
    _refuse_new_problems(context, before, after)
    with context.store.transaction():
        context.store.act(context.now, kind, summary, before, f"{beside}\0{after}" if beside else after)
        write_list(context, after)


def add_people(context: Context, summary: str, people: Sequence[Stakeholder]) -> None:
    """Everybody of these at the end of the list, in one action."""
    from touchbase.roster.edit import add

    zone, minutes = context.owner.zone, context.config.rules.minutes

    def with_all(text: str, suffix: str) -> str:
        return reduce(lambda so_far, one: add(so_far, one, suffix, zone=zone, minutes=minutes), people, text)

    edit_list(context, summary, with_all)


def set_fields(context: Context, id: str, summary: str, changes: dict[str, str | date | None]) -> None:
    """Change some fields of one person; None takes a field out."""
    from touchbase.roster import edit

    edit_list(context, summary, lambda text, suffix: edit.set_fields(text, id, changes, suffix))


def on_list(context: Context, id: str) -> Stakeholder:
    """The one of that id; a fault of another entry does not matter, one of their own does."""
    if id in context.listed.left_out:
        raise BadInput(
            f"{context.config.stakeholders.name} has problems; nothing was written.", context.listed.problems,
            "Correct the list, then `touchbase check`.",
        )  # fmt: skip
    return found(context.listed.stakeholders, id)


def _refuse_new_problems(context: Context, before: str, after: str) -> None:
    """Faults that were there before are not this command's business."""
    from touchbase.roster.load import parse

    def errors(text: str) -> list[str]:
        path = context.config.stakeholders
        return [str(p) for p in parse(text.encode(), path, context.owner.zone, context.config.rules.minutes).errors]

    old, new = errors(before), errors(after)
    if len(new) > len(old):
        added = tuple(problem for problem in new if problem not in old)
        raise BadInput("That would break the list, so it stays as it was.", added)
