"""`adopt`: a recurring 1:1 made by hand becomes the touchbase with that person, at the owner's word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from touchbase.cli.actions import ADOPT_NO
from touchbase.cli.asking import agreed
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER, found
from touchbase.cli.plan import reader
from touchbase.cli.sync import tell
from touchbase.domain.stakeholder import Stakeholder
from touchbase.errors import Exit, TryLater, UsageError
from touchbase.reports.by_hand import by_hand_json, by_hand_list
from touchbase.reports.plan import plan_tables

if TYPE_CHECKING:
    from touchbase.planning.by_hand import ByHand
    from touchbase.sync import ByHandNow


@make_command(
    "adopt",
    "touchbase adopt                 # the recurring 1:1s you made yourself",
    "touchbase adopt ana-ruiz        # look after yours with her from now on",
    "touchbase adopt ana-ruiz --no   # it is something else: book one of its own",
)
@click.argument("id", type=STAKEHOLDER, required=False)
@click.option("--no", is_flag=True, help="Not this one: the next sync books a series of its own.")
@click.option("--list", "only_list", is_flag=True, help="Show them, and change nothing; so without an ID.")
@click.option("--yes", is_flag=True, help="Do not ask before the calendar is written.")
@pass_context
def command(context: Context, id: str | None, no: bool, only_list: bool, yes: bool) -> int:
    """Let touchbase look after a recurring 1:1 you made yourself: it gets our tag, and nobody is mailed."""
    if id is None and (no or yes):
        raise UsageError("Say whose.", "touchbase adopt ana-ruiz")
    person = None if id is None else found(context.roster.stakeholders, id)
    if person is None or only_list:
        return _list(context, person)
    return _refuse(context, person) if no else _adopt(context, person, yes)


def _look(context: Context, *, write: bool = False) -> "ByHandNow":
    """What the calendar has now; with a memory that cannot be written, unless something shall be."""
    from touchbase.sync import look_by_hand

    world = context.world(context.store if write else context.memory)
    return look_by_hand(world, context.roster.stakeholders)


def _list(context: Context, person: Stakeholder | None) -> int:
    now = _look(context)
    meetings = now.meetings if person is None else now.of(person.id)
    if context.as_json:
        context.screen.json(by_hand_json(meetings, context.owner.zone))
    elif meetings:
        context.screen.show(by_hand_list(meetings, reader(context)))
    else:
        context.screen.say("No recurring 1:1 made by hand was found with anybody who has no series of ours.")
    return Exit.OK


def _adopt(context: Context, person: Stakeholder, yes: bool) -> int:
    """Shown, agreed to, and carried out on what the calendar has under the lock."""
    from touchbase.planning.adoption import adoption
    from touchbase.store.lock import run_lock
    from touchbase.sync import take_over

    now = _look(context)
    plan = adoption(_own(now.of(person.id), person), now.snapshot)
    if not (yes or context.as_json):
        context.screen.show(*plan_tables(plan, reader(context)))
    if not agreed(context, f"Let touchbase look after your series with {person.name}?", yes):
        return Exit.OK
    with run_lock(context.lock_file) as ours:
        if not ours:
            raise TryLater("A sync is running.", "Try again when it is done.")
        now = _look(context, write=True)
        plan = adoption(_own(now.of(person.id), person), now.snapshot)
        summary = f"the adoption of your series with {person.name}"
        return tell(context, take_over(context.world(context.store), now, plan, summary))


def _own(meetings: "Sequence[ByHand]", person: Stakeholder) -> "ByHand":
    """The one that can be adopted; UsageError with the way out where there is none."""
    mine = next((one for one in meetings if one.meeting.own), None)
    if mine is not None:
        return mine
    if meetings:
        sentence = (
            f"{person.name}'s series is not yours to hand over: somebody else organises it, or it stands elsewhere."
        )
        raise UsageError(sentence, "It serves as your touchbase as it is; nothing has to be done.")
    sentence = f"There is no recurring 1:1 of yours with {person.name} that is without our tag and has a date to come."
    raise UsageError(sentence, "`touchbase adopt` lists those there are; `touchbase plan` says what would be booked.")


def _refuse(context: Context, person: Stakeholder) -> int:
    """Remember the no for the series there are now; one made later is asked about again."""
    from touchbase.sync.refusals import REFUSED, keep, refusals

    meetings = _look(context).of(person.id)
    if not meetings:
        raise UsageError(f"There is no recurring 1:1 made by hand with {person.name}.", "`touchbase adopt` lists them.")
    with context.store.transaction():
        before = context.store.get(REFUSED) or "{}"
        keep(context.store, refusals(context.store) | {(person.id, one.meeting.uid) for one in meetings})
        after = context.store.get(REFUSED) or ""
        if after != before:
            summary = f"the no to your own series with {person.name}"
            context.store.act(context.now, ADOPT_NO, summary, before, after)
    if context.as_json:
        context.screen.json({"stakeholder": person.id, "refused": [one.meeting.uid for one in meetings]})
    else:
        context.screen.say(f"Noted. The next sync books a series of its own with {person.name}. Not so? touchbase undo")
    return Exit.OK
