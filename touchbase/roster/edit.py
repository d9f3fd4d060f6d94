"""Edits of the list that keep what a person wrote around them: text in, text out, and one safe way to the disk."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from touchbase.domain.problem import Problem
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import Unreadable, decode, in_two
from touchbase.errors import BadInput, StorageFailed
from touchbase.roster import csv_list, edit_csv, edit_toml, toml_list
from touchbase.roster.entry import written
from touchbase.roster.fields import Raw, checked
from touchbase.roster.identify import ids
from touchbase.roster.load import LARGEST

Entries = list[dict[str, object]]
_BOM = "\ufeff"


def add(text: str, person: Stakeholder, suffix: str = ".toml", *, zone: str = "", minutes: int = 0) -> str:
    """The list with one more person; what equals the owner's `zone` and `minutes` is left out. `BadInput` as below."""
    fields = written(person, zone, minutes)
    return _edited(text, suffix, lambda kind, bare: kind.add(bare, fields), lambda old: [*old, dict(fields)])


def set_fields(text: str, id: str, changes: Mapping[str, Raw | None], suffix: str = ".toml") -> str:
    """The list with fields of one person changed; None takes a field out.

    `BadInput` for an unknown id, a bad value, a list with problems, or one written so that no edit of it is safe.
    """
    _check(changes)
    place = _place(text, id, suffix)

    def wanted(old: Entries) -> Entries:
        return [{**entry, **changes} if number == place else entry for number, entry in enumerate(old)]

    return _edited(text, suffix, lambda kind, bare: kind.set_fields(bare, place, changes), wanted)


def remove(text: str, id: str, suffix: str = ".toml") -> str:
    """The list without one person; `BadInput` as above."""
    place = _place(text, id, suffix)
    return _edited(
        text, suffix, lambda kind, bare: kind.remove(bare, place), lambda old: old[:place] + old[place + 1 :]
    )


def read(path: Path) -> str:
    """The text of a list as it is, line ends and byte order mark included; `BadInput` when it is not a text."""
    try:
        raw = path.read_bytes()
        return (_BOM if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) else "") + decode(raw, LARGEST)
    except Unreadable as error:
        raise BadInput(f"{path.name} {error.what}", (), error.cure) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", (), "Check stakeholders.file.") from None


def write(path: Path, text: str) -> None:
    """All of it or none: a new file beside it, synced, takes its place and its mode (0600 for a first one)."""
    target = path.resolve()  # a link to the list stays a link
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            _fill(handle, text.encode())
            os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o600)  # noqa: PTH101
            os.replace(name, target)  # noqa: PTH105
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
        _sync_folder(target.parent)
    except OSError as error:
        raise StorageFailed(f"{path} could not be written: {error.strerror}.", "The old file is as it was.") from None


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _edited(
    text: str,
    suffix: str,
    edit: Callable[[ModuleType, str], str],
    wanted: Callable[[Entries], Entries],
) -> str:
    """The edit, believed only when the result reads as the old list with nothing but the edit."""
    bare = text.removeprefix(_BOM)
    expected = list(map(_said, wanted(_entries(bare, suffix))))
    try:
        after = edit(edit_csv if suffix.lower() == ".csv" else edit_toml, bare)
        same = list(map(_said, _entries(after, suffix))) == expected
    except (BadInput, LookupError, ValueError):  # it stumbled, or what it wrote is no list any more
        same = False
    if not same:
        raise BadInput("The list is written in a way that cannot be edited safely.", (), "Edit it by hand.")
    return after if bare == text else _BOM + after


def _entries(text: str, suffix: str) -> Entries:
    kind = csv_list if suffix.lower() == ".csv" else toml_list
    entries, problems = kind.read(text, "list" + suffix)
    if problems:
        raise BadInput("The list has problems; correct them before it is edited.", problems, "See `touchbase check`.")
    return [dict(entry.raw) for entry in entries]


def _said(entry: Mapping[str, object]) -> dict[str, object]:
    """What an entry says: an empty field says nothing."""
    return {name: value for name, value in entry.items() if value not in (None, "", [])}


def _place(text: str, id: str, suffix: str) -> int:
    known = ids(_entries(text.removeprefix(_BOM), suffix))
    if id not in known:
        raise BadInput(f"Nobody in the list has the id {id!r}.", (), "`touchbase stakeholders list` shows them.")
    return known.index(id)


def _check(changes: Mapping[str, Raw | None]) -> None:
    problems = []
    for name, value in changes.items():
        try:
            if value is not None:
                checked(name, value)
        except ValueError as error:
            problems.append(Problem(name, *in_two(error)))
    if problems:
        raise BadInput("That cannot go into the list.", tuple(problems))
