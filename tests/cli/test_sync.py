"""`plan` and `sync` on a real folder of calendar files: what is said, to whom, and with which exit code."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import PEOPLE, Terminal
from touchbase.cli.context import Context
from touchbase.cli.sync import tell
from touchbase.domain.plan import Plan
from touchbase.domain.problem import Problem
from touchbase.errors import Exit, ProviderDown
from touchbase.store.lock import run_lock
from touchbase.sync import Failure, Outcome

PLAN_KEYS = [
    "schema", "plan", "changes", "unplaced", "expected_misses", "capacity", "objective", "bound", "gap", "guard",
    "notices", "proposals",
]  # fmt: skip
CHANGE_KEYS = [
    "kind", "stakeholder", "start", "time_zone", "rrule", "duration_minutes", "original_start", "notifies", "why",
]  # fmt: skip
PROPOSAL_KEYS = ["stakeholder", "kind", "start", "duration_minutes", "why"]
SYNC_KEYS = ["schema", "plan", "applied", "failed", "recorded", "calls", "mails"]


Said = tuple[int, str, str]


def contents(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def crowd(number: int) -> str:
    one = '[[stakeholder]]\nid = "p{0}"\nname = "Person {0}"\nemail = "p{0}@example.com"\n'
    rest = 'category = "peer"\npriority = 5\ncadence = "quarterly"\n'
    return "\n".join(one.format(n) + rest for n in range(number))


def test_plan_says_what_would_be_done_and_writes_nothing(terminal: Terminal) -> None:
    before = contents(terminal.home)
    out = terminal.good("plan").out
    assert out.startswith("Book (2)\n")
    assert "weekly on " in out
    assert "Do it: touchbase sync" in out
    assert max(map(len, out.splitlines())) <= 80
    assert contents(terminal.home) == before
    assert terminal.good("sync", "--dry-run").out == out
    assert contents(terminal.home) == before


def test_plan_as_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    plan = terminal.good("plan", "--json").json
    assert list(plan) == PLAN_KEYS
    assert [list(change) for change in plan["changes"]] == [CHANGE_KEYS] * 2
    assert list(plan["capacity"]) == [
        "needed_hours_per_week", "budget_hours_per_week", "fits", "starved", "cheapest_fix",
    ]  # fmt: skip
    assert list(plan["guard"]) == ["ok", "reasons"]


def test_the_exit_code_of_plan_tells_whether_there_is_something_to_do(terminal: Terminal) -> None:
    assert terminal.run("plan", "--exit-code").code == 2
    assert terminal.run("plan").code == 0
    terminal.good("sync")
    answer = terminal.good("plan", "--exit-code")
    assert "Nothing to do." in answer.out


def test_plan_proposes_a_make_up_and_names_who_is_left_alone(terminal: Terminal) -> None:
    terminal.good("sync")
    terminal.now += timedelta(days=16)
    terminal.good("sync")
    for entry in terminal.good("log", "list", "--json").json["touchbases"]:
        terminal.good("confirm", entry["stakeholder"], entry["start"][:10], "--not-held")
    plan = terminal.good("plan", "--json").json
    kinds = {one["stakeholder"]: one["kind"] for one in plan["proposals"]}
    assert set(kinds) <= {"ana-ruiz", "bo-lind"}
    assert kinds
    assert all(list(one) == PROPOSAL_KEYS for one in plan["proposals"])
    out = terminal.good("plan").out
    assert f"To make up ({len(kinds)})\n" in out
    assert "These are proposals: nothing of them is booked and nobody is mailed.\n" in out
    assert max(map(len, out.splitlines())) <= 80
    for who in ("ana-ruiz", "bo-lind"):
        assert ("To make up (1)" in terminal.good("plan", "--explain", who).out) is (who in kinds)
    terminal.write("stakeholders.toml", PEOPLE.split("\n\n")[0])
    parked = terminal.good("plan").out
    assert "Bo Lind  the series stays as it is" in " ".join(parked.split()).replace("Bo Lind the", "Bo Lind  the")
    assert "bo-lind" not in parked


def test_plan_explains_one_person(terminal: Terminal) -> None:
    out = terminal.good("plan", "--explain", "ana-ruiz").out
    assert "The best slots for Ana Ruiz (monthly)" in out
    assert "Bo Lind" not in out[: out.index("The best slots")], "only what concerns her"
    assert re.search(r"0  Bo Lind$", out, re.MULTILINE), "his touchbase is in the way of one"
    assert re.search(r"0  chosen$", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 80
    plan = terminal.good("plan", "--explain", "ana-ruiz", "--json").json
    assert list(plan) == [*PLAN_KEYS, "candidates", "binding"]
    assert list(plan["candidates"][0])[:3] == ["start", "dates", "clashes"]
    assert terminal.run("plan", "--explain", "nobody").code == Exit.USAGE
    terminal.good("sync")
    after = terminal.good("plan", "--explain", "ana-ruiz").out
    assert after.startswith("Nothing changes for Ana Ruiz.\n")
    assert re.search(r"  present$", after, re.MULTILINE)


def test_a_sync_tells_what_it_did_and_the_next_one_nothing(terminal: Terminal) -> None:
    assert terminal.good("sync").out.startswith("Book (2)\n")
    before = contents(terminal.home / "calendar")
    assert len(before) == 3
    terminal.now += timedelta(minutes=15)
    assert terminal.good("sync").out == ""
    assert contents(terminal.home / "calendar") == before
    assert terminal.good("sync", tty=True).out == "Nothing to do.\n"
    assert "Last sync: just now." in terminal.good("status").out


def test_a_run_that_changed_something_leaves_one_backup_a_day(terminal: Terminal) -> None:
    def backups() -> list[str]:
        return sorted(path.name for path in (terminal.home / "backups").glob("*"))

    assert backups() == []
    terminal.good("sync")
    first = backups()
    assert [name[-13:] for name in first] == ["2026-06-03.db"]
    terminal.now += timedelta(hours=1)
    terminal.write("stakeholders.toml", PEOPLE.replace('state = "paused"\n', ""))
    terminal.good("sync")
    assert backups() == first, "one a day"
    terminal.now += timedelta(hours=13)
    terminal.good("sync")
    assert backups() == first, "nothing was done, so there is nothing to keep"
    for _ in range(7):
        terminal.now += timedelta(days=7)
        terminal.good("sync")
    assert len(backups()) == 5
    assert first[0] not in backups()
    assert "2026-07" in str(terminal.run("doctor").out)


def test_a_backup_that_cannot_be_made_is_a_warning(terminal: Terminal) -> None:
    terminal.write("backups", "a file where the folder should be")
    answer = terminal.run("sync")
    assert (answer.code, answer.err.count("\n")) == (0, 1)
    assert answer.err.startswith("touchbase: No backup was made. ")
    assert answer.out.startswith("Book (2)\n")


def test_sync_as_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    done = terminal.good("sync", "--json").json
    assert list(done) == SYNC_KEYS
    assert [list(change) for change in done["applied"]] == [CHANGE_KEYS] * 2
    assert (list(done["calls"]), done["mails"], done["failed"]) == (["read", "write"], 0, [])
    again = terminal.good("sync", "--json").json
    assert (again["applied"], again["calls"]["write"]) == ([], 0)


def test_quiet_says_nothing_and_v_counts(terminal: Terminal) -> None:
    assert "writes at the calendar" in terminal.good("sync", "-v").out
    assert terminal.good("sync", "--quiet", tty=True).out == ""


def test_verdicts_are_recorded_and_no_news_to_a_crontab(terminal: Terminal) -> None:
    terminal.good("sync")
    terminal.now += timedelta(days=9)
    assert "Remember" not in terminal.good("sync").out
    entries = terminal.good("log", "list", "--json").json["touchbases"]
    assert {entry["verdict"] for entry in entries} == {"doubtful"}
    terminal.now += timedelta(days=7)
    recorded = terminal.good("sync", "--json").json["recorded"]
    assert [list(one) for one in recorded] == [["stakeholder", "original_start", "verdict", "reasons"]]
    terminal.now += timedelta(days=7)
    assert "Remember (1)" in terminal.good("sync", tty=True).out


def test_a_list_with_problems_stops_everything_before_it_starts(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace("monthly", "often"))
    before = contents(terminal.home)
    for argv in (["sync"], ["plan"], ["sync", "--dry-run"]):
        answer = terminal.run(*argv)
        assert (answer.code, answer.out, len(answer.err.splitlines())) == (Exit.CONFIG, "", 2)
        assert answer.err.startswith("stakeholders.toml:7")
    assert contents(terminal.home) == before


def test_two_runs_do_not_get_in_each_others_way(terminal: Terminal) -> None:
    with run_lock(terminal.home / "sync.lock") as ours:
        assert ours
        assert terminal.good("sync").out == ""
        assert "Another sync is running" in terminal.good("sync", tty=True).out
    assert not (terminal.home / "calendar").exists()


@pytest.fixture
def halved(terminal: Terminal) -> Terminal:
    """Six people are booked, then the list holds one."""
    terminal.write("stakeholders.toml", crowd(5))
    terminal.good("sync")
    terminal.write("stakeholders.toml", crowd(1))
    return terminal


def plan_hash(terminal: Terminal) -> str:
    found: dict[str, Any] = terminal.good("plan", "--json").json
    assert not found["guard"]["ok"]
    return str(found["plan"])


def test_a_stopped_plan_is_65_once_and_then_one_reminder_a_day(halved: Terminal) -> None:
    hash = plan_hash(halved)
    before = contents(halved.home / "calendar")
    first = halved.run("sync")
    assert (first.code, first.out, first.err.count("\n")) == (Exit.REFUSED, "", 1)
    assert f"touchbase sync --approve {hash}" in first.err
    assert halved.good("sync").out == ""
    halved.now += timedelta(days=1)
    later = halved.run("sync")
    assert (later.code, later.err.count("\n")) == (0, 1)
    assert f"--approve {plan_hash(halved)}" in later.err
    assert halved.good("sync").out == ""
    assert contents(halved.home / "calendar") == before


def test_plan_shows_the_stopped_plan_and_the_command_that_runs_it(halved: Terminal) -> None:
    words = " ".join(halved.good("plan").out.split())
    assert "The guard stops this plan: " in words
    assert f"touchbase sync --approve {plan_hash(halved)}" in words


def test_an_approved_plan_runs(halved: Terminal) -> None:
    hash = plan_hash(halved)
    halved.run("sync")
    assert halved.run("sync", "--approve", "0000").code in (0, Exit.REFUSED)
    assert halved.good("sync", "--approve", hash, "-v").code == 0
    assert halved.good("sync").out == ""


def test_a_wrong_name_of_a_plan_is_never_asked_about(halved: Terminal) -> None:
    hash = plan_hash(halved)
    halved.run("sync")
    before = contents(halved.home / "calendar")
    for tty, more in ((False, []), (True, []), (True, ["--yes"])):
        answer = halved.run("sync", "--approve", "abcd1234", *more, typed="y\n", tty=tty)
        assert (answer.code, answer.out) == (Exit.REFUSED, "")
        assert f"abcd1234 is not the name of this plan, which is {hash}" in answer.err
        assert "touchbase plan" in answer.err
    assert contents(halved.home / "calendar") == before


@pytest.mark.parametrize(
    ("argv", "typed", "code", "because"),
    [
        (["sync"], "y\n", 0, "yes"),
        (["sync"], "n\n", Exit.REFUSED, "no"),
        (["sync", "--yes"], "", 0, "yes beforehand"),
        (["sync", "--no-input"], "", Exit.REFUSED, "nobody to ask"),
    ],
)
def test_at_a_terminal_the_person_is_asked_every_time(
    argv: list[str], typed: str, code: int, because: str, halved: Terminal
) -> None:
    halved.run("sync", "--no-input", tty=True)  # the first refusal is an error, the second one is not
    answer = halved.run(*argv, typed=typed, tty=True)
    assert answer.code == code, because
    assert halved.run("sync", "--no-input", tty=True).code == code, because


def test_the_first_refusal_can_be_answered_too(halved: Terminal) -> None:
    assert halved.run("sync", tty=True, typed="y\n").code == 0
    assert halved.good("sync").out == ""


def outcome(*failed: Failure, stopped: ProviderDown | None = None, warnings: tuple[Problem, ...] = ()) -> Outcome:
    return Outcome(Plan(), failed=list(failed), stopped=stopped, warnings=warnings)


FAILED = Failure("ana-ruiz", "The calendar said no.", "Try tomorrow.")


def told(terminal: Terminal, what: Outcome, capsys: pytest.CaptureFixture[str], **more: Any) -> Said:
    context = Context(environ={"TOUCHBASE_HOME": str(terminal.home)}, now=terminal.now, **more)
    code = tell(context, what)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_one_failure_is_one_line_and_1(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(terminal, outcome(FAILED), capsys)
    assert answer == (Exit.SOME_FAILED, "", "touchbase: Ana Ruiz: The calendar said no. Try tomorrow.\n")


def test_quiet_hides_neither_a_failure_nor_the_guards_reminder(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    what = outcome(FAILED, warnings=(Problem("x.ics", "cannot be read.", "Look at it."),))
    what.reminder = "The plan still waits."
    code, out, err = told(terminal, what, capsys, quiet=True)
    assert (code, out) == (Exit.SOME_FAILED, "")
    assert err == "touchbase: The plan still waits.\ntouchbase: Ana Ruiz: The calendar said no. Try tomorrow.\n"
    assert told(terminal, outcome(warnings=what.warnings), capsys)[2] != "", "a warning kept quiet is not yet said"


def test_one_failure_as_json(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(terminal, outcome(FAILED), capsys, as_json=True)
    failed = [{"stakeholder": "ana-ruiz", "error": "The calendar said no.", "remedy": "Try tomorrow."}]
    assert (code, json.loads(out)["failed"]) == (Exit.SOME_FAILED, failed)


def test_a_calendar_that_is_down_ends_with_its_own_code(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ProviderDown):
        told(terminal, outcome(FAILED, stopped=ProviderDown("It is down.", "Wait.")), capsys)


def test_the_same_warning_is_said_once_a_day(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    what = outcome(warnings=(Problem("x.ics", "cannot be read.", "Look at it."),))
    assert told(terminal, what, capsys) == (0, "", "touchbase: x.ics: cannot be read. Look at it.\n")
    assert told(terminal, what, capsys) == (0, "", "")
    terminal.now += timedelta(days=1)
    assert told(terminal, what, capsys)[2] != ""


def test_a_provider_nobody_signed_in_to_says_how(terminal: Terminal) -> None:
    config = (terminal.home / "config.toml").read_text().replace('"local"', '"google"')
    terminal.write("config.toml", config + '[calendar.google]\nclient_secrets = "client.json"\n')
    for word, code in (("plan", Exit.SIGN_IN), ("sync", Exit.SIGN_IN), ("check", Exit.CONFIG)):
        answer = terminal.run(word)
        assert (answer.code, "Run `touchbase auth google` once" in answer.err) == (code, True)
