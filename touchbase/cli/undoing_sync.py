"""How what a sync wrote on the calendar is taken back: shown, agreed to, carried out under the lock."""

from touchbase.cli.asking import agreed
from touchbase.cli.context import Context
from touchbase.cli.plan import reader
from touchbase.cli.sync import tell
from touchbase.errors import Exit, RefusedPlan, TryLater
from touchbase.reports.plan import plan_tables
from touchbase.store.port import Action


def take_back_sync(context: Context, action: Action, yes: bool, approve: str = "") -> int:
    """Guests hear of it where the calendar mails, so a person has to agree: to the plan shown, or to it by its hash."""
    from touchbase.store.lock import run_lock
    from touchbase.sync import approves, take_back, undoing

    world = context.world(context.store)
    plan = undoing(world, int(action.after))
    if not plan.changes:
        context.store.mark_undone(action.id, context.now)
        context.screen.say(
            "Nothing of the last sync can be taken back; `touchbase resume ID` books an ended series anew."
        )
        return Exit.OK
    if approve and not approves(approve, plan):
        sentence = f"{approve} is not the name of this plan, which is {plan.hash}; nothing was taken back."
        raise RefusedPlan(sentence, "Look at it with `touchbase undo`.")
    if not (yes or approve or context.as_json):
        context.screen.show(*plan_tables(plan, reader(context)))
    cure = f"To take exactly this back: touchbase undo --approve {plan.hash} (or --yes)."
    if not approve and not agreed(context, f"Take back {action.summary}?", yes, cure):
        return Exit.OK
    with run_lock(context.lock_file) as ours:
        if not ours:
            raise TryLater("A sync is running.", "Try again when it is done.")
        outcome = take_back(world, int(action.after))
        if not outcome.failed:  # else it is still there to be taken back
            context.store.mark_undone(action.id, context.now)
        return tell(context, outcome)
