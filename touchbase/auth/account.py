"""Whose sign-in it is, how it stands, and how a person is reached while it happens."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from touchbase.domain.account import Account, Standing

__all__ = ["Account", "Desk", "Standing"]


class Desk(NamedTuple):
    """Where a person sits during a sign-in: a line to read, a browser or none, patience in seconds, a way to wait."""

    say: Callable[[str], None]
    now: datetime
    browse: Callable[[str], None] | None = None
    patience: float = 300.0
    environ: Mapping[str, str] = os.environ
    sleep: Callable[[float], None] = time.sleep
