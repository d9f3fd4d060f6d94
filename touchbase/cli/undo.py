"""`undo`: take back the last thing a person did."""

import click

from touchbase.cli.actions import SYNC_RUN
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.undoing import TAKE_BACK
from touchbase.cli.undoing_sync import take_back_sync
from touchbase.errors import Exit, UsageError
from touchbase.store.port import Action


@make_command(
    "undo",
    "touchbase undo          # the last change of list or log; again for the one before",
    "touchbase undo --yes    # also what the last sync wrote on the calendar, without asking",
    "touchbase undo --approve 3fa1c2d4e5f6  # exactly the plan that was shown",
)
@click.option("--yes", is_flag=True, help="Do not ask before a calendar is written.")
@click.option("--approve", metavar="HASH", default="", help="Take back what a sync wrote, if this is still the plan.")
@pass_context
def command(context: Context, yes: bool, approve: str) -> int:
    """Take back the last thing done: a change of the list, a log entry, an answer, what a sync wrote."""
    action = context.memory.last_action()
    if action is None:
        context.screen.say("There is nothing to take back.")
    elif action.kind == SYNC_RUN:
        return take_back_sync(context, action, yes, approve)
    else:
        take_back(context, action)
    return Exit.OK


def take_back(context: Context, action: Action) -> None:
    """One action that is not a sync's; UsageError when its kind cannot be taken back."""
    how = TAKE_BACK.get(action.kind)
    if how is None:
        raise UsageError(f"{action.summary}: that cannot be taken back.")
    with context.store.transaction():
        context.store.mark_undone(action.id, context.now)
        how(context, action)
    if context.as_json:
        context.screen.json({"undone": {"kind": action.kind, "summary": action.summary}})
    else:
        context.screen.say(f"Taken back: {action.summary}")
