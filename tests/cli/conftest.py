"""The terminal is at hand in every test of the command line."""

from tests.cli.terminal import terminal

__all__ = ["terminal"]
