"""The next question for somebody: one that suits, that was not asked for long, and that fills what is not known yet."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256

from touchbase.agenda.bank import BY_ID, QUESTIONS, SLOTS, Question
from touchbase.domain.memo import Memo, of_kind
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.zone import local_date

REST = timedelta(days=180)  # the same question to the same person comes back no sooner
THEIR_OUTCOME = Question("their-outcome", "What would you like to come of our working together?", gentle=True)
"""Suggested until it was asked: what somebody wants is not assumed."""


def next_question(person: Stakeholder, memos: Iterable[Memo], today: date, zone: str) -> Question | None:
    """Their outcome until they told it; else what suits and has rested longest; None when all of them rest."""
    if person.profile.their_outcome_asked is None:
        return THEIR_OUTCOME
    ours = [memo for memo in of_kind(memos, "question") if memo.stakeholder == person.id]
    asked = {_id(memo): local_date(memo.written, zone) for memo in ours}
    rested = [one for one in QUESTIONS if suits(one, person) and _rested(asked.get(one.id), today)]
    return min(rested, key=lambda one: _order(one, person, asked, ours), default=None)


def suits(question: Question, person: Stakeholder) -> bool:
    """By category, intent and boundary. A strained tie gets gentle questions only, and none about home."""
    if question.home and (person.profile.boundary == "work_only" or person.intent == "heal"):
        return False
    if person.intent == "heal" and not question.gentle:
        return False
    return (not question.suits or person.category in question.suits) and (
        not question.needs or person.intent in question.needs
    )


def asked_text(memo: Memo) -> str:
    """The words of a question on file; an id this version does not know stands for itself."""
    known = THEIR_OUTCOME if _id(memo) == THEIR_OUTCOME.id else BY_ID.get(_id(memo))
    return known.text if known else _id(memo)


def answers(memos: Iterable[Memo], stakeholder: str) -> tuple[Memo, ...]:
    """What they answered so far, oldest first."""
    return tuple(
        memo for memo in of_kind(memos, "question") if memo.stakeholder == stakeholder and memo.state == "answered"
    )


def empty_slots(memos: Iterable[Memo], stakeholder: str) -> tuple[str, ...]:
    """What is not known of them yet: what they do, enjoy, are proud of, struggle with."""
    known = {BY_ID[_id(memo)].slot for memo in answers(memos, stakeholder) if _id(memo) in BY_ID}
    return tuple(slot for slot in SLOTS if slot not in known)


def _id(memo: Memo) -> str:
    return memo.details.get("question", "")


def _rested(asked: date | None, today: date) -> bool:
    return asked is None or today - asked >= REST


def _order(
    question: Question, person: Stakeholder, asked: Mapping[str, date], ours: Iterable[Memo]
) -> tuple[bool, bool, bool, date, str]:
    """What the intent asks for, then what is not known yet, then what was never asked; by chance of the name beyond."""
    chance = sha256(f"{person.id}\x1f{question.id}".encode()).hexdigest()
    unknown = question.slot in empty_slots(ours, person.id)
    return (
        person.intent not in question.needs,
        not unknown,
        question.id in asked,
        asked.get(question.id, date.min),
        chance,
    )
