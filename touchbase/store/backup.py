"""Copies of the database beside it: whole, few, and only for the owner's eyes."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from touchbase.store.faults import translated, unreachable, unreadable
from touchbase.store.whole import is_cut

KEPT = 5


def backup(path: Path, label: str = "") -> Path:
    """A copy of the database as it stands committed, found whole before an older one is let go; the newest 5 stay.

    `BadInput` when the database is damaged: then no older copy is touched. `StorageFailed` when the disk is full.
    """
    target = _next_name(path, label)
    part = target.with_suffix(".part")
    try:
        _make_private(part)
        _copy(path, part)
        if not is_whole(part):
            raise unreadable(path)
        part.replace(target)
        _sync_folder(target.parent)
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except OSError as error:
        raise unreachable(error, target.parent) from error
    finally:
        with suppress(OSError):
            part.unlink()
    for old in backups(path)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def daily_backup(path: Path, today: date) -> Path | None:
    """One backup a day, however often it is asked for; None when there is one of today already."""
    if any(file.stem.endswith(today.isoformat()) for file in backups(path)):
        return None
    return backup(path, today.isoformat())


def backups(path: Path) -> list[Path]:
    """All copies, oldest first."""
    named = re.compile(re.escape(path.stem) + r"-(\d{6})[\w-]*\.db")
    folder = _folder(path)
    found = [file for file in folder.iterdir() if named.fullmatch(file.name)] if folder.is_dir() else []
    return sorted(found, key=lambda file: file.name)


def newest_good_backup(path: Path) -> Path | None:
    """The newest copy that passes SQLite's own check."""
    return next((file for file in reversed(backups(path)) if is_whole(file)), None)


def delete_backups(path: Path) -> None:
    """Every copy, also one that was being made when the machine went down."""
    for file in [*backups(path), *_folder(path).glob(f"{path.stem}-*.part")]:
        file.unlink(missing_ok=True)


def is_whole(file: Path) -> bool:
    """True for a database of ours without a damaged page; reads only."""
    if is_cut(file):
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            numbered = copy.execute("PRAGMA user_version").fetchone()[0] > 0
            return numbered and copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False


def _copy(path: Path, part: Path) -> None:
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as source,
        closing(sqlite3.connect(part)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions


def _make_private(file: Path) -> None:
    """Both under any umask; SQLite then writes into the file it finds."""
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700)
        file.parent.chmod(0o700)
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    file.chmod(0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _next_name(path: Path, label: str) -> Path:
    last = backups(path)[-1:]
    number = int(last[0].name[len(path.stem) + 1 :][:6]) + 1 if last else 1
    return _folder(path) / f"{path.stem}-{number:06}{'-' if label else ''}{label}.db"


def _folder(path: Path) -> Path:
    return path.parent / "backups"
