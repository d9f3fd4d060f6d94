"""export: all of it or one person's, private, and safe to open in a spreadsheet."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from touchbase.cli.private_file import write_over
from touchbase.errors import CannotWriteState


@pytest.fixture
def told(terminal: Terminal) -> Terminal:
    """A home that remembers two contacts."""
    terminal.good("log", "add", "ana-ruiz", "--when", "2026-05-04", "--kind", "call", "--note", "=cmd|' /C calc'!A0")
    terminal.good("log", "add", "bo-lind", "--when", "2026-05-05", "--kind", "lunch", "--note", "likes fishing")
    return terminal


def test_everything_notes_included(told: Terminal) -> None:
    seen = told.good("export").json
    assert (seen["schema"], seen["owner"]) == (1, "sam@example.com")
    assert [one["id"] for one in seen["list"]] == ["ana-ruiz", "bo-lind", "cy-tran"]
    assert {row["note"] for row in seen["tables"]["touchbase"]} == {"=cmd|' /C calc'!A0", "likes fishing"}


def test_of_one_person_nobody_else_is_told(told: Terminal) -> None:
    told.good("pause", "bo-lind")
    answer = told.good("export", "bo-lind")
    assert [one["id"] for one in answer.json["list"]] == ["bo-lind"]
    assert "likes fishing" in answer.out
    assert "ana" not in answer.out.lower()


def test_the_log_as_csv_holds_no_formula(told: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(told.good("export", "--csv").out)))
    assert [(row["stakeholder"], row["kind"], row["verdict"]) for row in rows] == [
        ("ana-ruiz", "call", "confirmed"),
        ("bo-lind", "lunch", "confirmed"),
    ]
    assert rows[0]["note"] == "'=cmd|' /C calc'!A0"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_the_csv_of_one_person(told: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(told.good("export", "bo-lind", "--csv").out)))
    assert [row["note"] for row in rows] == ["likes fishing"]


def test_a_file_for_my_eyes_only_and_never_over_another(told: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "out" / "all.json"
    assert str(target) in told.good("export", "--output", str(target)).out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    whole = target.read_text("utf-8")
    assert json.loads(whole)["schema"] == 1
    answer = told.run("export", "--output", str(target))
    assert (answer.code, target.read_text("utf-8")) == (2, whole)
    assert [path.name for path in target.parent.iterdir()] == ["all.json"]


def test_a_place_that_cannot_be_written(told: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert told.run("export", "--output", str(tmp_path / "file" / "all.json")).code == 73


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "all.json").mkdir()
    with pytest.raises(CannotWriteState):
        write_over(tmp_path / "all.json", "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["all.json"]


@pytest.mark.parametrize("more", [[], ["--csv"]])
def test_somebody_unknown_is_asked_back(more: list[str], told: Terminal) -> None:
    answer = told.run("export", "ana-ruis", *more)
    assert (answer.code, "Did you mean ana-ruiz?" in answer.err) == (2, True)


def test_somebody_taken_off_the_list_is_still_remembered(told: Terminal) -> None:
    text = (told.home / "stakeholders.toml").read_text("utf-8")
    told.write("stakeholders.toml", text[text.index('[[stakeholder]]\nid = "bo-lind"') :])
    answer = told.good("export", "ana-ruiz")
    assert answer.json["list"] == []
    assert "calc" in answer.out


def test_before_there_is_any_memory(terminal: Terminal) -> None:
    assert len(terminal.good("export").json["list"]) == 3
    assert not (terminal.home / "touchbase.db").exists()
