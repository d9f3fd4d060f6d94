"""A document as plain text that fits the width: a title, headings, and lines with a dash."""

from collections.abc import Iterator

import click

from touchbase.cli.table_text import clean, wrapped
from touchbase.reports.document import Document
from touchbase.reports.table import Tone

COLORS: dict[Tone, str | None] = {"": None, "good": "green", "warn": "yellow", "bad": "red", "dim": None}


def document_text(document: Document, width: int = 80, strong: bool = False) -> str:
    """With `strong` title and headings are bold, in the colour of their tone."""
    return "".join(f"{line}\n" for line in _lines(document, width, strong))


def _lines(document: Document, width: int, strong: bool) -> Iterator[str]:
    yield _heading(document.title, "", strong)
    if document.lead:
        yield from wrapped(clean(document.lead), width)
    for section in document.sections:
        yield ""
        yield _heading(section.title, section.tone, strong)
        for line in section.lines:
            yield from _item(clean(line), width)
    if document.notes:
        yield ""
    for note in document.notes:
        yield from wrapped(clean(note), width)


def _heading(text: str, tone: Tone, strong: bool) -> str:
    return click.style(clean(text), bold=True, fg=COLORS[tone]) if strong else clean(text)


def _item(line: str, width: int) -> Iterator[str]:
    """A dash before the first line, and the rest under its words."""
    first, *more = wrapped(f"    {line}", width)
    yield f"  - {first[4:]}"
    yield from more
