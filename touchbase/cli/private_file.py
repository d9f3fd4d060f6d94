"""Writes a file that only its owner can read (0600), whole or not at all."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from touchbase.errors import CannotWriteState, StorageFailed, TouchbaseError, UsageError

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def write_new(path: Path, text: str) -> None:
    """A new file; UsageError when one of that name stands."""
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists, so it stays.", "Give another name, or move it away.")
    write_over(path, text)


def write_over(path: Path, text: str) -> None:
    """The file, in the place of one that stands: temp file, fsync, rename. Folders are made (0700)."""
    temporary = ""
    try:
        make_folder(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made 0600
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            os.fchmod(handle, 0o600)  # whatever the umask took away
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as why:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        raise unwritten(why, path) from why


def make_folder(folder: Path) -> None:
    """The folder and those above it (0700), whatever the umask; one that exists stays as it is."""
    for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
    folder.mkdir(exist_ok=True)  # raises where a file is in the way


def unwritten(why: OSError, path: Path) -> TouchbaseError:
    """A disk that is full is told apart from a place that may not be written."""
    if why.errno in FULL_DISK:
        sentence = f"The disk is full or failing at {path} ({why.strerror}); what was there before is intact."
        return StorageFailed(sentence, "Make room, then run the same command again.")
    return CannotWriteState(f"{path} cannot be written: {why.strerror}.", "Choose another place.")
