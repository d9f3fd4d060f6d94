"""The report a bug leaves behind: where in our code it happened, without anybody's words or addresses."""

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from touchbase import __version__
from touchbase.cli.context import Context


def write_report(error: BaseException, context: Context) -> Path:
    """A file only its owner can read (0600), in the state folder or else the temporary one."""
    text = _report(error)
    for folder in (_state(context), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _write(folder / f"crash-{context.now:%Y%m%dT%H%M%SZ}-{os.getpid()}.txt", text)
        except OSError:
            continue
    return Path(os.devnull)


def _state(context: Context) -> Path:
    try:
        return context.places.state
    except Exception:  # finding the folder may be what broke
        return Path(tempfile.gettempdir())


def _write(path: Path, text: str) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _report(error: BaseException) -> str:
    """Without the error's message, which may quote a name or a note; `--debug` shows that on the screen only."""
    frames = (
        f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    )
    head = f"touchbase {__version__}, Python {platform.python_version()}, {sys.platform}"
    return "\n".join((head, *frames, type(error).__name__, ""))


def _place(filename: str) -> str:
    """The last three parts: enough to find the line, nothing of the machine."""
    return "/".join(Path(filename).parts[-3:])
