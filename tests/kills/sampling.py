"""Which of many points are tried: in the soak all, else so many of them, evenly spread."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


def spread(all_of_them: Sequence[T], many: int, *, share: int = 0, shares: int = 1) -> list[T]:
    """About `many` of them (all in the soak), or the part `share` of those that one of `shares` tests looks at."""
    if SOAK or len(all_of_them) <= many:
        return list(all_of_them[share::shares])
    return [all_of_them[nth * len(all_of_them) // many] for nth in range(many)][share::shares]
