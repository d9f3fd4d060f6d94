"""SIGTERM and Ctrl-C to a real sync that waits, two syncs at once, a dead holder of the lock: faults 9, 16, 17."""

import os
import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest

from tests.emulators.faults import Fault
from tests.emulators.faults import answer as answering
from tests.emulators.google.refusal import refused
from tests.emulators.messages import Answer, App, Request
from tests.kills import story
from tests.kills.ending import SILENT, Undisturbed, check_recovery, process, undisturbed
from tests.kills.google_desk import GoogleDesk
from tests.kills.outlook_desk import OutlookDesk
from tests.kills.process import Process

AnyDesk = GoogleDesk | OutlookDesk
Kind = Literal["read", "write"]
CODES = {signal.SIGTERM: 143, signal.SIGINT: 130}
LIMIT = 5.0
SLACK = 1.5
"""Seconds that a busy machine may take to end a process."""
AT_ONCE = 2.0
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", params=["google", "outlook"])
def desk(request: pytest.FixtureRequest) -> AnyDesk:
    found: AnyDesk = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def wanted(desk: AnyDesk) -> Undisturbed:
    return undisturbed(desk)


@dataclass
class Held:
    """A request that the provider is slow with; let go, it is carried out, whoever still waits for it."""

    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: Request, app: App) -> Answer:
        self.reached.set()
        assert self.let_go.wait(60)
        try:
            return app(request)
        finally:
            self.done.set()

    def release(self) -> None:
        self.let_go.set()
        assert not self.reached.is_set() or self.done.wait(20)


def is_of(kind: Kind, request: Request) -> bool:
    """A whole batch that asks, or one that changes something."""
    writes = b"sendUpdates" in request.body or b'"PATCH"' in request.body or b"transactionId" in request.body
    return "batch" in request.path and writes == (kind == "write")


@contextmanager
def slow(desk: AnyDesk, kind: Kind) -> Iterator[Held]:
    desk.put_back()
    held = Held()
    desk.faults.add(Fault(held, where=lambda request: is_of(kind, request)))
    try:
        yield held
    finally:
        held.release()
        desk.faults.clear()


def stopped(waiting: Process, number: signal.Signals) -> tuple[float, int, str]:
    """Told to stop: how long it took, its exit code, what it said on stderr; nothing on stdout."""
    began = time.monotonic()
    waiting.send(number)
    code, out, err = waiting.end()
    assert out == ""
    return time.monotonic() - began, code, err


def check_stopped(said: tuple[float, int, str], number: signal.Signals) -> None:
    took, code, err = said
    assert code == CODES[number], err
    assert took < LIMIT + SLACK
    assert err.count("\n") <= 1
    assert "Traceback" not in err


@pytest.mark.parametrize(("kind", "number"), [("read", signal.SIGTERM), ("write", signal.SIGINT)])
def test_9_told_to_stop_in_a_slow_request_it_ends_and_the_next_run_completes(
    desk: AnyDesk, wanted: Undisturbed, kind: Kind, number: signal.Signals
) -> None:
    with slow(desk, kind) as held:
        waiting = process(desk, story.NOW).start("sync")
        assert held.reached.wait(60)
        check_stopped(stopped(waiting, number), number)
    check_recovery(desk, wanted.end, f"told to stop in a slow {kind}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_9_told_to_stop_while_it_waits_to_try_again(desk: AnyDesk, wanted: Undisturbed, number: signal.Signals) -> None:
    desk.put_back()
    later = refused("rateLimitExceeded", retry_after=15) if isinstance(desk, GoogleDesk) else answering(
        429, {"error": {"code": "TooManyRequests", "message": "Wait."}}, retry_after=15
    )  # fmt: skip
    desk.faults.add(Fault(later, times=None, where=lambda request: is_of("read", request)))
    with pipe() as (hear, tell):
        waiting = process(desk, story.NOW, "--tell", str(tell))
        waiting.pipe = tell
        waiting.start("sync")
        assert told(hear), "it never slept"
        check_stopped(stopped(waiting, number), number)
    desk.faults.clear()
    check_recovery(desk, wanted.end, "told to stop while it waited")


@contextmanager
def pipe() -> Iterator[tuple[int, int]]:
    """Read end and write end."""
    ends = os.pipe()
    try:
        yield ends
    finally:
        for end in ends:
            os.close(end)


def told(hear: int) -> bool:
    """Whether the process wrote to its pipe before we lost patience."""
    return bool(select.select([hear], [], [], 60)[0])


@contextmanager
def stuck(google: GoogleDesk, number: signal.Signals) -> Iterator[Process]:
    """A sync that was told to stop, and hangs while it unwinds."""
    with slow(google, "read") as held, pipe() as (hear, tell):
        waiting = process(google, story.NOW, "--tell", str(tell), "--stuck")
        waiting.pipe = tell
        waiting.start("sync")
        try:
            assert held.reached.wait(60)
            waiting.send(number)
            assert told(hear), "it never unwound"
            yield waiting
        finally:
            waiting.kill()
    assert process(google, story.LATER).run("sync")[0] == 0


def test_9_the_second_signal_ends_at_once_what_hangs(google: GoogleDesk) -> None:
    with stuck(google, signal.SIGINT) as waiting:
        took, code, err = stopped(waiting, signal.SIGTERM)
    assert (code, "Traceback" in err) == (130, False)
    assert took < AT_ONCE


def test_9_what_hangs_ends_by_itself_after_the_grace(google: GoogleDesk) -> None:
    with stuck(google, signal.SIGTERM) as waiting:
        began = time.monotonic()
        assert waiting.end() == (143, "", "")
        assert time.monotonic() - began < LIMIT


def test_16_the_second_of_two_syncs_leaves_the_work_to_the_first_in_silence(google: GoogleDesk) -> None:
    with slow(google, "write") as held:
        first = process(google, story.NOW).start("sync")
        assert held.reached.wait(60)
        seen = google.requests
        assert process(google, story.NOW).run("sync") == SILENT
        assert google.requests == seen, "it asked the provider"
        held.release()
        assert first.end()[0] == 0


def test_17_the_lock_of_a_holder_that_was_killed_is_free(google: GoogleDesk) -> None:
    with slow(google, "read") as held:
        holder = process(google, story.NOW).start("sync")
        assert held.reached.wait(60)
        holder.kill()
        assert holder.end()[0] == -signal.SIGKILL
    assert (google.home / "sync.lock").exists()
    code, out, err = process(google, story.LATER).run("sync")
    assert (code, err) == (0, "")
    assert "Book (2)" in out
