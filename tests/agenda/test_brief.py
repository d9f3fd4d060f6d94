"""The brief: what comes back, one opener from one's own notes, and nothing of anybody else."""

import pytest

from tests.agenda.memos import LONDON, NOW, TODAY, memo
from tests.agenda.people import person
from touchbase.agenda.brief import prepare
from touchbase.agenda.openers import FROM_THEIR_SIDE, opener
from touchbase.agenda.recall import coming_back, to_ask_about
from touchbase.domain.history import NO_HISTORY, History
from touchbase.domain.memo import Memo
from touchbase.domain.profile import Profile
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase

ANA = person()
CELLO = memo("note", "plays the cello", light="yes")
EXAMS = memo("note", "her daughter sits exams", due_in=0)
LATER = memo("note", "a move", due_in=3)
ASKED = memo("note", "an old thing", state="asked")


def test_a_note_comes_back_on_its_day_and_not_before() -> None:
    assert to_ask_about(ANA, (LATER, EXAMS, CELLO, ASKED), TODAY) == (EXAMS,)
    assert coming_back(ANA, (LATER, EXAMS, CELLO, ASKED)) == (LATER, EXAMS, CELLO)


def test_personal_notes_are_silent_where_work_and_home_are_kept_apart() -> None:
    apart = person(boundary="work_only")
    assert coming_back(apart, (CELLO, EXAMS)) == (EXAMS,)
    assert "cello" not in opener(apart, (CELLO,), TODAY)


@pytest.mark.parametrize(
    ("who", "memos", "says", "because"),
    [
        (ANA, (memo("thanks", "the review"), EXAMS), "Thank them: the review.", "thanks come first"),
        (
            ANA,
            (EXAMS, memo("suggestion", "x", state="used")),
            "Ask about what you noted: her daughter",
            "then a due note",
        ),
        (
            ANA,
            (memo("suggestion", "x", state="used"), CELLO),
            "what became of their suggestion: x",
            "then what became of",
        ),
        (ANA, (CELLO, LATER), "(keep it light) plays the cello", "then the newest note without a day"),
        (person(interests=("bread",)), (), "They care about bread", "then an interest"),
        (person(interests=("bread",), boundary="work_only"), (), "what has changed", "unless home stays home"),
        (ANA, (memo("thanks", "x", who="bo"),), "what has changed", "another's notes are not theirs"),
        (person(intent="heal"), (memo("thanks", "x"), CELLO), FROM_THEIR_SIDE, "a strained tie: their view first"),
    ],
)
def test_one_opener_from_what_is_at_hand(who: Stakeholder, memos: tuple[Memo, ...], says: str, because: str) -> None:
    assert says in opener(who, memos, TODAY), because


def test_the_brief_gathers_what_concerns_this_person_and_nobody_else() -> None:
    goal = memo("goal", "plan together", id="g", obstacle="release weeks")
    step = memo("step", "ask her", about="g")
    mine, theirs = memo("promise", "slides"), memo("promise", "a word", by="them")
    told = memo("suggestion", "calendar", state="used")
    brought = memo("introduction", who="bo", other="ana")
    others = [memo(kind, "of Bo", who="bo") for kind in ("note", "promise", "thanks", "suggestion", "share", "goal")]
    entry = Touchbase("t", "ana", NOW, 30, "touchbase", Judgement("likely", ("Ana accepted",)), "calendar")
    memos = (goal, step, mine, theirs, told, brought, EXAMS, *others)
    brief = prepare(ANA, History(missed_in_a_row=1), [entry] * 4, memos, NOW, TODAY, LONDON)
    assert brief.last == (entry,) * 3
    assert (brief.promises.mine, brief.promises.theirs) == ((mine,), (theirs,))
    assert (brief.ask_about, brief.to_tell, brief.thanks, brief.links) == ((EXAMS,), (told,), (), ())
    assert [(one.memo, one.step) for one in brief.goals] == [(goal, step)]
    assert brief.obstacles == ("release weeks",)
    assert brief.question is not None
    assert "of Bo" not in repr(brief)


def test_a_foreseen_obstacle_is_silent_while_dates_are_held() -> None:
    brief = prepare(ANA, NO_HISTORY, (), (memo("goal", obstacle="release weeks"),), NOW, TODAY, LONDON)
    assert brief.obstacles == ()


@pytest.mark.parametrize(
    ("state", "says"), [("mine", "is your idea so far"), ("proposed", "You proposed to meet"), ("agreed", "")]
)
def test_the_rhythm_is_settled_together(state: str, says: str) -> None:
    who = ANA._replace(profile=Profile(cadence_state=state))  # type: ignore[arg-type]
    assert says in prepare(who, NO_HISTORY, (), (), NOW, TODAY, LONDON).agree
