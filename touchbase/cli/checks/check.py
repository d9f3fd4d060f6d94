"""One thing looked at: whether it is well, what was seen, and the cure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`remedy` with `ok` is advice; without it is what to do."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
