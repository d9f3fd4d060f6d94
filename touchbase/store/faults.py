"""What SQLite and the disk say when something fails, in our errors with their remedies and exit codes."""

import errno
import re
import sqlite3
from pathlib import Path

from touchbase.errors import BadInput, CannotWriteState, StorageFailed, TouchbaseError, TryLater

# https://www.sqlite.org/rescode.html, primary codes; sqlite3 names them only in some versions of Python.
PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, AUTH, NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 23, 26
UNWRITABLE = frozenset({PERM, READONLY, CANTOPEN, AUTH})
BROKEN_DISK = frozenset({IOERR, FULL})
BROKEN_FILE = frozenset({CORRUPT, NOTADB})
_ILLEGIBLE = "could not decode|no such (table|column)"  # our statements are tested
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def translated(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> Exception:
    """Our error for one of SQLite's; the same error when it tells of a fault in our own code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (BUSY, LOCKED):
        return TryLater(f"Another touchbase is writing to {path}.", "Run the same command again in a moment.")
    if code in UNWRITABLE:
        return unwritable(path)
    if code in BROKEN_DISK:
        return failing(error, path)
    if code in BROKEN_FILE or isinstance(error, UnicodeDecodeError) or re.search(_ILLEGIBLE, str(error), re.IGNORECASE):
        return unreadable(path)
    return error


def unreachable(error: OSError, path: Path) -> TouchbaseError:
    """Our error for a file or folder that could not be made."""
    if error.errno in FULL_DISK:
        return failing(error, path)
    return unwritable(path)


def failing(reason: object, path: Path) -> StorageFailed:
    return StorageFailed(
        f"The disk is full or failing at {path} ({reason}); what was there before is intact.",
        "Make room, then run the same command again.",
    )


def unwritable(path: Path) -> CannotWriteState:
    return CannotWriteState(
        f"{path} cannot be opened or written.",
        "Check who owns it and its folder, or set TOUCHBASE_HOME to a folder of your own.",
    )


def unreadable(path: Path) -> BadInput:
    """The file is damaged or no database; names the newest backup that is whole."""
    from touchbase.store.backup import newest_good_backup

    good = newest_good_backup(path)
    cure = (
        f"Move it away and copy {good} in its place."
        if good
        else "There is no whole backup: move it away, and the next sync starts anew from the calendar."
    )
    return BadInput(f"{path} is damaged, or not a database of touchbase; nothing was written.", remedy=cure)
