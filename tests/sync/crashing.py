"""A store and a calendar that are killed at the nth call, before or after it took effect, and then stay dead."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from touchbase.calendars.port import Calendar
from touchbase.store.port import Store


class Killed(BaseException):
    """SIGKILL, as far as one process can tell itself: no handler of ours may catch it, nothing runs after it."""


class Fate:
    """Counts the calls; the `nth` (1 is the first, 0 none) is the last one, `after` it took effect or before."""

    def __init__(self, nth: int = 0, *, after: bool = False) -> None:
        self.nth, self.after = nth, after
        self.count = 0
        self.names: list[str] = []
        self.dead = False

    def call(self, name: str, act: Callable[[], Any]) -> Any:
        if self.dead:
            raise Killed
        self.count += 1
        self.names.append(name)
        last = self.count == self.nth
        if last and not self.after:
            self.die()
        result = act()
        if last:
            self.die()
        return result

    def die(self) -> None:
        self.dead = True
        raise Killed


def mortal_store(store: Store, fate: Fate) -> Store:
    return cast("Store", _MortalStore(store, fate))


def mortal_calendar(calendar: Calendar, fate: Fate) -> Calendar:
    return cast("Calendar", _Mortal(calendar, fate))


class _Mortal:
    """Passes every call on, through fate; plain values are just handed over."""

    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner, self._fate = inner, fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found
        return lambda *args, **more: self._fate.call(name, lambda: found(*args, **more))


class _MortalStore(_Mortal):
    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Its beginning and its commit are two calls; a kill in between leaves nothing of it."""
        whole = self._inner.transaction()
        self._fate.call("begin transaction", whole.__enter__)
        try:
            yield
            if self._last_before_commit():
                self._fate.die()
        except BaseException as error:
            whole.__exit__(type(error), error, error.__traceback__)
            raise
        self._fate.call("commit", lambda: whole.__exit__(None, None, None))

    def _last_before_commit(self) -> bool:
        """Killed before the commit: the real one must roll back, so it is told here."""
        fate = self._fate
        if fate.count + 1 != fate.nth or fate.after or fate.dead:
            return False
        fate.count += 1
        return True
