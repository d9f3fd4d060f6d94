"""What is remembered of a relationship: kept, changed and found alike for every kind, and taken back by `undo`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from touchbase.cli.actions import MEMO, join_ids
from touchbase.cli.context import Context
from touchbase.cli.ids import found
from touchbase.cli.known import known_people
from touchbase.domain.identity import memo_id
from touchbase.domain.memo import Memo, MemoKind, dumps
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import one_line
from touchbase.errors import UsageError
from touchbase.reports.memos import memo_json, memo_table
from touchbase.reports.table import Table

LONGEST = 2000
SHORTEST_ID = 4


def person_of(context: Context, id: str) -> Stakeholder:
    """The one of that id on the list; UsageError with those it may have meant."""
    return found(known_people(context), id)


def plain(name: str, text: str) -> str:
    """One line of text; UsageError for none, or for one that hides a line break or a control."""
    try:
        return one_line(text, LONGEST)
    except ValueError as error:
        raise UsageError(f"The {name} {error}.") from None


def new(
    context: Context,
    kind: MemoKind,
    stakeholder: str,
    text: str,
    *,
    day: date | None = None,
    state: str = "open",
    other: str = "",
    about: str = "",
    details: Mapping[str, str] | None = None,
) -> Memo:
    """A memo of this moment; the same words said again at once are the same memo."""
    text = plain(kind, text)
    id = memo_id(context.owner.id, kind, stakeholder, context.now, f"{text}\x1f{other}\x1f{about}")
    closed = None if state == "open" else context.now
    return Memo(id, kind, stakeholder, context.now, text, day, state, closed, other, about, details or {})


def closed(context: Context, memo: Memo, state: str, **details: str) -> Memo:
    """The memo in another state, from this moment on."""
    told = {name: text for name, text in details.items() if text}
    return replace(memo, state=state, closed=context.now, details={**memo.details, **told})


def save(context: Context, summary: str, *memos: Memo) -> None:
    """Write them together as one action, which `undo` takes back."""
    known = {memo.id: memo for memo in context.store.memos()}
    before = [known[memo.id] for memo in memos if memo.id in known]
    with context.store.transaction():
        if context.store.save_memos(memos):
            context.store.act(context.now, MEMO, summary, dumps(before), join_ids(memo.id for memo in memos))


def keep(context: Context, summary: str, *memos: Memo) -> Memo:
    """As `save`, and say so; the first one is shown as JSON, and returned."""
    save(context, summary, *memos)
    if context.as_json:
        context.screen.json({"memo": memo_json(memos[0])})
    else:
        context.screen.say(f"{summary} ({memos[0].id}). Not so? touchbase undo")
    return memos[0]


def find(context: Context, id: str, *kinds: MemoKind) -> Memo:
    """By id or an unambiguous beginning of it; UsageError otherwise."""
    fitting = [memo for memo in context.memory.memos(*kinds) if memo.id.startswith(id)]
    exact = [memo for memo in fitting if memo.id == id]
    if len(id) < SHORTEST_ID or (len(fitting) > 1 and not exact):
        raise UsageError(f"{id!r} is not enough to tell which is meant.", "Give the whole id, as the list shows it.")
    if not fitting:
        raise UsageError(f"There is no {' or '.join(kinds)} {id!r}.", f"See the ids: touchbase {kinds[0]}")
    return (exact or fitting)[0]


def show(context: Context, memos: Iterable[Memo], title: str, nothing: str) -> None:
    """A table of memos, or what to say when there are none."""
    memos = tuple(memos)
    if context.as_json:
        context.screen.json({"memos": [memo_json(memo) for memo in memos]})
    elif memos:
        context.screen.show(memo_table(memos, names(context), title, context.owner.zone, context.today))
    else:
        context.screen.show(Table(nothing, ()))


def names(context: Context) -> dict[str, str]:
    """What everybody on the list is called, by id."""
    return {person.id: person.name for person in known_people(context)}
