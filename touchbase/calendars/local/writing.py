"""Writing a file so that it is the old one or the new one, and never one that somebody else changed meanwhile."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from touchbase.errors import CannotWriteState, NoSuchSeries, StorageFailed, TryLater

TRIES = 5
BEGUN, UNFINISHED = ".touchbase-", ".tmp"
NOT_ALLOWED = (errno.EROFS, errno.EACCES, errno.EPERM)


def edit(path: Path, step: Callable[[bytes], bytes | None]) -> None:
    """Replace a file by `step` of its content; None leaves it. If it changed meanwhile, the step is made anew."""
    for _ in range(TRIES):
        raw = content_of(path)
        if raw is None:
            raise NoSuchSeries(f"{path} was deleted meanwhile.", "Run the same command again.")
        new = step(raw)
        if new is None or new == raw or put(path, new, instead_of=raw):
            return
    raise TryLater(f"{path} is being changed by another program.", "Run the same command again.")


def put(path: Path, content: bytes, *, instead_of: bytes | None) -> bool:
    """Temp file, fsync, rename, fsync of the folder.

    False, and nothing written, when the file is not `instead_of`; None means that there must be none.
    """
    with _told(path):
        _folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=BEGUN, suffix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                os.fchmod(handle, 0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if content_of(path) != instead_of:
                return False
            Path(name).replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
        _sync(path.parent)
    return True


def sweep(folder: Path) -> None:
    """Take away what killed writes left half done: it holds names. Only where nobody else writes meanwhile."""
    with _told(folder):
        for left in folder.glob(f"{BEGUN}*{UNFINISHED}"):
            left.unlink(missing_ok=True)


def content_of(path: Path) -> bytes | None:
    """None when there is no such file."""
    with _told(path), contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _folder(folder: Path) -> None:
    """Make it for the owner only; one that is there keeps the mode its owner gave it."""
    for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)  # whatever the umask took away


def _sync(folder: Path) -> None:
    """The rename itself reaches the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The two ways a disk fails a person: it may not be written, or it is full or broken."""
    try:
        yield
    except OSError as reason:
        said = f"{path} cannot be written: {(reason.strerror or str(reason)).lower()}."
        if reason.errno in NOT_ALLOWED:
            raise CannotWriteState(
                said, "Make its folder writable, or name another one under calendar.local.folder."
            ) from reason
        raise StorageFailed(said, "Free some space or check the disk; what was there before is intact.") from reason
