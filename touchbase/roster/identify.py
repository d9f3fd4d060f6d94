"""Ids that stay: made once from a name, and the same for the same list every time."""

import re
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from unicodedata import normalize

LONGEST = 48
_GAPS = re.compile(r"[^a-z0-9]+")


def slug(name: str, taken: Collection[str]) -> str:
    """`ana-ruiz` for Ana Ruiz, `ana-ruiz-2` when that is taken; a name without Latin letters gets a short code."""
    plain = _GAPS.sub("-", normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    stem = (
        plain[:LONGEST].strip("-")
        or "person-" + sha256(normalize("NFC", name).encode("utf-8", "replace")).hexdigest()[:6]
    )
    known = {id.lower() for id in taken}
    number, id = 1, stem
    while id in known:
        number += 1
        id = f"{stem}-{number}"
    return id


def ids(entries: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The id of each entry, in order: the one written there, else one made from its name."""
    taken = {id for entry in entries if (id := _text(entry, "id"))}
    found = []
    for entry in entries:
        id = _text(entry, "id") or slug(_text(entry, "name"), taken)
        taken.add(id)
        found.append(id)
    return tuple(found)


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""
