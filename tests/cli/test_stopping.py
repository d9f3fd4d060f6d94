"""Told to stop: once unwinds, twice ends, and what does not unwind is ended after the grace."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from touchbase.cli.stopping import Terminated, stoppable

FOR_EVER = 60.0


class Ending:
    """Where a process would have been left, and when."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.came = threading.Event()

    def __call__(self, code: int) -> None:
        self.codes.append(code)
        self.came.set()


@contextmanager
def unmoved() -> Iterator[None]:
    """Whatever happens inside, handlers and threads are the same afterwards."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    assert {number: signal.getsignal(number) for number in handlers} == handlers
    assert signal.set_wakeup_fd(-1) == -1


def open_files() -> int:
    """How many this process holds, where the machine can tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def tell(ending: Ending, *numbers: signal.Signals, grace: float = FOR_EVER, ends: bool = True) -> None:
    """The first of these signals comes, and while that unwinds the others; `ends` waits until the process was left."""
    with stoppable(ending, grace):
        try:
            signal.raise_signal(numbers[0])
        finally:
            for number in numbers[1:]:
                signal.raise_signal(number)  # raises nothing more: what unwinds is not disturbed
            assert ending.came.wait(5 if ends else 0) is ends


@pytest.mark.parametrize(("number", "raised"), [(signal.SIGTERM, Terminated), (signal.SIGINT, KeyboardInterrupt)])
def test_the_first_one_unwinds(number: signal.Signals, raised: type[BaseException]) -> None:
    ending = Ending()
    with unmoved(), pytest.raises(raised):
        tell(ending, number, ends=False)
    assert ending.codes == []


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (signal.SIGINT, signal.SIGINT, 130),
        (signal.SIGTERM, signal.SIGTERM, 143),
        (signal.SIGTERM, signal.SIGINT, 143),
        (signal.SIGINT, signal.SIGTERM, 130),
    ],
)
def test_the_second_one_ends_at_once(first: signal.Signals, second: signal.Signals, code: int) -> None:
    ending = Ending()
    with unmoved(), pytest.raises((Terminated, KeyboardInterrupt)):
        tell(ending, first, second)
    assert ending.codes == [code]


def test_what_does_not_unwind_is_ended() -> None:
    ending = Ending()
    with unmoved(), pytest.raises(Terminated):
        tell(ending, signal.SIGTERM, grace=0.01)
    assert ending.codes == [143]


def test_nothing_is_left_behind_when_nobody_says_stop() -> None:
    ending, before = Ending(), open_files()
    with unmoved(), stoppable(ending, FOR_EVER):
        pass
    for thread in threading.enumerate():
        if thread.daemon and thread.name.startswith("Thread-"):
            thread.join(1)
    assert ending.codes == []
    assert open_files() == before
