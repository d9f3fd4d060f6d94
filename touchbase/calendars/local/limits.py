"""How much of one file we are willing to read: bytes, dates and seconds of work (a calendar may be hostile)."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(frozen=True, slots=True)
class Limits:
    """For each file: its size, the dates it may have in one window, and the CPU seconds it may cost."""

    bytes: int = 20_000_000
    events: int = 5_000
    seconds: float = 2.0


class TooMuch(Exception):
    """A file asks for more than the limits give; its text says of what."""


class _OutOfTime(BaseException):
    """Passes through libraries that catch every Exception."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooMuch when the block costs more CPU seconds. Only the main thread of a POSIX system can be stopped."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)
    try:
        yield
    except _OutOfTime:
        raise TooMuch(f"reading it takes more than {seconds:g} seconds") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _OutOfTime
