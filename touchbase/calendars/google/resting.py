"""When Google has stopped invitations for hours, nothing is tried until they are over, not even by the next runs."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from touchbase.calendars.google.answers import Stopped
from touchbase.domain.step import OfTheTag, Step
from touchbase.errors import TouchbaseError

HOURS = timedelta(hours=6)


class Notebook(Protocol):
    """Where something is kept from one run to the next."""

    def get(self, key: str) -> str | None: ...

    def set(self, key: str, value: str) -> None: ...


class Rest:
    """Kept under a name of its own; `notebook` is opened when it is first needed."""

    KEY = "google.stopped_until"

    def __init__(self, notebook: Callable[[], Notebook], now: Callable[[], datetime]) -> None:
        self._notebook = notebook
        self._now = now

    def keeps_from(self, step: Step) -> Stopped | None:
        """Why a step is not even tried; None when it may be. What mails nobody may always."""
        until = self._notebook().get(self.KEY)
        resting = until is not None and self._now() < datetime.fromisoformat(until)
        return Stopped() if resting and not isinstance(step, OfTheTag) else None

    def begin(self, outcomes: Sequence[object]) -> None:
        """Rest from now on, where one of them says that Google stopped us."""
        if any(isinstance(one, Stopped) for one in outcomes):
            self._notebook().set(self.KEY, (self._now() + HOURS).isoformat())


class NoRest:
    """For a calendar without a notebook: every run finds out by itself."""

    def keeps_from(self, step: Step) -> TouchbaseError | None:  # noqa: ARG002 - as Rest has it
        return None

    def begin(self, outcomes: Sequence[object]) -> None:
        """Nothing is kept."""
