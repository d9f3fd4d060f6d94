"""The only place that formats: tables, JSON, sentences, progress; results to stdout, the rest to stderr."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from touchbase.cli.table_text import clean, table_text
from touchbase.reports.table import Table

if TYPE_CHECKING:
    from touchbase.reports.document import Document

SCHEMA = 1
ESCAPED = "[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
Progress = Callable[[int, int, str], None]
_TONES = {"good": "green", "warn": "yellow", "bad": "bold red", "dim": "dim", "": ""}


class Screen(NamedTuple):
    """Where output goes. Whatever is printed is rid of control characters first; JSON escapes them."""

    as_json: bool = False
    quiet: bool = False
    color: bool = True

    @property
    def tty(self) -> bool:
        """True when a person looks at stdout."""
        return sys.stdout.isatty()

    @property
    def width(self) -> int:
        """Columns to fill; 80 when nobody says."""
        if not self.tty:
            return 80
        said = os.environ.get("COLUMNS", "")
        return int(said) if said.isdecimal() and int(said) else _terminal_width()

    def show(self, *tables: Table) -> None:
        """Tables, a blank line between: rich on a terminal, aligned text otherwise; nothing with --quiet."""
        if not self.quiet:
            draw = _rich_text if self.tty and self.color else table_text
            _write("\n".join(draw(table, self.width) for table in tables))

    def tell(self, *documents: "Document") -> None:
        """Documents, a blank line between; headings are bold where there is colour; nothing with --quiet."""
        if not self.quiet:
            from touchbase.cli.document_text import document_text

            strong = self.tty and self.color
            _write("\n".join(document_text(document, self.width, strong) for document in documents))

    def json(self, payload: Mapping[str, object]) -> None:
        """The payload with "schema" first: indented for a person, compact for a program."""
        full = {"schema": SCHEMA, **payload}
        if self.tty:
            _write(escaped(json.dumps(full, ensure_ascii=False, indent=2)) + "\n")
        else:
            _write(escaped(json.dumps(full, ensure_ascii=False, separators=(",", ":"))) + "\n")

    def say(self, *lines: str) -> None:
        """Sentences that are a result, to stdout; nothing with --json or --quiet."""
        if not (self.as_json or self.quiet) and lines:
            _write("".join(f"{clean(line)}\n" for line in lines))

    def fail(self, *lines: str) -> None:
        """Sentences about what went wrong, one line each, to stderr; with --quiet too."""
        if lines:
            from touchbase.domain.text import redacted

            _write("".join(f"touchbase: {clean(redacted(line))}\n" for line in lines), sys.stderr)

    def warn(self, *lines: str) -> None:
        """Sentences beside the result, one line each, to stderr; nothing with --quiet."""
        if not self.quiet:
            self.fail(*lines)

    @contextmanager
    def progress(self, title: str) -> Iterator[Progress]:
        """A bar on a terminal's stderr, silence elsewhere; call what you get with (done, total, what)."""
        if self.quiet or self.as_json or not sys.stderr.isatty():
            yield _silence
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True, no_color=not self.color), transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total, what: bar.update(
                task, completed=done, total=total, description=f"{title} {clean(what)}"
            )


def _terminal_width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _silence(done: int, total: int, what: str) -> None:
    """Nobody watches."""


def _write(text: str, stream: IO[str] | None = None) -> None:
    stream = stream or sys.stdout
    stream.write(text)
    stream.flush()


def escaped(text: str) -> str:
    """json.dumps escapes C0 but neither DEL, C1 nor direction overrides, which a terminal obeys too, nor surrogates."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(ESCAPED, lambda found: f"\\u{ord(found[0]):04x}", text)


def _rich_text(table: Table, width: int) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(width=width, force_terminal=True, highlight=False)
    drawn = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in table.columns:
        drawn.add_column(column.name, justify=column.align, no_wrap=not column.shrink)
    for row in table.rows:
        drawn.add_row(*(Text(clean(cell), style=_TONES[row.tone]) for cell in row.cells))
    with console.capture() as drawing:
        if table.title:
            console.print(Text(clean(table.title), style="bold"))
        if table.rows:
            console.print(drawn)
        for note in table.notes:
            console.print(Text(clean(note)))
    return drawing.get()
