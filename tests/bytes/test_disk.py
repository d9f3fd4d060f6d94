"""A disk that is full after k bytes, or may not be written: the old files stand, and the next run goes on."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bytes.bench import NAMES, SOAK, TOML, Bench, bench
from tests.cli.terminal import Terminal
from tests.emulators.google.emulator import GoogleEmulator
from tests.simulation.google_home import SAM, GoogleHome
from tests.simulation.outlook_office import MONDAY
from tests.sync.desk import Desk, person
from touchbase.cli.private_file import write_new, write_over
from touchbase.errors import Exit, StorageFailed
from touchbase.sync import run

TOLD = {Exit.OK, Exit.SOME_FAILED, Exit.IO}


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: writing fails in the middle (EFBIG), as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_trick_works(tmp_path: Path) -> None:
    with full_after(5), pytest.raises(OSError, match="too large"):
        (tmp_path / "x").write_text("123456")


SIZES = [0, 1, 100, 900, 2000, 3000, 4095, 4096, 8192, 20_000, 40_000, 80_000, 120_000, 250_000]


@pytest.mark.parametrize("size", range(0, 260_000, 1531) if SOAK else SIZES)
def test_a_sync_on_a_full_disk_goes_on_when_there_is_room(terminal: Terminal, size: int) -> None:
    """Whatever was written is whole: each .ics has its end, and the next run comes to the same end as without."""
    made = Bench(terminal)
    terminal.write("config.toml", (terminal.home / "config.toml").read_text("utf-8"))
    terminal.write("stakeholders.toml", TOML)
    terminal.good("check")
    with full_after(size):
        answer = made.spoken("sync")
    assert answer.code in TOLD, answer
    if answer.code != Exit.OK:
        assert "disk" in answer.err.lower() or "too large" in answer.err, answer
    for path in (terminal.home / "calendar").glob("*.ics"):
        assert path.read_bytes().endswith(b"END:VCALENDAR\r\n"), path
    assert [path.name for path in terminal.home.rglob("*") if path.suffix in (".tmp", ".part")] == []
    for _ in range(3):
        last = terminal.run("sync")
    assert (last.code, last.out, last.err) == (0, "", "")
    with terminal.store() as store:
        assert sorted(booking.series.stakeholder for booking in store.bookings()) == sorted(NAMES)
        assert store.check() == ()
    assert len(list((terminal.home / "calendar").glob("tb*.ics"))) == len(NAMES)


@pytest.mark.parametrize("write", [write_over, write_new])
def test_a_page_or_an_export_cut_off_by_the_disk_leaves_the_old_file(
    tmp_path: Path, write: Callable[[Path, str], None]
) -> None:
    path, text = tmp_path / "report.html", "<p>ana</p>" * 30
    for size in range(len(text)):
        if write is write_over:
            path.write_text("the old one")
        with full_after(size), pytest.raises(StorageFailed, match="intact"):
            write(path, text)
        assert [one.read_text() for one in tmp_path.iterdir()] == ["the old one"] * (write is write_over)
    path.unlink(missing_ok=True)
    with full_after(len(text)):
        write(path, text)
    assert path.read_text() == text


def test_an_export_on_a_full_disk_says_so(terminal: Terminal) -> None:
    """SQLite wants 32 KiB for its index of the journal to be read at all; the export is longer."""
    for day in range(1, 29):
        terminal.good("log", "add", "ana-ruiz", "--when", f"2026-05-{day:02}", "--note", "tea " * 400)
    before = sorted(one.name for one in terminal.home.iterdir())
    with full_after(40_000):
        answer = Bench(terminal).spoken("export", "--output", str(terminal.home / "all.json"))
    assert (answer.code, answer.out, "intact" in answer.err) == (Exit.IO, "", True), answer
    assert sorted(one.name for one in terminal.home.iterdir()) == before


@pytest.mark.parametrize(
    "argv", [("pause", "ana-ruiz"), ("stakeholders", "add", "--name", "Hal", "--email", "h@example.com")]
)
def test_an_edit_of_the_list_on_a_full_disk_leaves_the_old_list(terminal: Terminal, argv: tuple[str, ...]) -> None:
    terminal.good("note", "ana-ruiz", "so that there is a memory")
    path = terminal.home / "stakeholders.toml"
    before = path.read_bytes()
    with full_after(100):
        answer = Bench(terminal).spoken(*argv)
    assert answer.code == Exit.IO, answer
    assert path.read_bytes() == before


def test_init_on_a_full_disk_leaves_no_half_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHBASE_HOME", str(tmp_path / "new"))
    terminal = Terminal(tmp_path / "new")
    with full_after(300):
        answer = terminal.run(
            "init", "--non-interactive", "--name", "Sam", "--email", "sam@example.com", "--time-zone", "Europe/London"
        )
    assert answer.code == Exit.IO, answer
    assert [path.name for path in terminal.home.glob("config*")] == []


@pytest.mark.parametrize("room", range(0, 40, 1) if SOAK else (0, 1, 2, 4, 8, 16))
def test_when_the_intent_cannot_be_kept_nothing_is_asked_of_the_calendar(tmp_path: Path, room: int) -> None:
    """Intent before call: with so many pages left in the database, every write on the calendar has its intent kept."""
    desk = Desk(tmp_path / "home", [person(f"p{n}-long-name") for n in range(6)])
    with desk.open() as store:
        [(pages,)] = store.database.rows("PRAGMA page_count")
        store.database.run(f"PRAGMA max_page_count = {pages + room}")
        try:
            outcome = run(desk.world(store), desk.people, desk.fingerprint)
            failed = outcome.stopped is not None
        except StorageFailed:
            failed = True
    written = [call for call in desk.calendar.calls if "create" in str(call).lower()]
    with desk.open() as store:
        known = {operation.uid for operation in store.operations()}
    assert set(desk.calendar.entries) <= known, "no series whose intent was lost"
    assert failed or len(written) > 0
    desk.later(minutes=10).run()
    desk.later(minutes=10).run()
    assert len(desk.calendar.entries) == len({booking.series.stakeholder for booking in desk.bookings()}) == 6


# --- a home that may not be written


def unprivileged(*argv: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Our program where modes count: root without the right to pass them by, anybody else as they are."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if os.geteuid() == 0 else []
    command = [*drop, sys.executable, "-m", "touchbase", *argv]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


needs_modes = pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write everywhere, and setpriv is missing"
)


@contextmanager
def read_only(*folders: Path) -> Iterator[None]:
    for folder in folders:
        folder.chmod(0o500)
    try:
        yield
    finally:
        for folder in folders:
            folder.chmod(0o700)


@needs_modes
@pytest.mark.parametrize("known", [True, False], ids=["with a memory", "the first run"])
def test_a_read_only_home_is_said_before_anything_is_written(terminal: Terminal, known: bool) -> None:
    made = bench(terminal)
    if not known:
        for path in made.home.glob("touchbase.db*"):
            path.unlink()
    made.keep()
    with read_only(made.home, made.folder):
        run = unprivileged("sync", env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert (run.returncode, run.stdout) == (Exit.CANNOT_WRITE, ""), run
    assert len(run.stderr.splitlines()) == 1
    assert made.files() == made.whole


@needs_modes
def test_a_read_only_home_is_found_before_the_provider_is_asked_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GoogleEmulator(MONDAY) as google:
        google.add_user(SAM, "Sam Okafor", "Europe/London")
        for name, value in google.environment.items():
            monkeypatch.setenv(name, value)
        home = GoogleHome(tmp_path / "home", google)
        assert home.sign_in(at=MONDAY).code == Exit.OK
        home.write("stakeholders.toml", TOML)
        home.good("sync", at=MONDAY)
        asked = len(google.server.history)
        with read_only(home.folder):
            run = unprivileged("sync", env={**home.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        assert run.returncode == Exit.CANNOT_WRITE, run
        assert len(google.server.history) == asked
