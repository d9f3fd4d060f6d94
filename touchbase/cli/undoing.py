"""How each kind of action is taken back: one function a kind, and the table of them."""

from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff

from touchbase.cli import actions
from touchbase.cli.context import Context
from touchbase.cli.list_file import LIST_EDIT, read_list, write_list
from touchbase.domain import memo as memos
from touchbase.errors import UsageError
from touchbase.store.port import Action

SHOWN = 6

TakeBack = Callable[[Context, Action], None]


def list_edit(context: Context, action: Action) -> None:
    """Put the old list back, if nobody changed it since."""
    now = read_list(context)
    if now != action.after:
        raise UsageError(
            f"{context.config.stakeholders.name} was changed since, so it stays: {_changes(action.after, now)}.",
            "Change it by hand.",
        )
    write_list(context, action.before)


def added(context: Context, action: Action) -> None:
    """Retract what was logged."""
    for id in actions.split_ids(action.after):
        context.store.retract(id, context.now)


def retracted(context: Context, action: Action) -> None:
    """Let it stand again as it was."""
    context.store.restore(actions.thaw(action.before), context.now)


def confirmed(context: Context, action: Action) -> None:
    """Take the person's word away: what was known before it stands again."""
    context.store.restore(actions.thaw(action.before), context.now)


def remembered(context: Context, action: Action) -> None:
    """What was written goes, and what stood before it comes back."""
    before = memos.loads(action.before)
    kept = {memo.id for memo in before}
    context.store.drop_memos(id for id in actions.split_ids(action.after) if id not in kept)
    context.store.save_memos(before)


def refused(context: Context, action: Action) -> None:
    """What was refused before this no."""
    from touchbase.sync.refusals import REFUSED

    context.store.set(REFUSED, action.before)


def traded(context: Context, action: Action) -> None:
    """The list as it was, and the trade no longer remembered."""
    ids, _, after = action.after.partition("\0")
    list_edit(context, replace(action, after=after))
    context.store.drop_memos(actions.split_ids(ids))


TAKE_BACK: dict[str, TakeBack] = {
    LIST_EDIT: list_edit,
    actions.LOG_ADD: added,
    actions.LOG_IMPORT: added,
    actions.LOG_RETRACT: retracted,
    actions.CONFIRM: confirmed,
    actions.ADOPT_NO: refused,
    actions.MEMO: remembered,
    actions.TRADE: traded,
}


def _changes(was: str, now: str) -> str:
    """The lines that differ, the first few of them."""
    lines = [
        line.strip()
        for line in unified_diff(was.splitlines(), now.splitlines(), n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---") and line[1:].strip()
    ]
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return (" | ".join(lines[:SHOWN]) + more) or "only blank lines differ"
