"""The quick reader of everyday lists says what tomllib says, or nothing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.roster.plain_toml import read

ROOT = Path(__file__).resolve().parent.parent.parent


def tables(text: str) -> object:
    try:
        return tomllib.loads(text).get("stakeholder", [])
    except tomllib.TOMLDecodeError:
        return "an error"


def test_the_example_is_everyday() -> None:
    text = (ROOT / "stakeholders.example.toml").read_text("utf-8")
    assert read(text) == tables(text)
    assert read(text.replace("\n", "\r\n")) == tables(text)


ROWS = [
    ('a = "x"', {"a": "x"}, "a text"),
    ('a = ""  # comment', {"a": ""}, "an empty text and a comment"),
    ("a=7", {"a": 7}, "no spaces"),
    ('a = ["x", "y,z"]', {"a": ["x", "y,z"]}, "a list"),
    ("a = []", {"a": []}, "an empty list"),
    ('"a" = 1', None, "a key in quotes"),
    ("a.b = 1", None, "a key with a dot"),
    ('a = "x\\ny"', None, "an escape"),
    ("a = 'x'", None, "single quotes"),
    ('a = """x"""', None, "a long text"),
    ("a = 01", None, "a number TOML refuses"),
    ("a = 1.5", None, "a fraction"),
    ("a = true", None, "true"),
    ("a = 2026-02-30", None, "a day that does not exist"),
    ("a = 2026-02-03T10:00:00", None, "a moment"),
    ("a = [\n1]", None, "a list over lines"),
    ("a = 1\na = 2", None, "a key twice"),
    ("[stakeholder.more]", None, "another header"),
    ('a = "\x07"', None, "a control character"),
    ("  a = 1", None, "an indent"),
]


@pytest.mark.parametrize(("line", "expected", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_what_is_not_everyday_is_left_to_tomllib(line: str, expected: object, why: str) -> None:
    found = read(f"[[stakeholder]]\n{line}\n")
    assert found == (None if expected is None else [expected]), why


def test_a_key_before_anybody_is_not_everyday() -> None:
    assert read("a = 1\n[[stakeholder]]\n") is None


PIECES = ["[[stakeholder]]", "a", "b", " = ", "=", '"', "'", "x", "1", "0", "2026-01-05", "[", "]", ", ", ",", "#",
          "\n", "\r\n", "\\", " ", "\t", "\x00", "\r", "é", '"x"', "[]", '["x"]', "\u0085"]  # fmt: skip
LINES = [
    "[[stakeholder]]",
    'name = "x"',
    'name = "y" # z',
    "n = 3",
    "n = 0",
    "d = 2026-01-05",
    't = ["a", "b"]',
    "# c",
    "",
    "t = []",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_it_never_says_anything_but_what_tomllib_says(text: str) -> None:
    for whole in (text, "[[stakeholder]]\n" + text, "[[stakeholder]]\na = " + text):
        found = read(whole)
        assert found is None or found == tables(whole)


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_everyday_lines_are_read_when_tomllib_reads_them(text: str) -> None:
    expected = tables("[[stakeholder]]\n" + text)
    assert read("[[stakeholder]]\n" + text) == (None if expected == "an error" else expected)
