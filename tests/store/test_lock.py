"""One run at a time, and no lock that outlives its holder."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from touchbase.errors import CannotWriteState
from touchbase.store.lock import run_lock

HOLD = """
import sys, time
from pathlib import Path
from touchbase.store.lock import run_lock
with run_lock(Path(sys.argv[1])) as ours:
    print(ours, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "sync.lock"


def test_the_first_gets_it_and_the_second_is_told_at_once(path: Path) -> None:
    with run_lock(path) as first:
        with run_lock(path) as second:
            assert (first, second) == (True, False)
        with run_lock(path) as third:
            assert third is False, "the one who did not get it does not let it go"
    with run_lock(path) as again:
        assert again is True


def test_it_is_free_again_after_a_failure(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(path):
        raise ZeroDivisionError
    with run_lock(path) as ours:
        assert ours


def test_it_frees_itself_when_its_holder_is_killed(path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    with run_lock(path) as ours:
        assert ours is False
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with run_lock(path) as ours:
        assert ours is True


def test_its_folder_is_private(path: Path) -> None:
    before = os.umask(0)
    try:
        with run_lock(path):
            modes = oct(path.parent.stat().st_mode & 0o777), oct(path.stat().st_mode & 0o777)
    finally:
        os.umask(before)
    assert modes == ("0o700", "0o600")


def test_a_place_that_cannot_be_written_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(CannotWriteState) as refused, run_lock(path):
        pass
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno in (errno.EISDIR, errno.EACCES, errno.EPERM)
