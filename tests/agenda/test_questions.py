"""Which question comes next: one that suits, rested, and fills what is not known; and never twice too soon."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agenda.memos import LONDON, TODAY, memo
from tests.agenda.people import person
from touchbase.agenda.bank import BY_ID, QUESTIONS, SLOTS
from touchbase.agenda.questions import (
    REST,
    THEIR_OUTCOME,
    answers,
    asked_text,
    empty_slots,
    next_question,
    suits,
)
from touchbase.domain.memo import Memo
from touchbase.domain.profile import BOUNDARIES
from touchbase.domain.stakeholder import CATEGORIES, INTENTS

ASKED = TODAY - timedelta(days=30)


def asked(id: str, days_ago: int = 0, answer: str = "") -> Memo:
    return memo("question", answer, days_ago=days_ago, state="answered" if answer else "asked", question=id)


def test_what_they_would_like_is_asked_before_anything_else_until_they_told_it() -> None:
    assert next_question(person(their_outcome="a guess"), (), TODAY, LONDON) is THEIR_OUTCOME
    assert next_question(person(their_outcome_asked=ASKED), (), TODAY, LONDON) is not THEIR_OUTCOME


def test_every_question_has_its_own_id_and_is_one_question() -> None:
    assert len(BY_ID) == len(QUESTIONS) >= 30
    assert all(question.text.count("?") == 1 and question.text.endswith("?") for question in QUESTIONS)
    assert {question.slot for question in QUESTIONS} == {"", *SLOTS}


@given(st.sampled_from(CATEGORIES), st.sampled_from(INTENTS), st.sampled_from(BOUNDARIES), st.integers(1, 30))
def test_a_year_of_questions_suits_the_person_and_repeats_none_within_half_a_year(
    category: str, intent: str, boundary: str, every: int
) -> None:
    who = person(category=category, intent=intent, boundary=boundary, their_outcome_asked=ASKED)
    memos: list[Memo] = []
    for days in range(0, 365, every):
        day = TODAY + timedelta(days=days)
        found = next_question(who, memos, day, LONDON)
        if found is None:
            continue
        assert suits(found, who)
        assert not found.suits or category in found.suits
        assert not found.needs or intent in found.needs
        assert found.gentle or intent != "heal", "a strained tie is asked gently"
        assert not (found.home and (boundary == "work_only" or intent == "heal"))
        before = [days - int(m.details["day"]) for m in memos if m.details["question"] == found.id]
        assert all(gap >= REST.days for gap in before)
        memos.append(memo("question", days_ago=-days, state="asked", question=found.id, day=str(days)))
    assert memos, "everybody has a question"


def test_what_the_intent_asks_for_comes_before_what_is_not_known_yet() -> None:
    built = next_question(person(intent="build", their_outcome_asked=ASKED), (), TODAY, LONDON)
    assert built is not None
    assert "build" in built.needs
    kept = next_question(
        person(category="other", their_outcome_asked=ASKED), (asked("stop"), asked("energy")), TODAY, LONDON
    )
    assert kept is not None
    assert kept.slot in SLOTS


def test_a_slot_is_empty_until_it_was_answered() -> None:
    memos = (asked("role"), asked("enjoys", answer="teaching"))
    assert empty_slots(memos, "ana") == ("role", "successes", "challenges")
    assert answers(memos, "ana") == (memos[1],)
    assert answers(memos, "bo") == ()


def test_when_everything_was_asked_lately_nothing_is_suggested() -> None:
    memos = [asked(question.id) for question in QUESTIONS]
    assert next_question(person(their_outcome_asked=ASKED), memos, TODAY, LONDON) is None


def test_of_rested_ones_the_longest_rested_comes_first() -> None:
    who = person(category="other", their_outcome_asked=ASKED)
    fitting = [question for question in QUESTIONS if suits(question, who) and not question.needs and not question.slot]
    memos = [asked(question.id, days_ago=200) for question in QUESTIONS]
    memos.append(asked(fitting[0].id, days_ago=190))
    memos = [
        m for m in memos if m.details["question"] not in ("stop", "energy") and not BY_ID[m.details["question"]].slot
    ]
    memos += [asked(id) for id in ("stop", "energy", *SLOTS)]
    found = next_question(who, memos, TODAY, LONDON)
    assert found is not None
    assert found.id != fitting[0].id


@pytest.mark.parametrize(
    ("id", "text"),
    [("role", BY_ID["role"].text), ("their-outcome", THEIR_OUTCOME.text), ("of-a-later-version", "of-a-later-version")],
)
def test_a_question_on_file_is_told_in_its_words(id: str, text: str) -> None:
    assert asked_text(asked(id)) == text
