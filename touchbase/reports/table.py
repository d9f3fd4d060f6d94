"""What a report hands to whoever draws it: rows of plain text, each column with a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["", "good", "warn", "bad", "dim"]


@dataclass(frozen=True, slots=True)
class Column:
    """`shrink` columns give way first when the screen is narrow."""

    name: str
    align: Literal["left", "right"] = "left"
    shrink: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`tone` colours the row where there is colour; the words say the same without it."""

    cells: tuple[str, ...]
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`notes` are sentences to stand under the table."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row] = ()
    notes: tuple[str, ...] = field(default=())
