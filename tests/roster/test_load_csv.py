"""The list as spreadsheets save it: dialects, moved columns, and every fault with its row and column."""

import csv
from pathlib import Path

import pytest

from touchbase.roster.load import Roster, parse

HEAD = "id,name,email,category,priority,tags"
ANA = "ana,Ana Ruiz,ana@example.com,peer,2,platform; data"
BEN = "ben,Ben,ben@example.com,boss,1,"
LIST = f"{HEAD}\n{ANA}\n{BEN}\n"


def read(text: str | bytes) -> Roster:
    return parse(text if isinstance(text, bytes) else text.encode(), Path("/list/people.csv"), "Europe/London", 30)


def semicolons(text: str) -> str:
    rows = csv.reader(text.splitlines())
    return "".join(";".join(f'"{cell}"' if ";" in cell else cell for cell in row) + "\n" for row in rows)


EXPECTED = read(LIST).stakeholders

DIALECTS = [
    (LIST.encode(), "commas"),
    (semicolons(LIST).encode(), "semicolons, lists in quotes"),
    (LIST.replace(",", "\t").encode(), "tabs"),
    (b"\xef\xbb\xbf" + LIST.encode(), "a byte order mark, as Excel writes it"),
    (LIST.replace("\n", "\r\n").encode(), "Windows line ends"),
    (LIST.replace("\n", "\r").encode(), "old Mac line ends"),
    (LIST.encode("utf-16"), "UTF-16, as Excel's Unicode text"),
    (LIST.replace(",", "\t").encode("utf-16"), "UTF-16 with tabs"),
    (("sep=;\n" + semicolons(LIST)).encode(), "a sep= line"),
    (("\n\n" + LIST + ",,,,,\n\n").encode(), "blank rows"),
    (LIST.rstrip("\n").encode(), "no line end at the end"),
    (LIST.replace("Ana Ruiz", '"Ana Ruiz"').encode(), "quotes that are not needed"),
    (LIST.replace(HEAD, "ID, Name ,EMAIL,CATEGORY,Priority,Tags").encode(), "a header in capitals"),
    ("".join(line + ",,\n" for line in LIST.splitlines()).encode(), "empty columns at the end"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "why"), DIALECTS, ids=[row[-1] for row in DIALECTS])
def test_every_dialect_reads_alike(raw: bytes, why: str) -> None:
    roster = read(raw)
    assert roster.problems == (), why
    assert roster.stakeholders == EXPECTED, why
    assert EXPECTED[0].tags == ("platform", "data")


@pytest.mark.parametrize("shift", range(1, 6))
def test_columns_in_another_order_are_read_by_their_names(shift: int) -> None:
    rows = list(csv.reader(LIST.splitlines()))
    text = "".join(",".join(row[shift:] + row[:shift]) + "\n" for row in rows)
    assert read(text).stakeholders == EXPECTED


def test_every_field_has_a_column() -> None:
    text = (
        "id;name;email;addresses;category;priority;cadence;duration_minutes;time_zone;working_hours;preferred;free_busy;"
        "added;tags;intent;state;paused_until\n"
        'ana;Ana;ana@example.com;"a@example.org; b@example.org";peer;2;weekly;45;Asia/Kolkata;'
        '"09:00-12:00;13:00-17:00";10:00-11:00;busy.ics;2026-01-05;x;heal;paused;2027-01-10\n'
    )
    (ana,) = read(text).stakeholders
    assert ana.addresses == ("a@example.org", "b@example.org")
    assert (str(ana.cadence), ana.minutes, ana.zone, ana.free_busy) == ("weekly", 45, "Asia/Kolkata", "/list/busy.ics")
    assert [str(hours) for hours in (*ana.working_hours, *ana.preferred)] == [
        "09:00-12:00",
        "13:00-17:00",
        "10:00-11:00",
    ]
    assert (str(ana.added), ana.tags, ana.intent, ana.state) == ("2026-01-05", ("x",), "heal", "paused")
    assert str(ana.paused_until) == "2027-01-10"


WRONG = [
    (f"{HEAD}\n{ANA},more\n{BEN}\n", "row 2, column 7", "7 cells, the header 6", "a cell too many"),
    (f"{HEAD}\nana,Ana,ana@example.com\n{BEN}\n", "row 2, column category", "3 cells, the header 6", "cells missing"),
    (f"{HEAD}\nAna Ruiz,ana@example.com,peer,2,x,\n{BEN}\n", "row 2, column id", "not an id", "shifted to the left"),
    (
        f"{HEAD}\n\nana,Ana,ana@,peer,2,\n{BEN}\n",
        "row 3, column email",
        "not an e-mail",
        "a bad address after a blank row",
    ),
    (f"{HEAD}\nana,Ana,ana@example.com,peer,high,\n{BEN}\n", "row 2, column priority", "not a whole number", "words"),
    (f"{HEAD}\nana,Ana,ana@example.com,peer,2.0,\n{BEN}\n", "row 2, column priority", "not a whole number", "2.0"),
    (f"{HEAD}\nana,Ana,ana@example.com,peer,12345678901,\n{BEN}\n", "row 2, column priority", "whole number", "huge"),
    (
        f'{HEAD}\nana,"Ana\nRuiz",ana@example.com,peer,2,\n{BEN}\n',
        "row 2, column name",
        "line break",
        "two lines in a name",
    ),
    (
        f"{HEAD}\nana,Ana\u202e,ana@example.com,peer,2,\n{BEN}\n",
        "row 2, column name",
        "U+202E",
        "letters turned around",
    ),
    (f"{HEAD}\nana,,ana@example.com,peer,2,\n{BEN}\n", "row 2, column name", "is missing", "an empty name"),
    (f"{HEAD}\nana,{'A' * 10_001},ana@example.com,peer,2,\n{BEN}\n", "row 2, column name", "10,001", "a long cell"),
    (f"{HEAD}\nana,Ana,ben@example.com,peer,2,\n{BEN}\n", "row 3, column email", "of both", "one address for two"),
]


@pytest.mark.parametrize(("text", "where", "what", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_a_fault_is_named_by_row_and_column(text: str, where: str, what: str, why: str) -> None:
    roster = read(text)
    assert roster.errors[0].where == f"people.csv: {where}", why
    assert what in roster.errors[0].what, why
    assert [one.id for one in roster.stakeholders] == ([] if "two" in why and "address" in why else ["ben"]), why


def test_a_row_counts_as_the_spreadsheet_counts() -> None:
    text = f'{HEAD}\nana,"Ana\n\n\nRuiz",ana@example.com,peer,2,\nben,Ben,x,boss,1,\n'
    assert [problem.where for problem in read(text).errors] == [
        "people.csv: row 2, column name",
        "people.csv: row 3, column email",
    ]


def test_a_cell_of_ten_megabytes_is_named_and_the_limit_of_csv_stays() -> None:
    before = csv.field_size_limit()
    roster = read(f"{HEAD}\nana,{'A' * 10_000_000},ana@example.com,peer,2,\n{BEN}\n")
    assert [problem.where for problem in roster.errors] == ["people.csv: row 2, column name"]
    assert [one.id for one in roster.stakeholders] == ["ben"]
    assert csv.field_size_limit() == before


HEADERS = [
    ("name,priority", "row 1", "no column 'email'", "no address"),
    ("email,id", "row 1", "no column 'name'", "no name"),
    ("name,email,prority", "row 1, column 3", "'prority' is not a known column", "a slip"),
    ("name,email,name", "row 1, column 3", "stands there twice", "a column twice"),
    ("Ana,ana@example.com,peer", "row 1", "no column 'name'", "no header at all"),
]


@pytest.mark.parametrize(("header", "where", "what", "why"), HEADERS, ids=[row[-1] for row in HEADERS])
def test_a_header_that_is_wrong_is_told(header: str, where: str, what: str, why: str) -> None:
    errors = read(f"{header}\nx,y@example.com,z\n").errors
    assert (f"people.csv: {where}", True) in [(error.where, what in error.what) for error in errors], why


def test_a_column_slip_is_answered_with_a_guess() -> None:
    assert 'Did you mean "priority"?' in read("name,email,prority\nAna,ana@example.com,1\n").errors[0].cure


def test_an_unnamed_column_with_something_in_it_is_told() -> None:
    errors = read("name,email,\nAna,ana@example.com,?\n").errors
    assert [error.where for error in errors] == ["people.csv: row 1, column 3"]


FORMULAS = ["=1+1", "+44 Ana", "-Ana", "@Ana", "=HYPERLINK(A1)"]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_cell_that_looks_like_a_formula_is_text(name: str) -> None:
    assert read(f"id,name,email\na,{name},a@example.com\n").stakeholders[0].name == name
    assert read(f"id,name,email\na,'{name},a@example.com\n").stakeholders[0].name == name


def test_an_apostrophe_of_a_name_stays() -> None:
    assert read("id,name,email\na,'t Hooft,a@example.com\n").stakeholders[0].name == "'t Hooft"


BROKEN = [
    (f'{LIST}cat,"Cat', "after row 3", "do not fit", "cut off within quotes"),
    (f'{LIST}cat,"Cat" x,cat@example.com,peer,1,\n', "after row 3", "do not fit", "something behind the quotes"),
]


@pytest.mark.parametrize(("text", "where", "what", "why"), BROKEN, ids=[row[-1] for row in BROKEN])
def test_quotes_that_do_not_fit_end_the_reading(text: str, where: str, what: str, why: str) -> None:
    roster = read(text)
    assert [(error.where, what in error.what) for error in roster.errors] == [(f"people.csv: {where}", True)], why
    assert roster.stakeholders == EXPECTED


def test_quotes_that_never_fit_are_told_without_any_row() -> None:
    assert read('"id').errors[0].where == "people.csv: after row 0"


@pytest.mark.parametrize("text", ["", "\n\n", f"{HEAD}\n", "sep=;\n"])
def test_an_empty_list_is_an_error(text: str) -> None:
    assert [error.what for error in read(text).errors] == ["The list is empty."]


def test_a_nul_is_told_with_its_line() -> None:
    assert read(LIST.replace("Ben", "B\0n")).errors[0].where == "people.csv:3"


def test_every_beginning_is_read_or_told() -> None:
    raw = ("\ufeff" + semicolons(LIST).replace("\n", "\r\n")).encode()
    for end in range(len(raw)):
        roster = read(raw[:end])
        assert roster.stakeholders or roster.problems
    assert read(raw).stakeholders == EXPECTED
