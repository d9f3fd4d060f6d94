"""docs/library.md: its examples run and print what it shows, and every verb is in its table."""

import doctest
import inspect
import re
from pathlib import Path

import pytest
import time_machine

from tests.example_world import WORLDS
from tests.pages import ROOT, blocks, rows
from touchbase.library import Relationships

PAGE = ROOT / "docs" / "library.md"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_the_examples_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [block for block in blocks(PAGE) if block.language == "python"]
    terminal = WORLDS[shown[0].world](tmp_path / "home", monkeypatch)
    example = doctest.DocTestParser().get_doctest("\n".join(one.text for one in shown), {}, "library", str(PAGE), 0)
    said: list[str] = []
    with time_machine.travel(terminal.now, tick=False):
        result = doctest.DocTestRunner(optionflags=FLAGS).run(example, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted >= 10


def test_every_verb_is_in_the_table_and_nothing_else() -> None:
    verbs = {name for name, _ in inspect.getmembers(Relationships, inspect.isroutine) if not name.startswith("_")}
    told = {verb for row in rows(PAGE)[1:] for verb in re.findall(r"`(\w+)", row[0])}
    assert told == verbs - {"at", "open"}
