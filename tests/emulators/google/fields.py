"""The `fields` mask: items(id,start/dateTime),nextPageToken. What it does not name is missing from the answer."""

import re
from typing import Any

from tests.emulators.google.refusal import Refusal

Mask = dict[str, Any]
TOKEN = re.compile(r"[^,()/]+|[,()/]")


def parse(text: str) -> Mask:
    """Nested names; {} after a name means all of it. Raises `Refusal`."""
    tokens = TOKEN.findall(text.replace(" ", ""))
    mask, rest = _group(tokens)
    if rest or not mask:
        raise Refusal("invalidParameter", f"Invalid field selection {text}", location="fields")
    return mask


def _group(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        tokens = _path(tokens, mask)
        if tokens[:1] == [","]:
            tokens = tokens[1:]
    return mask, tokens


def _path(tokens: list[str], mask: Mask) -> list[str]:
    name, tokens = tokens[0], tokens[1:]
    if name in ",(/":
        raise Refusal("invalidParameter", f"Invalid field selection {name}", location="fields")
    inner = mask.setdefault(name, {})
    if tokens[:1] == ["/"]:
        return _path(tokens[1:] or [","], inner)
    if tokens[:1] == ["("]:
        found, tokens = _group(tokens[1:])
        inner |= found
        if tokens[:1] != [")"]:
            raise Refusal("invalidParameter", "Invalid field selection", location="fields")
        tokens = tokens[1:]
    return tokens


def apply(mask: Mask, value: Any) -> Any:
    """What the mask lets through."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [apply(mask, one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: apply(mask[name], inner) for name, inner in value.items() if name in mask}
