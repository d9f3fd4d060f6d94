"""How often and how long a provider is asked again: a pure schedule, and the thin shell that waits by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from touchbase.errors import TouchbaseError

T = TypeVar("T")


class MayPass(Exception):
    """An attempt failed in a way that may pass: worth another one.

    `error` is what to raise when patience ends; `asked` the seconds the provider asked us to stay away, if it did.
    """

    def __init__(self, error: TouchbaseError, asked: float | None = None) -> None:
        super().__init__(error.sentence)
        self.error = error
        self.asked = asked


@dataclass(frozen=True, slots=True)
class Patience:
    """`attempts` in all for one thing, no pause of our own longer than `longest`, no waiting past `budget`; seconds."""

    attempts: int = 5
    first: float = 1.0
    longest: float = 32.0
    budget: float = 180.0

    def pause(self, failed: int, spent: float, chance: float, asked: float | None = None) -> float | None:
        """Seconds to wait after the nth failure in a row (1 is the first); None: it is time to give up.

        Doubles from `first`, with jitter from `chance` in [0, 1). What the provider asked for is never cut short.
        """
        own = min(self.first * 2 ** (failed - 1), self.longest) * (1 + chance) / 2
        wait = max(own, asked or 0.0)
        return None if failed >= self.attempts or spent + wait > self.budget else wait


class Waiter:
    """Waits between attempts. The budget is the wall clock's, from the first failure on, for everything it waits for.

    `now` tells the aware time, `sleep` takes seconds, `chance` gives a number in [0, 1).
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        chance: Callable[[], float],
        patience: Patience = Patience(),
    ) -> None:
        self._now, self._sleep, self._chance = now, sleep, chance
        self._patience = patience
        self._since: datetime | None = None

    def wait(self, failed: int, why: MayPass) -> None:
        """Wait as the schedule says after the nth failure in a row; raises `why.error` when it says to give up."""
        self._since = self._since or self._now()
        spent = (self._now() - self._since).total_seconds()
        pause = self._patience.pause(failed, spent, self._chance(), why.asked)
        if pause is None:
            raise why.error from None
        self._sleep(pause)

    def rest(self, seconds: float) -> None:
        """Wait that long, whatever the schedule."""
        self._sleep(seconds)

    def patiently(self, attempt: Callable[[], T]) -> T:
        """What `attempt` gives in the end. It says `MayPass` to be called again; everything else is raised as it is."""
        failed = 0
        while True:
            try:
                return attempt()
            except MayPass as why:
                failed += 1
                self.wait(failed, why)

    def retry_after(self, header: str | None) -> float | None:
        """As the function of that name, by this waiter's clock."""
        return retry_after(header, self._now())


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for: a whole number of them, or an HTTP-date (RFC 9110 10.2.3).

    None for no header and for one that makes no sense.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    until = http_date(text)
    return None if until is None else max(0.0, (until - now).total_seconds())


def http_date(text: str | None) -> datetime | None:
    """The moment an HTTP-date names (RFC 9110 5.6.7), in UTC; None for what is none."""
    try:
        found = parsedate_to_datetime(text or "")
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
