"""The report a bug leaves behind: where in our code it happened, without anybody's words or addresses."""

import os
import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from touchbase import __version__
from touchbase.cli.context import Context
from touchbase.cli.private_file import make_folder

KEPT = 20  # a crontab that meets the same bug every hour fills no disk


def write_report(error: BaseException, context: Context) -> Path:
    """A file only its owner can read (0600), in the state folder or else the temporary one."""
    text = _report(error)
    for folder in (_state(context), Path(tempfile.gettempdir())):
        try:
            make_folder(folder)
            _drop_old(folder)
            return _write(folder / f"crash-{context.now:%Y%m%dT%H%M%SZ}-{os.getpid()}.txt", text)
        except OSError:
            continue
    return Path(os.devnull)


def _state(context: Context) -> Path:
    try:
        return context.places.state
    except Exception:  # finding the folder may be what broke
        return Path(tempfile.gettempdir())


def _drop_old(folder: Path) -> None:
    """Room for one more: of our own older reports only the newest stay."""
    for old in sorted(folder.glob("crash-*Z-*.txt"))[: 1 - KEPT]:
        with suppress(OSError):  # somebody else's, in a temporary folder that many share
            old.unlink()


def _write(path: Path, text: str) -> Path:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)  # whatever the umask took away
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
