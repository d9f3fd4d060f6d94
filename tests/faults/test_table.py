"""The table of faults in docs/trust.md is whole and true: 92 rows, each with tests that exist or an honest reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.pages import ROOT, rows

PAGE = ROOT / "docs" / "trust.md"
FAULTS = [row for row in rows(PAGE, "Faults") if row[0].isdecimal()]
INVARIANTS = [row for row in rows(PAGE, "Invariants") if row[0].startswith("I")]
SECURITY = [row for row in rows(PAGE, "Security") if re.fullmatch(r"S\d+", row[0])]
NOT_COVERED = {"8": "no CalDAV calendar", "91": "no PostgreSQL store"}
NOT_NEEDED = {"S19": "no server", "S23": "no XML", "S29": "no interface for assistants", "S33": "no release"}
TEST = re.compile(r"`(tests/[\w/.]+\.py)::([\w:]+)`")


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests of a file, those in a class as Class::test; without running it."""
    found = set()
    for node in ast.parse((ROOT / file).read_text("utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        for one in inside:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                found.add(one.name if one is node else f"{getattr(node, 'name', '')}::{one.name}")
                found.add(one.name)
    return frozenset(found)


def missing(row: list[str]) -> list[str]:
    named = [match.groups() for match in TEST.finditer(row[-1])]
    return [f"{file}::{name}" for file, name in named if not Path(ROOT / file).is_file() or name not in names_in(file)]


def test_there_are_92_rows_in_order() -> None:
    assert [row[0] for row in FAULTS] == [str(n) for n in range(1, 93)]
    assert [row[0] for row in INVARIANTS] == [f"I{n}" for n in range(1, 13)]
    assert [row[0] for row in SECURITY] == [f"S{n}" for n in range(1, 39)]


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row[0])
def test_a_row_says_fault_answer_and_tests_that_exist(row: list[str]) -> None:
    assert (len(row), all(row)) == (4, True)
    assert missing(row) == []
    if row[0] not in NOT_COVERED:
        assert "not covered" not in row[3]
        assert TEST.search(row[3]), "a test is named"


def test_what_is_not_covered_does_not_grow_in_silence() -> None:
    """Two faults and four threats, all about something touchbase does not have."""
    told = {row[0]: row[3] for row in (*FAULTS, *SECURITY) if "not covered" in row[3]}
    known = {**NOT_COVERED, **NOT_NEEDED}
    assert (told.keys(), len(told)) == (known.keys(), 6)
    for number, reason in known.items():
        assert told[number].startswith("not covered, because")
        assert reason in told[number]


@pytest.mark.parametrize("row", [*INVARIANTS, *SECURITY], ids=lambda row: row[0])
def test_invariants_and_security_name_tests_that_exist_too(row: list[str]) -> None:
    assert (all(row), missing(row)) == (True, [])
    assert TEST.search(row[-1]) or row[-1].startswith("not covered, because"), "a test is named, or a reason"


def test_a_row_that_names_no_such_test_is_noticed() -> None:
    assert missing(["1", "x", "y", "`tests/faults/test_table.py::test_nothing_of_the_kind`"])
    assert missing(["1", "x", "y", "`tests/faults/no_such_file.py::test_x`"])
    assert missing(["1", "x", "y", "`tests/faults/test_table.py::test_there_are_92_rows_in_order`"]) == []
