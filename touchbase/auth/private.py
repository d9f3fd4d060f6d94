"""Files for one user's eyes in a folder of theirs: no links followed, looked at after opening, replaced whole."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from touchbase.auth.faults import foreign, strange, too_open, unkept

LARGEST = 1_000_000  # bytes
_FLAGS = os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def opened(folder: Path, user: int) -> Iterator[int]:
    """A descriptor of the folder, which is `user`'s alone (0700); FileNotFoundError when there is none."""
    descriptor = _open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _look(os.fstat(descriptor), folder, user)
        yield descriptor
    finally:
        os.close(descriptor)


def make(folder: Path) -> None:
    """The folder and those above it (0700); one that exists stays as it is."""
    try:
        for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
            place.mkdir(mode=0o700, exist_ok=True)
            place.chmod(0o700)  # whatever the umask took away
    except OSError as error:
        raise unkept(error, folder) from error


def read(folder: int, path: Path, user: int) -> bytes:
    """The bytes of a file that is `user`'s alone (0600); FileNotFoundError when there is none."""
    descriptor = _open(path, os.O_RDONLY | os.O_NONBLOCK, folder)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise strange(path)
        _look(found, path, user)
        return os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)


def replace(folder: int, path: Path, raw: bytes) -> None:
    """The file anew: a temporary one of its own (0600), forced to the disk, renamed over the old one."""
    fresh = leftover(path)
    try:
        _remove(folder, fresh)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600, dir_fd=folder)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o600)  # whatever the umask took away
            file.write(raw)
            file.flush()
            os.fsync(descriptor)
        os.replace(fresh, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except OSError as error:
        with suppress(OSError):
            _remove(folder, fresh)
        raise unkept(error, path) from error


def remove(folder: int, path: Path) -> None:
    """The file and what a killed run may have left of it."""
    try:
        _remove(folder, leftover(path))
        _remove(folder, path.name)
        os.fsync(folder)
    except OSError as error:
        raise unkept(error, path) from error


def leftover(path: Path) -> str:
    """The temporary name: one for each file, so that a killed run leaves no more than one."""
    return f".{path.name}.new"


def _remove(folder: int, name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def _open(path: Path, flags: int, folder: int | None = None) -> int:
    try:
        return os.open(path if folder is None else path.name, flags | _FLAGS, dir_fd=folder)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unkept(error, path) from error


def _look(found: os.stat_result, path: Path, user: int) -> None:
    if found.st_uid != user:
        raise foreign(path)
    if found.st_mode & 0o077:
        raise too_open(path, found.st_mode)
