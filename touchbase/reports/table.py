"""What a report hands to whoever draws it: rows of plain text, each column with a name."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

# Named tuples here and in status.py: `status` makes these classes in every process, and dataclasses take far longer.
Tone = Literal["", "good", "warn", "bad", "dim"]


class Column(NamedTuple):
    """`shrink` columns give way first when the screen is narrow."""

    name: str
    align: Literal["left", "right"] = "left"
    shrink: bool = False


class Row(NamedTuple):
    """`tone` colours the row where there is colour; the words say the same without it."""

    cells: tuple[str, ...]
    tone: Tone = ""


class Table(NamedTuple):
    """`notes` are sentences to stand under the table."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row] = ()
    notes: tuple[str, ...] = ()
