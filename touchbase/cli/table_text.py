"""A table as aligned plain text that fits the width: cells of columns that may shrink go on in the next line."""

import re
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from touchbase.reports.table import Table

GAP = "  "
NARROWEST = 6
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def clean(text: str) -> str:
    """The text as one line without anything a terminal would obey (C0, C1, ESC, direction overrides)."""
    return text if text.isascii() and text.isprintable() else _CONTROL.sub(" ", text)


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
    lines = [[column.name for column in table.columns], *([clean(c) for c in row.cells] for row in table.rows)]
    widths = fitted([max(map(text_width, cells)) for cells in zip(*lines, strict=True)], table, width)
    rights = [column.align == "right" for column in table.columns]
    return [line for cells in lines for line in _row(cells, widths, rights)]


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
    if text_width(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip(" "))]
    lines = [indent]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else f"{lines[-1]}{word}"
        if lines[-1].strip() and text_width(longer) > width:
            lines.append(indent + word)
        else:
            lines[-1] = longer
    return lines


def _row(cells: list[str], widths: list[int], rights: list[bool]) -> list[str]:
    parts = [_broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    if all(len(part) == 1 for part in parts):
        return [_line([part[0] for part in parts], widths, rights)]
    return [_line(list(line), widths, rights) for line in zip_longest(*parts, fillvalue="")]


def _broken(cell: str, width: int) -> list[str]:
    """As `wrapped`, but a word that is too long is cut: columns stand straight."""
    lines: list[str] = []
    for line in wrapped(cell, width):
        rest = line
        while text_width(rest) > width:
            cut = _letters(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines


def _letters(text: str, width: int) -> int:
    """How many letters of the text fill the width; at least one."""
    used = 0
    for number, letter in enumerate(text):
        used += text_width(letter)
        if used > width:
            return max(1, number)
    return len(text)


def _line(cells: list[str], widths: list[int], rights: list[bool]) -> str:
    return GAP.join(map(_cell, cells, widths, rights)).rstrip()


def _cell(text: str, width: int, right: bool) -> str:
    pad = " " * (width - text_width(text))
    return pad + text if right else text + pad
