"""Tokens as files: whole or not at all, and nobody else's to read."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.auth.contract import SAM, TEXT, TokenStoreContract
from touchbase.auth import private
from touchbase.auth.account import Account
from touchbase.auth.faults import unkept
from touchbase.auth.files import FileTokens
from touchbase.auth.lock import held
from touchbase.auth.tokens import open_tokens
from touchbase.errors import BadInput, CannotWriteState, Exit, SignInAgain, StorageFailed, TryLater


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tokens"


@pytest.fixture
def tokens(folder: Path) -> FileTokens:
    return FileTokens(folder)


@pytest.fixture
def kept(tokens: FileTokens) -> FileTokens:
    tokens.save(SAM, TEXT)
    return tokens


class TestContract(TokenStoreContract):
    """The files keep it."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_the_one_the_config_means(folder: Path) -> None:
    store = open_tokens("file", folder)
    assert isinstance(store, FileTokens)
    assert not folder.exists(), "looking makes nothing"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_files_are_0600_in_a_folder_0700_whatever_the_umask(tokens: FileTokens, umask: int) -> None:
    before = os.umask(umask)
    try:
        tokens.save(SAM, TEXT)
        with tokens.lock(SAM):
            pass
    finally:
        os.umask(before)
    assert (mode(tokens.folder), mode(tokens.folder.parent)) == (0o700, 0o700)
    assert {mode(path) & 0o077 for path in tokens.folder.iterdir()} == {0}
    assert mode(tokens.path(SAM)) == 0o600


def test_no_name_of_a_file_comes_from_an_address(tokens: FileTokens) -> None:
    tokens.save(Account("google", "../../sam@example.com"), TEXT)
    [path] = tokens.folder.iterdir()
    assert path.name.startswith("google-")
    assert "sam" not in path.name


def test_loading_and_deleting_make_nothing(tokens: FileTokens) -> None:
    assert tokens.load(SAM) is None
    tokens.delete(SAM)
    assert not tokens.folder.exists()


@pytest.mark.parametrize("wide", [0o604, 0o640, 0o660, 0o644, 0o620])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_may_use_is_refused_and_left_alone(kept: FileTokens, wide: int, what: str) -> None:
    path = kept.path(SAM) if what == "file" else kept.folder
    path.chmod(wide | (0o100 if what == "folder" else 0))
    with pytest.raises(BadInput, match="chmod go-rwx") as caught:
        kept.load(SAM)
    assert str(path) in str(caught.value)
    path.chmod(0o600 if what == "file" else 0o700)
    assert kept.load(SAM) == TEXT


def test_what_belongs_to_somebody_else_is_refused(kept: FileTokens) -> None:
    stranger = FileTokens(kept.folder, user=os.geteuid() + 1)
    uses: list[Callable[[], object]] = [lambda: stranger.load(SAM), lambda: stranger.save(SAM, "x")]
    uses.append(lambda: stranger.delete(SAM))
    for use in uses:
        with pytest.raises(BadInput, match="belongs to another user"):
            use()
    assert kept.load(SAM) == TEXT


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_in_our_folder_is_refused(kept: FileTokens) -> None:
    os.chown(kept.path(SAM), 12345, -1)
    with pytest.raises(BadInput, match="belongs to another user"):
        kept.load(SAM)


def link(path: Path, target: Path) -> None:
    path.rename(target)
    path.symlink_to(target)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


@pytest.mark.parametrize(
    ("disguise", "sentence"),
    [
        (lambda kept: link(kept.path(SAM), kept.folder / "elsewhere"), "a link in the place of the file"),
        (lambda kept: link(kept.folder, kept.folder.parent / "elsewhere"), "a link in the place of the folder"),
        (lambda kept: pipe(kept.path(SAM)), "a pipe, which would hang"),
        (lambda kept: (kept.path(SAM).unlink(), kept.path(SAM).mkdir(0o700)), "a folder where a file should be"),
    ],
)
def test_what_is_no_plain_file_is_refused(
    kept: FileTokens, disguise: Callable[[FileTokens], object], sentence: str
) -> None:
    disguise(kept)
    with pytest.raises(BadInput, match="a link or something else"):
        kept.load(SAM)


def test_a_link_that_waits_under_the_temporary_name_is_not_followed(kept: FileTokens, tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    target.write_text("theirs")
    (kept.folder / private.leftover(kept.path(SAM))).symlink_to(target)
    kept.save(SAM, "new")
    assert (kept.load(SAM), target.read_text()) == ("new", "theirs")


def test_what_a_killed_run_left_goes_with_the_next_save_and_with_a_delete(kept: FileTokens) -> None:
    left = kept.folder / private.leftover(kept.path(SAM))
    left.write_text("half a tok")
    kept.save(SAM, "new")
    assert not left.exists()
    left.write_text("half a tok")
    kept.delete(SAM)
    assert list(kept.folder.iterdir()) == []


def test_bytes_that_are_no_text_ask_to_sign_in_again_and_stay(kept: FileTokens) -> None:
    kept.path(SAM).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SignInAgain, match="damaged; nothing was deleted") as caught:
        kept.load(SAM)
    assert caught.value.provider == "google"
    assert kept.path(SAM).read_bytes() == b"\xff\xfe\x00"


def test_what_cannot_be_replaced_stays_and_is_said(kept: FileTokens) -> None:
    (kept.folder / private.leftover(kept.path(SAM))).mkdir()
    with pytest.raises(CannotWriteState, match=str(kept.path(SAM))):
        kept.save(SAM, "new")
    assert kept.load(SAM) == TEXT


def test_a_file_without_end_is_not_read_to_its_end(kept: FileTokens) -> None:
    kept.path(SAM).write_bytes(b"x" * (private.LARGEST + 10))
    assert len(kept.load(SAM) or "") == private.LARGEST


FULL = """
import resource, signal, sys
from pathlib import Path
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    FileTokens(Path(sys.argv[1])).save(Account("google", "sam@example.com"), "x" * 100)
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_full_disk_leaves_the_old_text_whole(kept: FileTokens) -> None:
    run = subprocess.run([sys.executable, "-c", FULL, kept.folder], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("StorageFailed The disk is full or failing"), run
    assert kept.load(SAM) == TEXT
    assert [path.name for path in kept.folder.iterdir()] == [kept.path(SAM).name]


@pytest.mark.parametrize(
    ("number", "error", "code"),
    [
        (errno.ENOSPC, StorageFailed, Exit.IO),
        (errno.EROFS, CannotWriteState, Exit.CANNOT_WRITE),
        (errno.EACCES, CannotWriteState, Exit.CANNOT_WRITE),
        (errno.ELOOP, BadInput, Exit.CONFIG),
    ],
)
def test_each_fault_of_the_disk_has_its_exit_code(number: int, error: type[Exception], code: Exit) -> None:
    made = unkept(OSError(number, os.strerror(number)), Path("tokens"))
    assert (type(made), made.exit_code) == (error, code)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    tokens = FileTokens(tmp_path / "file" / "tokens")
    with pytest.raises((CannotWriteState, BadInput)):
        tokens.save(SAM, TEXT)
    with pytest.raises((CannotWriteState, BadInput)), tokens.lock(SAM):
        raise AssertionError("there is no lock")
    with pytest.raises(BadInput):
        tokens.load(SAM)


def test_a_file_that_cannot_be_deleted_is_said(kept: FileTokens) -> None:
    kept.path(SAM).unlink()
    kept.path(SAM).mkdir()
    with pytest.raises(CannotWriteState):
        kept.delete(SAM)


HOLD = """
import sys, time
from pathlib import Path
from touchbase.auth.account import Account
from touchbase.auth.files import FileTokens
with FileTokens(Path(sys.argv[1])).lock(Account("google", "sam@example.com")):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_one_holds_the_lock_and_it_frees_itself_when_the_holder_is_killed(kept: FileTokens) -> None:
    path = kept.folder / f"{SAM.name}.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, kept.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"mine\n"
        with pytest.raises(TryLater), held(path, patience=0.05):
            raise AssertionError("two hold it")
        holder.kill()
    with held(path, patience=0.05):
        pass


def test_a_lock_that_cannot_be_made_is_said(kept: FileTokens) -> None:
    (kept.folder / f"{SAM.name}.lock").mkdir()
    with pytest.raises(CannotWriteState), kept.lock(SAM):
        raise AssertionError("there is no lock")
