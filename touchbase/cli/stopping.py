"""Being told to stop: the first SIGTERM or Ctrl-C unwinds what is under way; the second, or four seconds, end it."""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from types import FrameType
from typing import NoReturn

GRACE = 4.0
"""Seconds for what is under way; killed at any point, the next run comes to the same end."""
SAID = b"\ntouchbase: stopping; press Ctrl-C again to end at once.\n"
OVER = b"\0"


class Terminated(BaseException):
    """SIGTERM came; a BaseException so that nothing on the way mistakes it for a failure."""


@contextmanager
def stoppable(end: Callable[[int], object] = os._exit, grace: float = GRACE) -> Iterator[None]:
    """Inside, the first SIGTERM raises `Terminated`, the first Ctrl-C KeyboardInterrupt.

    A thread sees to what has not unwound after `grace` seconds, or when told again: `end` gets the exit code. It hears
    of a signal at once (signal.set_wakeup_fd), also while the solver keeps Python from running a handler.
    """
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    Thread(target=_watch, args=(told, end, grace), daemon=True).start()
    unwind = _once()
    before = {number: signal.signal(number, unwind) for number in (signal.SIGINT, signal.SIGTERM)}
    waked = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(waked)
        for number, handler in before.items():
            signal.signal(number, handler)
        with suppress(BrokenPipeError):  # whoever was told twice and lives on does not listen any more
            os.write(tell, OVER)
        os.close(tell)


def _watch(told: int, end: Callable[[int], object], grace: float) -> None:
    number = os.read(told, 1)
    if number != OVER:
        heard = select.select([told], [], [], grace)[0]
        if not heard or os.read(told, 1) != OVER:
            end(128 + number[0])
    os.close(told)


def _once() -> Callable[[int, FrameType | None], None]:
    """A handler that unwinds the first time; what comes after is the watching thread's."""
    heard: list[int] = []

    def unwind(number: int, _frame: FrameType | None) -> None:
        if not heard:
            heard.append(number)
            _unwind(number)

    return unwind


def _unwind(number: int) -> NoReturn:
    if number == signal.SIGTERM:
        raise Terminated
    if sys.stderr.isatty():
        os.write(2, SAID)  # a handler must not use the buffer that it may have interrupted
    raise KeyboardInterrupt
