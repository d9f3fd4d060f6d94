"""A home with a config and three people, as the command line has it."""

from tests.cli.terminal import terminal

__all__ = ["terminal"]
