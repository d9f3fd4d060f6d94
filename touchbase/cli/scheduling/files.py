"""Writes and takes away the files of a scheduler, and only those that say they are ours."""

import contextlib
from pathlib import Path

from touchbase.cli.private_file import write_over
from touchbase.cli.scheduling.job import Piece
from touchbase.errors import UsageError

OURS = "written by `touchbase schedule install`"


def as_written(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Those of these files that are there and ours, with what they say now."""
    found = (path for path in (Path(piece.where) for piece in pieces) if _ours(path))
    return tuple(Piece(str(path), path.read_text("utf-8", "replace")) for path in found)


def write(pieces: tuple[Piece, ...]) -> None:
    """Write all or none; UsageError when a file of that name is somebody else's."""
    foreign = [piece.where for piece in pieces if Path(piece.where).exists() and not _ours(Path(piece.where))]
    if foreign:
        raise UsageError(f"{foreign[0]} was not written by touchbase, so it stays.", "Move it away first.")
    for piece in pieces:
        write_over(Path(piece.where), piece.text)


def take_away(pieces: tuple[Piece, ...]) -> None:
    for path in (Path(piece.where) for piece in pieces):
        if _ours(path):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def _ours(path: Path) -> bool:
    try:
        return OURS in path.read_text("utf-8", "replace")
    except OSError:
        return False
