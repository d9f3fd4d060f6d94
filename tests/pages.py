"""The documentation as its tests see it: fenced blocks and the commands in them, mentions of commands, links, paths."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
NOT_RUN = ("pipx install ", "sudo apt install ", "git clone ", "crontab -l")  # outside our hands, as they stand

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORLD = re.compile(r"<!-- world: ([\w ]+) -->")
_NOW = re.compile(r"<!-- now: ([\dT:+-]+) -->")
_EXIT = re.compile(r"#\s*exit (\d+)\s*$")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
# `9 Jun`, `Tue 9 June 16:00`, `16:00`: where a touchbase stands is the planner's to say, and may change.
_ANY_MOMENT = r"(?:(?:[A-Z][a-z]{2} )?\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?(?: \d{2}:\d{2})?|\d{2}:\d{2})"
_MOMENT = re.compile(_ANY_MOMENT)
_OURS = re.compile(r"(?:touchbase|tests|docs|examples|benchmarks|\.ci)/[\w./-]*\w|[\w.-]+\.md|Makefile|pyproject\.toml")


@dataclass(frozen=True)
class Shown:
    """One command of a console block, the output the page shows for it, and the exit code it should end with."""

    line: str
    output: tuple[str, ...]

    @property
    def argv(self) -> list[str]:
        return shlex.split(self.line, comments=True)

    @property
    def code(self) -> int:
        said = _EXIT.search(self.line)
        return int(said[1]) if said else 0

    def matches(self, text: str) -> bool:
        """Loosely: `...` is anything, another day or hour will do, and so will another place to break a line."""
        return not self.output or re.fullmatch(_loose(" ".join(self.output)), " ".join(text.split())) is not None


@dataclass(frozen=True)
class Block:
    """One fenced block, where it stands, the world and the moment a comment before it asks for; "" is as before."""

    page: str
    line: int
    language: str
    text: str
    world: str
    now: str = ""

    @property
    def commands(self) -> list[Shown]:
        """Each line after `$ `, with the lines below it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.text.rstrip("\n").splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
        return [Shown(command, _trimmed(output)) for command, output in found]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    text, end = page.read_text("utf-8"), 0
    for fence in _FENCE.finditer(text):
        worlds, moments = (comment.findall(text[end : fence.start()]) for comment in (_WORLD, _NOW))
        line = text.count("\n", 0, fence.start()) + 1
        yield Block(name(page), line, fence[1], fence[2], "".join(worlds[-1:]), "".join(moments[-1:]))
        end = fence.end()


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def mentions(page: Path) -> Iterator[str]:
    """Every `touchbase ...` a page names, in its text and in blocks that are not run."""
    yield from (span for span in _SPAN.findall(prose(page)) if span.startswith("touchbase "))
    for block in blocks(page):
        if block.language != "console":
            yield from (line for line in block.text.splitlines() if line.startswith("touchbase "))


def links(page: Path) -> list[str]:
    """The targets of links that are not on the web."""
    return [target for target in _LINK.findall(prose(page)) if "://" not in target]


def paths(page: Path) -> list[str]:
    """What a page names as a file or folder of ours; names in capitals (NAME.py, NNN_name.sql) stand for any."""
    spans = [span for span in _SPAN.findall(prose(page)) if _OURS.fullmatch(span)]
    return [span for span in spans if not re.search(r"\b(NAME|NNN)", span)]


def rows(page: Path, section: str = "") -> list[list[str]]:
    """The cells of all table rows below a heading (of the whole page for ""), without the heads."""
    text = prose(page)
    if section:
        match = re.search(rf"^(#+) {re.escape(section)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
        assert match, f"{name(page)} has no heading {section!r}"
        text = match[2]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("| "))] for line in lines]
    return [row for row in cells if row[0] and not set(row[0]) <= {"-", ":"}]


def _loose(shown: str) -> str:
    parts = (" ".join(part.split()) for part in shown.split("..."))
    return r"\s?.*\s?".join(_MOMENT.sub(lambda _: _ANY_MOMENT, re.escape(part).replace(r"\ ", " ")) for part in parts)


def _trimmed(output: list[str]) -> tuple[str, ...]:
    while output and not output[-1].strip():
        output = output[:-1]
    return tuple(output)
