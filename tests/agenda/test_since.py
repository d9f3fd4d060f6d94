"""What changed since the last touchbase, on both sides."""

from datetime import timedelta

from tests.agenda.memos import LONDON, NOW, TODAY, memo
from tests.agenda.people import person
from touchbase.agenda.brief import prepare
from touchbase.agenda.since import Since, since
from touchbase.domain.history import History
from touchbase.reports.brief import brief_document

ANA = person()
LAST = NOW - timedelta(days=10)


def test_noted_given_and_settled_since_then_and_nothing_older() -> None:
    note, old = memo("note", days_ago=3), memo("note", days_ago=11)
    mine, theirs = memo("gave", days_ago=2, by="me"), memo("gave", days_ago=1, by="them")
    kept = memo("promise", days_ago=40, state="done", closed_days_ago=5)
    long_ago = memo("promise", days_ago=40, state="done", closed_days_ago=12)
    still, goal = memo("ask", days_ago=2), memo("goal", days_ago=2, state="reached")
    found = since(ANA, (note, old, mine, theirs, kept, long_ago, still, goal), LAST)
    assert found == Since((note,), (mine,), (theirs,), (kept,))
    assert found.all == (note, mine, theirs, kept)


def test_before_the_first_touchbase_there_is_no_last_time() -> None:
    assert since(ANA, (memo("note"), memo("gave")), None) == Since()


def test_personal_notes_stay_silent_where_work_and_home_are_kept_apart() -> None:
    light, plain = memo("note", "plays the cello", light="yes"), memo("note", "new team")
    assert since(person(boundary="work_only"), (light, plain), LAST).noted == (plain,)
    assert since(ANA, (light, plain), LAST).noted == (light, plain)


def test_it_stands_in_the_brief_with_whose_it_was_and_their_last_answer() -> None:
    memos = (
        memo("gave", "an hour", by="me"),
        memo("gave", "a name", by="them"),
        memo("promise", "slides", state="done", by="me"),
        memo("ask", "the plan", state="declined", by="them"),
        memo("suggestion", "fewer mails", state="used"),
        memo("question", "quiet mornings", state="answered", question="enjoys", days_ago=30),
        memo("question", "the release", state="answered", question="challenges", days_ago=20),
    )
    brief = prepare(ANA, History(LAST, "likely"), (), memos, NOW, TODAY, LONDON)
    told = {section.title: section.lines for section in brief_document(brief, LONDON, TODAY).sections}
    assert told["Since last time"] == (
        "You gave: an hour",
        "They gave: a name",
        "Your promise, done: slides",
        "Their request, declined: the plan",
        "Their suggestion, used: fewer mails",
    )
    assert told["They told you"] == (
        "the release (asked on 14 May: What is the hardest thing on your desk right now?)",
    )
