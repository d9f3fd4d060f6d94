"""The verbs from Python: typed values of what the command line says, nothing printed, nothing kept open."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import NOON, Terminal
from tests.example_world import WORLDS
from touchbase.domain.memo import Memo
from touchbase.errors import BadInput, RefusedPlan, SignInAgain, TryLater, UsageError
from touchbase.library import Relationships
from touchbase.reports.review import Review
from touchbase.store.lock import run_lock


@pytest.fixture(name="mine")
def _mine(terminal: Terminal) -> Relationships:
    return Relationships.at(terminal.home, now=NOON)


def test_plan_sync_and_status_say_what_the_command_line_says(mine: Relationships, terminal: Terminal) -> None:
    assert mine.check() == ()
    plan = mine.plan()
    assert plan.to_json() == {key: value for key, value in _said(terminal, "plan").items() if key != "schema"}
    outcome = mine.sync()
    assert [change.stakeholder for change in outcome.applied] == [change.stakeholder for change in plan.changes]
    assert (outcome.failed, outcome.stopped) == ([], None)
    assert mine.sync().applied == [], "run again, nothing is left to do"
    told = _said(terminal, "status")["stakeholders"]
    assert [(line.person.id, line.health.state) for line in mine.status().lines] == [
        (one["id"], one["state"]) for one in told
    ]
    later = mine.status(date(2026, 12, 1))
    assert later.as_of == datetime.fromisoformat("2026-12-01T23:59:59+00:00")
    again, why = mine.explain("ana-ruiz")
    assert again.changes == ()
    assert why.candidates
    assert list((terminal.home / "backups").iterdir()), "a copy a day, as after `touchbase sync`"


def test_what_is_remembered_is_seen_at_once_and_can_be_taken_back(mine: Relationships) -> None:
    note = mine.note("ana-ruiz", "her daughter sits exams", date(2026, 6, 3))
    assert mine.brief("ana-ruiz").ask_about == (note,)
    assert mine.memos("note", id="ana-ruiz") == (note,)
    assert mine.asked_about(note.id).state == "asked"
    assert mine.brief("ana-ruiz").ask_about == ()
    assert mine.undo() == "Asked: her daughter sits exams"
    assert mine.brief("ana-ruiz").ask_about == (note,)
    mine.undo()
    assert mine.undo() == ""
    assert mine.memos() == ()


def _settled(mine: Relationships, made: Memo, settle: Callable[[Memo], Memo], state: str) -> None:
    assert settle(made).state == state
    [kept] = [memo for memo in mine.memos(made.kind) if memo.id == made.id]
    assert kept.state == state


def test_every_kind_of_memory_has_its_verbs(mine: Relationships) -> None:
    soon = date(2026, 6, 12)
    _settled(mine, mine.promise("ana-ruiz", "slides", soon), lambda one: mine.promise_kept(one.id), "done")
    _settled(mine, mine.promise("ana-ruiz", "budget"), lambda one: mine.promise_declined(one.id, "none"), "declined")
    _settled(mine, mine.ask("ana-ruiz", "a name"), lambda one: mine.answered(one.id), "done")
    _settled(mine, mine.ask("ana-ruiz", "x", theirs=True), lambda one: mine.request_declined(one.id, "no"), "declined")
    _settled(mine, mine.thank("ana-ruiz", "the review"), lambda one: mine.thanked(one.id), "said")
    _settled(mine, mine.suggestion("ana-ruiz", "fewer mails"), lambda one: mine.suggestion_used(one.id), "used")
    mine.suggestion_told(mine.memos("suggestion")[0].id)
    assert mine.memos("suggestion")[0].details["told"] == "2026-06-03"
    declined = mine.suggestion("ana-ruiz", "more mails")
    _settled(mine, declined, lambda one: mine.suggestion_declined(one.id, "enough"), "declined")
    _settled(mine, mine.agenda("ana-ruiz", "the release", theirs=True), lambda one: mine.spoken_of(one.id), "done")
    _settled(mine, mine.benefit("ana-ruiz", "open a door", soon), lambda one: mine.benefit_done(one.id), "done")
    mine.gave("ana-ruiz", "an hour")
    mine.gave("ana-ruiz", "a name", theirs=True)
    assert (mine.balance("ana-ruiz").i_gave, mine.balance("ana-ruiz").they_gave) == (2, 2)
    assert mine.healthy("nobody is surprised").kind == "healthy"
    assert mine.review("year").healthy == (("Over all", "nobody is surprised"),)


def test_a_goal_from_its_first_step_to_its_end(mine: Relationships) -> None:
    goal = mine.goal("ana-ruiz", "plan", "ask", date(2026, 6, 12), obstacle="releases", differently="I listen")
    mine.goal_step(goal.id, "draft")
    mine.goal_check(goal.id, "partly")
    [found] = mine.goals("ana-ruiz")
    assert (found.step and found.step.text, len(found.done), found.obstacle) == ("draft", 1, "releases")
    assert [check.state for check in found.checks] == ["partly"]
    assert mine.goal_over(goal.id, reached=True).state == "reached"
    group = mine.goal("", "know their plans", "ask one", category="peer")
    assert [one.memo.id for one in mine.brief("ana-ruiz").goals] == [group.id]


def test_touchbases_are_logged_confirmed_and_retracted(mine: Relationships) -> None:
    entry = mine.log_add("ana-ruiz", NOON - timedelta(days=2), kind="call", minutes=20, note="soup")
    assert mine.log("ana-ruiz") == (entry,)
    assert mine.log_add("ana-ruiz", NOON - timedelta(days=2), kind="call", minutes=20, note="soup") == entry
    assert len(mine.log()) == 1, "the same call is logged once"
    assert not mine.confirm("ana-ruiz", date(2026, 6, 1), held=False).judgement.held
    mine.undo()
    assert mine.confirm("ana-ruiz", date(2026, 6, 1), held=True).judgement.held
    assert (mine.doubtful(), mine.chat("ana-ruiz", "in the corridor").moves_clock) == ((), False)
    assert mine.chat("ana-ruiz", at=NOON - timedelta(hours=1)).start == NOON - timedelta(hours=1)
    assert mine.log_retract(entry.id).id == entry.id
    assert entry.id not in [one.id for one in mine.log()]


def test_the_reports_are_the_values_they_are_drawn_from(mine: Relationships) -> None:
    mine.log_add("ana-ruiz", minutes=20)
    assert isinstance(mine.review("week"), Review)
    assert [concern.line.person.id for concern in mine.attention().concerns] == ["bo-lind"]
    assert mine.digest().title == "Your relationships, 3 Jun"
    assert mine.coverage().never_met == ("Bo Lind",)
    assert [(share.category, share.minutes) for share in mine.fairness()] == [("peer", 20)]
    assert [share.minutes for share in mine.time()] == [0, 20, 0]
    assert mine.groups() == ()
    assert {dot.line.person.id for dot in mine.map("time").dots} == {"ana-ruiz", "bo-lind", "cy-tran"}
    assert mine.thinking_time().free == 8
    first = mine.question("ana-ruiz")
    assert first is not None
    assert first.id == "their-outcome"
    mine.question_asked("ana-ruiz", "opinion", "start small", suggestion=True)
    assert [memo.text for memo in mine.memos("suggestion")] == ["start small"]
    mine.note("bo-lind", "knows finance well")
    assert [one.id for one in mine.who_could_help("finance")] == ["bo-lind"]


def test_the_list_is_changed_and_the_change_is_seen(mine: Relationships) -> None:
    def states() -> dict[str, str]:
        return {one.id: one.state for one in mine.stakeholders()}

    mine.pause("ana-ruiz", date(2026, 9, 1))
    mine.complete("bo-lind")
    mine.resume("cy-tran")
    assert states() == {"ana-ruiz": "paused", "bo-lind": "completed", "cy-tran": "active"}
    mine.let_go("cy-tran")
    assert states()["cy-tran"] == "let_go"


def test_trouble_is_raised_as_itself(mine: Relationships, terminal: Terminal) -> None:
    with pytest.raises(UsageError, match="Nobody on your list has the id"):
        mine.note("nobody", "x")
    with pytest.raises(UsageError, match="There is no review"):
        mine.review("month")
    with pytest.raises(ValueError, match="needs a zone"):
        Relationships.at(terminal.home, now=datetime(2026, 6, 3))  # noqa: DTZ001  (that is the point)
    with pytest.raises(ValueError, match="needs a zone"):
        mine.log_add("ana-ruiz", datetime(2026, 6, 1))  # noqa: DTZ001
    terminal.write("stakeholders.toml", "[[stakeholder]]\nname = 3\n")
    with pytest.raises(BadInput):
        mine.plan()
    assert any(problem.severity == "error" for problem in mine.check())


def test_a_guarded_plan_is_refused_every_time_until_its_hash_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Relationships.at(WORLDS["half a list"](tmp_path / "home", monkeypatch).home, now=NOON)
    for _ in range(2):
        with pytest.raises(RefusedPlan, match="touchbase sync --approve"):
            mine.sync()
    assert mine.sync(approve=mine.plan().hash).recorded
    with pytest.raises(UsageError, match="A person takes it back"):
        mine.undo()


def test_a_second_sync_waits_for_another_day(mine: Relationships, terminal: Terminal) -> None:
    with run_lock(terminal.home / "sync.lock") as ours:
        assert ours
        with pytest.raises(TryLater):
            mine.sync()


def test_a_sign_in_that_is_over_is_said_every_time(terminal: Terminal) -> None:
    config = (terminal.home / "config.toml").read_text("utf-8").replace('"local"', '"outlook"', 1)
    section = '[calendar.outlook]\nclient_id = "11111111-2222-4333-8444-555555555555"\n'
    terminal.write("config.toml", f"{config}\n{section}")
    mine = Relationships.at(terminal.home / "config.toml", now=NOON)
    for _ in range(2):
        with pytest.raises(SignInAgain):
            mine.sync()


def test_a_home_that_is_named_outranks_the_environment(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHBASE_CONFIG", str(tmp_path / "elsewhere.toml"))
    assert len(Relationships.at(terminal.home).stakeholders()) == 3
    monkeypatch.setenv("TOUCHBASE_CONFIG", str(terminal.home / "config.toml"))
    assert len(Relationships.at().stakeholders()) == 3, "no place named: as on the command line"


def test_nothing_is_printed_and_nothing_stays_open(
    mine: Relationships, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.sync()
    mine.note("ana-ruiz", "x")
    mine.log_add("ana-ruiz")
    mine.pause("bo-lind")
    mine.attention()
    mine.undo()
    assert capsys.readouterr() == ("", "")
    assert {path.name for path in terminal.home.glob("touchbase.db*")} == {"touchbase.db"}, "SQLite's side files go"


def _said(terminal: Terminal, *argv: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = terminal.good(*argv, "--json").json
    return found
