"""Writes a file that only its owner can read (0600), whole or not at all."""

import os
import tempfile
from pathlib import Path

from touchbase.errors import CannotWriteState, UsageError


def write_new(path: Path, text: str) -> None:
    """A new file; UsageError when one of that name stands."""
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} exists, so it stays.", "Give another name, or move it away.")
    write_over(path, text)


def write_over(path: Path, text: str) -> None:
    """The file, in the place of one that stands: temp file, fsync, rename. Folders are made (0700)."""
    temporary = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made 0600
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as why:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise CannotWriteState(f"{path} cannot be written: {why.strerror}.", "Choose another place.") from why
