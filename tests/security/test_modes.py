"""Whatever touchbase makes is its owner's alone: files 0600, folders 0700, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
from touchbase.cli.context import Context
from touchbase.cli.crash import write_report
from touchbase.store.backup import backup
from touchbase.store.sqlite import open_store

SETUP = (
    "init",
    "--non-interactive",
    "--name",
    "Sam Okafor",
    "--email",
    "sam@example.com",
    "--time-zone",
    "Europe/London",
)
CARDS = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Noor Haddad\r\nEMAIL:noor@example.com\r\nEND:VCARD\r\n"
UMASKS = (0o000, 0o022, 0o027, 0o077, 0o777)
QUIET = "#!/bin/sh\nexit 0\n"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new machine: no folder of ours is there, and its schedulers do nothing."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("crontab", "systemctl", "loginctl"):
        (programs / name).write_text(QUIET)
        (programs / name).chmod(0o755)
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "a" / "config"),
        "XDG_DATA_HOME": str(home / "b" / "share"),
        "XDG_STATE_HOME": str(home / "c" / "state"),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home)
    return home


def live(home: Path) -> list[str]:
    """Everything that makes a file, once; a list of what was done."""
    terminal = Terminal(home)
    cards = home.parent / "cards.vcf"
    cards.write_text(CARDS)
    cards.chmod(0o600)
    commands = [
        SETUP,
        ("stakeholders", "add", "--name", "Ana Ruiz", "--email", "ana@example.com"),
        ("check",),
        ("stakeholders", "import", str(cards), "--yes"),
        ("plan",),
        ("sync",),
        ("sync",),
        ("log", "add", "ana-ruiz", "--when", "yesterday"),
        ("note", "ana-ruiz", "tea"),
        ("pause", "ana-ruiz"),
        ("undo",),
        ("export", "--output", "x/all.json"),
        ("export", "--csv", "--output", "y/z/log.csv"),
        ("report", "--html", "--to", "r/report.html"),
        ("map", "--html", "--to", "map.html"),
        ("map", "--svg", "--to", "map.svg"),
        ("digest", "--to", "week.txt"),
        ("thinking-time", "--to", "t/think.ics"),
        ("brief", "ana-ruiz", "--html", "--to", "brief.html"),
        ("review", "quarter", "--html", "--to", "review.html"),
        ("schedule", "install", "--systemd", "--yes"),
        ("schedule", "remove"),
        (*SETUP, "--force"),
        ("doctor",),
    ]
    return [f"{argv[0]} {terminal.run(*argv).code}" for argv in commands]


def wide(folder: Path) -> list[str]:
    """What others may use, or the owner may not."""
    found = []
    for path in sorted(folder.rglob("*")):
        mode, wanted = stat.S_IMODE(path.lstat().st_mode), 0o700 if path.is_dir() else 0o600
        if mode != wanted:
            found.append(f"{mode:04o} {path.relative_to(folder)}")
    return found


@pytest.mark.parametrize("mask", UMASKS, ids="{:04o}".format)
def test_every_file_and_folder_is_the_owner_s_alone(home: Path, mask: int) -> None:
    with umask(mask):
        done = live(home)
    assert [one for one in done if not one.endswith(" 0")] in ([], ["doctor 1"]), done
    names = {path.name for path in home.rglob("*")}
    assert {"config.toml", "config.toml.bak", "stakeholders.toml", "touchbase.db", "backups", "sync.lock"} <= names
    assert {"touchbase.ics", "all.json", "log.csv", "report.html", "map.svg", "week.txt", "think.ics"} <= names
    assert wide(home) == []


@pytest.mark.parametrize("mask", UMASKS, ids="{:04o}".format)
def test_what_stands_only_while_we_run_is_the_owner_s_alone_too(home: Path, mask: int) -> None:
    """-wal, -shm, the lock of the tokens, and the report of a bug."""
    with umask(mask):
        with open_store(home / "data" / "deep" / "touchbase.db", "sam@example.com") as store:
            store.set("x", "1")
            backup(home / "data" / "deep" / "touchbase.db")
            assert {".db-wal", ".db-shm"} <= {path.suffix for path in home.rglob("*")}
            assert wide(home) == []
        tokens, sam = FileTokens(home / "state" / "tokens"), Account("google", "sam@example.com")
        with tokens.lock(sam):
            tokens.save(sam, "x")
            assert len(list(tokens.folder.iterdir())) == 2
            assert wide(home) == []
        report = write_report(ValueError("x"), Context())
    assert report.is_relative_to(home)
    assert wide(home) == []


def test_a_file_made_wide_by_hand_is_said_by_doctor(home: Path) -> None:
    with umask(0o022):
        live(home)
        for name in ("touchbase.db", "config.toml", "stakeholders.toml"):
            [path] = home.rglob(name)
            path.chmod(0o644)
            answer = Terminal(home).run("doctor")
            assert (answer.code, f"chmod go-rwx '{path}'" in answer.out) == (1, True), (name, answer.out)
            path.chmod(0o600)
