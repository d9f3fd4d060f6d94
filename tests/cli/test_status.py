"""`status`: from memory alone, the urgent first, the contract's keys exactly."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import NOON, PEOPLE, Answer, Terminal
from touchbase import sync
from touchbase.cli import status
from touchbase.domain.stakeholder import KnownList, Stakeholder
from touchbase.domain.touchbase import Judgement, Touchbase
from touchbase.errors import Exit
from touchbase.roster.load import load

KEYS = ["schema", "as_of", "stakeholders", "counts", "capacity", "accounts", "last_sync"]
PERSON_KEYS = [
    "id", "name", "email", "category", "priority", "cadence", "state", "ratio", "last_held", "last_verdict",
    "days_since_held", "next", "missed_in_a_row", "reasons",
]  # fmt: skip
STATES = ["never_met", "on_track", "due", "slipping", "lapsed", "dormant", "paused", "completed", "let_go"]


def held(terminal: Terminal, id: str, days_ago: int) -> None:
    start = NOON.astimezone(UTC) - timedelta(days=days_ago)
    with terminal.store() as store:
        store.record(
            Touchbase(f"{id}{days_ago}", id, start, 30, "call", Judgement("confirmed", ("x",)), "human"), start
        )


def remember(terminal: Terminal, *people: Stakeholder) -> None:
    raw = (terminal.home / "stakeholders.toml").read_bytes()
    with terminal.store() as store:
        known = people or load(terminal.home / "stakeholders.toml", "Europe/London", 30).stakeholders
        store.remember_list(KnownList(hashlib.sha256(raw).hexdigest(), known))


def test_before_the_first_sync_it_works_from_the_list_and_writes_nothing(terminal: Terminal) -> None:
    before = sorted(terminal.home.iterdir())
    answer = terminal.good("status")
    assert answer.out.startswith("2 of 3 relationships need attention.\n")
    assert "Never synced yet: touchbase sync" in answer.out
    assert sorted(terminal.home.iterdir()) == before


def test_json_has_the_keys_of_the_contract_and_no_others(terminal: Terminal) -> None:
    held(terminal, "ana-ruiz", 40)
    found = terminal.good("status", "--json").json
    assert list(found) == KEYS
    assert [list(person) for person in found["stakeholders"]] == [PERSON_KEYS] * 3
    assert list(found["counts"]) == STATES
    assert found["capacity"] == {"needed_hours_per_week": 0.61, "budget_hours_per_week": 3.0}
    assert found["accounts"] == [
        {"provider": "local", "ok": True, "detail": f"calendar folder {terminal.home / 'calendar'}"}
    ]
    assert (found["schema"], found["as_of"], found["last_sync"]) == (1, "2026-06-03T12:00:00+01:00", None)


def test_json_of_one_person_in_full(terminal: Terminal) -> None:
    held(terminal, "ana-ruiz", 40)
    [ana] = [one for one in terminal.good("status", "--json").json["stakeholders"] if one["id"] == "ana-ruiz"]
    assert ana == {
        "id": "ana-ruiz", "name": "Ana Ruiz", "email": "ana@example.com", "category": "peer", "priority": 2,
        "cadence": "monthly", "state": "due", "ratio": 1.31, "last_held": "2026-04-24T12:00:00+01:00",
        "last_verdict": "confirmed", "days_since_held": 40, "next": None, "missed_in_a_row": 0,
        "reasons": ["last met 24 April, 40 days ago; you meant to meet monthly"],
    }  # fmt: skip


def order(answer: Answer) -> list[str]:
    return [one["id"] for one in answer.json["stakeholders"]]


def test_the_urgent_come_first_and_the_paused_last(terminal: Terminal) -> None:
    held(terminal, "ana-ruiz", 120)
    held(terminal, "bo-lind", 1)
    assert order(terminal.good("status", "--json")) == ["ana-ruiz", "bo-lind", "cy-tran"]


def test_plain_text_fits_80_columns_and_says_why_and_what(terminal: Terminal) -> None:
    held(terminal, "ana-ruiz", 120)
    out = terminal.good("status").out
    assert max(map(len, out.splitlines())) <= 80
    words = " ".join(out.split())
    assert "lapsed" in words
    assert "120 days ago" in words
    assert "Reach out" in words
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("as_of", "days", "moment", "because"),
    [
        ("today", 40, "2026-06-03T12:00:00+01:00", "today is now"),
        ("in 10 days", 50, "2026-06-13T23:59:59+01:00", "as of the end of that day"),
        ("2026-04-24", 0, "2026-04-24T23:59:59+01:00", "the day it was held"),
        ("2026-04-23", None, "2026-04-23T23:59:59+01:00", "the day before it was not yet held"),
    ],
)
def test_as_of_another_day(as_of: str, days: int | None, moment: str, because: str, terminal: Terminal) -> None:
    held(terminal, "ana-ruiz", 40)
    found = terminal.good("status", "--as-of", as_of, "--json").json
    [ana] = [one for one in found["stakeholders"] if one["id"] == "ana-ruiz"]
    assert (ana["days_since_held"], found["as_of"]) == (days, moment), because


def test_an_unchanged_list_is_not_read_again(terminal: Terminal) -> None:
    remember(terminal)
    ask = (
        "import sys; from touchbase.__main__ import main; main(['status', '--json']); "
        "print(*sorted(n for n in sys.modules if n.startswith(('touchbase.roster', 'touchbase.sync', "
        "'touchbase.calendars')) or n in ('rich', 'pendulum', 'tomlkit', 'icalendar', 'csv', 'email', 'subprocess', "
        "'filelock', 'platformdirs', 'shutil', 'tempfile', 'traceback', 'difflib', 'highspy', 'numpy')), "
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) <= {"shutil", "tempfile"}  # click's own


def test_a_changed_list_is_read(terminal: Terminal) -> None:
    remember(terminal)
    terminal.write("stakeholders.toml", PEOPLE.replace("Ana Ruiz", "Ana Maria Ruiz"))
    assert "Ana Maria Ruiz" in terminal.good("status").out


@pytest.mark.parametrize("broken", ["[[stakeholder]]\nname = 3\n", None])
def test_a_broken_or_missing_list_shows_the_last_good_one_with_a_warning(
    broken: str | None, terminal: Terminal
) -> None:
    remember(terminal)
    if broken is None:
        (terminal.home / "stakeholders.toml").unlink()
    else:
        terminal.write("stakeholders.toml", broken)
    answer = terminal.run("status")
    assert (answer.code, answer.err.count("\n")) == (0, 1)
    assert answer.err.startswith("touchbase: stakeholders.toml")
    assert "last good list" in answer.err
    assert "Ana Ruiz" in answer.out


def test_a_broken_list_before_any_good_one_is_78_with_every_problem(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", PEOPLE.replace("monthly", "often").replace("bo@example.com", "bo"))
    answer = terminal.run("status")
    assert (answer.code, answer.out) == (Exit.CONFIG, "")
    assert len(answer.err.splitlines()) == 3


def test_a_folder_that_vanished_after_a_sync_is_an_account_that_does_not_work(terminal: Terminal) -> None:
    with terminal.store() as store:
        store.set("last_sync", (NOON - timedelta(hours=3)).isoformat())
    found = terminal.good("status", "--json").json
    assert (found["accounts"][0]["ok"], found["last_sync"]) == (False, "2026-06-03T09:00:00+01:00")
    out = terminal.good("status").out
    assert "is gone" in out
    assert "Last sync: 3 hours ago." in out


def test_another_provider_is_not_asked(terminal: Terminal) -> None:
    config = (terminal.home / "config.toml").read_text().replace('"local"', '"google"')
    terminal.write("config.toml", config + '[calendar.google]\nclient_secrets = "client.json"\n')
    assert terminal.good("status", "--json").json["accounts"] == [
        {"provider": "google", "ok": False, "detail": "not signed in yet: touchbase auth google"}
    ]


def crowd(number: int) -> str:
    one = '[[stakeholder]]\nid = "p{0}"\nname = "Person {0}"\nemail = "p{0}@example.com"\n'
    return "\n".join(one.format(n) + 'category = "peer"\npriority = 5\n' for n in range(number))


def test_a_long_list_shows_who_needs_attention_on_a_terminal_and_in_a_pipe(terminal: Terminal) -> None:
    terminal.write("stakeholders.toml", crowd(25))
    for n in range(20):
        held(terminal, f"p{n}", 2)
    for tty in (True, False):
        short, long = terminal.good("status", tty=tty).out, terminal.good("status", "--all", tty=tty).out
        assert ("Person 24" in short, "Person 3 " in short, "Person 3 " in long) == (True, False, True)
        assert "Not shown: 20 on track. All: touchbase status --all" in short
    told = {one["id"]: one["reasons"] for one in terminal.good("status", "--json").json["stakeholders"]}
    assert len(told) == 25
    assert all(told.values()), "JSON has everybody, with reasons"


def test_colour_only_where_it_is_wanted(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in terminal.good("status", tty=True).out  # TERM=dumb
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in terminal.good("status", tty=True).out
    assert "\x1b" not in terminal.good("status", "--no-color", tty=True).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in terminal.good("status", tty=True).out


def test_a_terminal_that_does_not_say_its_width_has_80_columns(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    assert max(map(len, terminal.good("status", tty=True).out.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    assert max(map(len, terminal.good("status", tty=True).out.splitlines())) > 80


def test_a_terminal_gets_indented_json(terminal: Terminal) -> None:
    assert '\n  "schema": 1' in terminal.good("status", "--json", tty=True).out
    assert terminal.good("status", "--json").out.count("\n") == 1


def test_names_cannot_drive_the_terminal(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    [ana, *_] = load(terminal.home / "stakeholders.toml", "Europe/London", 30).stakeholders
    remember(terminal, ana._replace(name="Ana\x1b]0;owned\x07\x9b31m"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for argv, tty in ((["status"], False), (["status"], True), (["status", "--json"], False)):
        out = terminal.good(*argv, tty=tty).out
        assert [bad for bad in ("\x1b]", "\x07", "\x9b") if bad in out] == [], (argv, tty)


def test_the_key_of_the_last_sync_is_the_one_sync_writes() -> None:
    assert status.LAST_SYNC == sync.LAST_SYNC


def test_paths(terminal: Terminal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other.toml"
    elsewhere.write_text((terminal.home / "config.toml").read_text().replace("Sam", "Kim"))
    assert terminal.good("--config", str(elsewhere), "status").code == 0
    assert terminal.run("status", "--config", str(tmp_path / "none.toml")).code == Exit.CONFIG


def test_a_moment_later_is_the_same_moment(terminal: Terminal) -> None:
    terminal.now = datetime.fromisoformat("2026-06-03T12:00:00.987654+01:00")
    assert terminal.good("status", "--json").json["as_of"] == "2026-06-03T12:00:00+01:00"
