"""Runs the console blocks of a page, one after the other, and holds each against what the page shows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.pages import Block, Shown, blocks


def play(page: Path, world: Callable[[str], Terminal]) -> Terminal | None:
    """The terminal of the last block; `world` makes the home that a block asks for."""
    terminal = None
    for block in (block for block in blocks(page) if block.language == "console"):
        terminal = world(block.world) if block.world else terminal
        if block.now and terminal is not None:
            terminal.at(datetime.fromisoformat(block.now))
        for shown in (shown for shown in block.commands if shown.argv[0] == "touchbase"):
            assert terminal is not None, f"{_where(block, shown)}: no world is set on this page"
            answer = terminal.run(*shown.argv[1:])
            assert answer.code == shown.code, f"{_where(block, shown)}\n{answer.out}{answer.err}"
            assert shown.matches(answer.out + answer.err), f"{_where(block, shown)}\n{answer.out}{answer.err}"
    return terminal


def _where(block: Block, shown: Shown) -> str:
    return f"{block.page}:{block.line}: {shown.line}"
