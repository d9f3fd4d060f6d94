"""Checks of the disk: what may be read by others, what may be written, and where a database is not safe."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from touchbase.cli.checks.check import Check

MOUNTS = Path("/proc/mounts")
FAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "davfs", "ceph", "glusterfs", "lustre",
       "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse"}  # fmt: skip
SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "owncloud")
OTHERS = 0o077


def modes(name: str, private: Iterable[Path]) -> Check:
    """Nobody else may read what is ours: files 0600, folders 0700."""
    wide = [path for path in private if path.exists() and path.stat().st_mode & OTHERS]
    if not wide:
        return Check(name, True, "only you can read them")
    seen = ", ".join(f"{path} ({stat.S_IMODE(path.stat().st_mode):04o})" for path in wide)
    cure = "; ".join(f"chmod go-rwx '{path}'" for path in wide)
    return Check(name, False, f"others on this machine may read {seen}", cure)


def writable(name: str, folder: Path) -> Check:
    """The folder, or the nearest one above it that exists, can be written."""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not nearest.is_dir():
        return Check(name, False, f"{nearest} is not a folder", "Move it away, or name another folder in config.toml.")
    if os.access(nearest, os.W_OK | os.X_OK):
        return Check(name, True, str(folder) if nearest == folder else f"{folder} will be made when needed")
    return Check(name, False, f"{nearest} cannot be written", f"Give yourself the right to write there: {nearest}")


def file_system(folder: Path, mounts: str) -> Check:
    """A database is not safe on a network disk, nor in a folder that something else copies while it is written.

    `mounts` as in /proc/mounts; "" where there is none.
    """
    cure = "Keep it on this machine's own disk: set TOUCHBASE_HOME to a folder there and move the files."
    if (synced := synced_by(folder)) is not None:
        return Check("file system", False, f"{folder} is inside {synced}, which is copied while we write", cure)
    if (kind := kind_of(folder, mounts)) in FAR:
        return Check("file system", False, f"{folder} is on a network disk ({kind})", cure)
    return Check("file system", True, kind or "local as far as can be told")


def synced_by(folder: Path) -> str | None:
    """The part of the path that a copying service owns."""
    return next((part for part in folder.parts if part.lower().startswith(SYNCED)), None)


def kind_of(folder: Path, mounts: str) -> str:
    """The type of the file system that holds the folder: that of the longest mount point above it."""
    rows = (line.split(" ") for line in mounts.splitlines())
    found = [(_plain(row[1]), row[2]) for row in rows if len(row) > 2]
    holding = [(len(point), kind) for point, kind in found if folder.is_relative_to(point)]
    return max(holding, default=(0, ""))[1]


def read_mounts(path: Path = MOUNTS) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _plain(point: str) -> str:
    """Mount points have their blanks as octal numbers."""
    return point.replace(r"\040", " ").replace(r"\011", "\t").replace(r"\134", "\\")
