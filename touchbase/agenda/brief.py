"""The brief before a touchbase: who and why, both outcomes, what is open both ways, one opener, one question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from touchbase.agenda.balance import balance
from touchbase.agenda.bank import Question
from touchbase.agenda.goals import Goal, goals_with
from touchbase.agenda.items import Items, items
from touchbase.agenda.openers import opener
from touchbase.agenda.promises import Promises, open_promises
from touchbase.agenda.questions import answers, next_question
from touchbase.agenda.recall import to_ask_about
from touchbase.agenda.sharing import waiting_links
from touchbase.agenda.since import Since, since
from touchbase.agenda.suggestions import to_tell, unanswered
from touchbase.domain.history import History
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Touchbase

LAST = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """All one needs on one screen; `obstacles` are those foreseen, told when dates were missed.

    `told` is their last answer to a question, `since` what changed after the last touchbase that was held.
    """

    person: Stakeholder
    history: History
    last: tuple[Touchbase, ...]
    promises: Promises
    items: Items
    ask_about: tuple[Memo, ...]
    suggestions: tuple[Memo, ...]
    to_tell: tuple[Memo, ...]
    thanks: tuple[Memo, ...]
    links: tuple[Memo, ...]
    goals: tuple[Goal, ...]
    obstacles: tuple[str, ...]
    balance: str
    opener: str
    question: Question | None
    agree: str
    since: Since
    told: Memo | None


def prepare(
    person: Stakeholder,
    history: History,
    touchbases: Sequence[Touchbase],
    memos: Iterable[Memo],
    now: datetime,
    today: date,
    zone: str,
) -> Brief:
    """`touchbases` newest first; `today` and `zone` are the owner's."""
    memos = tuple(memos)
    ours = tuple(memo for memo in memos if person.id in (memo.stakeholder, memo.other))
    found = goals_with(person, memos)
    return Brief(
        person,
        history,
        tuple(entry for entry in touchbases if entry.stakeholder == person.id)[:LAST],
        open_promises(ours, person.id),
        items(ours, person.id),
        to_ask_about(person, ours, today),
        unanswered(ours, person.id),
        to_tell(ours, person.id),
        tuple(memo for memo in of_kind(ours, "thanks") if memo.is_open),
        waiting_links(ours, person.id),
        found,
        tuple(goal.obstacle for goal in found if goal.obstacle) if history.missed_in_a_row else (),
        balance(ours, now).words,
        opener(person, ours, today),
        next_question(person, ours, today, zone),
        _agree(person),
        since(person, ours, history.last_held),
        next(iter(answers(ours, person.id)[::-1]), None),
    )


def _agree(person: Stakeholder) -> str:
    """What is still to be settled about the rhythm itself."""
    if person.profile.cadence_state == "agreed":
        return ""
    if person.profile.cadence_state == "proposed":
        return f"You proposed to meet {person.cadence}; ask whether that suits them."
    return f"Meeting {person.cadence} is your idea so far; ask whether it suits them."
