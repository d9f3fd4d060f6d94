"""The terminal of the command line's tests, for whoever cuts and flips."""

from tests.cli.terminal import terminal

__all__ = ["terminal"]
