"""The third way for a call to go wrong: it takes effect, and whoever made it hears of a failure."""

from collections.abc import Callable
from typing import Any, Literal

from tests.sync.crashing import Fate
from touchbase.errors import ProviderDown, StorageFailed

Mode = Literal["before", "after", "unknown"]
OF_THE_CALENDAR = ("read", "free_busy", "find", "publish")


class Unsure(Fate):
    """At the nth call the answer is lost; nobody dies."""

    def call(self, name: str, act: Callable[[], Any]) -> Any:
        result = super().call(name, act)
        return result if self.count != self.nth else _lost(name, result)

    def die(self) -> None:
        """Not of this."""


def fate(nth: int, mode: Mode) -> Fate:
    return Unsure(nth, after=True) if mode == "unknown" else Fate(nth, after=mode == "after")


def _lost(name: str, result: Any) -> Any:
    if name == "write":
        return tuple(ProviderDown("The answer was lost.") for _ in result)
    if name in OF_THE_CALENDAR:
        raise ProviderDown("The answer was lost.")
    raise StorageFailed("The answer was lost.")
