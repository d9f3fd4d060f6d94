"""Changes to a TOML list as text: only the lines of one person change, comments and order stay."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from touchbase.roster.fields import Raw
from touchbase.roster.lines import TABLE, Lines


def add(text: str, fields: Mapping[str, Raw]) -> str:
    """The text with one more person at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [f"[[{TABLE}]]", *(f"{name} = {literal(value)}" for name, value in fields.items())]
    before = text.rstrip("\r\n \t")
    return (before + end * 2 if before else "") + end.join(lines) + end


def set_fields(text: str, place: int, changes: Mapping[str, Raw | None]) -> str:
    """The text with fields of the person at that place changed, or taken out where the value is None."""
    before, block, after = _cut(text, place)
    crlf, last = "\r\n" in block or block.endswith("\r"), block.endswith("\r")
    changed = _changed(block.replace("\r\n", "\n").rstrip("\r") + "\n", changes).removesuffix("\n")
    return before + changed.replace("\n", "\r\n" if crlf else "\n") + "\r" * last + after


def remove(text: str, place: int) -> str:
    """The text without the person at that place; comments that stand before the next one stay."""
    before, _, after = _cut(text, place)
    return before + after.lstrip("\r\n")


def literal(value: Raw) -> str:
    """A value as TOML writes it; what JSON escapes in a text, TOML reads."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _changed(block: str, changes: Mapping[str, Raw | None]) -> str:
    import tomlkit

    document: Any = tomlkit.parse(block)
    table = document[TABLE][0]
    for name, value in changes.items():
        if value is not None:
            table[name] = value
        else:
            table.pop(name, None)
    return tomlkit.dumps(document)


def _cut(text: str, place: int) -> tuple[str, str, str]:
    """The text before a person's lines, these, and the text after them.

    Blank lines and comments at their end are after them: they belong to whoever comes next.
    """
    first, after = Lines(text).blocks[place]
    lines = text.split("\n")
    while lines[after - 1].strip()[:1] in ("", "#"):
        after -= 1
    start = sum(len(line) + 1 for line in lines[:first])
    block = "\n".join(lines[first:after])
    return text[:start], block, text[start + len(block) :]
