"""No text is obeyed where it is shown: by a terminal, a program that reads JSON, or a browser."""

import json
import re

import pytest

from tests.cli.terminal import Terminal
from tests.security.payloads import PLAIN, Page, obeyed
from touchbase.domain.text import one_line
from touchbase.errors import Exit

SHOWN = (
    ("status",),
    ("plan",),
    ("plan", "--explain", "p19"),
    ("brief", "p18"),
    ("brief", "p19"),
    ("log", "list"),
    ("attention",),
    ("digest",),
    ("review", "quarter"),
    ("report", "coverage"),
    ("report", "fairness"),
    ("report", "time"),
    ("doctor",),
    ("report", "groups"),
    ("map", "--dot"),
    ("stakeholders", "list"),
    ("note",),
    ("promise",),
    ("ask",),
    ("thank",),
    ("suggestion",),
    ("gave",),
    ("check",),
    ("sync", "-v"),
    ("outcome", "p20"),
    ("agenda", "p18", "--draft"),
    ("forget", "p21"),
    ("retire", "=nobody\x1b[2J"),
    ("export",),
    ("calendars",),
    ("confirm",),
)


def test_there_is_something_to_look_for(world: Terminal) -> None:
    listed = json.dumps(world.good("stakeholders", "list", "--json").json)
    assert len(world.good("status", "--json").json["stakeholders"]) > 60
    assert [text for text in PLAIN if json.dumps(one_line(text))[1:-1] not in listed] == []
    export = world.good("export").out
    assert [text for text in PLAIN if json.dumps(one_line(text), ensure_ascii=False)[1:-1] not in export] == []


@pytest.mark.parametrize("tty", [False, True], ids=["piped", "terminal"])
@pytest.mark.parametrize("argv", SHOWN, ids=lambda argv: " ".join(argv[:2]).encode("ascii", "replace").decode())
def test_nothing_on_the_screen_is_obeyed_by_a_terminal(world: Terminal, argv: tuple[str, ...], tty: bool) -> None:
    answer = world.run("--no-input", *argv, tty=tty)
    assert "something broke" not in answer.err, answer
    assert obeyed(answer.out, colour=tty) == []
    assert obeyed(answer.err, colour=tty) == []
    assert "\x1b]" not in answer.out + answer.err


@pytest.mark.parametrize(
    "argv",
    [argv for argv in SHOWN if argv[0] not in ("map", "export", "forget", "retire", "confirm")],
    ids=lambda argv: " ".join(argv[:2]),
)
def test_json_is_valid_and_as_clean(world: Terminal, argv: tuple[str, ...]) -> None:
    answer = world.run("--json", *argv)
    assert obeyed(answer.out + answer.err) == []
    assert answer.code in (Exit.OK, Exit.SOME_FAILED, Exit.USAGE, Exit.CONFIG)
    if answer.code == Exit.OK and answer.out:
        assert json.loads(answer.out)["schema"] == 1


@pytest.mark.parametrize(
    "argv",
    [
        ("report", "--html"),
        ("map", "--html"),
        ("map", "--svg"),
        ("brief", "p18", "--html"),
        ("brief", "p19", "--html"),
        ("digest", "--html"),
        ("review", "quarter", "--html"),
    ],
    ids=" ".join,
)
def test_nothing_on_a_page_runs_or_leads_elsewhere(world: Terminal, argv: tuple[str, ...]) -> None:
    text = world.good(*argv).out
    assert Page(text).active == []
    assert obeyed(text) == []
    assert 'evil.example"' not in text
    assert not re.search(r"<(script|img|svg onload|a href=javascript)", text, re.IGNORECASE)


def test_what_a_page_is_looked_at_with_sees_what_runs() -> None:
    seen = Page('<script>x</script><a href="javascript:x">y</a><p onclick="z">').active
    assert seen == ["script", "a href=javascript:x", "p onclick=z"]
