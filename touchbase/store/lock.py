"""One run at a time: a lock of the operating system, which frees itself when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from touchbase.store.faults import unreachable
from touchbase.store.opening import make_folder


@contextmanager
def run_lock(path: Path) -> Iterator[bool]:
    """Hold the lock file `path` for the `with` block: True when it is ours, False at once when another run holds it."""
    from filelock import FileLock, Timeout

    make_folder(path.parent)
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(blocking=False)
        with suppress(OSError):
            path.chmod(0o600)  # whatever the umask took away
    except Timeout:
        yield False
        return
    except OSError as error:
        raise unreachable(error, path) from error
    try:
        yield True
    finally:
        lock.release()
