"""The documentation is true: its commands run, its output is what comes, and nothing in the code is left out of it."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.cli.terminal import Terminal
from tests.example_world import WORLDS
from tests.pages import NOT_RUN, PAGES, ROOT, blocks, links, mentions, name, paths, prose, rows
from tests.playing import play
from tests.regenerate import GENERATED, commands, with_generated
from touchbase.cli.main import touchbase
from touchbase.config.spec import KEYS
from touchbase.domain.booking import Standing
from touchbase.domain.stakeholder import CADENCE_BY_CATEGORY
from touchbase.domain.touchbase import Verdict
from touchbase.errors import Exit
from touchbase.reports.status import STATES
from touchbase.roster.fields import NAMES

DOCS = ROOT / "docs"
A_QUARTER = DOCS / "a-quarter.md"  # played in tests/test_a_quarter.py, which looks at what it leaves behind
WITH_BLOCKS = [p for p in PAGES if p != A_QUARTER and any(block.language == "console" for block in blocks(p))]
COMMANDS = dict(commands())
SHELL = re.compile(r"[|>]|\s#")  # where a command of ours ends on a shell line


@pytest.fixture(name="world")
def _world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """A fresh home of that kind, each time it is asked for."""
    numbers = iter(range(100))
    return lambda kind: WORLDS[kind](tmp_path / f"home{next(numbers)}", monkeypatch)


class TestBlocks:
    @pytest.mark.parametrize("page", WITH_BLOCKS, ids=name)
    def test_every_console_block_runs_and_shows_what_comes(self, page: Path, world: Callable[[str], Terminal]) -> None:
        play(page, world)

    def test_other_commands_in_blocks_are_known_and_not_run(self) -> None:
        verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        allowed = (*NOT_RUN, *(f"make {verb}" for verb in verbs))
        lines = [(b.page, s.line) for p in PAGES for b in blocks(p) if b.language == "console" for s in b.commands]
        others = [(page, line) for page, line in lines if not line.startswith("touchbase ")]
        assert others, "the README shows the two verbs"
        assert [line for line in others if not line[1].startswith(allowed)] == []

    def test_a_block_is_of_a_kind_we_know(self) -> None:
        kinds = {(block.page, block.line, block.language) for page in PAGES for block in blocks(page)}
        assert {kind for kind in kinds if kind[2] not in ("console", "sh", "toml", "json", "python")} == set()

    def test_commands_for_this_program_stand_in_blocks_that_are_run(self) -> None:
        """But for the examples of the help, which are checked as mentions."""
        pages = [page for page in PAGES if name(page) != "docs/commands.md"]
        assert [
            (b.page, b.line) for p in pages for b in blocks(p) if b.language == "sh" and "touchbase" in b.text
        ] == []


class TestCommands:
    def test_every_command_is_named_in_its_page_and_in_another(self) -> None:
        told = "\n".join(page.read_text("utf-8") for page in PAGES if page != DOCS / "commands.md")
        leaves = [word for word, command in COMMANDS.items() if not isinstance(command, click.Group)]
        assert [word for word in leaves if not re.search(rf"{word}\b", told)] == []
        page = (DOCS / "commands.md").read_text("utf-8")
        assert [word for word in COMMANDS if not re.search(rf"^#+ {word}$", page, re.MULTILINE)] == []

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_every_command_named_exists_with_its_options(self, page: Path) -> None:
        assert [wrong for mention in mentions(page) for wrong in _unknown(mention)] == []

    @pytest.mark.parametrize("page", GENERATED)
    def test_what_is_made_from_the_code_is_up_to_date(self, page: str) -> None:
        stands = (ROOT / page).read_text("utf-8")
        assert stands == with_generated(page, GENERATED[page]()), "run `python -m tests.regenerate`"


class TestFilesAndLinks:
    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_every_link_leads_somewhere(self, page: Path) -> None:
        assert [link for link in links(page) if not _leads(page, link)] == []

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_no_file_is_named_that_does_not_exist(self, page: Path) -> None:
        assert [path for path in paths(page) if not (ROOT / path).exists()] == []

    def test_every_page_is_on_the_index(self) -> None:
        pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {"index.md"}
        assert pages - set(links(DOCS / "index.md")) == set()

    def test_the_example_config_names_every_key(self) -> None:
        named = set(_keys((ROOT / "config.example.toml").read_text("utf-8")))
        assert {(key.section, key.name) for key in KEYS} - named == set()


class TestTables:
    def test_every_exit_code_has_its_row(self) -> None:
        told = {row[0]: row[1].strip("`") for row in rows(DOCS / "exit-codes.md")[1:]}
        assert told == {str(int(code)): code.name for code in Exit}

    def test_every_state_standing_and_verdict_is_told(self) -> None:
        said = prose(DOCS / "states.md")
        words = {*STATES, *Standing.__args__, *Verdict.__args__}  # type: ignore[attr-defined]
        assert {word for word in words if f"`{word}`" not in said} == set()

    def test_every_state_has_its_row_in_order_of_the_ratio(self) -> None:
        told = [row[0].strip("`") for row in rows(DOCS / "states.md", "How a relationship stands")[1:]]
        assert sorted(told) == sorted(STATES)

    def test_every_field_of_the_list_has_its_row(self) -> None:
        told = [row[0].strip("`") for row in rows(DOCS / "stakeholders.md", "The list of stakeholders")[1:]]
        assert told == list(NAMES)

    def test_every_category_has_its_cadence(self) -> None:
        told = {row[0].strip("`"): row[1] for row in rows(DOCS / "stakeholders.md", "Categories")[1:]}
        assert told == {category: str(cadence) for category, cadence in CADENCE_BY_CATEGORY.items()}


def _unknown(mention: str) -> Iterator[str]:
    """What a mention says that the command line does not have; words in capitals stand for anything."""
    words = shlex.split(SHELL.split(mention)[0].replace("...", ""))[1:]
    group: click.Command = touchbase
    typed, options = ["touchbase"], _options(touchbase)
    for word in words:
        if isinstance(group, click.Group) and not word.startswith(("-", "[")):
            typed.append(word)
            if word.isupper():
                return
            if " ".join(typed) not in COMMANDS:
                yield f"{mention}: no command {' '.join(typed)}"
                return
            group = COMMANDS[" ".join(typed)]
            options |= _options(group)
        elif word.startswith("-") and word not in options:
            yield f"{mention}: no option {word}"


def _options(command: click.Command) -> set[str]:
    return {flag for one in command.params for flag in (*one.opts, *one.secondary_opts)} | {"-h", "--help"}


def _leads(page: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = (page.parent / file).resolve() if file else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """Section and key of every line, commented out or not."""
    section = ""
    for line in text.splitlines():
        if head := re.match(r"(?:# )?\[+([\w.]+)\]+", line):
            section = head[1]
        elif key := re.match(r"(?:# )?(\w+) = ", line):
            yield section, key[1]
