"""Where a page or a picture goes: a file for the owner alone, or stdout."""

import sys
from pathlib import Path

from touchbase.cli.context import Context
from touchbase.cli.private_file import write_over


def deliver(context: Context, text: str, file: Path | None) -> None:
    """Into the file (0600, whole or not at all), else to stdout."""
    if file is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_over(file, text)
        context.screen.say(f"Written to {file}.")
