"""How long a provider is waited for: the schedule as a table, the waiting with a clock of its own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.calendars.patience import MayPass, Patience, Waiter, retry_after
from touchbase.errors import ProviderDown, TryLater

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Time passes only by waiting."""

    at: datetime = NOON
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)

    def waiter(self, patience: Patience | None = None, chance: float = 0.999999) -> Waiter:
        return Waiter(self.now, self.sleep, lambda: chance, patience or Patience())


@pytest.mark.parametrize(
    ("failed", "spent", "asked", "expected", "why"),
    [
        (1, 0, None, 1, "the first pause is a second"),
        (2, 0, None, 2, "each is twice the one before"),
        (4, 0, None, 8, "and so on"),
        (5, 0, None, None, "five attempts are all there are"),
        (1, 0, 30, 30, "what the provider asks for is waited"),
        (4, 0, 3, 8, "a shorter wish than our own pause changes nothing"),
        (1, 0, 3600, None, "an hour is past the budget, so it is not even begun"),
        (1, 179.5, None, None, "the budget is for everything together"),
        (1, 179, None, 1, "and may be used to its end"),
    ],
)
def test_the_schedule(failed: int, spent: float, asked: float | None, expected: float | None, why: str) -> None:
    pause = Patience().pause(failed, spent, 0.9999999, asked)
    assert pause == (None if expected is None else pytest.approx(expected, rel=1e-3)), why


@given(st.integers(1, 30), st.floats(0, 0.999), st.none() | st.floats(0, 100))
def test_no_pause_of_our_own_is_longer_than_said_and_no_wish_is_cut_short(
    failed: int, chance: float, asked: float | None
) -> None:
    pause = Patience(attempts=99, budget=10_000).pause(failed, 0, chance, asked)
    assert pause is not None
    assert 0 < pause <= max(32, asked or 0)
    assert pause >= (asked or 0)


def test_jitter_keeps_two_machines_apart() -> None:
    assert Patience().pause(3, 0, 0.0) == 2
    assert Patience().pause(3, 0, 0.5) == 3


def test_what_passes_is_waited_for() -> None:
    clock, left = Clock(), [MayPass(ProviderDown("down")), MayPass(TryLater("busy"), 7)]

    def attempt() -> str:
        if left:
            raise left.pop(0)
        return "done"

    assert clock.waiter().patiently(attempt) == "done"
    assert clock.waits == [pytest.approx(1, rel=1e-3), 7]


def test_what_does_not_pass_ends_with_what_the_provider_said() -> None:
    clock = Clock()

    def attempt() -> None:
        raise MayPass(TryLater("Busy."))

    with pytest.raises(TryLater, match="Busy"):
        clock.waiter().patiently(attempt)
    assert len(clock.waits) == 4


def test_anything_else_is_not_repeated() -> None:
    with pytest.raises(ZeroDivisionError):
        Clock().waiter().patiently(lambda: 1 / 0)


def test_the_budget_is_shared_by_everything_a_run_waits_for() -> None:
    clock = Clock()
    waiter = clock.waiter(Patience(budget=60))
    why = MayPass(ProviderDown("Down."), 25)
    waiter.wait(1, why)
    waiter.wait(1, why)
    with pytest.raises(ProviderDown):
        waiter.wait(1, why)
    assert clock.waits == [25, 25]


def test_a_rest_is_no_failure() -> None:
    clock = Clock()
    clock.waiter().rest(1.5)
    assert clock.waits == [1.5]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Mon, 05 Jan 2026 12:00:30 GMT", 30),
        ("Mon, 05 Jan 2026 12:00:30 -0000", 30),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0),
        ("9" * 400, 999_999_999),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Mon, 45 Jan 2026 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds
    assert Clock().waiter().retry_after(header) == seconds
