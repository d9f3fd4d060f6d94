"""Where a library user's relationships lie, and the composition root opened for one verb and closed after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from touchbase.cli.context import Context


@dataclass(frozen=True)
class Place:
    """A home (everything in one folder), or a config file, or neither for the usual places of this machine.

    `now` (aware) is the moment for every verb; None reads the clock at each.
    """

    home: Path | None = None
    config: Path | None = None
    now: datetime | None = None

    def __post_init__(self) -> None:
        if self.now is not None:
            utc(self.now)

    @contextmanager
    def open(self) -> Iterator[Context]:
        """Nothing is kept open or remembered from one verb to the next: what a person edited between is seen."""
        # A home that was named outranks a config file named in the environment; an empty variable is unset.
        home = {} if self.home is None else {"TOUCHBASE_HOME": str(self.home), "TOUCHBASE_CONFIG": ""}
        context = Context(config_flag=self.config, quiet=True, no_input=True, environ={**os.environ, **home})
        if self.now is not None:
            context.now = utc(self.now)
        try:
            yield context
        finally:
            context.close()


def utc(moment: datetime) -> datetime:
    """In UTC; ValueError for one without a zone, which could be any."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} needs a zone")
    return moment.astimezone(UTC)
