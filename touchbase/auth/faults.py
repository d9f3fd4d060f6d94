"""What the disk says when a token cannot be kept, in our errors with their remedies and exit codes."""

import errno
from pathlib import Path

from touchbase.errors import BadInput, CannotWriteState, StorageFailed, TouchbaseError

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
NOT_A_PLAIN_PLACE = frozenset({errno.ELOOP, errno.ENOTDIR, errno.EMLINK})  # what O_NOFOLLOW says of a symlink


def unkept(error: OSError, path: Path) -> TouchbaseError:
    """Our error for one of the system's."""
    if error.errno in FULL_DISK:
        return StorageFailed(
            f"The disk is full or failing at {path} ({error.strerror}); what was there before is intact.",
            "Make room, then run the same command again.",
        )
    if error.errno in NOT_A_PLAIN_PLACE:
        return strange(path)
    return CannotWriteState(
        f"{path} cannot be opened or written ({error.strerror}).",
        "Check who owns it and its folder, or set TOUCHBASE_HOME to a folder of your own.",
    )


def strange(path: Path) -> BadInput:
    """A symlink, a pipe, a folder where a file should be: not ours, so not touched."""
    return BadInput(
        f"{path} is a link or something else that touchbase did not make; sign-ins are not kept there.",
        remedy="Look what it is, and move it away.",
    )


def foreign(path: Path) -> BadInput:
    return BadInput(
        f"{path} belongs to another user, so the sign-in in it is not used.",
        remedy="Run touchbase as the user who signed in, or move it away and sign in again.",
    )


def too_open(path: Path, mode: int) -> BadInput:
    """`mode` as stat has it; whoever could read the token meanwhile may have kept it."""
    return BadInput(
        f"Others on this machine may use {path} (mode {mode & 0o777:04o}), so the sign-in in it is not used.",
        remedy=f"chmod go-rwx '{path}'; if others could really read it, `touchbase auth logout` and sign in again.",
    )
