"""How what a sync wrote on the calendar is taken back: shown, agreed to, carried out under the lock."""

from touchbase.cli.asking import agreed
from touchbase.cli.context import Context
from touchbase.cli.plan import reader
from touchbase.cli.sync import tell
from touchbase.errors import Exit, TryLater
from touchbase.reports.plan import plan_tables
from touchbase.store.port import Action


def take_back_sync(context: Context, action: Action, yes: bool) -> int:
    """Guests hear of it where the calendar mails, so a person has to agree."""
    from touchbase.store.lock import run_lock
    from touchbase.sync import take_back, undoing

    world = context.world(context.store)
    plan = undoing(world, int(action.after))
    if not plan.changes:
        context.store.mark_undone(action.id, context.now)
        context.screen.say(
            "Nothing of the last sync can be taken back; `touchbase resume ID` books an ended series anew."
        )
        return Exit.OK
    if not (yes or context.as_json):
        context.screen.show(*plan_tables(plan, reader(context)))
    if not agreed(context, f"Take back {action.summary}?", yes):
        return Exit.OK
    with run_lock(context.lock_file) as ours:
        if not ours:
            raise TryLater("A sync is running.", "Try again when it is done.")
        outcome = take_back(world, int(action.after))
        context.store.mark_undone(action.id, context.now)
        return tell(context, outcome)
