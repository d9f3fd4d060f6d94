"""Tables as plain text: straight columns, never wider than asked, nothing a terminal would obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchbase.cli.table_text import clean, table_text, text_width, wrapped
from touchbase.reports.table import Column, Row, Table

COLUMNS = (Column("Who", shrink=True), Column("N", "right"), Column("Why", shrink=True))


def test_columns_are_aligned_and_notes_stand_below() -> None:
    table = Table("Two", COLUMNS, (Row(("Ana", "7", "first")), Row(("Bo Lind", "12", "second"))), ("A note.",))
    assert table_text(table) == (
        "Two\n"
        "Who       N  Why\n"
        "Ana       7  first\n"
        "Bo Lind  12  second\n"
        "\n"
        "A note.\n"
    )  # fmt: skip


def test_an_empty_table_is_its_title() -> None:
    assert table_text(Table("Nothing.", COLUMNS)) == "Nothing.\n"


def test_a_long_cell_goes_on_in_the_next_line() -> None:
    table = Table("", COLUMNS, (Row(("Ana", "7", "one two three four")),))
    assert table_text(table, 20).splitlines() == ["Who  N  Why", "Ana  7  one two", "        three four"]


def test_a_word_without_spaces_is_cut_so_that_columns_stand_straight() -> None:
    table = Table("", COLUMNS, (Row(("x" * 30, "7", "y")),))
    assert {len(line) <= 25 for line in table_text(table, 25).splitlines()} == {True}


def test_columns_that_may_not_shrink_stay_whole() -> None:
    table = Table("", (Column("A"), Column("B")), (Row(("a" * 50, "b" * 50)),))
    assert table_text(table, 20).splitlines()[1] == f"{'a' * 50}  {'b' * 50}"


def test_wide_letters_count_twice() -> None:
    assert (text_width("名前"), text_width("e\u0301")) == (4, 1)
    table = Table("", COLUMNS, (Row(("名前", "1", "x")), Row(("Anna", "2", "y"))))
    assert table_text(table).splitlines()[1:] == ["名前  1  x", "Anna  2  y"]


@pytest.mark.parametrize(
    ("text", "shown", "because"),
    [
        ("plain", "plain", "plain text is untouched"),
        ("\x1b]8;;http://example.com\x07here", " ]8;;http://example.com here", "a hidden link is laid open"),
        ("a\r\nb", "a b", "one line"),
        ("a\x9bb", "a b", "C1 is obeyed too"),
        ("a\u202eb", "a b", "no turning of the reading direction"),
        ("Zoë 🙂", "Zoë 🙂", "letters of the world stay"),
    ],
)
def test_nothing_a_terminal_would_obey(text: str, shown: str, because: str) -> None:
    assert clean(text) == shown, because


def test_wrapping_keeps_the_indent_and_the_words() -> None:
    assert wrapped("  one two three", 9) == ["  one two", "  three"]
    assert wrapped("touchbase-sync-approve", 5) == ["touchbase-sync-approve"]


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=5), st.integers(30, 100))
def test_no_line_is_wider_than_asked(cells: list[tuple[str, str]], width: int) -> None:
    table = Table("T", (Column("A", shrink=True), Column("B", shrink=True)), tuple(map(Row, cells)))
    text = table_text(table, width)
    assert all(text_width(line) <= width for line in text.splitlines())
    assert clean(text.replace("\n", "")) == text.replace("\n", "")
