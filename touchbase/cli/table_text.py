"""A table as aligned plain text that fits the width: cells of columns that may shrink go on in the next line."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from touchbase.reports.table import Table

GAP = "  "
NARROWEST = 6
# As a text: `re` makes the pattern when it is first needed, and plain text is spared it.
_CONTROL = "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"


def clean(text: str) -> str:
    """The text as one line without anything a terminal would obey (C0, C1, ESC, direction overrides)."""
    return text if text.isascii() and text.isprintable() else re.sub(_CONTROL, " ", text)


def text_width(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def table_text(table: Table, width: int = 80) -> str:
    """The table with its title and notes; no line is longer than `width` where columns can shrink."""
    head = wrapped(clean(table.title), width) if table.title else []
    notes = [line for note in table.notes for line in wrapped(clean(note), width)]
    body = _body(table, width) if table.rows else []
    gap = [""] if body and notes else []
    return "\n".join([*head, *body, *gap, *notes, ""])


def _body(table: Table, width: int) -> list[str]:
    lines = [tuple(column.name for column in table.columns), *(tuple(map(clean, row.cells)) for row in table.rows)]
    widths = fitted([_widest(cells) for cells in zip(*lines, strict=True)], table, width)
    rights = [column.align == "right" for column in table.columns]
    # `%` pads all cells of a line at once, but it cannot measure any letters but plain ones.
    plain = GAP.join(f"%{'' if right else '-'}{width}s" for width, right in zip(widths, rights, strict=True))
    drawn: list[str] = []
    for cells in lines:
        if "".join(cells).isascii():
            drawn += [(plain % line).rstrip() for line in _row(cells, widths)]
        else:
            drawn += [GAP.join(map(_cell, line, widths, rights)).rstrip() for line in _row(cells, widths)]
    return drawn


def _widest(cells: Sequence[str]) -> int:
    return max(map(len if "".join(cells).isascii() else text_width, cells))


def fitted(widths: list[int], table: Table, width: int) -> list[int]:
    """The widths after the widest of the shrinking columns gave way, letter by letter."""
    widths = list(widths)
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - width
    soft = [n for n, column in enumerate(table.columns) if column.shrink]
    while excess > 0 and soft:
        widest = max(soft, key=lambda n: widths[n])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def wrapped(text: str, width: int) -> list[str]:
    """The text broken at spaces, its indent kept; a longer word stays whole, so that it can be copied."""
    plain = text.isascii()
    measure = len if plain else text_width
    if measure(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip(" "))]
    rest, lines, start = indent + " ".join(text.split()), [], len(indent) + 1
    while measure(rest) > width:
        cut = rest.rfind(" ", start, 1 + (width if plain else _letters(rest, width)))
        cut = cut if cut > 0 else rest.find(" ", start)
        if cut < 0:
            break
        lines.append(rest[:cut])
        rest = indent + rest[cut + 1 :]
    return [*lines, rest]


def _row(cells: Sequence[str], widths: list[int]) -> Iterable[tuple[str, ...]]:
    """The lines of one row, each with a piece of every cell."""
    return zip_longest(*map(_broken, cells, widths), fillvalue="")


def _broken(cell: str, width: int) -> list[str]:
    """As `wrapped`, but a word that is too long is cut: columns stand straight."""
    whole = wrapped(cell, width)
    if cell.isascii() and len(max(whole, key=len)) <= width:
        return whole
    lines = []
    for line in whole:
        rest = line
        while text_width(rest) > width:
            cut = _letters(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines


def _letters(text: str, width: int) -> int:
    """How many letters of the text fill the width; at least one."""
    if text.isascii():
        return min(len(text), max(1, width))
    used = 0
    for number, letter in enumerate(text):
        used += text_width(letter)
        if used > width:
            return max(1, number)
    return len(text)


def _cell(text: str, width: int, right: bool) -> str:
    pad = " " * (width - text_width(text))
    return pad + text if right else text + pad
