"""One refresh at a time: a lock of the operating system, which frees itself when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from touchbase.auth.faults import unkept
from touchbase.errors import TryLater

PATIENCE = 60.0  # seconds; a refresh takes one, its retries thirty


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file for the `with` block; TryLater when another run has it for `patience` seconds."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=0o600, timeout=patience)
    try:
        lock.acquire()
        with suppress(OSError):
            path.chmod(0o600)  # whatever the umask took away
    except Timeout:
        sentence = "Another touchbase has been renewing the sign-in for a while."
        raise TryLater(sentence, "Run the same command again in a moment.") from None
    except OSError as error:
        raise unkept(error, path) from error
    try:
        yield
    finally:
        lock.release()
