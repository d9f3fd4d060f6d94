"""Who is shown first, why, and what to do."""

from datetime import timedelta

import pytest

from tests.agenda.memos import LONDON, NOW, TODAY, memo
from tests.agenda.people import person
from touchbase.domain.history import History
from touchbase.domain.memo import Memo
from touchbase.domain.owner import Thresholds
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.planning.health import assess
from touchbase.reports.attention import MOST_OVERDUE, WELCOME, attention, attention_json, attention_table, eased, score
from touchbase.reports.status import Line


def line(who: Stakeholder, days: int | None, missed: int = 0) -> Line:
    held = None if days is None else NOW - timedelta(days=days)
    history = History(held, "likely" if held else None, missed)
    return Line(who, history, assess(who, history, NOW, LONDON, Thresholds()))


ANA, BO, CY = person("ana", priority=2), person("bo", priority=1), person("cy", priority=3)


def ids(lines: list[Line], memos: tuple[Memo, ...] = ()) -> list[str]:
    return [one.line.person.id for one in attention(lines, memos, TODAY, LONDON).concerns]


def test_priority_times_overdue_times_intent_decides() -> None:
    assert ids([line(ANA, 60), line(BO, 60)]) == ["bo", "ana"], "the same wait: the higher priority"
    assert ids([line(ANA, 100), line(BO, 60)]) == ["ana", "bo"], "a longer wait outweighs one priority"
    heal = person("ana", priority=2, intent="heal")
    assert ids([line(heal, 60), line(BO, 60)]) == ["ana", "bo"], "a strained tie outweighs one priority"


def test_who_is_on_track_is_left_in_peace() -> None:
    assert ids([line(ANA, 5), line(ANA._replace(state="paused"), 90)]) == []


def test_an_overdue_promise_outranks_every_meeting() -> None:
    late = memo("promise", "slides", who="cy", due_in=-2, id="late")
    found = attention([line(BO, 200), line(CY, 3)], (late,), TODAY, LONDON)
    assert [one.line.person.id for one in found.concerns] == ["cy", "bo"]
    assert found.concerns[0].why == "a promise of yours is overdue since 1 Jun"
    assert found.concerns[0].action == "Keep it or explain why not: slides (touchbase promise --done late)"


def test_a_request_that_hangs_brings_somebody_on_track_into_view() -> None:
    hangs = memo("ask", "the plan", by="them", days_ago=9, id="ask1")
    [found] = attention([line(ANA, 3)], (hangs,), TODAY, LONDON).concerns
    assert (found.why, found.action) == (
        "they wait for your answer", "Answer them: the plan (touchbase ask --answered ask1)",
    )  # fmt: skip


def test_a_missed_date_plays_back_what_was_foreseen() -> None:
    goal = memo("goal", obstacle="release weeks")
    [found] = attention([line(ANA, 60, missed=1)], (goal,), TODAY, LONDON).concerns
    assert found.action == "You foresaw this: release weeks. What would help?"
    [held] = attention([line(ANA, 60)], (goal,), TODAY, LONDON).concerns
    assert "foresaw" not in held.action


def test_the_snoozed_are_left_out_until_their_day() -> None:
    asleep = memo("snooze", due_in=1)
    found = attention([line(ANA, 60)], (asleep,), TODAY, LONDON)
    assert (found.concerns, found.snoozed) == ((), ("ana",))
    assert ids([line(ANA, 60)], (memo("snooze", due_in=0),)) == ["ana"]


@pytest.mark.parametrize(
    ("who", "days", "expected", "because"),
    [
        (ANA, 61, 16.0, "8 x 2.00"),
        (ANA, 5000, 8 * MOST_OVERDUE, "a tie does not grow more urgent for ever"),
        (ANA, None, 8.0, "never met, with no day known: as one just due"),
        (ANA._replace(added=TODAY.replace(month=3)), None, 24.16, "never met for 92 days"),
        (ANA._replace(added=TODAY.replace(year=2020)), None, 8 * MOST_OVERDUE, "never met for years"),
    ],
)
def test_the_score(who: Stakeholder, days: int | None, expected: float, because: str) -> None:
    assert score(line(who, days), TODAY, line(who, days).health.ratio) == pytest.approx(expected, abs=0.05), because


def test_a_few_at_once_and_the_welcome_line_only_for_a_lapse() -> None:
    lapsed = attention([line(ANA, 120), line(BO, 40)], (), TODAY, LONDON)
    table = attention_table(lapsed, 1)
    assert (len(table.rows), table.notes) == (1, ("And 1 more: touchbase attention --all", WELCOME))
    assert attention_table(attention([line(BO, 40)], (), TODAY, LONDON), 5).notes == ()
    assert attention_table(attention([], (), TODAY, LONDON), 5).title == "Nobody needs attention."
    assert lapsed.lapsed


def test_as_json() -> None:
    found = attention_json(attention([line(ANA, 60)], (), TODAY, LONDON))
    assert isinstance(found["attention"], list)
    assert list(found["attention"][0]) == ["stakeholder", "name", "state", "score", "why", "action"]


def light(kind: str, days_ago: int, who: str = "ana", moves_clock: bool = False) -> Touchbase:
    start = NOW - timedelta(days=days_ago)
    return Touchbase(
        f"l{days_ago}", who, start, 5, kind, Judgement("confirmed", ("you",)), "human", moves_clock=moves_clock
    )


@pytest.mark.parametrize(
    ("lights", "ratio", "because"),
    [
        ((), 1.97, "60 days of a month's cadence"),
        ((light("chat", 0),), 0.99, "a chat today takes half the wait away"),
        ((light("chat", 20),), 1.31, "one twenty days ago takes half of what was waited until then"),
        ((light("link", 0),), 1.58, "a link takes a fifth"),
        ((light("chat", 20), light("chat", 0)), 0.66, "two chats ease more than one"),
        ((light("chat", 70),), 1.97, "one before the last touchbase takes nothing"),
        ((light("chat", 0, who="bo"),), 1.97, "one with somebody else neither"),
    ],
)
def test_a_light_contact_eases_what_presses(lights: tuple[Touchbase, ...], ratio: float, because: str) -> None:
    assert eased(line(ANA, 60), lights, TODAY, LONDON) == ratio, because


def test_light_contacts_change_the_order_and_never_the_state() -> None:
    lines = [line(ANA, 60), line(CY, 60)]
    found = attention(lines, (), TODAY, LONDON, [light("chat", 0), light("meeting", 0, "cy")])
    assert [one.line.person.id for one in found.concerns] == ["cy", "ana"]
    assert found.concerns[1].line.health.state == "slipping"
    assert eased(line(ANA, None), [light("chat", 0)], TODAY, LONDON) is None
