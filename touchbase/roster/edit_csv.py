"""Changes to a CSV list as text: only the row of one person changes, the dialect stays."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from touchbase.roster.csv_list import Row, columns, delimiter, guarded, records
from touchbase.roster.fields import NAMES, Raw


def add(text: str, fields: Mapping[str, Raw]) -> str:
    """The text with one more row at its end, and with the columns that row needs."""
    text = _with_columns(text if text.strip() else ",".join(NAMES), fields)
    header = next(_filled(text))
    cells = [cell(fields.get(name)) for name in columns(header.cells)]
    ended = text if text.endswith(("\n", "\r")) else text + _newline(text)
    return ended + _line(text, cells)


def set_fields(text: str, place: int, changes: Mapping[str, Raw | None]) -> str:
    """The text with cells of the person at that place changed, or emptied where the value is None."""
    text = _with_columns(text, [name for name, value in changes.items() if value is not None])
    header, *people = _filled(text)
    row = people[place]
    named = zip(columns(header.cells), row.cells, strict=True)
    cells = [cell(changes[name]) if name in changes else guarded(old) for name, old in named]
    return _replaced(text, row, _line(text, cells))


def remove(text: str, place: int) -> str:
    """The text without the row of the person at that place."""
    return _replaced(text, list(_filled(text))[place + 1], "")


def cell(value: Raw | None) -> str:
    """One value as a cell: lists with `;` between, dates in ISO form, nothing a spreadsheet takes for a formula."""
    if isinstance(value, list):
        return guarded("; ".join(value))
    return value.isoformat() if isinstance(value, date) else guarded(str(value or ""))


def _filled(text: str) -> Iterator[Row]:
    return (row for row in records(text) if any(one.strip() for one in row.cells))


def _replaced(text: str, row: Row, source: str) -> str:
    return "".join(source if one.number == row.number else one.source for one in records(text))


def _with_columns(text: str, names: Iterable[str]) -> str:
    header = next(_filled(text))
    missing = [name for name in names if name not in columns(header.cells)]
    if not missing:
        return text
    more = {row.number: missing if row.number == header.number else [""] * len(missing) for row in _filled(text)}
    return "".join(_longer(row.source, more.get(row.number, ()), delimiter(text)) for row in records(text))


def _longer(source: str, cells: Sequence[str], between: str) -> str:
    bare = source.rstrip("\r\n")
    return bare + "".join(between + one for one in cells) + source[len(bare) :]


def _line(text: str, cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter(text), lineterminator=_newline(text)).writerow(cells)
    return out.getvalue()


def _newline(text: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
