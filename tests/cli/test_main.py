"""The one boundary: failures become a line and an exit code, output never a traceback."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.cli.terminal import Terminal
from touchbase import __version__
from touchbase.cli import main as commands
from touchbase.cli.command import shared_options
from touchbase.errors import Exit, ProviderDown

OURS = [sys.executable, "-m", "touchbase"]


def test_help_shows_examples_first_and_loads_no_command(terminal: Terminal) -> None:
    before = {name for name in sys.modules if name.startswith("touchbase.cli")}
    answer = terminal.good("-h")
    assert answer.out.startswith("Examples:")
    assert all(f"\n  {name} " in answer.out for name in commands.COMMANDS)
    assert {name for name in sys.modules if name.startswith("touchbase.cli")} == before


@pytest.mark.parametrize("name", list(commands.COMMANDS))
def test_every_command_in_the_table_is_there_and_has_examples(name: str, terminal: Terminal) -> None:
    answer = terminal.good(name, "-h")
    assert answer.out.startswith("Examples:")
    assert f"Usage: touchbase {name}" in answer.out


def test_version_is_one_line(terminal: Terminal) -> None:
    assert terminal.good("--version").out == f"touchbase {__version__}\n"


@pytest.mark.parametrize(
    ("argv", "says", "because"),
    [
        (["stauts"], "Did you mean `touchbase status`?", "a slip of the fingers"),
        (["xyzzy"], "See `touchbase -h`.", "nothing near"),
        (["--nope"], "--nope", "an unknown option"),
        (["status", "--nope"], "See `touchbase status -h`.", "an unknown option of a command"),
        (["log", "add"], "Missing argument 'ID'", "a missing argument"),
        (["status", "--as-of", "soon"], "'soon' is not a date", "a date nobody understands"),
        (["sync", "--yes"], "--yes is for a person", "nobody sits here"),
    ],
)
def test_wrong_usage_is_one_line_and_2(argv: list[str], says: str, because: str, terminal: Terminal) -> None:
    answer = terminal.run(*argv)
    assert (answer.code, answer.out, answer.err.count("\n")) == (Exit.USAGE, "", 1), because
    assert answer.err.startswith("touchbase: ")
    assert says in answer.err


def test_without_a_command_help_goes_to_stderr(terminal: Terminal) -> None:
    answer = terminal.run()
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert answer.err.startswith("Examples:")


def test_a_command_whose_file_is_missing_does_not_break_the_others(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(commands.COMMANDS, "ghost", ("ghost", "Not there."))
    assert "not part of this version" in terminal.run("ghost").err
    assert terminal.good("status").code == 0


def test_a_library_missing_inside_a_command_is_not_taken_for_the_command(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(commands.COMMANDS, "ghost", ("ghost.inner", "Its package is missing, not it."))
    assert "ModuleNotFoundError" in terminal.run("ghost").err


def test_global_options_work_on_both_sides(terminal: Terminal) -> None:
    assert terminal.good("--json", "status").json == terminal.good("status", "--json").json
    assert terminal.good("status", "--quiet").out == ""
    assert terminal.good("log", "list", "--json").json["touchbases"] == []


def test_every_problem_of_a_bad_config_has_its_line(terminal: Terminal) -> None:
    terminal.write("config.toml", "[owner]\nname = 3\nemial = 'x'\n")
    answer = terminal.run("status")
    *problems, last = answer.err.splitlines()
    assert answer.code == Exit.CONFIG
    assert len(problems) >= 4
    assert all(line.startswith("config.toml") for line in problems)
    assert last.startswith("touchbase: ")


class Broken(click.Command):
    """A command that does not end well."""

    def __init__(self, by: BaseException | signal.Signals) -> None:
        super().__init__("boom", params=shared_options(hidden=True))
        self.by = by

    def invoke(self, ctx: click.Context) -> None:
        if isinstance(self.by, BaseException):
            raise self.by
        signal.raise_signal(self.by)


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException | signal.Signals], None]:
    """Puts a command `boom` on the table that ends in the way given."""

    def put(by: BaseException | signal.Signals) -> None:
        module = ModuleType("touchbase.cli.boom")
        vars(module)["command"] = Broken(by)
        monkeypatch.setitem(sys.modules, "touchbase.cli.boom", module)
        monkeypatch.setitem(commands.COMMANDS, "boom", ("boom", "Ends badly."))

    return put


Breaks = Callable[[BaseException | signal.Signals], None]
BUG = KeyError("ana@example.com said 'we part'")


def test_a_bug_is_one_line_and_a_private_report_without_anybodys_words(terminal: Terminal, breaks: Breaks) -> None:
    breaks(BUG)
    answer = terminal.run("boom")
    report = next(terminal.home.glob("crash-*.txt"))
    assert (answer.code, answer.out, answer.err.count("\n")) == (Exit.SOME_FAILED, "", 1)
    assert str(report) in answer.err
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "KeyError" in text
    assert "invoke" in text
    assert [word for word in ("ana@example.com", "we part", str(terminal.home)) if word in text] == []


def test_debug_shows_the_traceback(terminal: Terminal, breaks: Breaks) -> None:
    breaks(BUG)
    assert "Traceback" not in terminal.run("boom").err
    assert "Traceback" in terminal.run("boom", "--debug").err
    assert "Traceback" in terminal.run("--debug", "boom").err


def test_a_bug_with_no_home_to_write_to_still_has_its_report(
    terminal: Terminal, breaks: Breaks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    breaks(BUG)
    blocked = terminal.write("blocked", "")
    monkeypatch.setenv("TOUCHBASE_HOME", str(blocked / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "elsewhere"))
    assert str(tmp_path / "elsewhere") in terminal.run("boom").err
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    assert os.devnull in terminal.run("boom").err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_ctrl_c_is_130_and_one_line(stop: BaseException, terminal: Terminal, breaks: Breaks) -> None:
    breaks(stop)
    answer = terminal.run("boom")
    assert (answer.code, answer.err.count("\n")) == (Exit.INTERRUPTED, 1)


def test_sigterm_is_143_and_our_handler_goes_with_us(terminal: Terminal, breaks: Breaks) -> None:
    breaks(signal.SIGTERM)
    before = signal.getsignal(signal.SIGTERM)
    assert terminal.run("boom").code == Exit.TERMINATED
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_error_of_the_disk_with_a_file_name_is_a_bug_of_ours(terminal: Terminal, breaks: Breaks) -> None:
    breaks(FileNotFoundError(2, "No such file", "lost.txt"))
    assert "FileNotFoundError" in terminal.run("boom").err


def test_an_error_that_knows_its_exit_code_ends_with_it(terminal: Terminal, breaks: Breaks) -> None:
    breaks(ProviderDown("The calendar is away.", "Try later."))
    answer = terminal.run("boom")
    assert (answer.code, answer.err) == (Exit.UNAVAILABLE, "touchbase: The calendar is away. Try later.\n")


def test_the_shell_is_offered_commands(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "_TOUCHBASE_COMPLETE": "bash_complete",
        "COMP_WORDS": "touchbase sta",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert [line.split(",")[1] for line in terminal.good().out.splitlines()] == ["status", "stakeholders"]


def test_a_full_disk_behind_stdout_is_said_without_a_traceback(terminal: Terminal) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*OURS, "status"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, terminal.home.exists()) == (Exit.IO, True)
    assert done.stderr == "touchbase: the output could not be written: No space left on device.\n"


@pytest.mark.parametrize("argv", [["status"], ["--version"], ["-h"], ["log", "list", "--json"]])
def test_a_closed_pipe_is_silent_and_not_zero(argv: list[str], terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*OURS, *argv], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr, terminal.home.exists()) == (Exit.IO, "", True)


def test_closed_stderr_does_not_hide_the_exit_code(terminal: Terminal) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*OURS, "nope"], stdout=subprocess.PIPE, stderr=full, check=False)
    assert (done.returncode, done.stdout, terminal.home.exists()) == (Exit.USAGE, b"", True)


def test_an_empty_environment_will_do(terminal: Terminal) -> None:
    done = subprocess.run(
        ["env", "-i", f"TOUCHBASE_HOME={terminal.home}", *OURS, "status"],
        capture_output=True, text=True, check=False, cwd=Path(commands.__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ana Ruiz" in done.stdout


def test_names_that_would_drive_a_terminal_are_harmless(terminal: Terminal) -> None:
    answer = terminal.run("log", "list", "\x1b]52;c;aGk=\x07")
    assert "\x1b" not in answer.err
    assert "\x07" not in answer.err
