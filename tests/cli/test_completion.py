"""Completion: click's own scripts, and ids from what is remembered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.terminal import PEOPLE, Terminal, context_at
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.pause import command as pause
from touchbase.domain.stakeholder import KnownList
from touchbase.roster.load import parse


@pytest.mark.parametrize(
    ("shell", "words"),
    [("bash", "complete -o nosort -F"), ("zsh", "compdef"), ("fish", "complete --no-files --command touchbase")],
)
def test_the_script_of_each_shell(shell: str, words: str, terminal: Terminal) -> None:
    script = terminal.good("completion", shell).out
    assert words in script
    assert f"_TOUCHBASE_COMPLETE={shell}_complete" in script
    assert terminal.good("completion", shell, "--json").json["script"] + "\n" == script


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_takes_its_script(terminal: Terminal) -> None:
    script = terminal.good("completion", "bash").out
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


def test_a_shell_nobody_knows(terminal: Terminal) -> None:
    assert terminal.run("completion", "tcsh").code == 2


def completed(home: Path, words: str, place: int) -> list[str]:
    """What bash would be offered."""
    environment = {
        **os.environ, "TOUCHBASE_HOME": str(home), "PYTHONPATH": str(Path.cwd()), "COMP_WORDS": words,
        "COMP_CWORD": str(place), "_TOUCHBASE_COMPLETE": "bash_complete",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "touchbase"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("words", "place", "offered"),
    [
        ("touchbase pause ", 2, ["ana-ruiz", "bo-lind", "cy-tran"]),
        ("touchbase pause a", 2, ["ana-ruiz"]),
        ("touchbase let", 1, ["let-go"]),
        ("touchbase stakeholders a", 2, ["add"]),
        ("touchbase completion z", 2, ["zsh"]),
    ],
)
def test_words_are_completed(words: str, place: int, offered: list[str], terminal: Terminal) -> None:
    assert completed(terminal.home, words, place) == offered
    assert not (terminal.home / "touchbase.db").exists(), "nothing is written by asking"


def test_ids_come_from_memory_when_the_file_is_gone(terminal: Terminal) -> None:
    people = parse(PEOPLE.encode(), terminal.home / "stakeholders.toml", "Europe/London", 30).stakeholders
    with terminal.store() as store:
        store.remember_list(KnownList("x", people))
    (terminal.home / "stakeholders.toml").unlink()
    assert completed(terminal.home, "touchbase pause b", 2) == ["bo-lind"]


@pytest.mark.parametrize(("typed", "ids"), [("", ["ana-ruiz", "bo-lind", "cy-tran"]), ("c", ["cy-tran"]), ("x", [])])
def test_an_id_is_offered_with_its_name(typed: str, ids: list[str], terminal: Terminal) -> None:
    context = context_at({"TOUCHBASE_HOME": str(terminal.home)})
    [id_argument] = [param for param in pause.params if param.name == "id"]
    offered = STAKEHOLDER.shell_complete(
        click.Context(pause, obj=context, **pause.context_settings), id_argument, typed
    )
    assert [item.value for item in offered] == ids
    assert all(item.help for item in offered)


def test_a_broken_config_offers_nothing_and_says_nothing(terminal: Terminal) -> None:
    terminal.write("config.toml", "[")
    assert completed(terminal.home, "touchbase pause ", 2) == []
