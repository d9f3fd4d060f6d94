"""An id of a stakeholder as an argument: completed by the shell from what we remember."""

import difflib
from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

from touchbase.cli.context import Context
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import UsageError


class StakeholderId(click.ParamType[str]):
    """`ana-ruiz`. The shell is offered ids with the names beside them; nothing is written by asking."""

    name = "id"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  (click's own signature)
        incomplete: str,
    ) -> list[CompletionItem]:
        people = _remembered(ctx.ensure_object(Context))
        return [CompletionItem(p.id, help=p.name) for p in people if p.id.startswith(incomplete)]


STAKEHOLDER = StakeholderId()


def found(people: Sequence[Stakeholder], id: str) -> Stakeholder:
    """The one of that id; UsageError with those it may have meant, by id or name."""
    for person in people:
        if person.id == id:
            return person
    raise UsageError(f"Nobody on your list has the id {id!r}.", _meant(people, id))


def _meant(people: Sequence[Stakeholder], typed: str) -> str:
    """The nearest ids, by id, name, or one word of the name."""
    words = {word: person.id for person in people for word in person.name.lower().split()}
    words |= {word.lower(): person.id for person in people for word in (person.name, person.id)}
    close = difflib.get_close_matches(typed.lower(), words, n=3, cutoff=0.7)
    ids = list(dict.fromkeys(words[word] for word in close))
    return f"Did you mean {' or '.join(ids)}?" if ids else "`touchbase stakeholders list` shows them."


def _remembered(context: Context) -> Sequence[Stakeholder]:
    """The last good list, else the file; () when neither can be read: completion never complains."""
    try:
        known = context.memory.known_list()
        return known.stakeholders if known else context.listed.stakeholders
    except Exception:
        return ()
