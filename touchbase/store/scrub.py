"""Names taken out of free texts, however they are written: case, spacing, accents, JSON inside JSON."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable

from touchbase.store.columns import json_of

BLANK = "[forgotten]"
SHORTEST = 2  # one letter is no name

Scrub = Callable[[str], str]


def scrubber(names: Iterable[str]) -> Scrub:
    """A function that blanks every one of these names where it stands as a word of its own."""
    spellings = {spelling for name in names for spelling in _spellings(name)}
    longest_first = sorted(spellings, key=len, reverse=True)
    if not longest_first:
        return lambda text: text
    either = "|".join(r"\s+".join(map(re.escape, spelling.split())) for spelling in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return lambda text: _scrubbed(text, pattern)


def _spellings(name: str) -> set[str]:
    word = name.strip()
    if len(word) < SHORTEST:
        return set()
    return {unicodedata.normalize(form, word) for form in ("NFC", "NFD")} | {word}


def _scrubbed(text: str, pattern: re.Pattern[str]) -> str:
    if text[:1] in ("{", "["):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return pattern.sub(BLANK, text)
        clean = _walked(value, pattern)
        return text if clean == value else json_of(clean)
    return pattern.sub(BLANK, text)


def _walked(value: object, pattern: re.Pattern[str]) -> object:
    if isinstance(value, str):
        return _scrubbed(value, pattern)
    if isinstance(value, list):
        return [_walked(item, pattern) for item in value]
    if isinstance(value, dict):
        return {_scrubbed(key, pattern): _walked(item, pattern) for key, item in value.items()}
    return value
