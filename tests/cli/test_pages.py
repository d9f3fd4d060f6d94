"""`map`, `report --html`, `brief --html` and `digest --html`: to a file for the owner alone, or to stdout."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from touchbase.errors import Exit


@pytest.mark.parametrize(
    ("argv", "begins"),
    [
        (("map", "--html"), "<!doctype html>"),
        (("map", "--svg"), "\n<svg "),
        (("map", "--svg", "--by", "time"), "\n<svg "),
        (("map", "--dot"), "graph touchbase {"),
        (("report", "--html"), "<!doctype html>"),
        (("brief", "ana-ruiz", "--html"), "<!doctype html>"),
        (("digest", "--html"), "<!doctype html>"),
    ],
)
def test_to_stdout_or_into_a_file(argv: tuple[str, ...], begins: str, terminal: Terminal, tmp_path: Path) -> None:
    text = terminal.good(*argv).out
    assert text.startswith(begins.lstrip() if begins.startswith("\n") else begins) or text.startswith(begins)
    assert "Ana Ruiz" in text or argv[0] == "digest"
    path = tmp_path / "out"
    assert terminal.good(*argv, "--to", str(path)).out == f"Written to {path}.\n"
    assert path.read_text() == text
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("argv", [("map",), ("report",), ("report", "weather")])
def test_what_is_meant_has_to_be_said(argv: tuple[str, ...], terminal: Terminal) -> None:
    assert terminal.run(*argv).code == Exit.USAGE


def test_the_map_as_json(terminal: Terminal) -> None:
    found = terminal.good("map", "--json", "--by", "time").json
    assert {one["stakeholder"]: one["ring"] for one in found["people"]} == {
        "ana-ruiz": "never met", "bo-lind": "never met", "cy-tran": "set aside",
    }  # fmt: skip


def test_time_and_groups(terminal: Terminal) -> None:
    terminal.good("log", "add", "ana-ruiz")
    assert [one["minutes"] for one in terminal.good("report", "time", "--json").json["time"]] == [0, 30, 0]
    assert "Time against priority" in terminal.good("report", "time").out
    assert terminal.good("report", "groups").out.startswith("No group is on your list yet")
    path = terminal.home / "stakeholders.toml"
    path.write_text(path.read_text().replace('id = "bo-lind"', 'id = "bo-lind"\nkind = "team"\ncontact = "Bo Lind"'))
    assert terminal.good("report", "groups", "--json").json["groups"][0]["contact"] == "Bo Lind"


def test_a_canary_note_stands_on_no_page_but_the_brief(terminal: Terminal) -> None:
    terminal.good("note", "ana-ruiz", "CANARY", "--ask", "today")
    assert "CANARY" in terminal.good("brief", "ana-ruiz", "--html").out
    for argv in (("map", "--html"), ("map", "--dot"), ("report", "--html")):
        assert "CANARY" not in terminal.good(*argv).out
