"""The terminal of the command line's tests, and the home full of payloads, for whoever attacks."""

import pytest

from tests.cli.terminal import Terminal, terminal
from tests.security.world import hostile

__all__ = ["terminal"]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Made once, and only looked at."""
    made = hostile()
    monkeypatch.setenv("TOUCHBASE_HOME", str(made.home))
    monkeypatch.chdir(made.home)
    return made
