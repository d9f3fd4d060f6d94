"""The balance of a year, whom a link would please, introductions, suggestions, goals."""

import pytest

from tests.agenda.memos import NOW, memo
from touchbase.agenda.balance import Balance, balance
from touchbase.agenda.goals import goals, goals_with
from touchbase.agenda.healthy import standing
from touchbase.agenda.introductions import after_yes, asking, followed, introducing, next_step
from touchbase.agenda.sharing import already_has, fitting, waiting_links, who_could_help, words_of
from touchbase.agenda.suggestions import to_tell, unanswered
from touchbase.domain.cadence import Cadence
from touchbase.domain.memo import Memo
from touchbase.domain.profile import Profile
from touchbase.domain.stakeholder import Stakeholder

MONTHLY = Cadence(1, "month")
ANA = Stakeholder(
    "ana", "Ana Ruiz", "ana@example.com", "peer", 2, MONTHLY, "UTC", profile=Profile(interests=("Bread", "chess"))
)
BO = Stakeholder("bo", "Bo Lind", "bo@example.com", "boss", 1, MONTHLY, "UTC", tags=("bread",))
CY = Stakeholder("cy", "Cy Tran", "cy@example.com", "mentor", 3, MONTHLY, "UTC")
PEOPLE = (CY, ANA, BO)


@pytest.mark.parametrize(
    ("memo", "wanted", "because"),
    [
        (memo("gave", state="done", by="me"), (1, 0), "I gave"),
        (memo("gave", state="done", by="them"), (0, 1), "they gave"),
        (memo("promise", state="done", by="me"), (1, 0), "a promise kept is given"),
        (memo("promise", by="me"), (0, 0), "an open one is not"),
        (memo("promise", state="declined", by="me"), (0, 0), "nor one that was declined"),
        (memo("ask", state="done", by="me"), (0, 1), "they answered what I asked"),
        (memo("ask", state="done", by="them"), (1, 0), "I answered what they asked"),
        (memo("share", state="sent"), (1, 0), "a link sent"),
        (memo("share"), (0, 0), "a link that waits"),
        (memo("introduction", state="met"), (1, 0), "an introduction that came about"),
        (memo("note"), (0, 0), "a note gives nothing"),
        (memo("gave", state="done", by="me", days_ago=400, closed_days_ago=400), (0, 0), "more than a year ago"),
    ],
)
def test_what_counts_as_given(memo: Memo, wanted: tuple[int, int], because: str) -> None:
    found = balance((memo,), NOW)
    assert (found.i_gave, found.they_gave) == wanted, because


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (Balance(), ""),
        (Balance(1, 2), "This year you gave once and they gave twice."),
        (Balance(0, 3), "What could you do for them?"),
        (Balance(4, 1), "You may ask for something too"),
    ],
)
def test_a_balance_informs_and_never_blames(found: Balance, says: str) -> None:
    assert says in found.words
    assert bool(found.words) is bool(says)


def test_a_link_pleases_those_who_care_most_of_it_first_then_the_higher_priority() -> None:
    assert fitting(PEOPLE, ["bread"]) == (BO, ANA)
    assert fitting(PEOPLE, ["chess ", "BREAD"]) == (ANA, BO)
    assert fitting(PEOPLE, ["golf"]) == ()


def test_a_link_stands_once_for_a_person_and_waits_until_it_is_sent() -> None:
    queued, sent = memo("share", "https://example.org/a"), memo("share", "https://example.org/b", state="sent")
    assert already_has((queued,), "https://example.org/a", "ana")
    assert not already_has((queued,), "https://example.org/a", "bo")
    assert waiting_links((queued, sent), "ana") == (queued,)


def test_who_could_help_cares_about_the_matter_or_was_noted_with_it() -> None:
    noted = memo("note", "ran a Bread bakery once", who="cy")
    assert who_could_help(PEOPLE, (noted,), ["bread"]) == (BO, ANA, CY)


@pytest.mark.parametrize(
    ("state", "who", "after"),
    [
        ("open", "ana", "first_agreed"),
        ("open", "bo", "second_agreed"),
        ("first_agreed", "bo", "agreed"),
        ("second_agreed", "ana", "agreed"),
        ("first_agreed", "ana", "first_agreed"),
    ],
)
def test_an_introduction_takes_the_yes_of_both(state: str, who: str, after: str) -> None:
    assert after_yes(memo("introduction", state=state, other="bo"), who) == after


def test_an_introduction_is_followed_until_they_met() -> None:
    asked, agreed = memo("introduction", other="bo"), memo("introduction", other="cy", state="agreed")
    met, dropped = memo("introduction", state="met"), memo("introduction", state="dropped")
    assert followed((asked, met, agreed, dropped)) == (asked, agreed)
    assert "one by one" in next_step(asked, ANA, BO)
    assert next_step(memo("introduction", state="first_agreed"), ANA, BO) == "Ana Ruiz agreed; ask Bo Lind."
    assert next_step(memo("introduction", state="second_agreed"), ANA, BO) == "Bo Lind agreed; ask Ana Ruiz."
    assert "whether they met" in next_step(agreed, ANA, BO)
    assert next_step(met, ANA, BO) == ""


def test_the_drafts_hold_the_reason_and_no_address() -> None:
    ask, both = asking(ANA, BO, "both bake"), introducing(ANA, BO, "both bake")
    assert ask.startswith("Hello Ana,")
    assert "Bo Lind" in ask
    assert both.startswith("Hello Ana, hello Bo,")
    assert all("both bake" in text and "@" not in text for text in (ask, both))


def test_whoever_suggested_something_is_told_what_became_of_it() -> None:
    heard, used = memo("suggestion"), memo("suggestion", state="used")
    known = memo("suggestion", state="declined", why="no", told="2026-06-01")
    assert unanswered((heard, used, known)) == (heard,)
    assert to_tell((heard, used, known)) == (used,)
    assert to_tell((used,), "bo") == ()


def test_a_goal_has_one_open_step_and_remembers_those_done() -> None:
    goal = memo("goal", id="g", obstacle="release weeks", accountable="tell Bo")
    done, now = memo("step", about="g", state="done"), memo("step", about="g")
    [found] = goals((goal, done, now, memo("step", about="other")))
    assert (found.memo, found.step, found.done) == (goal, now, (done,))
    assert (found.obstacle, found.accountable, found.needs_a_step) == ("release weeks", "tell Bo", False)
    [bare] = goals((goal, done))
    assert bare.needs_a_step
    assert goals((goal,), "bo") == ()


def test_what_one_meant_to_do_differently_is_checked_more_than_once() -> None:
    goal = memo("goal", id="g", differently="I listen first")
    checks = (memo("check", about="g", state="did_not"), memo("check", about="g", state="did"))
    [found] = goals((goal, *checks, memo("check", about="other")))
    assert (found.differently, found.checks, found.step) == ("I listen first", checks, None)


def test_a_goal_for_a_category_concerns_everybody_of_it_after_their_own() -> None:
    own, group = memo("goal", "own"), memo("goal", "every peer", who="", category="peer")
    others = (memo("goal", who="bo"), memo("goal", who="", category="boss"), memo("goal", state="reached"))
    found = goals_with(ANA, (group, *others, own))
    assert [(goal.memo, goal.category) for goal in found] == [(own, ""), (group, "peer")]


@pytest.mark.parametrize(
    ("text", "words"),
    [("A name in FINANCE, please", ("name", "finance", "please")), ("a fox", ()), ("", ())],
)
def test_the_words_of_a_request_that_may_name_its_matter(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_one_text_of_healthy_holds_at_a_time() -> None:
    old, now = memo("healthy", "old", state="replaced"), memo("healthy", "now")
    assert standing(()) is None
    assert standing((old,)) is None
    assert standing((old, now, memo("note"))) == now
