"""The list as CSV, as spreadsheets write it: a header names the columns, each problem has its row and column."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from touchbase.domain.problem import Problem
from touchbase.domain.text import did_you_mean
from touchbase.roster.entry import Entry
from touchbase.roster.fields import BY_NAME, NAMES, REQUIRED, from_cell

LONGEST_CELL = 10_000  # characters
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts (the header is 1), its cells, and the lines of text it came from."""

    number: int
    cells: tuple[str, ...]
    source: str


def read(text: str, file: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries in order, and what is wrong with header and rows; never raises."""
    found, problems = rows(text, file)
    if not found:
        return (), tuple(problems)
    header, names = found[0], columns(found[0].cells)
    problems += _of_header(header, names, found[1:], file)
    if not set(REQUIRED) <= set(names):
        return (), tuple(problems)
    entries = []
    for row in found[1:]:
        wrong = _of_row(row, names, file)
        problems += wrong
        if not wrong:
            entries.append(Entry(_raw(row, names), partial(_where, file, row.number)))
    return tuple(entries), tuple(problems)


def rows(text: str, file: str) -> tuple[list[Row], list[Problem]]:
    """The rows that are not blank, the header first; a row that cannot be read ends them, with a problem."""
    found: list[Row] = []
    try:
        for row in records(text):
            if any(cell.strip() for cell in row.cells):
                found.append(row)
    except csv.Error as error:
        last = max((row.number for row in found), default=0)
        cure = "Quotes around a cell come in pairs; a quote inside is written twice. Is the file cut off?"
        return found, [Problem(f"{file}: after row {last}", f"The quotes do not fit ({error}).", cure)]
    return found, []


def records(text: str) -> Iterator[Row]:
    """Every row with the text it came from, also blank ones and a `sep=` line (that one without cells); csv.Error."""
    lines = _LINE.findall(text)
    with _long_cells(len(text)):
        reader, used = csv.reader(lines, delimiter=delimiter(text), strict=True), 0
        for number, cells in enumerate(reader, 1):
            source, used = "".join(lines[used : reader.line_num]), reader.line_num
            is_sep = used == 1 and _SEP.fullmatch(source)
            yield Row(number, () if is_sep else tuple(unguarded(cell) for cell in cells), source)


def delimiter(text: str) -> str:
    """What stands between the cells: what a `sep=` line says, else the most frequent of , ; and tab in the header."""
    header = next((line for line in _LINE.findall(text[:LONGEST_CELL]) if line.strip()), "")
    if match := _SEP.fullmatch(header):
        return match[1]
    bare = _QUOTED.sub("", header)
    return max(",;\t", key=bare.count)


def columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """The field names of a header: case, spaces and dashes do not matter."""
    return tuple(re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in header)


def unguarded(cell: str) -> str:
    """A cell that looks like a formula is exported with an apostrophe before it; that one is taken off again."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


@contextmanager
def _long_cells(limit: int) -> Iterator[None]:
    # The limit of the csv module is one for the whole process; ours are told by row and column instead.
    before = csv.field_size_limit(max(limit, csv.field_size_limit()))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _of_header(header: Row, names: tuple[str, ...], body: list[Row], file: str) -> list[Problem]:
    where = f"{file}: row {header.number}"
    problems = [
        Problem(where, f"There is no column {name!r}.", f"The first row names the columns: {', '.join(NAMES)}.")
        for name in REQUIRED
        if name not in names
    ]
    for number, name in enumerate(names):
        place = f"{where}, column {number + 1}"
        if name and name in names[:number]:
            problems.append(Problem(place, f"The column {name!r} stands there twice.", "Take one of them out."))
        elif name not in BY_NAME and (name or any("".join(row.cells[number : number + 1]).strip() for row in body)):
            cure = did_you_mean(name, NAMES) or f"Known are {', '.join(NAMES)}."
            problems.append(Problem(place, f"{name!r} is not a known column.", cure))
    return problems


def _of_row(row: Row, names: tuple[str, ...], file: str) -> list[Problem]:
    has, needs = len(row.cells), len(names)
    if has != needs:
        column = names[has] if has < needs else f"{needs + 1}"
        what = f"The row has {has} cells, the header {needs}."
        return [
            Problem(
                f"{file}: row {row.number}, column {column}", what, "Did the cells shift? Write one for each column."
            )
        ]
    return [
        Problem(_where(file, row.number, name), f"The cell is {len(cell):,} characters long.", "Shorten it.")
        for name, cell in zip(names, row.cells, strict=True)
        if len(cell) > LONGEST_CELL
    ]


def _raw(row: Row, names: tuple[str, ...]) -> dict[str, object]:
    cells = zip(names, row.cells, strict=True)
    return {
        name: from_cell(BY_NAME[name].kind, cell.strip()) for name, cell in cells if name in BY_NAME and cell.strip()
    }


def _where(file: str, row: int, column: str) -> str:
    return f"{file}: row {row}, column {column}" if column else f"{file}: row {row}"
