"""The look back: what recovered, slipped and relapsed; nothing claims a cause."""

from datetime import timedelta

import pytest

from tests.agenda.memos import LONDON, NOW, TODAY, memo
from tests.agenda.people import person
from touchbase.domain.history import History
from touchbase.domain.memo import Memo
from touchbase.domain.owner import Thresholds
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase, Verdict
from touchbase.reports.review import Review, review
from touchbase.reports.review_document import review_document, review_json

ANA, BO = person("ana"), person("bo")
START = NOW - timedelta(days=91)


def held(who: str, days_ago: float, verdict: Verdict = "likely") -> Touchbase:
    start = NOW - timedelta(days=days_ago)
    return Touchbase(f"{who}{days_ago}", who, start, 30, "touchbase", Judgement(verdict, ("why",)), "calendar")


def last(days_ago: int) -> History:
    return History(NOW - timedelta(days=days_ago), "likely")


def looked(
    *memos: Memo, people: tuple[Stakeholder, ...] = (ANA, BO), log: tuple[Touchbase, ...] = (),
    before: dict[str, History] | None = None, after: dict[str, History] | None = None,
) -> Review:  # fmt: skip
    return review(people, log, before or {}, after or {}, memos, START, NOW, LONDON, Thresholds())


def test_it_counts_what_lies_inside_and_nothing_else() -> None:
    log = (held("ana", 3), held("ana", 4, "not_held"), held("bo", 5, "doubtful"), held("ana", 92))
    found = looked(log=log)
    assert (found.held, found.missed, found.doubtful) == (1, 1, 1)
    assert review_document(found, {}).lead == "1 touchbase held, 1 not, 1 date in doubt."


def test_a_tie_that_was_slipping_then_and_is_on_track_now_has_recovered_with_what_came_before() -> None:
    acts = (memo("gave", "an hour"), memo("thanks", "the seat", who="bo"), memo("note", "old", days_ago=200))
    found = looked(*acts, before={"ana": last(91 + 80)}, after={"ana": last(5)})
    [tie] = found.recovered
    assert (tie.person.id, tie.before, tie.now, tie.acts) == ("ana", "slipping", "on_track", ("gave: an hour",))
    [section] = [one for one in review_document(found, {}).sections if one.title == "Recovered"]
    assert section.lines == ("Ana Ruiz: slipping then, on track now (before it: gave: an hour)",)


@pytest.mark.parametrize(
    ("gaps", "again", "because"),
    [
        ((300, 220, 60), True, "80 days without, held, and slipping now"),
        ((120, 90, 60), False, "the first slip"),
        ((60,), False, "held once"),
    ],
)
def test_a_relapse_is_a_slip_after_a_recovery(gaps: tuple[int, ...], again: bool, because: str) -> None:
    log = tuple(held("ana", days) for days in gaps)
    found = looked(log=log, before={"ana": last(91 + 5)}, after={"ana": last(60)})
    assert [tie.person.id for tie in found.slipped] == ["ana"]
    assert bool(found.relapsed) is again, because


def test_promises_goals_trades_pulse_and_measures_stand_side_by_side() -> None:
    goal = memo("goal", "plan together", id="g", accountable="tell Bo")
    memos = (
        goal,
        memo("step", "ask", about="g", state="done"),
        memo("goal", "old", days_ago=400, state="reached", closed_days_ago=300),
        memo("goal", "fresh", days_ago=400, state="reached", closed_days_ago=3),
        memo("promise", state="done"),
        memo("promise", due_in=-3),
        memo("trade", "Cy once a quarter instead of monthly"),
        memo("pulse", state="done", value="4"),
        memo("pulse", state="done", value="5"),
        memo("pulse", state="done", value="1", days_ago=200),
        memo("measure", "left: 2", state="done", name="left", value="2", due_in=0),
        memo("measure", "left: 1", state="done", name="left", value="1", due_in=0),
    )
    found = looked(*memos, people=(person("ana", healthy_looks_like="we laugh"),))
    told = {section.title: section.lines for section in review_document(found, {"ana": "Ana Ruiz"}).sections}
    assert told["Promises"] == ("You kept, or declined with a word, 1 of 2 that fell due.",)
    assert told["Goals"] == (
        "Ana Ruiz: plan together (no next step yet; 1 step done; kept to by: tell Bo)",
        "Ana Ruiz: fresh (reached)",
    )
    assert told["Trades you made"] == ("Cy once a quarter instead of monthly",)
    assert told["Pulse"] == ("2 answers, on average 4.5 of 5.",)
    assert told["What all is well looks like, in your words"] == ("Ana Ruiz: we laugh",)
    [measures] = [lines for title, lines in told.items() if "no proof of a cause" in title]
    assert measures == ("left: 2 then 1; 0 touchbases held",)
    as_json = review_json(found)
    assert as_json["promises"] == {"kept": 1, "of": 2}
    assert as_json["pulse"] == [{"day": TODAY.isoformat(), "value": 4.0}, {"day": TODAY.isoformat(), "value": 5.0}]


def test_an_open_step_and_a_slip_are_told() -> None:
    found = looked(
        memo("goal", "g", id="g"), memo("step", "ask", about="g"), before={"bo": last(95)}, after={"bo": last(60)}
    )
    told = {section.title: section.lines for section in review_document(found, {}).sections}
    assert told["Goals"] == ("ana: g (next: ask)",)
    assert told["Slipped"] == ("Bo Lind: slipping",)
