"""docs/practices.md serves every core practice with a command that is there, and each has its section on a page."""

import re
from pathlib import Path

import pytest

from tests.pages import ROOT, prose, rows
from touchbase.cli.main import COMMANDS

PAGE = ROOT / "docs" / "practices.md"
GROUPS = sorted((ROOT / "docs" / "practices").glob("*.md"))
# The numbers of the practices in the source articles, by weight: 1 is a core promise, 2 strong, 3 nice to have.
CORE = {
    1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 15, 16, 17, 27, 32, 33, 34, 35, 37, 38, 43, 46, 47, 48, 49, 50, 52, 55, 56, 57,
    62, 65, 66, 68, 69, 81,
}  # fmt: skip
STRONG = {
    3, 5, 10, 19, 20, 21, 26, 28, 29, 30, 36, 39, 40, 41, 44, 51, 53, 54, 58, 59, 61, 67, 70, 72, 73, 75, 76, 77, 80,
}  # fmt: skip
ALL = set(range(1, 84))
STRONG_AND_PROMISED = {3, 5, 10, 19, 20, 21, 26, 28, 29, 30, 39, 51, 53, 54, 58, 59, 61, 67, 70, 72, 75, 76, 77}
ARTICLES = (
    "on relationship goals", "on closer relationships", "on more than a nod", "on renewing and nourishing",
    "on strengthening",
)  # fmt: skip


def table() -> dict[int, list[str]]:
    """The rows by number: practice, weight, article, served by."""
    return {int(row[0]): row[1:] for row in rows(PAGE) if row[0].isdigit()}


def test_every_core_practice_is_served_and_every_strong_one_that_was_promised() -> None:
    served = set(table())
    assert CORE - served == set()
    assert STRONG_AND_PROMISED - served == set()


def test_every_number_is_served_or_named_as_not_served_and_none_is_both() -> None:
    left_out = {int(number) for number in re.findall(r"^- (\d+): ", prose(PAGE), re.MULTILINE)}
    assert (set(table()) | left_out, set(table()) & left_out) == (ALL, set())


def test_the_weights_are_as_they_were_given() -> None:
    told = {number: int(row[1]) for number, row in table().items()}
    assert told == {number: 1 if number in CORE else 2 if number in STRONG else 3 for number in told}


@pytest.mark.parametrize("number", sorted(table()))
def test_the_row_names_an_article_and_commands_that_exist(number: int) -> None:
    _, _, article, served = table()[number]
    assert set(article.split(", ")) <= set(ARTICLES)
    named = re.findall(r"`touchbase ([\w-]+)", served)
    assert named
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("page", GROUPS, ids=lambda page: page.stem)
def test_each_section_is_short_names_an_article_and_is_in_the_table(page: Path) -> None:
    linked = {row[0].partition(f"practices/{page.name}#")[2].rstrip(")") for row in table().values()} - {""}
    heads, found = _sections(page)
    assert {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads} == linked
    for head, body in zip(heads, found, strict=True):
        lines = [line for line in body.splitlines() if line and not line.startswith("<!--")]
        assert 2 <= len(lines) <= 5, head
        assert any(article in " ".join(lines) for article in ARTICLES) or "articles" in body, head


def _sections(page: Path) -> tuple[list[str], list[str]]:
    _, *parts = re.split(r"^## (.+)$", prose(page), flags=re.MULTILINE)
    return parts[::2], parts[1::2]
